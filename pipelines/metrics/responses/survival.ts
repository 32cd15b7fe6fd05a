import type { Interval } from '../intervals.ts';

/** How long something was watched, and whether it ended (was answered) or only the watching did. */
export interface Observation {
  readonly ms: number;
  readonly ended: boolean;
}

/** 95 %, two-sided. */
const Z = 1.959963984540054;
/** Products of fractions do not hit a half exactly. */
const TOLERANCE = 1e-9;

interface Step {
  readonly ms: number;
  /** Share that lasts longer than `ms`. */
  readonly survival: number;
  /** Σ d / (r · (r − d)) of Greenwood; Infinity once nobody is left. */
  readonly greenwood: number;
}

/**
 * The product-limit estimate of Kaplan & Meier (1958): one step for each duration at which something ended, ascending.
 * What ends and what is cut off at the same duration: the end comes first.
 */
export function kaplanMeier(observations: readonly Observation[]): Step[] {
  const sorted = observations.toSorted((a, b) => a.ms - b.ms);
  const steps: Step[] = [];
  let survival = 1;
  let greenwood = 0;
  for (let index = 0; index < sorted.length;) {
    const ms = (sorted[index] as Observation).ms;
    const atRisk = sorted.length - index;
    let ended = 0;
    for (; sorted[index]?.ms === ms; index += 1) if (sorted[index]?.ended === true) ended += 1;
    if (ended === 0) continue;
    survival *= 1 - ended / atRisk;
    greenwood += ended / (atRisk * (atRisk - ended));
    steps.push({ ms, survival, greenwood });
  }
  return steps;
}

/**
 * The median duration, corrected for what has not ended yet, with its interval (Brookmeyer & Crowley 1982, on the
 * log-minus-log scale). Null where the estimate, or an end of the interval, is not reached. Where the estimate lies flat
 * at one half it is the middle of the flat part, so that it is the plain median when nothing waits.
 */
export function survivalMedian(observations: readonly Observation[]): { readonly value: number | null } & Interval {
  const steps = kaplanMeier(observations);
  const longest = observations.reduce((most, { ms }) => Math.max(most, ms), 0);
  return {
    value: crossing(steps, longest),
    low: steps.find((step) => band(step, Z) <= 0.5)?.ms ?? null,
    high: steps.find((step) => band(step, -Z) <= 0.5)?.ms ?? null,
  };
} // prettier-ignore

function crossing(steps: readonly Step[], longest: number): number | null {
  const index = steps.findIndex(({ survival }) => survival <= 0.5 + TOLERANCE);
  const step = steps[index];
  if (step === undefined) return null;
  if (step.survival < 0.5 - TOLERANCE) return step.ms;
  return (step.ms + (steps[index + 1]?.ms ?? longest)) / 2;
}

/** The survival at an edge of its interval, `z` standard errors down (or up) on the log-minus-log scale. */
function band({ survival, greenwood }: Step, z: number): number {
  // Nobody is left: nothing is known of how much longer it could have lasted.
  if (!(survival > TOLERANCE)) return z > 0 ? 0 : 1;
  return survival ** Math.exp((z * Math.sqrt(greenwood)) / -Math.log(survival));
}
