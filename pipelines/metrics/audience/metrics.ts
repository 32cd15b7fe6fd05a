import type { CountMode, MetricDefinition } from '../../../schema/contracts/metrics.ts';
import type { Reading } from '../family.ts';
import { netInterval, shareReading } from '../intervals.ts';
import { mentionCounts } from '../mention-counts.ts';
import { metricOf, type Metric, type MetricContext } from '../metric.ts';
import { audience, voteOf, type Voice, type Voices } from './voices.ts';

const COMMON = {
  window: 'Event time of the mention.',
  source: 'Practice of social listening.',
  version: 1,
  minN: 0,
} as const;
const CUTS = ['channel', 'venue', 'topic', 'count', 'automation'] as const;
const NO_INTERVAL = 'None: it is a count, not an estimate.';

interface Votes {
  readonly positive: number;
  readonly neutral: number;
  readonly negative: number;
}

/** How often each tone was heard: by mention, by text or by person. */
export function votesOf(heard: Voices, count: CountMode): Votes {
  if (count === 'raw') return heard;
  const votes = { positive: 0, neutral: 0, negative: 0 };
  for (const voice of (count === 'unique' ? heard.texts : heard.people).values()) votes[voteOf(voice)] += 1;
  return votes;
}

const total = ({ positive, neutral, negative }: Votes): number => positive + neutral + negative;

export function netReading(votes: Votes): Reading {
  const n = total(votes);
  return {
    value: n === 0 ? null : (100 * (votes.positive - votes.negative)) / n,
    n,
    numerator: votes.positive - votes.negative,
    denominator: n,
    ...netInterval(votes.positive, votes.negative, n),
  };
}

const counted = (value: number, n = value): Reading => ({ value, n });
const sum = (voicesOf: ReadonlyMap<string, Voice>, pick: (voice: Voice) => number): number =>
  [...voicesOf.values()].reduce((all, voice) => all + pick(voice), 0);

const of = (
  definition: Omit<MetricDefinition, keyof typeof COMMON | 'facets'> & Partial<MetricDefinition>,
  read: (heard: Voices, context: MetricContext) => Reading,
  panes?: Metric['panes'],
): Metric => metricOf({ ...COMMON, facets: [...CUTS], ...definition }, audience, read, panes);

