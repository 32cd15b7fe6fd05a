import { describe, expect, it } from 'vitest';
import { LABELS } from '../../../pipelines/text/sentiment/training/problem.ts';
import { calibrated } from '../../../pipelines/text/sentiment/calibration.ts';
import {
  expectedOff,
  furthest,
  recalibrate,
  sharesBy,
  type LabelledLogits,
} from '../../../pipelines/text/sentiment/training/recalibrate.ts';
import type { Calibration } from '../../../pipelines/text/sentiment/weights.ts';
import { chance } from '../../helpers/spread.ts';

const MODEL: Calibration = {
  scale: [1.1, 1, 0.9],
  shift: [0.2, 0, -0.1],
  prior: [0.3, 0.48, 0.22],
  countFactors: [1.3, 1, 1.4],
};

/** Texts of a house that draws its lines where `shift` says; its people agree with the model on all else. */
function house(seed: number, texts: number, shift: Calibration['shift'], upset = -0.5): LabelledLogits {
  const random = chance(seed);
  const normal = () => Array.from({ length: 12 }, random).reduce((sum, value) => sum + value, -6);
  const logits = Float64Array.from(
    { length: texts * 2 },
    (_, at) => (at % 2 === 0 ? upset : -0.8) + 1.5 * normal(),
  );
  const gold = Array.from({ length: texts }, (_, at) => {
    const p = calibrated(logits[at * 2] ?? 0, logits[at * 2 + 1] ?? 0, { scale: MODEL.scale, shift });
    const drawn = random();
    return drawn < p.negative ? 'negative' : drawn < p.negative + p.neutral ? 'neutral' : 'positive';
  });
  return { logits, gold, label: Uint8Array.from(gold, (label) => LABELS.indexOf(label)) };
}

describe('lines drawn from a thousand labels of a house', () => {
  it.each<[string, Calibration['shift'], number]>([
    ['to whom less is neutral', [1, 0, 0.8], -0.5],
    ['to whom more is neutral', [-1.2, 0, -1.4], -0.5],
    ['where nearly everybody is upset', [0.2, 0, -0.1], 2],
    ['where hardly anybody is', [0.2, 0, -0.1], -3],
    ['that sees praise everywhere', [-0.5, 0, 1.5], -0.5],
  ])('count its other mentions right but for chance, %s', (_who, shift, upset) => {
    const others = house(1, 10_000, shift, upset);
    const before = furthest(sharesBy(others, MODEL));
    expect(before).toBeGreaterThan(4);
    // Which thousand are drawn is chance, and moves a share by up to three points by itself: five of them, then.
    const offs = [2, 3, 4, 5, 6].map((seed) => {
      const drawn = recalibrate(house(seed, 1_000, shift, upset), MODEL);
      expect(drawn.scale).toEqual(MODEL.scale);
      return furthest(sharesBy(others, drawn));
    });
    expect(offs.reduce((sum, one) => sum + one / offs.length, 0)).toBeLessThan(2.5);
    expect(Math.max(...offs)).toBeLessThan(4);
  });

  it.each([500, 1_000])('are told by how far off they will be, chance included, for %i labels', (labels) => {
    const shift = [1, 0, 0.8] as const;
    const others = house(1, 10_000, shift);
    const samples = Array.from({ length: 8 }, (_, at) => house(20 + at, labels, shift));
    const mean = (of: (sample: LabelledLogits) => number) =>
      samples.reduce((sum, sample) => sum + of(sample) / samples.length, 0);
    const expected = mean((sample) => expectedOff(sample, MODEL));
    const truly = mean((sample) => furthest(sharesBy(others, recalibrate(sample, MODEL))));
    expect(expected / truly).toBeGreaterThan(0.7);
    expect(expected / truly).toBeLessThan(1.4);
  });

  it('stay where they were for a house that draws them there', () => {
    const { shift } = recalibrate(house(5, 1_000, MODEL.shift), MODEL);
    expect(Math.abs(shift[0] - MODEL.shift[0])).toBeLessThan(0.3);
    expect(Math.abs(shift[2] - MODEL.shift[2])).toBeLessThan(0.3);
  });
});

describe('lines drawn from few labels or odd ones', () => {
  it('stay near the model where a label is missing, and are numbers', () => {
    const texts = house(6, 300, MODEL.shift);
    const kept = texts.gold.flatMap((label, at) => (label === 'positive' ? [] : [at]));
    const only = {
      gold: kept.map((at) => texts.gold[at] ?? 'neutral'),
      label: Uint8Array.from(kept, (at) => texts.label[at] ?? 1),
      logits: Float64Array.from(kept.flatMap((at) => [...texts.logits.subarray(at * 2, at * 2 + 2)])),
    };
    const drawn = recalibrate(only, MODEL);
    for (const value of [...drawn.shift, ...drawn.prior, ...drawn.countFactors])
      expect(Number.isFinite(value), String(value)).toBe(true);
    expect(drawn.shift[2]).toBeGreaterThan(-4);
    expect(sharesBy(only, drawn).counted.positive).toBeLessThan(0.05);
  });

  it('are the same for the same labels', () => {
    const texts = () => house(8, 400, [0.5, 0, 0.5]);
    expect(recalibrate(texts(), MODEL)).toEqual(recalibrate(texts(), MODEL));
  });
});
