import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

interface LockFile {
  readonly packages: Readonly<
    Record<string, { readonly optionalDependencies?: Readonly<Record<string, string>> }>
  >;
}

const { packages } = JSON.parse(
  readFileSync(new URL('../../package-lock.json', import.meta.url), 'utf8'),
) as LockFile;

describe('the lock file', () => {
  it('names the engine of every platform, or `npm ci` refuses it on all of them', () => {
    // Where a registry lacks the package of another platform, `npm install` leaves it out without a word.
    const engines = Object.keys(packages['node_modules/chdb']?.optionalDependencies ?? {});
    expect(engines.length).toBeGreaterThanOrEqual(4);
    for (const engine of engines) expect(packages[`node_modules/${engine}`], engine).toBeDefined();
  });

  it('holds no address of a registry', () => {
    expect(Object.values(packages).filter((entry) => 'resolved' in entry)).toEqual([]);
  });
});
