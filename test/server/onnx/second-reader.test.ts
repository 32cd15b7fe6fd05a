import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Worker } from 'node:worker_threads';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../pipelines/clock.ts';
import { ConfigError } from '../../../server/config.ts';
import { openModelFolder } from '../../../server/text/onnx/model-folder.ts';
import { spawnThread } from '../../../server/text/onnx/reading-thread.ts';
import { openSecondReader, type SecondReader, type SecondReaderOptions } from '../../../server/text/onnx/second-reader.ts'; // prettier-ignore
import { eventually } from '../../helpers/api-client.ts';
import {
  STUMBLING_BLOCK,
  modelConfig,
  writeModelFolder,
  type FolderParts,
} from '../../helpers/model-folder.ts';
import { temporaryDir } from '../../helpers/server.ts';

const dir = temporaryDir();
afterAll(() => rmSync(dir, { recursive: true, force: true }));
let folders = 0;
const threads: Worker[] = [];
const warnings: string[] = [];
let reader: SecondReader | null = null;

async function open(
  parts: FolderParts = {},
  options: Partial<SecondReaderOptions> = {},
): Promise<SecondReader> {
  const folder = await openModelFolder(writeModelFolder(join(dir, `model-${(folders += 1)}`), parts));
  reader = await openSecondReader({
    folder,
    threads: 1,
    batch: 8,
    queue: 100,
    clock: systemClock,
    warn: (message, error) => warnings.push(`${message} ${String(error)}`),
    spawn(data) {
      const thread = spawnThread(data);
      threads.push(thread);
      return thread;
    },
    ...options,
  });
  return reader;
}
const running = () => threads.filter(({ threadId }) => threadId !== -1).length;
afterEach(async () => {
  await reader?.stop();
  reader = null;
  expect(running()).toBe(0);
  threads.length = 0;
  warnings.length = 0;
});
const labels = async (second: SecondReader, texts: readonly string[]) =>
  (await Promise.all(texts.map((text) => second.read(text)))).map((sentiment) => sentiment?.label ?? null);
const refusal = async (parts: FolderParts, options?: Partial<SecondReaderOptions>): Promise<string> => {
  const error = await open(parts, options).then(() => undefined, (reason: unknown) => reason);
  expect(error).toBeInstanceOf(ConfigError);
  expect((error as ConfigError).message).toMatch(/^[A-Z].+[^.]\.$/);
  return (error as ConfigError).message;
}; // prettier-ignore

