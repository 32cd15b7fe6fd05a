import { within, type Evidence, type MentionFact } from '../../evidence/evidence.ts';
import type { Aggregator } from '../aggregator.ts';
import type { Family } from '../family.ts';
import { shareReading } from '../intervals.ts';
import { metricOf, type Metric } from '../metric.ts';

/** What a brand does about praise it does within a week. */
const HORIZON_MS = 7 * 86_400_000;
/** The clocks of a network's machines differ a little: an answer may be dated before what it names. */
const SKEW_MS = 3_600_000;

const ACTS = ['liked', 'replied', 'reposted'] as const;
type Act = (typeof ACTS)[number];

export interface Praise {
  readonly acts: readonly Act[];
  /** Nothing was done about it yet, and its week has not passed. */
  readonly isPending: boolean;
}
export interface Amplified {
  positives: number;
  amplified: number;
  liked: number;
  replied: number;
  reposted: number;
  pending: number;
}

export const amplified: Aggregator<Praise, Amplified, Amplified> = {
  empty: () => ({ positives: 0, amplified: 0, liked: 0, replied: 0, reposted: 0, pending: 0 }),
  add(acc, { acts, isPending }) {
    acc.positives += 1;
    if (acts.length > 0) acc.amplified += 1;
    for (const act of acts) acc[act] += 1;
    if (isPending) acc.pending += 1;
    return acc;
  },
  merge: (a, b) => ({
    positives: a.positives + b.positives,
    amplified: a.amplified + b.amplified,
    liked: a.liked + b.liked,
    replied: a.replied + b.replied,
    reposted: a.reposted + b.reposted,
    pending: a.pending + b.pending,
  }),
  result: (acc) => acc,
};

export const amplification: Family<Praise, Amplified, Amplified> = {
  id: 'amplification',
  needs: ['mentions', 'engagements'],
  lookBackMs: SKEW_MS,
  lookAheadMs: HORIZON_MS,
  *facts({ evidence }, from, to) {
    const acts = actsIn(evidence, from - SKEW_MS, to + HORIZON_MS);
    for (const mention of within(evidence.mentions, from, to)) {
      if (!isEligible(mention)) continue;
      const done = new Set<Act>();
      for (const { act, at } of acts.get(`${mention.source}\u0000${mention.id}`) ?? [])
        if (at >= mention.at - SKEW_MS && at < mention.at + HORIZON_MS) done.add(act);
      yield {
        at: mention.at,
        channel: mention.channel,
        venue: mention.venue,
        topics: mention.topics,
        suspected: mention.suspected,
        value: {
          acts: ACTS.filter((act) => done.has(act)),
          isPending: done.size === 0 && evidence.asOf < mention.at + HORIZON_MS,
        },
      };
    }
  },
  aggregator: amplified,
};

const isEligible = ({ direction, sentiment, kind, suspected }: MentionFact): boolean =>
  direction === 'inbound' && sentiment === 'positive' && kind !== 'repost' && !suspected;

/** What the brand did, by the mention it did it to. */
function actsIn(evidence: Evidence, from: number, to: number): Map<string, { act: Act; at: number }[]> {
  const found = new Map<string, { act: Act; at: number }[]>();
  const note = (source: string, mention: string, act: Act, at: number) => {
    const key = `${source}\u0000${mention}`;
    const known = found.get(key);
    if (known === undefined) found.set(key, [{ act, at }]);
    else known.push({ act, at });
  };
  for (const { source, mention, likedByBrand, at } of within(evidence.engagements, from, to))
    if (likedByBrand) note(source, mention, 'liked', at);
  for (const { direction, source, inReplyTo, kind, automated, at } of within(evidence.mentions, from, to)) {
    if (direction !== 'outbound' || inReplyTo === '') continue;
    if (kind === 'repost' || kind === 'quote') note(source, inReplyTo, 'reposted', at);
    else if (!automated) note(source, inReplyTo, 'replied', at);
  }
  return found;
}

export const AMPLIFICATION_METRICS: readonly Metric[] = [
  metricOf(
    {
      id: 'amplification',
      title: 'Amplification',
      unit: 'share',
      formula: 'positive mentions the brand liked, replied to, reposted or quoted within 7 days / eligible positive mentions',
      includes:
        'Inbound positive mentions, without reposts and without what looks automated. A reply counts when a person wrote it; a like when an engagement says an account of the brand gave it.',
      n: 'Eligible positive mentions.',
      numerator: 'Those the brand liked, replied to, reposted or quoted.',
      denominator: 'Eligible positive mentions.',
      window: 'Event time of the positive mention.',
      interval: 'Wilson.',
      minN: 5,
      facets: ['channel', 'venue', 'topic', 'automation'],
      source: 'TheSocialPeople.',
      version: 1,
    },
    amplification,
    ({ positives, amplified: hits, liked, replied, reposted, pending }) => ({
      ...shareReading(hits, positives),
      parts: { liked, replied, reposted, pending },
      ...(pending > 0 ? { open: true } : {}),
    }),
  ),
]; // prettier-ignore
