import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { insertSifting } from '../../pipelines/sinks/insert-sifting.ts';
import { StoreError } from '../../schema/clickhouse/store.ts';
import { CANNOT_PARSE, TOO_MANY_PARTS, refusedFor, unreachable } from './recording-store.ts';

interface Attempt {
  readonly rows: readonly number[];
  readonly token: string;
}

/** A table that takes a part whole or, when a poisoned row is in it, not at all; a token it knows is a no-op. */
function table(poisoned: ReadonlySet<number>, failure: () => unknown = () => refusedFor(CANNOT_PARSE)) {
  const attempts: Attempt[] = [];
  const landed = new Map<string, readonly number[]>();
  const insert = async (rows: readonly number[], token: string) => {
    attempts.push({ rows, token });
    if (rows.some((row) => poisoned.has(row))) throw failure();
    landed.set(token, rows);
  };
  return { attempts, insert, taken: () => [...landed.values()].flat() };
}

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);
const poisonedRows = fc.integer({ min: 1, max: 200 }).chain((count) =>
  fc.record({
    rows: fc.constant(numbers(count)),
    bad: fc.uniqueArray(fc.nat(count - 1), { maxLength: 8 }).map((bad) => new Set(bad)),
  }),
);

describe('sifting', () => {
  it('takes a clean batch in one insert, under the token of the batch', async () => {
    const { attempts, insert } = table(new Set());
    expect(await insertSifting(numbers(1_000), insert, 'batch-7')).toEqual([]);
    expect(attempts).toEqual([{ rows: numbers(1_000), token: 'batch-7' }]);
  });

  it('has nothing against an empty batch', async () => {
    expect(await insertSifting([], table(new Set()).insert, 'batch-7')).toEqual([]);
  });

  it('finds the one bad row of a thousand in about 2·log₂ inserts, with its error', async () => {
    const { attempts, insert, taken } = table(new Set([617]));
    const poison = await insertSifting(numbers(1_000), insert, 'batch-7');
    expect(poison).toEqual([{ row: 617, error: refusedFor(CANNOT_PARSE) }]);
    expect(taken().toSorted((a, b) => a - b)).toEqual(numbers(1_000).filter((row) => row !== 617));
    expect(attempts.length).toBeLessThanOrEqual(2 * 10 + 1);
  });

  it('takes every good row once and in order, names every bad one, in O(k·log n) inserts', async () => {
    await fc.assert(
      fc.asyncProperty(poisonedRows, async ({ rows, bad }) => {
        const { attempts, insert, taken } = table(bad);
        const poison = await insertSifting(rows, insert, 't');
        expect(taken()).toEqual(rows.filter((row) => !bad.has(row)));
        expect(poison.map(({ row }) => row)).toEqual(rows.filter((row) => bad.has(row)));
        expect(attempts.length).toBeLessThanOrEqual(1 + 2 * bad.size * Math.ceil(Math.log2(rows.length)));
      }),
    );
  });

  it('gives each part a token of its own, the same when all is repeated', async () => {
    await fc.assert(
      fc.asyncProperty(poisonedRows, async ({ rows, bad }) => {
        const first = table(bad);
        await insertSifting(rows, first.insert, 't');
        const tokens = first.attempts.map(({ token }) => token);
        expect(new Set(tokens).size).toBe(tokens.length);
        const before = first.taken();
        await insertSifting(rows, first.insert, 't');
        expect(first.attempts.slice(tokens.length)).toEqual(first.attempts.slice(0, tokens.length));
        expect(first.taken()).toEqual(before);
      }),
    );
  });

  it('takes no token that another batch could have', async () => {
    const [one, other] = [table(new Set([0])), table(new Set([0]))];
    await insertSifting(numbers(8), one.insert, 'mentions-a-1');
    await insertSifting(numbers(8), other.insert, 'mentions-a-11');
    const tokens = [...one.attempts, ...other.attempts].map(({ token }) => token);
    expect(new Set(tokens).size).toBe(tokens.length);
  });

  it.each<[what: string, error: unknown]>([
    ['a store that is out of reach', unreachable()],
    ['too many parts', refusedFor(TOO_MANY_PARTS)],
    ['a table that does not exist', refusedFor(60)],
    ['a store that is locked', new StoreError('Locked.', 'locked', CANNOT_PARSE)],
    ['an error of our own', new TypeError('x is not a function')],
    ['something that is no error', 'no'],
  ])('does not search the rows for %s', async (_what, error) => {
    const { attempts, insert } = table(new Set([3]), () => error);
    await expect(insertSifting(numbers(8), insert, 't')).rejects.toBe(error);
    expect(attempts).toHaveLength(1);
  });

  it('gives up at once when the store goes away in the middle, with the first halves in', async () => {
    let left = 3;
    const { insert, attempts, taken } = table(new Set([7]), () =>
      left-- > 0 ? refusedFor(CANNOT_PARSE) : unreachable(),
    );
    await expect(insertSifting(numbers(8), insert, 't')).rejects.toMatchObject({ kind: 'unreachable' });
    expect(taken()).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(attempts.at(-1)).toMatchObject({ rows: [7] });
  });
});
