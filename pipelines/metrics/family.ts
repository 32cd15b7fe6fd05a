import type { Venue } from '../../schema/contracts/mention.ts';
import type { Calendar } from '../calendar/calendar.ts';
import type { Evidence, Need } from '../evidence/evidence.ts';
import type { Aggregator } from './aggregator.ts';
import type { BrandSettings } from './settings.ts';

/**
 * One observation of a metric family, with the facets it may be cut by. `at` is the instant that decides which window
 * it counts in, epoch milliseconds; `''` and `[]` where a facet says nothing: such a fact is left out when that facet is asked for.
 */
export interface Fact<Value> {
  readonly at: number;
  readonly channel: string;
  readonly venue: Venue | '';
  readonly topics: readonly string[];
  /** By a suspected machine: left out when only people are asked for. */
  readonly suspected: boolean;
  readonly value: Value;
}

export interface FactContext {
  readonly evidence: Evidence;
  readonly settings: BrandSettings;
  /** Null: the desk never closes. */
  readonly calendar: Calendar | null;
}

/**
 * A metric family: which facts it sees in the evidence, and how they add up. The facts of a span are those of its
 * parts put together, so that any windows can be merged; what needs to look around says how far.
 */
export interface Family<Value, Acc, Out> {
  readonly id: string;
  /** Of a family that needs nothing but the market, facts are the same whichever brand is asked about. */
  readonly needs: readonly Need[];
  /** How far before and after a window the evidence must reach for its facts to be whole. */
  readonly lookBackMs: number;
  readonly lookAheadMs: number;
  /** Facts with `from ≤ at < to`, in any order. */
  facts(context: FactContext, from: number, to: number): Iterable<Fact<Value>>;
  readonly aggregator: Aggregator<Value, Acc, Out>;
}

/** What a metric says of one window. Never NaN: null where nothing can be said, and why. */
export interface Reading {
  readonly value: number | null;
  /** Observations it rests on. */
  readonly n: number;
  readonly numerator?: number;
  readonly denominator?: number;
  /** 95 % interval. */
  readonly low?: number | null;
  readonly high?: number | null;
  /** Inputs that are not there, as words for people: why the value is null. */
  readonly missing?: readonly string[];
  /** It can still change with time alone: a horizon has not passed. */
  readonly open?: boolean;
  /** Printed parts: weights and inputs of a composed figure, reasons, bands. */
  readonly parts?: Readonly<Record<string, number | string | null>>;
}

export interface Window {
  /** Inclusive, epoch milliseconds. */
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
}