export const AUDIENCE_METRICS: readonly Metric[] = [
  of(
    {
      id: 'volume',
      title: 'Volume',
      unit: 'mentions',
      formula: 'inbound mentions; unique: distinct texts; people: distinct authors',
      includes:
        'Every inbound mention of the brand, reposts and automated ones too. People: mentions without an author are not counted.',
      n: 'Inbound mentions.',
      interval: NO_INTERVAL,
    },
    (heard, { facets }) => counted(total(votesOf(heard, facets.count)), total(heard)),
    { usesResponses: false, read: ({ counts }) => counted(counts.inbound) },
  ),
  of(
    {
      id: 'rate',
      title: 'Rate',
      unit: 'mentions per hour',
      formula: 'volume / hours of the window that have passed',
      includes: 'As volume.',
      n: 'Inbound mentions.',
      interval: NO_INTERVAL,
    },
    (heard, { facets, window, evidence }) => {
      const hours = (Math.min(window.to, evidence.asOf) - window.from) / 3_600_000;
      return { value: hours > 0 ? total(votesOf(heard, facets.count)) / hours : null, n: total(heard) };
    },
  ),
  of(
    {
      id: 'outbound_volume',
      title: 'Outbound volume',
      unit: 'mentions',
      formula: 'outbound mentions',
      includes: 'Everything the brand said, automated replies too.',
      n: 'Outbound mentions.',
      interval: NO_INTERVAL,
      facets: ['channel', 'venue', 'topic'],
    },
    ({ outbound }) => counted(outbound),
    { usesResponses: false, read: ({ counts }) => counted(counts.outbound) },
  ),
  of(
    {
      id: 'net_sentiment',
      title: 'Net sentiment',
      unit: 'points',
      formula:
        '100 · (positive − negative) / (positive + neutral + negative); unique and people: one vote for each text or person, the tone that prevails',
      includes: 'Inbound mentions. Not a Net Promoter Score.',
      n: 'Inbound mentions, texts or people.',
      numerator: 'Positive less negative.',
      denominator: 'Positive, neutral and negative.',
      interval: 'Normal, of a difference of two shares of one sample.',
      source: 'Practice of social listening; Black Box Intelligence.',
      minN: 20,
    },
    (heard, { facets }) => netReading(votesOf(heard, facets.count)),
    {
      usesResponses: false,
      read: ({ counts }) => ({ ...netReading(counts), value: mentionCounts.result(counts).netSentiment }),
    },
  ),
  of(
    {
      id: 'reach_weighted_sentiment',
      title: 'Net sentiment by reach',
      unit: 'points',
      formula: '100 · Σ audience · vote / Σ audience, over distinct authors; vote is 1, 0 or −1',
      includes: 'Inbound mentions with a known author; audience without paid promotion.',
      n: 'People.',
      interval: 'None: a few large accounts decide it.',
      minN: 20,
      facets: ['channel', 'venue', 'topic', 'automation'],
    },
    ({ people }) => {
      const denominator = sum(people, ({ reach }) => reach);
      const numerator =
        100 *
        sum(people, (voice) => {
          const vote = voteOf(voice);
          return vote === 'positive' ? voice.reach : vote === 'negative' ? -voice.reach : 0;
        });
      return {
        value: denominator > 0 ? numerator / denominator : null,
        n: people.size,
        numerator,
        denominator,
      };
    },
  ),
  ...(['positive', 'negative'] as const).map((tone) =>
    of(
      {
        id: `${tone}_share`,
        title: `${tone === 'positive' ? 'Positive' : 'Negative'} share`,
        unit: 'share',
        formula: `${tone} / (positive + neutral + negative)`,
        includes: 'Inbound mentions.',
        n: 'Inbound mentions, texts or people.',
        numerator: `${tone === 'positive' ? 'Positive' : 'Negative'} mentions, texts or people.`,
        denominator: 'All of them.',
        interval: 'Wilson.',
        minN: 20,
      },
      (heard, { facets }) => {
        const votes = votesOf(heard, facets.count);
        return shareReading(votes[tone], total(votes));
      },
    ),
  ),
  ...(['reach', 'paid_reach'] as const).map((id) =>
    of(
      {
        id,
        title: id === 'reach' ? 'Reach' : 'Paid reach',
        unit: 'accounts',
        formula: 'Σ audience of distinct authors, the largest heard of each',
        includes: `Authors of inbound mentions ${id === 'reach' ? 'without paid promotion' : 'whose reach was paid for'}. Audiences overlap: an upper bound.`,
        n: 'People.',
        interval: 'None: audiences are as the networks state them.',
        facets: ['channel', 'venue', 'topic', 'automation'],
      },
      ({ people }) => ({
        value: sum(people, (voice) => (id === 'reach' ? voice.reach : voice.paidReach)),
        n: people.size,
      }),
    ),
  ),
  ...(['impressions', 'paid_impressions'] as const).map((id) =>
    of(
      {
        id,
        title: id === 'impressions' ? 'Impressions' : 'Paid impressions',
        unit: 'views',
        formula: 'Σ views',
        includes: `Inbound mentions ${id === 'impressions' ? 'without' : 'with'} paid promotion; views as the mention itself came with, without what engagements told later.`,
        n: 'Inbound mentions.',
        interval: 'None: views are as the networks state them.',
        facets: ['channel', 'venue', 'topic', 'automation'],
      },
      (heard) => ({ value: id === 'impressions' ? heard.views : heard.paidViews, n: total(heard) }),
    ),
  ),
  of(
    {
      id: 'automation_share',
      title: 'Suspected automation',
      unit: 'share',
      formula: 'inbound mentions that look automated or spam / inbound mentions',
      includes: 'Inbound mentions; see the reasons on each.',
      n: 'Inbound mentions.',
      interval: 'Wilson.',
      minN: 20,
      facets: ['channel', 'venue', 'topic'],
    },
    (heard) => shareReading(heard.suspected, total(heard)),
  ),
  of(
    {
      id: 'unmatched_share',
      title: 'Unmatched people',
      unit: 'share',
      formula: 'people no customer is known of / people',
      includes: 'Authors of inbound mentions; matched by `customer` or by the identity map.',
      n: 'People.',
      interval: 'Wilson.',
      minN: 20,
      facets: ['channel', 'venue', 'topic', 'automation'],
    },
    ({ strangers, people }) => shareReading(strangers.size, people.size),
  ),
];