describe('a heavier model', () => {
  it('reads texts in batches, each as if it were alone', async () => {
    const second = await open({ model: { types: true } });
    expect(second.runtime).toMatch(/^onnxruntime-(node|web)$/);
    const texts = ['Splendid!', 'dreadful, dreadful, but splendid', 'PLAIN words', '', 'zzz', 'splendid '.repeat(30)];
    const read = await Promise.all(texts.map((text) => second.read(text)));
    expect(read.map((sentiment) => sentiment?.label)).toEqual(
      ['positive', 'negative', 'neutral', 'neutral', 'neutral', 'positive'],
    );
    for (const [index, text] of texts.entries()) expect(await second.read(text)).toEqual(read[index]);
    expect(read[0]?.model).toBe(second.version);
    // Outputs 0, 1, 4.25: [CLS], [SEP] and the word.
    expect(read[0]?.score).toBeCloseTo((Math.exp(4.25) - 1) / (Math.exp(4.25) + Math.E + 1), 5);
    expect(second.counts).toEqual({ waiting: 0, read: 12, skipped: 0, failed: 0, restarts: 0 });
    expect(warnings).toEqual([]);
  }); // prettier-ignore

  it('reads with narrow integers, stars and several threads too', async () => {
    const config = modelConfig({ id2label: { 0: '1 star', 1: '3 stars', 2: '5 stars' } });
    const second = await open({ config, model: { integers: 'int32' } }, { threads: 2, batch: 1 });
    expect(running()).toBe(2);
    expect(await labels(second, ['splendid', 'dreadful', 'plain'])).toEqual([
      'positive',
      'negative',
      'neutral',
    ]);
  });

  it('takes texts of any kind and length', async () => {
    const second = await open();
    const hostile = [
      '\ud800', '\u0000', '[PAD]'.repeat(1_000), '[SEP][CLS]', '😀'.repeat(20_000), `${'a'.repeat(1_000_000)} dreadful`,
      'e\u0301'.repeat(10_000), '<b>'.repeat(30_000), '\u202e\u200d'.repeat(5_000), '(((('.repeat(25_000),
    ];
    expect(await labels(second, hostile)).not.toContain(null);
    // What is beyond the model's places is left out, and the end of a text is still its end.
    expect(await labels(second, [`splendid ${'word '.repeat(50_000)} ${'dreadful '.repeat(9)}`])).toEqual(['positive']);
  }); // prettier-ignore

  it('gives no reading of a text it stumbles over, and all others theirs', async () => {
    const second = await open();
    const texts = ['splendid', `splendid ${STUMBLING_BLOCK}`, 'dreadful'];
    expect(await labels(second, texts)).toEqual(['positive', null, 'negative']);
    expect(await labels(second, texts)).toEqual(['positive', null, 'negative']);
    expect(second.counts).toMatchObject({ read: 4, failed: 2 });
    expect(warnings).toEqual([expect.stringContaining('could not read a mention, which keeps its label')]);
  });

  it('turns away what its queue has no room for', async () => {
    const second = await open({}, { queue: 5, batch: 2 });
    const read = await labels(
      second,
      Array.from({ length: 20 }, () => 'splendid'),
    );
    expect(read.slice(0, 5)).toEqual(Array.from({ length: 5 }, () => 'positive'));
    expect(read.slice(5)).toEqual(Array.from({ length: 15 }, () => null));
    expect(second.counts).toMatchObject({ waiting: 0, read: 5, skipped: 15 });
    expect(await labels(second, ['dreadful'])).toEqual(['negative']);
  });

  it('is loaded again when its thread dies; what was being read is not, what waited is', async () => {
    const second = await open({}, { batch: 2, queue: 3 });
    const before = Promise.all(['splendid', 'splendid', 'dreadful'].map((text) => second.read(text)));
    await Promise.resolve();
    await threads[0]?.terminate();
    expect((await before).map((sentiment) => sentiment?.label)).toEqual([undefined, undefined, 'negative']);
    expect(second.counts).toMatchObject({ read: 1, failed: 2, restarts: 1 });
    expect(threads).toHaveLength(2);
    expect(warnings).toEqual([expect.stringContaining('has died and will be started again')]);
  });

  it('stops at once, with a batch in hand, with a thread that is dead, and twice', async () => {
    const second = await open();
    const reading = second.read('splendid');
    await second.stop();
    expect(running()).toBe(0);
    expect(await reading).toBe(null);
    expect(await second.read('splendid')).toBe(null);
    await second.stop();

    const other = await open({}, { threads: 2 });
    await threads.at(-1)?.terminate();
    await eventually(async () => warnings.length > 0 || undefined);
    await other.stop();
    expect(threads).toHaveLength(3);
  });
});

describe('a model that cannot be used is refused at the start, and leaves no thread', () => {
  it('when a package is not installed', async () => {
    const librariesFrom = pathToFileURL(join(dir, 'nothing.js')).href;
    expect(await refusal({}, { librariesFrom })).toMatch(/^The package @huggingface\/tokenizers is not installed; .+/);
  }); // prettier-ignore

  it.each<[what: string, parts: FolderParts, says: string]>([
    ['the model is no model', { model: 'nonsense' }, 'model.onnx cannot be loaded: '],
    ['the model is cut short', { model: '\u0008\u0008:\u00ff\u0001\n' }, 'model.onnx cannot be loaded: '],
    [
      'it wants other inputs',
      { model: { ids: 'pixels' } },
      'wants the inputs pixels, attention_mask; expected',
    ],
    ['it has other outputs', { model: { rows: Array.from({ length: 8 }, () => [1, 2]) } }, 'of the shape [2, 2] for 2 texts; expected 3'], // prettier-ignore
    ['it lacks rows', { model: { rows: [[1, 2, 3]] } }, 'cannot read a text: '],
    ['the tokenizer is no JSON', { tokenizer: '{"model": ' }, 'has a tokenizer that cannot be used: '],
    ['the tokenizer is of no kind', { tokenizer: { model: { type: 'Magic' } } }, 'has a tokenizer that cannot be used: '], // prettier-ignore
  ])('when %s', async (_, parts, says) => {
    expect(await refusal(parts)).toContain(says);
    expect(running()).toBe(0);
  });
});
