import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../pipelines/clock.ts';
import { evalSentimentFile } from '../../server/cli/eval/sentiment.ts';
import { trainSentimentFiles } from '../../server/cli/train/sentiment.ts';
import { runNode } from '../helpers/run-node.ts';

const folder = mkdtempSync(join(tmpdir(), 'brandwall-eval-'));
afterAll(() => rmSync(folder, { recursive: true }));

const file = join(folder, 'tiny.tsv');
const ROWS = [
  ['a', '1', 'positive', 'I love it, great work!'],
  ['a', '2', 'negative', 'worst service ever, I hate it'],
  ['a', '3', 'neutral', 'The shop opens on Monday.'],
  ['b', '4', 'negative', 'The shop opens on Monday.'],
];
writeFileSync(file, `split\tid\tlabel\ttext\n${ROWS.map((row) => row.join('\t')).join('\n')}\n`);

const run = (command: 'eval' | 'train', ...args: string[]) =>
  runNode('--import', 'tsx', `server/cli/${command}.ts`, ...args);

describe('npm run eval -- sentiment', () => {
  it('writes predictions and ends with figures as JSON, the peers above them', async () => {
    const out = join(folder, 'predictions.tsv');
    const { code, stdout } = await run('eval', 'sentiment', file, '--out', out, '--peers');
    expect(code).toBe(0);
    const lines = stdout.trimEnd().split('\n');
    const figures = JSON.parse(lines.at(-1) ?? '') as Record<string, number>;
    expect(Object.keys(figures)).toEqual(['n', 'macroRecall', 'accuracy', 'f1pn', 'ece', 'textsPerSecond']);
    expect(figures).toMatchObject({ n: 4, macroRecall: 83.33, accuracy: 75 });
    expect(figures.textsPerSecond).toBeGreaterThan(0);
    for (const peer of ['vader-sentiment', 'sentiment', 'wink-sentiment'])
      expect(
        lines.filter((line) => line.startsWith(`${peer} `)),
        peer,
      ).toHaveLength(1);

    const [header, ...predictions] = readFileSync(out, 'utf8').trimEnd().split('\n');
    expect(header).toBe('id\tlabel\tp_negative\tp_neutral\tp_positive');
    const cells = predictions.map((line) => line.split('\t'));
    expect(cells.map(([id, label]) => [id, label])).toEqual([
      ['1', 'positive'], ['2', 'negative'], ['3', 'neutral'], ['4', 'neutral'],
    ]); // prettier-ignore
    for (const [, , ...p] of cells)
      expect(p.reduce((sum, share) => sum + Number(share), 0)).toBeCloseTo(1, 4);
  });

  it('reads one split when asked', async () => {
    const { stdout } = await run('eval', 'sentiment', file, '--split', 'a');
    expect(JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '')).toMatchObject({ n: 3, macroRecall: 100 });
  });

  it.each<[string[], RegExp]>([
    [[], /Name one labelled file/],
    [['no-such-file.tsv'], /^Cannot read no-such-file\.tsv: there is no such file\.$/],
    [[file, '--split', 'z'], /has no text of z/],
    [[file, '--weights', file], /holds no packed weights/],
    [[file, '--out', join(folder, 'no', 'such', 'folder.tsv')], /Cannot write/],
    [['package.json'], /package\.json has no column split/],
  ])('says in a sentence what is wrong: %j', async (args, says) => {
    await expect(evalSentimentFile(args, { clock: systemClock, say: () => undefined })).rejects.toThrow(
      expect.objectContaining({
        name: 'Trouble',
        exitCode: 2,
        message: expect.stringMatching(says) as string,
      }) as Error,
    );
  });
});

describe('npm run train', () => {
  it.each<[string[], RegExp]>([
    [[], /Name at least one labelled file/],
    [['no-such-file.tsv'], /^Cannot read no-such-file\.tsv: there is no such file\.$/],
    [[file, '--without', 'z'], /There is no split called z to leave out/],
    [[file, '--without', 'a,b'], /Nothing is left to train from/],
    [[file, '--name', 'human'], /No model may be called human: a name is like house\/1\. See/],
  ])('says in a sentence what is wrong: %j', async (args, says) => {
    await expect(trainSentimentFiles(args, () => undefined)).rejects.toThrow(
      expect.objectContaining({
        name: 'Trouble',
        exitCode: 2,
        message: expect.stringMatching(says) as string,
      }) as Error,
    );
  });

  it.each<['eval' | 'train', RegExp]>([
    ['eval', /^There is nothing called weather to measure: .+\.\n$/],
    ['train', /^There is no model called weather to train: .+\.\n$/],
  ])(
    'npm run %s ends with 2 and a sentence where it is asked for what there is not',
    async (command, says) => {
      const { code, stderr } = await run(command, 'weather', file);
      expect(stderr).toMatch(says);
      expect(code).toBe(2);
    },
  );
});
