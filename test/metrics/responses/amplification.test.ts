import { describe, expect, it } from 'vitest';
import type { MentionFact } from '../../../pipelines/evidence/evidence.ts';
import { AMPLIFICATION_METRICS } from '../../../pipelines/metrics/responses/amplification.ts';
import type { Metric } from '../../../pipelines/metrics/metric.ts';
import {
  DAY,
  HOUR,
  MONDAY,
  engagement,
  mentionFact,
  readFrom,
  reply,
  type World,
} from '../../helpers/evidence.ts';

const [amplification] = AMPLIFICATION_METRICS as [Metric];
const at = (hours: number) => MONDAY + hours * HOUR;
const day = { from: MONDAY, to: MONDAY + DAY, asOf: MONDAY + 40 * DAY };
const praise = (id: string, hours: number, changes: Partial<MentionFact> = {}) =>
  mentionFact({ id, at: at(hours), author: id, sentiment: 'positive', intent: 'praise', ...changes });
const read = (world: World, window = day) => readFrom(amplification, world, window);

describe('amplification', () => {
  it('is liking, answering, reposting or quoting what is good', () => {
    const mentions = [
      praise('liked', 1),
      praise('answered', 1),
      praise('reposted', 1),
      praise('quoted', 1),
      praise('alone', 1),
      reply('r1', at(2), 'answered'),
      reply('r2', at(2), 'reposted', { kind: 'repost', automated: true }),
      reply('r3', at(2), 'quoted', { kind: 'quote' }),
      reply('r4', at(3), 'quoted'),
    ];
    const engagements = [engagement({ mention: 'liked', at: at(5), likedByBrand: true })];
    expect(read({ mentions, engagements })).toMatchObject({
      value: 0.8, n: 5, numerator: 4, denominator: 5, parts: { liked: 1, replied: 2, reposted: 2, pending: 0 },
    }); // prettier-ignore
  });

  it('is not a machine’s reply, likes of others, or what is done to something else', () => {
    const mentions = [
      praise('a', 1),
      reply('bot', at(2), 'a', { automated: true }),
      reply('other', at(2), 'b'),
      reply('elsewhere', at(2), 'a', { source: 'another feed' }),
      mentionFact({ id: 'fan', at: at(2), inReplyTo: 'a', kind: 'repost' }),
      reply('announcement', at(3), '', { kind: 'post' }),
    ];
    const engagements = [
      engagement({ mention: 'a', at: at(5), likes: 9 }),
      engagement({ id: 'e2', mention: 'a', source: 'another feed', at: at(5), likedByBrand: true }),
    ];
    expect(read({ mentions, engagements })).toMatchObject({ value: 0, n: 1 });
  });

  it('is asked of positive mentions of people, each once', () => {
    const mentions = [
      praise('repost', 1, { kind: 'repost' }),
      praise('robot', 1, { suspected: true }),
      praise('neutral', 1, { sentiment: 'neutral' }),
      praise('ours', 1, { direction: 'outbound' }),
      praise('tomorrow', 24),
      praise('yesterday', -1),
    ];
    expect(read({ mentions })).toMatchObject({ value: null, n: 0 });
    expect(read({ mentions: [praise('quote', 1, { kind: 'quote' })] })).toMatchObject({ value: 0, n: 1 });
  });

  it('has a week, and is open until it has passed', () => {
    const done = (hours: number) =>
      read({ mentions: [praise('a', 1), reply('r', at(hours), 'a')] }).value;
    expect([done(1 + 7 * 24 - 1), done(1 + 7 * 24)]).toEqual([1, 0]);
    const world = { mentions: [praise('a', 1), praise('b', 1), reply('r', at(2), 'a')] };
    const asOf = (hours: number) => read(world, { ...day, asOf: at(hours) });
    expect(asOf(1 + 7 * 24 - 1)).toMatchObject({ value: 0.5, open: true, parts: { pending: 1 } });
    expect(asOf(1 + 7 * 24)).not.toHaveProperty('open');
    // All done: there is nothing left to wait for.
    expect(read({ mentions: [praise('a', 1), reply('r', at(2), 'a')] }, { ...day, asOf: at(3) })).not.toHaveProperty('open');
  }); // prettier-ignore

  it('bears with clocks that differ by up to an hour', () => {
    const done = (hours: number) =>
      read({ mentions: [praise('a', 2), reply('r', at(hours), 'a')] }).value;
    expect([done(1), done(0.99)]).toEqual([1, 0]);
  }); // prettier-ignore
});
