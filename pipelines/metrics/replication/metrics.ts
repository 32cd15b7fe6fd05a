import type { MetricDefinition } from '../../../schema/contracts/metrics.ts';
import { audienceOf } from '../../stories/stories.ts';
import type { Reading } from '../family.ts';
import { meanInterval } from '../intervals.ts';
import { metricOf, type Metric } from '../metric.ts';
import { growing } from './doubling.ts';
import { promoted } from './promoted.ts';
import { sizeOf, spread, toneOf, type Original, type Spreading, type Tone } from './spread.ts';

const COMMON = {
  window: 'Event time: of the original when it is posted, of the repost or quote when it passes it on.',
  source: 'Seed model: the rate at which sentiment replicates.',
  version: 1,
} satisfies Partial<MetricDefinition>;
const CUTS = ['channel', 'venue', 'topic', 'automation'] as const;
const TONES: readonly Tone[] = ['positive', 'neutral', 'negative', 'unknown'];
const ORIGINALS =
  'Inbound reposts and quotes, followed to the post they began with at most a week back; where a network reports more reposts than were seen, what it reports. Originals: inbound posts, replies and reviews of the window, and older or unseen ones passed on in it. Posts of the brand and what the brand passes on are left out.';

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);

/** A mean over originals. It cannot be below 0, and reposts come in clumps: a few originals decide it. */
function rate(originals: readonly Original[]): Reading {
  const sizes = originals.map(sizeOf);
  const [n, numerator] = [sizes.length, sum(sizes)];
  const { low, high } = meanInterval(n, numerator, sum(sizes.map((size) => size * size)));
  return {
    value: n > 0 ? numerator / n : null,
    n,
    numerator,
    denominator: n,
    low: low === null ? null : Math.max(0, low),
    high,
  };
}

const having = ({ originals }: Spreading, wanted: Tone): Original[] =>
  [...originals.values()].filter((original) => toneOf(original) === wanted);

/** Seen as reposts and as quotes, and what networks report beyond that. */
const kindsOf = (originals: readonly Original[]) => ({
  reposts: sum(originals.map(({ reposts }) => reposts)),
  quotes: sum(originals.map(({ quotes }) => quotes)),
  reportedOnly: sum(originals.map((one) => sizeOf(one) - one.reposts - one.quotes)),
});

const RATE = {
  ...COMMON,
  unit: 'reposts per original',
  n: 'Originals.',
  numerator: 'Reposts and quotes.',
  denominator: 'Originals they could have come from.',
  interval: 'Normal, of a mean over originals.',
  minN: 20,
} satisfies Partial<MetricDefinition>;

export const REPLICATION_METRICS: readonly Metric[] = [
  metricOf(
    {
      ...RATE,
      facets: [...CUTS],
      id: 'replication',
      title: 'Replication',
      formula: 'R = reposts and quotes in the window / originals posted or passed on in it',
      includes: `${ORIGINALS} By tone of the original in parts; of an unseen one, that of its reposts.`,
    },
    spread,
    (acc) => {
      const all = [...acc.originals.values()];
      const parts: Record<string, number | null> = kindsOf(all);
      for (const tone of TONES) {
        const { value, n, numerator } = rate(having(acc, tone));
        Object.assign(parts, {
          [`${tone}R`]: value,
          [`${tone}Spread`]: numerator,
          [`${tone}Originals`]: n,
        });
      }
      return { ...rate(all), parts };
    },
  ),
  metricOf(
    {
      ...RATE,
      facets: [...CUTS],
      id: 'replication_negative',
      title: 'Replication of negatives',
      formula: 'R = reposts and quotes of negative originals in the window / negative originals posted or passed on in it',
      includes: `${ORIGINALS} Only of negative originals; of an unseen one the tone is that of its reposts.`,
      n: 'Negative originals.',
    },
    spread,
    (acc) => {
      const negative = having(acc, 'negative');
      return { ...rate(negative), parts: kindsOf(negative) };
    },
  ),
  metricOf(
    {
      ...COMMON,
      facets: [...CUTS],
      id: 'spread_reach',
      title: 'Reach of what is passed on',
      unit: 'accounts',
      formula: 'Σ followers of the distinct accounts that reposted or quoted, the largest heard of each',
      includes:
        'Inbound reposts and quotes without paid promotion, which is apart in parts; not those of posts of the brand. Audiences overlap: an upper bound.',
      n: 'Accounts that passed something on; each mention without an author is one.',
      interval: 'None: audiences are as the networks state them.',
      minN: 0,
    },
    spread,
    ({ spreaders }) => ({
      value: audienceOf(spreaders, 'free'),
      n: spreaders.size,
      parts: { paidReach: audienceOf(spreaders, 'paid') },
    }),
  ),
  metricOf(
    {
      ...COMMON,
      facets: [...CUTS],
      id: 'doubling_time',
      title: 'Doubling time of the fastest story',
      unit: 'seconds',
      formula: 'ln 2 / slope of ln(1 + times passed on) over the instants of growth in the window, by least squares; the smallest of all stories',
      includes:
        'Stories that grew at four instants of the window at least and whose curve rises: posts of anybody, the brand too. What is more than a week older than the window is not looked at: of a post that old only its reposts since then count, as of one nobody saw. Cut by what the original is, else by its first repost.',
      n: 'Stories that grow.',
      window: 'Growth in the window, up to its end or now.',
      interval: 'None: the points of a curve depend on each other.',
      minN: 1,
    },
    growing,
    ({ count, fastest }) => ({
      value: fastest === null ? null : fastest.doublingMs / 1_000,
      n: count,
      parts: {
        source: fastest?.source ?? null,
        story: fastest?.id ?? null,
        size: fastest?.size ?? null,
        paid: fastest === null ? null : yesOrNo(fastest.paid),
        paidByCustomer: fastest === null ? null : yesOrNo(fastest.paidByCustomer),
      },
    }),
  ),
  metricOf(
    {
      ...COMMON,
      facets: [...CUTS],
      id: 'paid_amplification',
      title: 'Mentions paid for by others',
      unit: 'mentions',
      formula: 'inbound mentions whose reach was paid for',
      includes: 'Inbound mentions marked as promoted: somebody who is not the brand pays to have them seen.',
      n: 'Promoted inbound mentions.',
      window: 'Event time of the mention.',
      interval: 'None: it is a count, not an estimate.',
      minN: 0,
    },
    promoted,
    ({ positive, neutral, negative, complaints }) => {
      const n = positive + neutral + negative;
      return { value: n, n, parts: { positive, neutral, negative, complaints } };
    },
  ),
]; // prettier-ignore

const yesOrNo = (is: boolean): string => (is ? 'yes' : 'no');
