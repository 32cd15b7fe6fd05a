import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readingOfLogits } from '../../../pipelines/text/second-reading/reading-of-logits.ts';
import { SENTIMENT_LABELS } from '../../../schema/contracts/mention.ts';

const LABELS = ['negative', 'neutral', 'positive'] as const;
const STARS = ['negative', 'negative', 'neutral', 'positive', 'positive'] as const;

describe('the reading of a row of logits', () => {
  it('is that of its softmax', () => {
    // e^0, e^1, e^2 over their sum.
    const reading = readingOfLogits([0, 1, 2], LABELS);
    expect(reading?.label).toBe('positive');
    expect(reading?.score).toBeCloseTo(0.66524 - 0.09003, 4);
  });

  it('adds up what means the same: two times two stars and a half beat three stars', () => {
    const third = Math.log(0.3);
    expect(readingOfLogits([third, third, Math.log(0.4), -50, -50], STARS)?.label).toBe('negative');
  });

  it('is neutral where nothing decides', () => {
    expect(readingOfLogits([0, 0, 0], LABELS)).toEqual({ label: 'neutral', score: 0 });
  });

  it.each([[[1, 2]], [[1, 2, 3, 4]], [[]], [[NaN, 0, 0]], [[0, Infinity, 0]]])(
    'is none where the numbers are no reading: %j',
    (logits) => {
      expect(readingOfLogits(logits, LABELS)).toBe(null);
    },
  );

  it('is within bounds for any numbers, and the same when all are raised alike', () => {
    const logits = fc.array(fc.double({ min: -1e300, max: 1e300, noNaN: true }), {
      minLength: 5,
      maxLength: 5,
    });
    fc.assert(
      fc.property(logits, (row) => {
        const reading = readingOfLogits(row, STARS);
        expect(SENTIMENT_LABELS).toContain(reading?.label);
        expect(Math.abs(reading?.score ?? 2)).toBeLessThanOrEqual(1);
      }),
    );
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -30, max: 30 }), { minLength: 3, maxLength: 3 }), (row) => {
        const raised = row.map((logit) => logit + 1_000);
        expect(readingOfLogits(raised, LABELS)).toEqual(readingOfLogits(row, LABELS));
      }),
    );
  });
});
