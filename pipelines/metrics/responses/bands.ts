import type { MetricDefinition } from '../../../schema/contracts/metrics.ts';
import type { Aggregator } from '../aggregator.ts';
import type { Family } from '../family.ts';
import { shareReading } from '../intervals.ts';
import { metricOf, type Metric } from '../metric.ts';
import { ACTIONABLE, OF_CASES, actionableIn, caseFact } from './case-facts.ts';
import { judgedMs } from './sla.ts';

const MINUTE_MS = 60_000;
/** Every answer is in exactly one. */
const BANDS = [
  { id: 'sla_band_5', name: 'upTo5', says: 'within 5 minutes', overMs: -1, upToMs: 5 * MINUTE_MS },
  { id: 'sla_band_15', name: 'upTo15', says: 'after more than 5 and within 15 minutes', overMs: 5 * MINUTE_MS, upToMs: 15 * MINUTE_MS },
  { id: 'sla_band_60', name: 'upTo60', says: 'after more than 15 and within 60 minutes', overMs: 15 * MINUTE_MS, upToMs: 60 * MINUTE_MS },
  { id: 'sla_band_over_60', name: 'over60', says: 'after more than 60 minutes', overMs: 60 * MINUTE_MS, upToMs: Infinity },
] as const; // prettier-ignore
type Band = (typeof BANDS)[number]['name'];
export type BandCounts = Record<Band, number>;

export const bandCounts: Aggregator<number, BandCounts, BandCounts> = {
  empty: () => ({ upTo5: 0, upTo15: 0, upTo60: 0, over60: 0 }),
  add(acc, ms) {
    for (const { name, overMs, upToMs } of BANDS) if (ms > overMs && ms <= upToMs) acc[name] += 1;
    return acc;
  },
  merge: (a, b) => ({
    upTo5: a.upTo5 + b.upTo5,
    upTo15: a.upTo15 + b.upTo15,
    upTo60: a.upTo60 + b.upTo60,
    over60: a.over60 + b.over60,
  }),
  result: (acc) => acc,
};

/** How long answered cases waited, by the clock targets are judged by, milliseconds. */
export const bands: Family<number, BandCounts, BandCounts> = {
  id: 'response_bands',
  needs: ['cases'],
  lookBackMs: 0,
  lookAheadMs: 0,
  *facts(context, from, to) {
    for (const one of actionableIn(context.evidence.cases, from, to))
      if (one.answeredAt !== null) yield caseFact(one, one.openedAt, judgedMs(context, one, one.answeredAt));
  },
  aggregator: bandCounts,
};

const total = (counts: BandCounts): number => BANDS.reduce((sum, { name }) => sum + counts[name], 0);

const COMMON = {
  ...OF_CASES,
  unit: 'share',
  includes: `${ACTIONABLE} Answered ones only, by the clock the targets are judged by; the four bands add up to 1.`,
  n: 'Answered cases opened in the window.',
  denominator: 'Answered cases.',
  interval: 'Wilson.',
  source: 'Snapdeal; practice of customer care.',
} satisfies Partial<MetricDefinition>;

export const BAND_METRICS: readonly Metric[] = [
  ...BANDS.map(({ id, name, says }) =>
    metricOf(
      {
        ...COMMON,
        facets: [...COMMON.facets],
        id,
        title: `Answered ${says}`,
        formula: `cases answered ${says} / answered cases`,
        numerator: `Answered ${says}.`,
      },
      bands,
      (counts) => shareReading(counts[name], total(counts)),
    ),
  ),
  metricOf(
    {
      ...COMMON,
      facets: [...COMMON.facets],
      id: 'response_bands',
      title: 'Response times by band',
      formula: 'cases answered within 5 minutes / answered cases; the parts are the shares of all four bands, and of all within 15 and 60 minutes',
      numerator: 'Answered within 5 minutes.',
    },
    bands,
    (counts) => {
      const n = total(counts);
      const share = (count: number) => (n > 0 ? count / n : null);
      return {
        ...shareReading(counts.upTo5, n),
        parts: {
          ...Object.fromEntries(BANDS.map(({ name }) => [name, share(counts[name])])),
          within15: share(counts.upTo5 + counts.upTo15),
          within60: share(counts.upTo5 + counts.upTo15 + counts.upTo60),
        },
      };
    },
  ),
]; // prettier-ignore
