import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ConfigError } from '../../../server/config.ts';
import { openModelFolder } from '../../../server/text/onnx/model-folder.ts';
import { modelConfig, writeModelFolder, type FolderParts } from '../../helpers/model-folder.ts';
import { temporaryDir } from '../../helpers/server.ts';

const dir = temporaryDir();
afterAll(() => rmSync(dir, { recursive: true, force: true }));
let folders = 0;
const fresh = () => join(dir, `model-${(folders += 1)}`);
const folder = (parts?: FolderParts) => writeModelFolder(fresh(), parts);
const refusal = async (path: string, model?: string): Promise<string> => {
  const error = await openModelFolder(path, model).then(() => undefined, (reason: unknown) => reason);
  expect(error).toBeInstanceOf(ConfigError);
  const { message } = error as ConfigError;
  expect(message).toMatch(new RegExp(`^The folder ${path} of sentiment\\.onnx .+\\.$`));
  return message;
}; // prettier-ignore

describe('a folder with a model', () => {
  it('tells what a thread needs to read with it', async () => {
    const path = folder();
    expect(await openModelFolder(path)).toEqual({
      version: expect.stringMatching(/^onnx:model-\d+@[0-9a-f]{8}$/) as string,
      modelPath: join(path, 'model.onnx'),
      tokenizerPath: join(path, 'tokenizer.json'),
      tokenizerConfigPath: null,
      labels: ['negative', 'neutral', 'positive'],
      padId: 0,
      maxTokens: 62,
    });
  });

  it('has another version with another model, other words or other labels, and the same when copied', async () => {
    const versionOf = async (name: string, parts?: FolderParts) =>
      (await openModelFolder(writeModelFolder(join(fresh(), name), parts))).version;
    const versions = await Promise.all([
      versionOf('a b/ü'),
      versionOf('ü'),
      versionOf('ü', { model: { rows: [[0, 0, 1]] } }),
      versionOf('ü', { tokenizer: {} }),
      versionOf('ü', { config: modelConfig({ id2label: { 0: 'pos', 1: 'neu', 2: 'neg' } }) }),
    ]);
    expect(versions[0]).toBe(versions[1]);
    expect(new Set(versions).size).toBe(4);
    expect(versions[0]).toMatch(/^onnx:_@[0-9a-f]{8}$/);
  });

  it('holds its model where exporters put it, or where it is said to be', async () => {
    const path = folder({ modelName: 'onnx/model_quantized.onnx' });
    expect((await openModelFolder(path)).modelPath).toBe(join(path, 'onnx/model_quantized.onnx'));
    const other = folder({ modelName: 'mine.onnx' });
    expect((await openModelFolder(other, 'mine.onnx')).modelPath).toBe(join(other, 'mine.onnx'));
  });

  it('never lets a text be longer than the model has places for', async () => {
    const config = modelConfig({ max_position_embeddings: 514, pad_token_id: 1 });
    expect(await openModelFolder(folder({ config }))).toMatchObject({ maxTokens: 256, padId: 1 });
  });
});

describe('a folder that cannot be used says why', () => {
  it('when something is missing', async () => {
    expect(await refusal(join(dir, 'nowhere'))).toContain('does not exist');
    const file = join(dir, 'file');
    writeFileSync(file, '');
    expect(await refusal(file)).toContain('is not a folder');
    const empty = fresh();
    mkdirSync(empty);
    expect(await refusal(empty)).toContain('has no config.json');
    for (const name of ['config.json', 'tokenizer.json', 'model.onnx']) {
      const path = folder();
      rmSync(join(path, name));
      expect(await refusal(path)).toMatch(name === 'model.onnx' ? 'has no model; expected model.onnx or' : `has no ${name}`); // prettier-ignore
    }
    expect(await refusal(folder(), 'other.onnx')).toContain('has no model; expected other.onnx');
  });

  it.each<[config: object | string, says: string]>([
    ['{"id2label": ', 'that is no JSON'],
    ['[]', 'cannot be used'],
    [{}, 'id2label'],
    [modelConfig({ id2label: ['negative', 'neutral', 'positive'] }), 'id2label'],
    [modelConfig({ id2label: { 0: 'toxic', 1: 'severe', 2: 'fine' } }), 'has a label "toxic"'],
    [modelConfig({ id2label: { 0: 'NEGATIVE', 1: 'POSITIVE' } }), 'has no neutral label'],
    [modelConfig({ pad_token_id: -1 }), 'pad_token_id'],
    [modelConfig({ max_position_embeddings: 2 }), 'max_position_embeddings'],
    [modelConfig({ problem_type: 'multi_label_classification' }), 'do not exclude each other'],
    ['x'.repeat(1_048_577), 'more than a megabyte'],
  ])('when config.json is wrong', async (config, says) => {
    expect(await refusal(folder({ config }))).toContain(says);
  });
});
