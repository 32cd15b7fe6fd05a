import type { SentimentLabel } from '../../../schema/contracts/mention.ts';
import { personOf, within, type MentionFact } from '../../evidence/evidence.ts';
import type { Aggregator } from '../aggregator.ts';
import type { Family } from '../family.ts';

/** What was said under one name: by one person, or as one text. */
export interface Voice {
  positive: number;
  neutral: number;
  negative: number;
  /** Audience of the account, the largest heard of, without and with paid promotion. */
  reach: number;
  paidReach: number;
}

export interface Voices {
  outbound: number;
  positive: number;
  neutral: number;
  negative: number;
  /** Mentions whose account nobody knows: no person is counted for them. */
  anonymous: number;
  suspected: number;
  views: number;
  paidViews: number;
  /** By person. */
  readonly people: Map<string, Voice>;
  /** By text, copies and reposts collapsed. */
  readonly texts: Map<string, Voice>;
  /** People no customer is known of. */
  readonly strangers: Set<string>;
}

/** Who spoke, how often, and in what tone: raw, unique and people side by side. */
export const voices: Aggregator<MentionFact, Voices, Voices> = {
  empty: () => ({
    outbound: 0,
    positive: 0,
    neutral: 0,
    negative: 0,
    anonymous: 0,
    suspected: 0,
    views: 0,
    paidViews: 0,
    people: new Map(),
    texts: new Map(),
    strangers: new Set(),
  }),
  add(acc, mention) {
    if (mention.direction === 'outbound') {
      acc.outbound += 1;
      return acc;
    }
    acc[mention.sentiment] += 1;
    if (mention.suspected) acc.suspected += 1;
    if (mention.promoted) acc.paidViews += mention.views;
    else acc.views += mention.views;
    hear(acc.texts, mention.fingerprint, mention);
    const person = personOf(mention);
    if (person === '') acc.anonymous += 1;
    else {
      hear(acc.people, person, mention);
      if (mention.customer === null) acc.strangers.add(person);
    }
    return acc;
  },
  merge: (a, b) => ({
    outbound: a.outbound + b.outbound,
    positive: a.positive + b.positive,
    neutral: a.neutral + b.neutral,
    negative: a.negative + b.negative,
    anonymous: a.anonymous + b.anonymous,
    suspected: a.suspected + b.suspected,
    views: a.views + b.views,
    paidViews: a.paidViews + b.paidViews,
    people: mergeVoices(a.people, b.people),
    texts: mergeVoices(a.texts, b.texts),
    strangers: new Set([...a.strangers, ...b.strangers]),
  }),
  result: (acc) => acc,
};

function hear(voicesOf: Map<string, Voice>, name: string, mention: MentionFact): void {
  const voice = voicesOf.get(name) ?? { positive: 0, neutral: 0, negative: 0, reach: 0, paidReach: 0 };
  voice[mention.sentiment] += 1;
  if (mention.promoted) voice.paidReach = Math.max(voice.paidReach, mention.followers);
  else voice.reach = Math.max(voice.reach, mention.followers);
  voicesOf.set(name, voice);
}

function mergeVoices(a: ReadonlyMap<string, Voice>, b: ReadonlyMap<string, Voice>): Map<string, Voice> {
  const merged = new Map([...a].map(([name, voice]) => [name, { ...voice }]));
  for (const [name, voice] of b) {
    const found = merged.get(name);
    merged.set(
      name,
      found === undefined
        ? { ...voice }
        : {
            positive: found.positive + voice.positive,
            neutral: found.neutral + voice.neutral,
            negative: found.negative + voice.negative,
            reach: Math.max(found.reach, voice.reach),
            paidReach: Math.max(found.paidReach, voice.paidReach),
          },
    );
  }
  return merged;
}

/** One vote each, however much was said: the tone that prevails, neutral when none does. */
export const voteOf = ({ positive, negative }: Pick<Voice, 'positive' | 'negative'>): SentimentLabel =>
  positive > negative ? 'positive' : negative > positive ? 'negative' : 'neutral';

export const audience: Family<MentionFact, Voices, Voices> = {
  id: 'audience',
  needs: ['mentions'],
  lookBackMs: 0,
  lookAheadMs: 0,
  *facts({ evidence }, from, to) {
    for (const mention of within(evidence.mentions, from, to))
      yield {
        at: mention.at,
        channel: mention.channel,
        venue: mention.venue,
        topics: mention.topics,
        suspected: mention.suspected,
        value: mention,
      };
  },
  aggregator: voices,
};
