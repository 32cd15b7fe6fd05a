import type { MetricDefinition } from '../../../schema/contracts/metrics.ts';
import { netInterval } from '../intervals.ts';
import { metricOf, type Metric } from '../metric.ts';
import { loyalty, stanceOf, type Stance, type Tone } from './loyalty.ts';

const STANCES =
  'Advocate: more positive than negative mentions in the window, and at least one that praises outright. Detractor: more negative than positive; a mention that announces leaving is negative. People, not posts: inbound mentions with a known author, a customer with several accounts once.';

const COMMON = {
  includes: STANCES,
  window: 'Event time of the mention.',
  facets: ['channel', 'venue', 'topic', 'automation'],
  source: 'Ours; not a Net Promoter Score, which is asked for.',
  version: 1,
} satisfies Partial<MetricDefinition>;

const countOf = (people: ReadonlyMap<string, Tone>, stance: Stance): number =>
  [...people.values()].filter((tone) => stanceOf(tone) === stance).length;

const counted = (id: string, title: string, formula: string, stance: Stance): Metric =>
  metricOf(
    {
      ...COMMON,
      facets: [...COMMON.facets],
      id,
      title,
      unit: 'people',
      formula,
      n: 'People who said something in the window.',
      interval: 'None: it is a count, not an estimate.',
      minN: 0,
    },
    loyalty,
    (people) => ({ value: countOf(people, stance), n: people.size }),
  );

export const LOYALTY_METRICS: readonly Metric[] = [
  metricOf(
    {
      ...COMMON,
      facets: [...COMMON.facets],
      id: 'loyalty_index',
      title: 'Loyalty index',
      unit: 'points',
      formula: '100 · (advocates − detractors) / active authors',
      n: 'People who said something in the window.',
      numerator: 'Advocates less detractors.',
      denominator: 'Active authors.',
      interval: 'Normal, of a difference of two shares of one sample.',
      minN: 20,
    },
    loyalty,
    (people) => {
      const n = people.size;
      const [advocates, detractors] = [countOf(people, 'advocate'), countOf(people, 'detractor')];
      return {
        value: n === 0 ? null : (100 * (advocates - detractors)) / n,
        n,
        numerator: advocates - detractors,
        denominator: n,
        ...netInterval(advocates, detractors, n),
        parts: { advocates, detractors },
      };
    },
  ),
  counted('advocates', 'Advocates', 'people who are advocates', 'advocate'),
  counted('detractors', 'Detractors', 'people who are detractors', 'detractor'),
];
