import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IdentityFilter } from '../../pipelines/sinks/identity-filter.ts';
import { loadIdentity } from '../../pipelines/sinks/identity.ts';

const identityOf = await loadIdentity();

describe('the identity of a mention', () => {
  // What ClickHouse answers to `SELECT xxHash64(concat('feed', '\0', '1'))` and its like.
  it.each([
    ['feed', '1', 6_514_092_833_708_579_108n],
    ['twitter', '名前 👍', 3_086_242_590_917_696_479n],
    ['a', 'x'.repeat(256), 10_624_556_479_190_052_680n],
  ])('is the hash that ClickHouse computes for %s and %s', (source, id, hash) => {
    expect(identityOf(source, id)).toBe(hash);
  });

  it('tells where the source ends and the id begins', () => {
    expect(identityOf('ab', 'c')).not.toBe(identityOf('a', 'bc'));
  });

  it('is 64 bits without a sign, and always the same', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (source, id) => {
        const identity = identityOf(source, id);
        expect(identity).toBe(identityOf(source, id));
        expect(BigInt.asUintN(64, identity)).toBe(identity);
      }),
    );
  });
});

describe('the filter of identities', () => {
  it('is empty at first, and takes no memory for nothing', () => {
    const filter = new IdentityFilter();
    expect(filter.mayHave(0n)).toBe(false);
    expect(filter.bytes).toBe(0);
  });

  it('never forgets one of 200,000, and cries wolf less than once in a thousand', () => {
    const filter = new IdentityFilter();
    const stored = Array.from({ length: 200_000 }, (_, index) => identityOf('feed', String(index)));
    const strangers = Array.from({ length: 200_000 }, (_, index) => identityOf('feed', `new ${index}`));
    for (const identity of stored) filter.add(identity);
    expect(stored.filter((identity) => !filter.mayHave(identity))).toEqual([]);
    expect(strangers.filter((identity) => filter.mayHave(identity)).length).toBeLessThan(200);
    expect(filter.bytes / stored.length).toBeLessThan(10);
  });

  it('takes a page at once as it takes one by one', () => {
    const [paged, single] = [new IdentityFilter(), new IdentityFilter()];
    const page = BigUint64Array.from({ length: 1_001 }, (_, index) => identityOf('feed', String(index)));
    // A part of a larger buffer, as pages read from a stream are.
    paged.addAll(page.subarray(1));
    for (const identity of page.subarray(1)) single.add(identity);
    const answers = (filter: IdentityFilter) =>
      Array.from({ length: 3_000 }, (_, index) => filter.mayHave(identityOf('feed', String(index))));
    expect(answers(paged)).toEqual(answers(single));
    expect(answers(paged).slice(1, 1_001)).not.toContain(false);
  });

  it('remembers identities whose halves are extreme, and nothing like them', () => {
    const filter = new IdentityFilter();
    const top = 0xffff_ffffn;
    const extremes = [0n, 1n, top, top << 32n, (top << 32n) | top, 1n << 63n, 1n << 31n, 1n << 32n];
    for (const [index, identity] of extremes.entries()) {
      filter.add(identity);
      expect(extremes.slice(0, index + 1).every((known) => filter.mayHave(known))).toBe(true);
    }
    expect(filter.mayHave(0x1234_5678_9abc_def0n)).toBe(false);
  });

  it('keeps every promise it made while it grows', () => {
    const identity = fc.bigInt({ min: 0n, max: (1n << 64n) - 1n });
    fc.assert(
      fc.property(fc.array(identity, { maxLength: 200 }), (identities) => {
        const filter = new IdentityFilter();
        for (const each of identities) filter.add(each);
        expect(identities.every((each) => filter.mayHave(each))).toBe(true);
      }),
      { numRuns: 20 },
    );
  });
});
