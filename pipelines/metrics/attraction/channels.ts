import type { SentimentLabel } from '../../../schema/contracts/mention.ts';
import { personOf, within } from '../../evidence/evidence.ts';
import type { Aggregator } from '../aggregator.ts';
import type { Fact, Family } from '../family.ts';

/** What happened on a channel. */
export type ChannelEvent = { readonly channel: string } & (
  | { readonly kind: 'new-author' }
  | { readonly kind: 'mention'; readonly sentiment: SentimentLabel; readonly views: number; readonly participant: string } // prettier-ignore
  | { readonly kind: 'answer'; readonly ms: number }
);

export interface ChannelSums {
  newAuthors: number;
  mentions: number;
  positive: number;
  views: number;
  readonly answersMs: number[];
  /** Distinct people on venues the brand owns. */
  readonly participants: Set<string>;
}
export type Channels = Map<string, ChannelSums>;

const nothing = (): ChannelSums => ({
  newAuthors: 0, mentions: 0, positive: 0, views: 0, answersMs: [], participants: new Set(),
}); // prettier-ignore

/** Every channel side by side. */
export const channelSums: Aggregator<ChannelEvent, Channels, Channels> = {
  empty: () => new Map(),
  add(acc, event) {
    const sums = acc.get(event.channel) ?? nothing();
    if (event.kind === 'new-author') sums.newAuthors += 1;
    else if (event.kind === 'answer') sums.answersMs.push(event.ms);
    else {
      sums.mentions += 1;
      sums.views += event.views;
      if (event.sentiment === 'positive') sums.positive += 1;
      if (event.participant !== '') sums.participants.add(event.participant);
    }
    acc.set(event.channel, sums);
    return acc;
  },
  merge(a, b) {
    const merged: Channels = new Map();
    for (const [channel, sums] of [...a, ...b]) {
      const found = merged.get(channel) ?? nothing();
      merged.set(channel, {
        newAuthors: found.newAuthors + sums.newAuthors,
        mentions: found.mentions + sums.mentions,
        positive: found.positive + sums.positive,
        views: found.views + sums.views,
        answersMs: [...found.answersMs, ...sums.answersMs],
        participants: new Set([...found.participants, ...sums.participants]),
      });
    }
    return merged;
  },
  result: (acc) => acc,
};

/** Authors in the minute they were first heard of the brand, what was said, and questions in the minute they were asked. */
export const channels: Family<ChannelEvent, Channels, Channels> = {
  id: 'channels',
  needs: ['mentions', 'cases', 'firstSeen'],
  lookBackMs: 0,
  lookAheadMs: 0,
  *facts({ evidence }, from, to) {
    const fact = (at: number, value: ChannelEvent): Fact<ChannelEvent> => ({
      at,
      channel: value.channel,
      venue: '',
      topics: [],
      suspected: false,
      value,
    });
    for (const [account, at] of evidence.firstSeen) {
      const [channel = '', author = ''] = account.split('\u0000');
      if (at >= from && at < to && author !== '') yield fact(at, { channel, kind: 'new-author' });
    }
    for (const mention of within(evidence.mentions, from, to)) {
      if (mention.direction !== 'inbound') continue;
      const { at, channel, sentiment, promoted, venue } = mention;
      const participant = venue === 'owned' ? personOf(mention) : '';
      const views = promoted ? 0 : mention.views;
      yield fact(at, { channel, kind: 'mention', sentiment, views, participant });
    }
    for (const { channel, askedAt, answeredAt, actionable } of evidence.cases)
      if (actionable && askedAt !== null && answeredAt !== null && askedAt >= from && askedAt < to)
        yield fact(askedAt, { channel, kind: 'answer', ms: Math.max(0, answeredAt - askedAt) });
  },
  aggregator: channelSums,
};
