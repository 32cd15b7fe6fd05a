import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../pipelines/clock.ts';
import { evalTopicsFile } from '../../server/cli/eval/topics.ts';
import { Trouble } from '../../server/cli/replay/trouble.ts';
import { runNode } from '../helpers/run-node.ts';

const folder = mkdtempSync(join(tmpdir(), 'brandwall-eval-topics-'));
afterAll(() => rmSync(folder, { recursive: true }));
const written = (name: string, content: string): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

const config = written(
  'own.yaml',
  'taxonomy:\n  extend: false\n  topics:\n    - { id: farm.cows, phrases: [cow, cows] }\n    - { id: farm.hens, phrases: [hen*] }\n',
);
const file = written(
  'labelled.tsv',
  [
    '\uFEFFtext\tid\tby\ttopics',
    'the cow and the cows\t1\tann\tfarm.cows',
    'the hens and a cow\t2\tann\tfarm.hens, farm.cows',
    'hence a question\t3\tbob\t',
    'she clucks\t4\tbob\tfarm.hens,farm.barn',
    '',
  ].join('\r\n'),
);

const run = (...args: string[]) => runNode('--import', 'tsx', 'server/cli/eval.ts', ...args);

describe('npm run eval -- topics', () => {
  it('measures a taxonomy topic by topic, names what it does not know, and says which words matched', async () => {
    const out = join(folder, 'predictions.tsv');
    const { code, stdout } = await run('topics', file, '--config', config, '--out', out);
    expect(code).toBe(0);
    const lines = stdout.trimEnd().split('\n');
    expect(lines).toContainEqual(expect.stringMatching(/^farm\.cows +2 +2 +100\.0 +100\.0 +100\.0$/));
    expect(lines).toContainEqual(expect.stringMatching(/^farm\.hens +2 +2 +50\.0 +50\.0 +50\.0$/));
    expect(lines).toContainEqual(expect.stringMatching(/^farm\.barn +1 +0 +– +0\.0 +0\.0$/));
    expect(lines).toContain('Labelled, but in no taxonomy, so that each is a miss: farm.barn (1)');
    const figures = JSON.parse(lines.at(-1) ?? '') as Record<string, number>;
    expect(Object.keys(figures)).toEqual(['n', 'precision', 'recall', 'f1', 'macroF1', 'textsPerSecond']);
    expect(figures).toMatchObject({ n: 4, precision: 75, recall: 60, f1: 66.67, macroF1: 50 });
    expect(figures['textsPerSecond']).toBeGreaterThan(0);
    expect(readFileSync(out, 'utf8').split('\n')).toEqual([
      'id\ttopics\twords',
      '1\tfarm.cows\tfarm.cows: cow | cows',
      '2\tfarm.cows,farm.hens\tfarm.cows: cow; farm.hens: hens',
      '3\tfarm.hens\tfarm.hens: hence',
      '4\t\t',
      '',
    ]);
  });

  it.each<[string[], RegExp]>([
    [[], /^Name one labelled file/],
    [[file, file], /^Name one labelled file/],
    [[file, '--split', 'x'], /^Unknown option '--split'\. See npm run eval -- --help\.$/],
    [[file, '--weights', file], /--weights.*See npm run eval -- --help\.$/],
    [['no-such-file.tsv'], /^Cannot read no-such-file\.tsv: there is no such file\.$/],
    [['package.json'], /^package\.json has no column id, topics, text: its first line must name/],
    [[written('empty.tsv', 'id\ttopics\ttext\n')], /empty\.tsv holds no texts\.$/],
    [[written('short.tsv', 'id\ttopics\ttext\n1\tfarm.cows\n')], /short\.tsv line 2 has 2 cells where 3/],
    [[file, '--config', 'no-such.yaml'], /^Cannot read no-such\.yaml: there is no such file\.$/],
    [[file, '--config', written('bad.yaml', 'taxonomy:\n  topics: [{id: a.b, phrases: ["*"]}]')], /bad\.yaml, line 2: "taxonomy\.topics\.0\.phrases\.0" is "\*"/],
    [[file, '--config', config, '--out', join(folder, 'no', 'folder.tsv')], /^Cannot write/],
  ])('says in a sentence what is wrong: %j', async (args, says) => {
    // Each reading of the clock is a second later, so that nothing is read for long.
    let now = 0;
    const clock = { ...systemClock, now: () => (now += 1_000) };
    const error = await evalTopicsFile(args, { clock, say: () => undefined }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(Trouble);
    expect((error as Trouble).message).toMatch(says);
  }); // prettier-ignore

  it('is asked for with its file, and says how', async () => {
    const { code, stderr } = await run('topics');
    expect(stderr).toMatch(/^Name one labelled file\. See npm run eval -- --help\.\n$/);
    expect(code).toBe(2);
  });
});
