import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { helpOf, readOptions } from '../helpers/measuring-program.ts';
import { runNode } from '../helpers/run-node.ts';

const { scripts } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  scripts: Readonly<Record<string, string>>;
};
/** Every bench and soak that is a program of its own; `bench` is the test runner's. */
const PROGRAMS = Object.entries(scripts).filter(([name]) => /^(?:bench:|soak)/.test(name));

function run(script: string, ...args: string[]) {
  const [node, ...argv] = script.split(' ');
  expect(node).toBe('node');
  return runNode(...argv, ...args);
}

describe('what measures', () => {
  it('is found', () => expect(PROGRAMS.map(([name]) => name)).toContain('bench:text'));

  it.each(PROGRAMS)('%s says what it is and how long it takes, and refuses what it does not know', async (name, script) => {
    const [help, refused] = await Promise.all([run(script, '--help'), run(script, '--no-such-option')]);
    expect(help).toMatchObject({ code: 0, stderr: '' });
    expect(help.stdout).toContain(`npm run ${name} -- [options]`);
    for (const line of help.stdout.split('\n').filter((one) => / {2}--(?!help)\S+ [A-Z]/.test(one)))
      expect(line).toMatch(/ by default$/);
    const text = help.stdout.replaceAll(/\n(?=\S)/g, ' ');
    for (const words of [/^(?:Measures|Shows|Kills|Fills) .*\.\n/, / {2}--help +this text\n/, / It prints .* It takes .*\.\n$/])
      expect(text).toMatch(words);
    expect(refused).toMatchObject({
      code: 2,
      stdout: '',
      stderr: `Unknown option '--no-such-option'; see npm run ${name} -- --help.\n`,
    });
  }); // prettier-ignore
});

describe('the options of what measures', () => {
  const program = {
    name: 'bench:any',
    measures: 'Measures anything.',
    options: {
      rounds: { default: 2, means: 'how often' },
      turns: { default: 3, least: 1, means: 'in turn' },
      data: { default: '', otherwise: 'none', value: 'DIR', means: 'where' },
      parts: { default: 'a,b', among: ['a', 'b', 'c'], value: 'PART,…', means: 'of what' },
      empty: { default: false, means: 'in no time' },
    },
    prints: 'It prints a table.',
    lasts: 'a second',
  };

  it('are its defaults, or what is said', () => {
    expect(readOptions(program, [])).toEqual({ rounds: 2, turns: 3, data: '', parts: 'a,b', empty: false });
    const said = ['--rounds', '0.5', '--data=x y', '--parts=c,a', '--empty', '--turns=1'];
    expect(readOptions(program, said)).toEqual({
      rounds: 0.5,
      turns: 1,
      data: 'x y',
      parts: 'c,a',
      empty: true,
    });
    expect([readOptions(program, ['-h']), readOptions(program, ['--rounds', '1', '--help'])]).toEqual([null, null]); // prettier-ignore
  });

  it('stand in its help with their defaults', () => {
    expect(helpOf(program)).toBe(`Measures anything.

  npm run bench:any -- [options]

  --rounds N      how often; 2 by default
  --turns N       in turn; 3 by default
  --data DIR      where; none by default
  --parts PART,…  of what; a,b by default
  --empty         in no time
  --help          this text

It prints a table. It takes a second.
`);
  });

  it.each([
    [['--round', '3'], "Unknown option '--round'"],
    [['--rounds', 'many'], '--rounds takes a number, not "many"'],
    [['--rounds='], '--rounds takes a number, not ""'],
    [['--rounds=-1'], '--rounds takes a number, not "-1"'],
    [['--rounds=Infinity'], '--rounds takes a number, not "Infinity"'],
    [['--rounds'], "Option '--rounds <value>' argument missing"],
    [['--rounds', '--empty'], "Option '--rounds' argument is ambiguous"],
    [['--empty=yes'], "Option '--empty' does not take an argument"],
    [['--turns=0'], '--turns takes a whole number from 1 on, not "0"'],
    [['--turns=1.5'], '--turns takes a whole number from 1 on, not "1.5"'],
    [['--parts=a,d'], '--parts takes a, b, c, not "d"'],
    [['three'], "Unexpected argument 'three'"],
  ])('are refused in one sentence: %j', (argv, wrong) => {
    expect(() => readOptions(program, argv)).toThrow(
      expect.objectContaining({ exitCode: 2, message: `${wrong}; see npm run bench:any -- --help.` }),
    );
  });
});
