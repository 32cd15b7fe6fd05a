import type { MetricDefinition } from '../../../schema/contracts/metrics.ts';
import type { Reading } from '../family.ts';
import { shareReading } from '../intervals.ts';
import { metricOf, type Metric, type MetricContext } from '../metric.ts';
import { CONNECTING_METRICS } from './connecting-metrics.ts';
import { recovery, type FollowUp } from './follow-up.ts';
import { stratifiedDifference, type Judged } from './stratified.ts';

const CONTACTED =
  'Contacted: a first human reply to a person who had said something negative, or that they leave, on that clock in the 30 days before, or whose churn score was at the threshold just before. People, not replies: the first of each in the window; accounts no customer is known of count as people too.';
const RECOVERED =
  'Recovered: the next thing they say themselves within 14 days is not negative; who says nothing more has not come back. Nobody is judged before the 14 days are over: quick answers alone would flatter.';

const COMMON = {
  minN: 20,
  facets: ['channel', 'venue', 'topic', 'automation'],
  version: 1,
  source: 'TheSocialPeople.',
} satisfies Partial<MetricDefinition>;

const isJudged = ({ outcome }: FollowUp): boolean => outcome === 'recovered' || outcome === 'lost';
const judged = (all: Iterable<FollowUp>): Judged[] =>
  [...all].filter(isJudged).map(({ stratum, outcome }) => ({ stratum, recovered: outcome === 'recovered' }));

/** It changes with time alone while someone is not judged, or the window is not over. */
const openness = (all: readonly FollowUp[], { evidence, window }: MetricContext): Pick<Reading, 'open'> =>
  evidence.asOf < window.to || all.some((one) => !isJudged(one)) ? { open: true } : {};

export const RECOVERY_METRICS: readonly Metric[] = [
  metricOf(
    {
      ...COMMON,
      facets: [...COMMON.facets],
      id: 'recovery_rate',
      title: 'Recovery (win-back)',
      unit: 'share',
      formula: 'contacted customers whose next signal within 14 days is not negative / contacted customers',
      includes: `${CONTACTED} ${RECOVERED}`,
      n: 'Contacted people whose 14 days are over.',
      numerator: 'Those recovered.',
      denominator: 'All of them.',
      window: 'Event time of the reply.',
      interval: 'Wilson.',
    },
    recovery,
    ({ contacted }, context) => {
      const all = [...contacted.values()];
      const decided = all.filter(isJudged);
      const recovered = decided.filter(({ outcome }) => outcome === 'recovered').length;
      return {
        ...shareReading(recovered, decided.length),
        parts: {
          contacted: all.length,
          undecided: all.length - decided.length,
          undecidedRecoveredSoFar: all.filter(({ outcome }) => outcome === 'early_recovered').length,
          unmatched: all.filter(({ isKnown }) => !isKnown).length,
        },
        ...openness(all, context),
      };
    },
  ),
  metricOf(
    {
      ...COMMON,
      facets: [...COMMON.facets],
      id: 'recovery_incremental',
      title: 'Recovery due to contact',
      unit: 'share',
      formula:
        'Σ over strata of (contacted of the stratum / contacted) · (recovered share of the contacted − recovered share of those left alone)',
      includes: `${CONTACTED} Left alone: something negative was said and no human reply came for three days; counted from the end of them, and also when a reply comes later. ${RECOVERED} Strata: value tier, week of the contact or of the end of the three days (Monday, UTC), severity (severe: a score of −0.6 or below, or leaving). Contacted without anyone left alone in their stratum are not in it. It compares like with like as far as these three go: no experiment.`,
      n: 'Contacted people with a match whose 14 days are over.',
      numerator: 'The difference times n: customers recovered who would not have been.',
      denominator: 'N.',
      window: 'Event time of the reply; the end of the three days.',
      interval: 'Newcombe, of two Wilson intervals; effective sample size of the weighted share.',
    },
    recovery,
    (followed, context) => {
      const contacted = [...followed.contacted.values()].filter(({ stratum }) => stratum !== '');
      const alone = [...followed.alone.values()];
      const of = [judged(contacted), judged(alone)] as const;
      const { value, matched, low, high, contactedShare, aloneShare } = stratifiedDifference(...of);
      return {
        value,
        n: matched,
        ...(value === null ? { missing: missingFrom(...of) } : { numerator: value * matched }),
        denominator: matched,
        low,
        high,
        parts: {
          contacted: of[0].length,
          leftAlone: of[1].length,
          contactedShare,
          leftAloneShare: aloneShare,
          undecided: [...contacted, ...alone].filter((one) => !isJudged(one)).length,
        },
        ...openness([...contacted, ...alone], context),
      };
    },
  ),
  ...CONNECTING_METRICS,
];

function missingFrom(contacted: readonly Judged[], alone: readonly Judged[]): string[] {
  if (contacted.length === 0) return ['contacted customers whose 14 days are over'];
  return [
    alone.length === 0
      ? 'unhappy customers left alone, to compare with'
      : 'unhappy customers left alone of the same tier, week and severity, to compare with',
  ];
}
