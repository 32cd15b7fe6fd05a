import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parseConfigFile } from '../../server/config-file.ts';
import { readConfig } from '../../server/config.ts';
import { temporaryDir } from '../helpers/server.ts';

const problemOf = (yaml: string) => parseConfigFile(yaml).problem;
const withModel = (...lines: string[]) =>
  ['sentiment:', '  onnx:', '    folder: ./models/roberta', ...lines.map((line) => `    ${line}`)].join('\n');

describe('the heavier model of a configuration', () => {
  const dir = temporaryDir();
  afterAll(() => rmSync(dir, { recursive: true }));
  const configOf = (yaml: string) => {
    const path = join(dir, 'brandwall.yaml');
    writeFileSync(path, yaml);
    return readConfig([], { BRANDWALL_CONFIG: path }).secondReading;
  };

  it('is none unless a folder is named, which is enough', () => {
    expect(readConfig([], {}).secondReading).toBe(null);
    expect(configOf('sentiment: {}')).toBe(null);
    const defaults = { doubtBelow: 0.6, reachFrom: 10_000, threads: 1, batch: 16, queue: 2_000 };
    expect(configOf(withModel())).toEqual({ folder: './models/roberta', ...defaults });
  });

  it('can be told everything', () => {
    const lines = ['model: onnx/model_int8.onnx', 'doubtBelow: 0.75', 'reachFrom: 0', 'threads: 2', 'batch: 1', 'queue: 5']; // prettier-ignore
    expect(configOf(withModel(...lines))).toEqual({
      folder: './models/roberta', model: 'onnx/model_int8.onnx', doubtBelow: 0.75, reachFrom: 0, threads: 2, batch: 1, queue: 5,
    });
  }); // prettier-ignore

  it.each<[string, string, RegExp]>([
    ['no folder', 'sentiment:\n  onnx: { threads: 1 }', /^line 2: "sentiment\.onnx" needs the key "folder"/],
    ['a key that does not exist', withModel('thread: 1'), /^line 4: "sentiment\.onnx\.thread" is not a key/],
    ['a file above the folder', withModel('model: ../other/model.onnx'), /^line 4: "sentiment\.onnx\.model" must match/],
    ['a file from the root', withModel('model: /etc/model.onnx'), /^line 4: "sentiment\.onnx\.model" must match/],
    ['a file of another kind', withModel('model: model.bin'), /^line 4: "sentiment\.onnx\.model" must match/],
    ['a doubt that is no probability', withModel('doubtBelow: 60'), /^line 4: "sentiment\.onnx\.doubtBelow" must be <= 1/],
    ['no thread', withModel('threads: 0'), /^line 4: "sentiment\.onnx\.threads" must be >= 1/],
    ['a thousand threads', withModel('threads: 1000'), /^line 4: "sentiment\.onnx\.threads" must be <= 16/],
    ['half a text', withModel('batch: 0.5'), /^line 4: "sentiment\.onnx\.batch" must be integer/],
    ['a queue without end', withModel('queue: .inf'), /^line 4: "sentiment\.onnx\.queue" must be/],
  ])('with %s is refused by key, line and expectation', (_what, yaml, problem) => {
    expect(problemOf(yaml)).toMatch(problem);
  }); // prettier-ignore
});
