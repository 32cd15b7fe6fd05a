import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { brandState, type StateInputs } from '../../pipelines/metrics/brand-state.ts';
import { BRAND_LEVELS, type BrandLevel } from '../../schema/contracts/live.ts';

const usual = (volume: number, netSentiment: number | null = 0) => ({ volume, netSentiment });
const state = (
  positive: number,
  neutral: number,
  negative: number,
  than: StateInputs['usual'] = usual(100),
  before: BrandLevel | null = null,
) => brandState({ positive, neutral, negative, usual: than }, before);

describe('a brand is', () => {
  it('quiet when nothing was heard, whatever is usual', () => {
    for (const than of [null, usual(0, null), usual(1_000, 50)])
      expect(state(0, 0, 0, than)).toEqual({ level: 'quiet', why: 'Nothing was heard in this window.' });
  });

  it('calm when too few were heard to judge, however angry they are', () => {
    expect(state(0, 0, 1)).toEqual({ level: 'calm', why: 'Too few to judge, only 1 mention.' });
    expect(state(0, 0, 19, usual(1, 90))).toEqual({
      level: 'calm',
      why: 'Too few to judge, only 19 mentions.',
    });
  });

  it('calm on a usual day, and says when it is better, or cannot know what is usual', () => {
    expect(state(29, 61, 10)).toEqual({ level: 'calm', why: 'Tone about as usual.' });
    expect(state(30, 60, 10)).toEqual({ level: 'calm', why: 'Net sentiment 20 above usual.' });
    expect(state(30, 60, 10, null)).toEqual({ level: 'calm', why: 'No history yet to compare with.' });
  });

  it('calm when praise surges', () => {
    expect(state(900, 100, 0)).toMatchObject({ level: 'calm' });
  });

  it('calm when sentiment rises', () => {
    expect(state(90, 10, 0, usual(100, -80))).toMatchObject({ level: 'calm' });
  });

  it.each<[what: string, now: [number, number, number], than: StateInputs['usual'], why: string]>([
    ['sentiment falls by 20 points', [20, 60, 20], usual(100, 20), 'Net sentiment 20 under usual.'],
    ['40 % are negative', [30, 30, 40], usual(100, -10), '40 % negative.'],
    ['half as much again and more are sour', [50, 70, 55], usual(100, 0), '1.8 × usual volume.'],
    ['one sign is strong and alone', [45, 0, 55], usual(100, -10), '55 % negative.'],
    ['without history many are negative', [0, 40, 60], null, '60 % negative.'],
  ])('on watch when %s', (what, now, than, why) => {
    const [positive, neutral, negative] = now;
    const sour: [number, number, number] = what.includes('sour')
      ? [50, 70, 55]
      : [positive, neutral, negative];
    expect(state(...sour, than)).toEqual({ level: 'watch', why });
  });

  it('on watch, not on alert, when two signs are weak', () => {
    expect(state(30, 20, 50, usual(100, 0))).toEqual({
      level: 'watch',
      why: 'Net sentiment 20 under usual, 50 % negative.',
    });
  });

  it('on alert when two signs come together and one is strong', () => {
    expect(state(10, 30, 60, usual(100, 0))).toEqual({
      level: 'alert',
      why: 'Net sentiment 50 under usual, 60 % negative.',
    });
    expect(state(30, 150, 120, usual(100, 5))).toEqual({
      level: 'alert',
      why: 'Net sentiment 35 under usual, 40 % negative, 3.0 × usual volume.',
    });
  });

  it('not on alert while more praise than complain', () => {
    expect(state(50, 5, 45, usual(100, 60))).toMatchObject({ level: 'watch' });
  });

  it('not surging over a usual volume that is next to nothing', () => {
    expect(state(9, 2, 10, usual(4, 0)).why).not.toContain('volume');
    expect(state(9, 2, 10, usual(0, null)).why).not.toContain('volume');
  });

  it('always at a known level, for a reason in a sentence with numbers in it', () => {
    const count = fc.oneof(fc.nat(30), fc.nat(1e6));
    const than = fc.option(
      fc.record({
        volume: fc.double({ min: 0, max: 1e6, noNaN: true }),
        netSentiment: fc.option(fc.double({ min: -100, max: 100, noNaN: true })),
      }),
    );
    fc.assert(
      fc.property(count, count, count, than, (positive, neutral, negative, before) => {
        const { level, why } = state(positive, neutral, negative, before);
        expect(BRAND_LEVELS).toContain(level);
        expect(why).toMatch(/^[A-Z0-9].*\.$/);
        expect(why).not.toMatch(/NaN|Infinity|null|undefined/);
        if (level === 'quiet') expect(positive + neutral + negative).toBe(0);
        if (level === 'alert') expect(negative).toBeGreaterThan(positive);
      }),
      { numRuns: 500 },
    );
  });

  it('on watch until a sign is well under what began it', () => {
    const negative = (share: number, before: BrandLevel | null) =>
      state(200 - share, 800 - share * 9, share * 10, usual(1_000, -20), before).level;
    expect([39, 40, 39].map((share) => negative(share, null))).toEqual(['calm', 'watch', 'calm']);
    expect([39, 35, 34].map((share) => negative(share, 'watch'))).toEqual(['watch', 'watch', 'calm']);
    const dropped = (points: number) => state(200 - points * 5, 500, 300 + points * 5, usual(1_000, -10), 'watch').level;
    expect([15, 14].map(dropped)).toEqual(['watch', 'watch']);
    expect(state(20, 70, 10, usual(100, 25), 'watch')).toEqual({ level: 'watch', why: 'Net sentiment 15 under usual.' });
    expect(state(21, 70, 9, usual(100, 26), 'watch').level).toBe('calm');
    expect(state(40, 70, 41, usual(100, 0), 'watch')).toEqual({ level: 'watch', why: '1.5 × usual volume.' });
    expect(state(40, 67, 41, usual(100, 0), 'watch').level).toBe('calm');
  }); // prettier-ignore

  it('on alert until no sign is nearly as strong as what began it', () => {
    expect(state(10, 40, 50, usual(100, -20), 'alert')).toEqual({
      level: 'alert',
      why: 'Net sentiment 20 under usual, 50 % negative.',
    });
    expect(state(10, 40, 50, usual(100, -20), 'watch').level).toBe('watch');
    expect(state(13, 40, 47, usual(100, -14), 'alert').level).toBe('watch');
  });

  it('troubled down to fifteen mentions, and judged from twenty on', () => {
    expect(state(4, 5, 6, usual(20), 'watch').level).toBe('watch');
    expect(state(4, 4, 6, usual(20), 'watch').level).toBe('calm');
    expect(state(4, 5, 6, usual(20), 'calm').level).toBe('calm');
    expect(state(0, 0, 0, usual(20), 'alert').level).toBe('quiet');
  });

  const severity = (level: string) => ['quiet', 'calm', 'watch', 'alert'].indexOf(level);

  it('where it came to, unless something changes; and never calmer for having been worse', () => {
    const inputs = fc.tuple(
      fc.nat(80),
      fc.nat(80),
      fc.nat(80),
      fc.record({ volume: fc.nat(200), netSentiment: fc.option(fc.integer({ min: -100, max: 100 })) }),
    );
    const levels = fc.constantFrom(null, ...BRAND_LEVELS);
    fc.assert(
      fc.property(inputs, levels, (now, before) => {
        const { level } = state(...now, before);
        expect(state(...now, level).level).toBe(level);
        for (const [calmer, worse] of [[null, 'watch'], ['calm', 'watch'], ['watch', 'alert']] as const)
          expect(severity(state(...now, worse).level)).toBeGreaterThanOrEqual(severity(state(...now, calmer).level));
      }),
      { numRuns: 500 },
    );
  }); // prettier-ignore

  it('never calmer for one more complaint instead of praise', () => {
    const count = fc.integer({ min: 10, max: 200 });
    fc.assert(
      fc.property(
        count,
        count,
        count,
        fc.integer({ min: 5, max: 300 }),
        fc.constantFrom(null, ...BRAND_LEVELS),
        (positive, neutral, negative, volume, so) => {
          const before = state(positive, neutral, negative, usual(volume), so).level;
          const after = state(positive - 1, neutral, negative + 1, usual(volume), so).level;
          expect(severity(after)).toBeGreaterThanOrEqual(severity(before));
        },
      ),
    );
  });
});
