import type { Calibration } from '../weights.ts';
import { minimise } from './minimise.ts';

/** Logits of texts the model did not see, and what people said of them. */
export interface Unseen {
  /** Pairs (negative, positive) against neutral. */
  readonly logits: Float64Array;
  /** 0, 1 or 2, as in `LABELS`. */
  readonly label: Uint8Array;
}

/** Those texts whose places are kept. */
export function only({ logits, label }: Unseen, isKept: (row: number) => boolean): Unseen {
  const kept = [...label.keys()].filter(isKept);
  return {
    logits: Float64Array.from(kept.flatMap((row) => [...logits.subarray(row * 2, row * 2 + 2)])),
    label: Uint8Array.from(kept, (row) => label[row] as number),
  };
}

type Prior = Calibration['prior'];
/** Scale and shift of negative, then of positive; neutral is what they are measured against. */
type Line = readonly [number, number, number, number];

/** Keeps the scales finite where a few texts are told apart without a mistake. */
const HOLD = 0.01;

/**
 * Fits what turns logits into probabilities: scales to all texts, then shifts to those of the latest round. How sure a
 * reading may be is alike in all rounds, where people draw the line of neutral is not.
 *
 * @param prior the mix of classes to calibrate to: each text counts as much as its class is to weigh.
 */
export function fitCalibration(
  all: Unseen,
  latest: Unseen,
  prior: Prior,
): Pick<Calibration, 'scale' | 'shift' | 'prior'> {
  const onAll = fit(all, priorWeights(all.label, prior), [1, 0, 1, 0], FREE);
  return { ...asCalibration(fit(latest, priorWeights(latest.label, prior), onAll, SHIFTS_ONLY)), prior };
}

/**
 * Moves the shifts alone to what people said of these texts, each of which counts the same.
 *
 * @param pull how strongly they are held where they are: one over the variance of a Gaussian around it.
 */
export function fitShifts(
  texts: Unseen,
  { scale, shift }: Pick<Calibration, 'scale' | 'shift'>,
  pull: number,
): Pick<Calibration, 'scale' | 'shift'> {
  const evenly = new Float64Array(texts.label.length).fill(1);
  const start: Line = [scale[0], shift[0], scale[2], shift[2]];
  return asCalibration(fit(texts, evenly, start, { keepScales: true, pull: pull / texts.label.length }));
}

function asCalibration(line: Line): Pick<Calibration, 'scale' | 'shift'> {
  const [na, nb, pa, pb] = line.map((value) => Number(value.toPrecision(6))) as unknown as Line;
  return { scale: [na, 1, pa], shift: [nb, 0, pb] };
}

/** What each text weighs, so that the classes have the mix of the prior; 1 on average. */
export function priorWeights(label: Uint8Array, prior: Prior): Float64Array {
  const texts = [0, 0, 0];
  for (const of of label) texts[of] = (texts[of] as number) + 1;
  return Float64Array.from(
    label,
    (of) => ((prior[of] as number) * label.length) / Math.max(1, texts[of] as number),
  );
}

interface FitOptions {
  readonly keepScales: boolean;
  /** How strongly shifts are held where they start. */
  readonly pull: number;
}
const FREE: FitOptions = { keepScales: false, pull: 0 };
const SHIFTS_ONLY: FitOptions = { keepScales: true, pull: 0 };

/** @param weights of each text, 1 on average. */
function fit(
  { logits, label }: Unseen,
  weights: Float64Array,
  start: Line,
  { keepScales, pull }: FitOptions,
): Line {
  const x = Float64Array.from(start);
  minimise(
    (at, gradient) => {
      gradient.fill(0);
      let loss = 0;
      for (const scale of [0, 2]) {
        const off = (at[scale] as number) - 1;
        loss += 0.5 * HOLD * off * off;
        gradient[scale] = HOLD * off;
      }
      for (const shift of [1, 3]) {
        const off = (at[shift] as number) - (start[shift] as number);
        loss += 0.5 * pull * off * off;
        gradient[shift] = pull * off;
      }
      for (let row = 0; row < label.length; row++) {
        const of = label[row] as number;
        const weight = (weights[row] as number) / label.length;
        const n = logits[row * 2] as number;
        const p = logits[row * 2 + 1] as number;
        const a = n * (at[0] as number) + (at[1] as number);
        const c = p * (at[2] as number) + (at[3] as number);
        const top = Math.max(a, 0, c);
        const [ea, eb, ec] = [Math.exp(a - top), Math.exp(-top), Math.exp(c - top)];
        const sum = ea + eb + ec;
        loss -= weight * ((of === 0 ? a : of === 2 ? c : 0) - top - Math.log(sum));
        const da = weight * (ea / sum - (of === 0 ? 1 : 0));
        const dc = weight * (ec / sum - (of === 2 ? 1 : 0));
        gradient[0] = (gradient[0] as number) + da * n;
        gradient[1] = (gradient[1] as number) + da;
        gradient[2] = (gradient[2] as number) + dc * p;
        gradient[3] = (gradient[3] as number) + dc;
      }
      if (keepScales) [gradient[0], gradient[2]] = [0, 0];
      return loss;
    },
    x,
    { iterations: 200, tolerance: 1e-12 },
  );
  return [...x] as unknown as Line;
}
