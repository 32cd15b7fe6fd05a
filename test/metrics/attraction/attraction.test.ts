import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ATTRACTION_METRICS } from '../../../pipelines/metrics/attraction/metrics.ts';
import {
  channelSums,
  type ChannelEvent,
  type Channels,
} from '../../../pipelines/metrics/attraction/channels.ts';
import { ALL, type Metric } from '../../../pipelines/metrics/metric.ts';
import { DAY, MINUTE, MONDAY, mentionFact, readFrom, reply, type World } from '../../helpers/evidence.ts';
import { obeysTheLaws } from '../../helpers/laws.ts';

const channel = fc.constantFrom('twitter', 'facebook', 'forum');
const event: fc.Arbitrary<ChannelEvent> = fc.oneof(
  channel.map((name) => ({ channel: name, kind: 'new-author' as const })),
  fc.record({ channel, kind: fc.constant('answer' as const), ms: fc.nat(1_000) }),
  fc.record({
    channel,
    kind: fc.constant('mention' as const),
    sentiment: fc.constantFrom('positive', 'neutral', 'negative'),
    views: fc.nat(1_000),
    participant: fc.constantFrom('', 'a', 'b'),
  }),
);
/** The order in which answers were heard says nothing. */
const sorted = (acc: Channels) =>
  new Map(
    [...acc].map(([name, sums]) => [name, { ...sums, answersMs: sums.answersMs.toSorted((a, b) => a - b) }]),
  );
obeysTheLaws('channelSums', channelSums, event, sorted); // prettier-ignore

const [attraction, impressions] = ATTRACTION_METRICS as [Metric, Metric];
const day = { from: MONDAY, to: MONDAY + DAY, asOf: MONDAY + 30 * DAY };
const said = (id: string, author: string, where: string, changes = {}) =>
  mentionFact({ id, author, channel: where, at: MONDAY + 10 * MINUTE, ...changes });
const world: World = {
  mentions: [
    said('1', 'ann', 'twitter', { at: MONDAY - DAY }),
    said('2', 'ann', 'twitter', { views: 10 }),
    said('3', 'ben', 'twitter', { sentiment: 'positive', views: 30 }),
    said('4', 'ben', 'twitter', { at: MONDAY + 20 * MINUTE, intent: 'query', views: 20 }),
    reply('r', MONDAY + 25 * MINUTE, '4', { views: 500 }),
    said('5', 'ben', 'forum', { venue: 'owned', views: 40 }),
    said('6', 'cat', 'forum', { venue: 'owned', sentiment: 'positive' }),
    said('7', 'dan', 'forum', { promoted: true, views: 1_000 }),
    said('8', '', 'forum'),
  ],
};
const read = (metric: Metric, ...channels: string[]) =>
  readFrom(metric, world, day, { facets: { ...ALL, channels } });

describe('channel attraction', () => {
  it('is a share of the new authors of all channels', () => {
    expect(read(attraction, 'twitter')).toMatchObject({ value: 0.25, n: 4, numerator: 1, denominator: 4 });
    expect(read(attraction, 'forum')).toMatchObject({ value: 0.75, n: 4, numerator: 3, denominator: 4 });
    expect(read(attraction, 'forum', 'twitter')).toMatchObject({ value: 1, numerator: 4 });
    expect(read(attraction, 'letters')).toMatchObject({ value: 0, n: 4, parts: {} });
  });

  it('tells of each channel what happened there', () => {
    expect(read(attraction).parts).toEqual({
      forum: 0.75, 'forum.newAuthors': 3, 'forum.positiveShare': 0.25, 'forum.answerTime': null, 'forum.participants': 2,
      twitter: 0.25, 'twitter.newAuthors': 1, 'twitter.positiveShare': 1 / 3, 'twitter.answerTime': 300, 'twitter.participants': 0,
    });
    expect(Object.keys(read(attraction, 'twitter').parts ?? {})).toContain('twitter.answerTime');
    expect(Object.keys(read(attraction, 'twitter').parts ?? {})).not.toContain('forum');
  }); // prettier-ignore

  it('shares impressions that were not paid for', () => {
    expect(read(impressions, 'twitter')).toMatchObject({ value: 0.6, n: 7, numerator: 60, denominator: 100 });
    expect(read(impressions).parts).toEqual({
      twitter: 0.6, 'twitter.views': 60, forum: 0.4, 'forum.views': 40,
    });
  }); // prettier-ignore

  it('is nothing where nobody is new', () => {
    const later = { from: MONDAY + 5 * DAY, to: MONDAY + 6 * DAY, asOf: MONDAY + 30 * DAY };
    expect(readFrom(attraction, world, later)).toMatchObject({ value: null, n: 0, parts: {} });
    expect(readFrom(impressions, world, later)).toMatchObject({
      value: null,
      missing: ['views of mentions'],
    });
  });
});
