import type { Venue } from '../../schema/contracts/mention.ts';
import type { CountMode, MetricDefinition } from '../../schema/contracts/metrics.ts';
import type { Need } from '../evidence/evidence.ts';
import type { Fact, FactContext, Family, Reading, Window } from './family.ts';
import type { PaneAccumulator } from './pane-accumulator.ts';

/** How a metric is cut. */
export interface Facets {
  /** Empty: all of them. */
  readonly channels: readonly string[];
  readonly venue: Venue | null;
  /** A leaf `branch.leaf` of the taxonomy, a whole `branch`, or null. */
  readonly topic: string | null;
  readonly count: CountMode;
  /** Leaves out what suspected machines said. */
  readonly humansOnly: boolean;
}

export const ALL: Facets = { channels: [], venue: null, topic: null, count: 'raw', humansOnly: false };

export interface MetricContext extends FactContext {
  readonly window: Window;
  readonly facets: Facets;
}

/** A definition and how it is computed. One entry serves the API, its documentation, the wall and the export. */
export interface Metric extends MetricDefinition {
  readonly needs: readonly Need[];
  readonly lookBackMs: number;
  readonly lookAheadMs: number;
  read(context: MetricContext): Reading;
  /** Where the stored panes hold it: the same number without reading raw rows. */
  readonly panes?: {
    /** Whether it reads response times; the counts alone are far cheaper to fetch. */
    readonly usesResponses: boolean;
    read(acc: PaneAccumulator): Reading;
  };
}

/** A metric that reads what a family has added up over the window. */
export function metricOf<Value, Acc, Out>(
  definition: MetricDefinition,
  family: Family<Value, Acc, Out>,
  read: (out: Out, context: MetricContext) => Reading,
  panes?: Metric['panes'],
): Metric {
  return {
    ...definition,
    needs: family.needs,
    lookBackMs: family.lookBackMs,
    lookAheadMs: family.lookAheadMs,
    read: (context) => presentable(read(sumOf(family, context), context)),
    ...(panes === undefined ? {} : { panes }),
  };
}

/** A metric made of others' readings, in the order of `parts`. */
export function composed(
  definition: MetricDefinition,
  parts: readonly Metric[],
  combine: (readings: readonly Reading[], context: MetricContext) => Reading,
): Metric {
  return {
    ...definition,
    needs: [...new Set(parts.flatMap(({ needs }) => needs))],
    lookBackMs: Math.max(0, ...parts.map(({ lookBackMs }) => lookBackMs)),
    lookAheadMs: Math.max(0, ...parts.map(({ lookAheadMs }) => lookAheadMs)),
    read: (context) =>
      presentable(
        combine(
          parts.map((part) => part.read(context)),
          context,
        ),
      ),
  };
}

interface Sum {
  readonly window: Window;
  readonly facets: Facets;
  readonly out: unknown;
}
/** By what was added up: a context, or the mentions of all brands, which several contexts have in common. */
const sums = new WeakMap<object, Map<unknown, Sum>>();

/**
 * The result of a family, which its metrics read and none changes: a context is added up once for all of them, and what is
 * the same whichever brand is asked about once for all brands.
 */
function sumOf<Value, Acc, Out>(family: Family<Value, Acc, Out>, context: MetricContext): Out {
  const { window, facets, evidence } = context;
  const isOfAllBrands = family.needs.length === 1 && family.needs[0] === 'market';
  const summed = isOfAllBrands ? evidence.market : context;
  const known = sums.get(summed) ?? new Map<unknown, Sum>();
  sums.set(summed, known);
  const sum = known.get(family);
  if (sum?.facets === facets && sum.window.from === window.from && sum.window.to === window.to)
    return sum.out as Out;
  const out = family.aggregator.result(accumulate(family, context));
  known.set(family, { window, facets, out });
  return out;
}

/** What a family sees in a window, added up. */
export function accumulate<Value, Acc, Out>(
  { facts, aggregator }: Family<Value, Acc, Out>,
  context: MetricContext,
): Acc {
  const { window, facets } = context;
  const acc = aggregator.empty();
  for (const fact of facts(context, window.from, window.to))
    if (isWanted(fact, facets)) aggregator.add(acc, fact.value);
  return acc;
}

export function isWanted(
  { channel, venue, topics, suspected }: Omit<Fact<unknown>, 'value'>,
  { channels, venue: wantedVenue, topic, humansOnly }: Facets,
): boolean {
  if (humansOnly && suspected) return false;
  if (channels.length > 0 && !channels.includes(channel)) return false;
  if (wantedVenue !== null && venue !== wantedVenue) return false;
  return topic === null || topics.some((name) => name === topic || name.startsWith(`${topic}.`));
}

/** Nothing that is not a finite number reaches a screen. */
function presentable(reading: Reading): Reading {
  const finite = (value: number | null | undefined): number | null =>
    typeof value === 'number' && Number.isFinite(value) ? value : null;
  return {
    ...reading,
    value: finite(reading.value),
    ...(reading.low === undefined ? {} : { low: finite(reading.low) }),
    ...(reading.high === undefined ? {} : { high: finite(reading.high) }),
  };
}
