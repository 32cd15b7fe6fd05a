import { describe, expect, it } from 'vitest';
import { evaluate, evaluateInMix, type Judged } from '../../../pipelines/text/sentiment/evaluation.ts';
import { calibrated, countedLabel } from '../../../pipelines/text/sentiment/calibration.ts';
import { estimateShares } from '../../../pipelines/text/sentiment/shares.ts';
import { fitCalibration } from '../../../pipelines/text/sentiment/training/calibrate.ts';
import { fitCountFactors } from '../../../pipelines/text/sentiment/training/count-factors.ts';

const sure = { negative: 0, neutral: 0, positive: 0 };
const judged = (gold: Judged['gold'], label: Judged['label'], p = { ...sure, [label]: 1 }): Judged => ({
  gold,
  label,
  p,
});

describe('an evaluation', () => {
  it('counts by hand', () => {
    const { n, macroRecall, accuracy, f1pn, ece, shares } = evaluate([
      judged('positive', 'positive'),
      judged('positive', 'negative'),
      judged('neutral', 'neutral'),
      judged('negative', 'negative'),
      judged('negative', 'negative'),
    ]);
    expect(n).toBe(5);
    expect(macroRecall).toBeCloseTo((50 + 100 + 100) / 3);
    expect(accuracy).toBeCloseTo(80);
    // Positive: precision 1, recall ½. Negative: precision ⅔, recall 1.
    expect(f1pn).toBeCloseTo(50 * (2 / 3 + 4 / 5));
    expect(ece).toBeCloseTo(0.2);
    expect(shares.gold).toEqual({ negative: 0.4, neutral: 0.2, positive: 0.4 });
    expect(shares.labels.negative).toBeCloseTo(0.6);
  });

  it('weighs texts as if the classes came in another mix', () => {
    const p = { negative: 0.5, neutral: 0.25, positive: 0.25 };
    const all = [
      judged('positive', 'positive', p),
      { ...judged('positive', 'positive', p), counted: 'neutral' as const },
      judged('negative', 'negative', p),
      judged('neutral', 'positive', p),
    ];
    const { ece, shares } = evaluateInMix(all, { negative: 0.5, neutral: 0.3, positive: 0.2 });
    expect(shares.gold).toEqual({ negative: 0.5, neutral: 0.3, positive: 0.2 });
    expect(shares.labels.positive).toBeCloseTo(0.5);
    expect(shares.counted.positive).toBeCloseTo(0.4);
    expect(shares.counted.neutral).toBeCloseTo(0.1);
    expect(shares.mean).toEqual(p);
    // "negative" is the likeliest of all four and right for half of the weight, as often as it says.
    expect(ece).toBeCloseTo(0);
    expect(evaluate(all).ece).toBeCloseTo(0.25);
    expect(evaluate(all).shares.labels.positive).toBeCloseTo(0.75);
  });

  it('leaves out classes that do not occur, and survives no texts', () => {
    expect(evaluate([judged('neutral', 'neutral')]).macroRecall).toBe(100);
    expect(evaluate([])).toMatchObject({ n: 0, macroRecall: 0, accuracy: 0, f1pn: 0, ece: 0 });
  });

  it('finds no calibration error where certainty is earned', () => {
    const p = { negative: 0.25, neutral: 0.75, positive: 0 };
    const half = [
      judged('neutral', 'neutral', p),
      judged('neutral', 'neutral', p),
      judged('neutral', 'neutral', p),
    ];
    expect(evaluate([...half, judged('negative', 'neutral', p)]).ece).toBeCloseTo(0);
  });
});

/** Logits of made-up texts, spread evenly, and how often each class has them. */
function mixture(texts: readonly [number, number, number]) {
  const logits: number[] = [];
  const label: number[] = [];
  const centres = [[1.2, -0.8], [-0.7, -0.7], [-0.8, 1.2]] as const; // prettier-ignore
  for (const [of, count] of texts.entries())
    for (let at = 0; at < count; at++) {
      const spread = (step: number) => 1.1 * (2 * ((at * step) % 1) - 1 + (((at * step * 7.3) % 1) - 0.5));
      const [negative, positive] = centres[of] as readonly [number, number];
      logits.push(negative + spread(0.618034), positive + spread(0.414214));
      label.push(of);
    }
  return { logits: Float64Array.from(logits), label: Uint8Array.from(label) };
}

function probabilities(logits: Float64Array, calibration: ReturnType<typeof fitCalibration>) {
  return Array.from({ length: logits.length / 2 }, (_, at) =>
    calibrated(logits[at * 2] as number, logits[at * 2 + 1] as number, calibration),
  );
}

describe('calibrated probabilities', () => {
  const prior = { negative: 0.3, neutral: 0.4, positive: 0.3 };
  const seen = mixture([600, 600, 600]);
  const calibration = fitCalibration(seen, seen, [0.3, 0.4, 0.3]);

  it('have the means of the mix they are fitted to', () => {
    const { logits } = mixture([600, 800, 600]);
    const all = probabilities(logits, calibration);
    const mean = (of: 'negative' | 'neutral') => all.reduce((sum, p) => sum + p[of], 0) / all.length;
    expect(mean('negative')).toBeCloseTo(0.3, 1);
    expect(mean('neutral')).toBeCloseTo(0.4, 1);
  });

  it('have the lines of the latest round and the scales of all', () => {
    const moved = { ...seen, logits: seen.logits.map((logit) => logit + 0.5) };
    const { scale, shift } = fitCalibration(seen, moved, [0.3, 0.4, 0.3]);
    expect(scale).toEqual(calibration.scale);
    for (const side of [0, 2] as const)
      expect(shift[side]).toBeCloseTo(calibration.shift[side] - 0.5 * scale[side], 3);
  });

  it('are counted as labels in the mix they are fitted to, which the likeliest labels are not', () => {
    const mix = fitCalibration(seen, seen, [0.15, 0.7, 0.15]);
    const countedIn = (factors: readonly [number, number, number]) => {
      const { logits } = mixture([300, 1_400, 300]);
      const labels = probabilities(logits, mix).map((p) => countedLabel(p, factors));
      return labels.filter((label) => label === 'negative').length / labels.length;
    };
    expect(Math.abs(countedIn(fitCountFactors(seen, mix)) - 0.15)).toBeLessThan(0.01);
    expect(countedIn([1, 1, 1])).toBeLessThan(0.13);
  });

  it('tell the shares of another mix', () => {
    const shares = estimateShares(probabilities(mixture([1_200, 600, 200]).logits, calibration), prior);
    expect(Math.abs(shares.negative - 0.6)).toBeLessThan(0.03);
    expect(Math.abs(shares.neutral - 0.3)).toBeLessThan(0.03);
    expect(shares.negative + shares.neutral + shares.positive).toBeCloseTo(1);
  });

  it('fall back on what is usual without texts', () => {
    expect(estimateShares([], prior)).toEqual(prior);
  });
});
