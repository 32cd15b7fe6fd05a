import type { MetricDefinition } from '../../../schema/contracts/metrics.ts';
import { shareReading } from '../intervals.ts';
import { metricOf, type Metric } from '../metric.ts';
import { market, votesFor, type BrandVoice } from './market.ts';

/** Brands whose counts are printed, the loudest first. */
const PRINTED_BRANDS = 60;

const OF_MARKET = {
  unit: 'share',
  window: 'Event time of the mention.',
  interval: 'Wilson.',
  minN: 20,
  source: 'Practice of social listening.',
  version: 1,
} satisfies Partial<MetricDefinition>;
const MARKET =
  'Inbound mentions of every tracked brand; one of two brands counts for both. Unique: distinct texts of a brand. People: distinct accounts of a brand; mentions without an author are not counted.';

const amongBrands = (
  definition: Omit<MetricDefinition, keyof typeof OF_MARKET | 'facets'>,
  pick: (votes: ReturnType<typeof votesFor>) => number,
): Metric =>
  metricOf(
    { ...OF_MARKET, facets: ['channel', 'venue', 'topic', 'count', 'automation'], ...definition },
    market,
    (voices, { facets: { count }, settings: { brand } }) => {
      const amount = (voice: BrandVoice) => pick(votesFor(voice, count));
      const amounts = [...voices].map(([name, voice]) => [name, amount(voice)] as const);
      const own = amounts.find(([name]) => name === brand)?.[1] ?? 0;
      const loudest = amounts
        .toSorted(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
        .slice(0, PRINTED_BRANDS);
      return {
        ...shareReading(
          own,
          amounts.reduce((all, [, one]) => all + one, 0),
        ),
        parts: Object.fromEntries(loudest),
      };
    },
  );

export const SHARE_OF_VOICE_METRICS: readonly Metric[] = [
  amongBrands(
    {
      id: 'share_of_voice',
      title: 'Share of voice',
      formula: 'mentions of the brand / mentions of all tracked brands',
      includes: MARKET,
      n: 'Mentions, texts or people of all tracked brands.',
      numerator: 'Mentions, texts or people of the brand.',
      denominator: 'Mentions, texts or people of all tracked brands.',
    },
    ({ positive, neutral, negative }) => positive + neutral + negative,
  ),
  amongBrands(
    {
      id: 'share_of_positive',
      title: 'Share of positive voice',
      formula: 'positive mentions of the brand / positive mentions of all tracked brands',
      includes: `${MARKET} A text or person is positive when that tone prevails.`,
      n: 'Positive mentions, texts or people of all tracked brands.',
      numerator: 'Positive mentions, texts or people of the brand.',
      denominator: 'Positive mentions, texts or people of all tracked brands.',
    },
    ({ positive }) => positive,
  ),
];
