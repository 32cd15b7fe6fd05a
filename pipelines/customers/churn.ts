import type { RiskLevel } from '../../schema/contracts/customers.ts';
import type { BrandSettings } from '../metrics/settings.ts';
import { reasonsOf, type ChurnReason } from './churn-reasons.ts';
import { SIGNAL_REACH_MS, scoreOf, signalsAt, strengthsOf, type Strengths } from './churn-signals.ts';
import type { Journey } from './journey.ts';

export interface ChurnRisk {
  /** 0 … 1, logistic. Below 0.1 where nothing is known. */
  readonly score: number;
  readonly level: RiskLevel;
  /** The three signals that raise it most, strongest first. */
  readonly reasons: readonly ChurnReason[];
  /** How strong each signal is, 0 … 1: what the printed weights are multiplied with. */
  readonly inputs: Strengths;
}

export interface RiskPoint {
  readonly at: number;
  readonly score: number;
}

type RiskSettings = Pick<BrandSettings, 'weights'>;

const DAY_MS = 86_400_000;
/** More points than any screen shows. */
const MAX_GRID = 4_000;
/** Where `watch` begins below the threshold and `critical` above it, as parts of the way down to 0 and up to 1. */
const WATCH = 0.6;
const CRITICAL = 0.6;

/** `high` begins at the threshold of the brand; with the default of 0.5: watch from 0.3, critical from 0.8. */
export function levelOf(score: number, threshold: number): RiskLevel {
  if (score >= threshold + CRITICAL * (1 - threshold)) return 'critical';
  if (score >= threshold) return 'high';
  return score >= WATCH * threshold ? 'watch' : 'low';
}

/**
 * How likely a customer is to leave, as of an instant: the printed weights of `CHURN_WEIGHTS` over what was said and
 * done until then, `at` included and nothing later. More signs of leaving within its reach never lower it; an answer never raises it.
 * The weights are set by hand: the score ranks customers and names its reasons, it is not a measured frequency.
 */
export function churnRisk(journey: Journey, at: number, settings: RiskSettings): ChurnRisk {
  const signals = signalsAt(journey, at);
  const inputs = strengthsOf(signals, at);
  const score = scoreOf(inputs);
  return {
    score,
    level: levelOf(score, settings.weights.churnThreshold),
    reasons: reasonsOf(signals, inputs, at),
    inputs,
  };
}

/** The score alone, at an instant. */
export const churnScore = (journey: Journey, at: number): number =>
  scoreOf(strengthsOf(signalsAt(journey, at), at));

/**
 * The score in `[from, to)` at every event and once a day from `from` on, ascending. Begins no earlier than the first
 * event and ends no later than the last one has faded out of reach; very long spans get a coarser grid.
 */
export function churnHistory(journey: Journey, from: number, to: number): RiskPoint[] {
  const first = journey.events[0];
  const last = journey.events.at(-1);
  if (first === undefined || last === undefined) return [];
  const start = Math.max(from, first.at);
  const end = Math.min(to, last.at + SIGNAL_REACH_MS + DAY_MS);
  const instants = new Set<number>();
  for (const { at } of journey.events) if (at >= start && at < end) instants.add(at);
  const stepMs = DAY_MS * Math.max(1, Math.ceil((end - start) / (DAY_MS * MAX_GRID)));
  for (let at = start; at < end; at += stepMs) instants.add(at);
  return [...instants].sort((a, b) => a - b).map((at) => ({ at, score: churnScore(journey, at) }));
}
