import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const read = (name: string): string => readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8');

it('the README speaks of no command that there is not', () => {
  const { scripts } = JSON.parse(read('package.json')) as {
    readonly scripts: Readonly<Record<string, string>>;
  };
  const told = [...read('README.md').matchAll(/npm run (?:--silent )?([a-z][a-z:-]*[a-z])/g)].map(
    ([, name = '']) => name,
  );
  expect(told.length).toBeGreaterThan(10);
  expect(told.filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
});
