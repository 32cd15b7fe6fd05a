import { describe, expect, it } from 'vitest';
import type { MentionFact } from '../../../pipelines/evidence/evidence.ts';
import { ATTENDANCE_METRICS } from '../../../pipelines/metrics/responses/attendance.ts';
import type { Metric } from '../../../pipelines/metrics/metric.ts';
import { DAY, HOUR, MINUTE, MONDAY, decision, mentionFact, readFrom, reply, type World } from '../../helpers/evidence.ts'; // prettier-ignore

const [share, oldest] = ATTENDANCE_METRICS as [Metric, Metric];
const at = (minutes: number) => MONDAY + minutes * MINUTE;
const day = { from: MONDAY, to: MONDAY + DAY, asOf: MONDAY + 40 * DAY };
const negative = (id: string, minutes: number, changes: Partial<MentionFact> = {}) =>
  mentionFact({ id, at: at(minutes), author: id, sentiment: 'negative', ...changes });
const read = (world: World, window = day) => readFrom(share, world, window);

describe('negatives attended to', () => {
  it('have a human reply to their author, or a decision', () => {
    const mentions = [
      negative('a', 0),
      reply('to-a', at(10), 'a'),
      negative('b', 1),
      reply('bot', at(2), 'b', { automated: true }),
      negative('c', 2),
      negative('d', 3),
    ];
    const found = read({ mentions, decisions: [decision({ mention: 'c', at: at(50) })] });
    expect(found).toMatchObject({
      value: 0.5, n: 4, numerator: 2, denominator: 4, open: true, parts: { replied: 1, decided: 1 },
    }); // prettier-ignore
  });

  it('need not open the case: what is said while the clock runs is answered with it', () => {
    const said = [
      mentionFact({ id: 'q', at: at(-60 * 24) }),
      negative('worse', 5, { author: 'ann', inReplyTo: 'q' }),
      reply('r', at(9), 'worse'),
      negative('bad again', 12, { author: 'ann', inReplyTo: 'r' }),
    ];
    expect(read({ mentions: said })).toMatchObject({ value: 0.5, n: 2 });
  });

  it('are each author’s own in a thread of several', () => {
    const mentions = [
      negative('a', 0),
      negative('b', 1, { inReplyTo: 'a' }),
      reply('r', at(9), 'b'),
    ];
    expect(read({ mentions })).toMatchObject({ numerator: 1, denominator: 2 });
  }); // prettier-ignore

  it('are those that ask for something: not what asks for nothing, is not negative, or is passed on', () => {
    const mentions = [
      negative('a', 0, { actionable: false }),
      negative('b', 0, { sentiment: 'neutral' }),
      negative('c', 0, { kind: 'repost', opensClock: false, actionable: false }),
      negative('r', 0, { direction: 'outbound', actionable: false }),
    ];
    expect(read({ mentions })).toMatchObject({ value: null, n: 0 });
  });

  it('count what has happened by now, and no more', () => {
    const world = { mentions: [negative('a', 0), reply('r', at(60 * 24 * 3), 'a')] };
    expect(read(world)).toMatchObject({ value: 1 });
    expect(read(world)).not.toHaveProperty('open');
    expect(read(world, { ...day, asOf: at(60 * 24 * 3) })).toMatchObject({ value: 0, open: true });
  });

  it('know of a decision that was recorded within thirty days, by clocks that differ, about that very mention', () => {
    const mentions = [negative('a', 600)];
    const decided = (minutes: number, changes = {}) =>
      read({ mentions, decisions: [decision({ mention: 'a', at: at(minutes), ...changes })] }).value;
    expect(decided(601)).toBe(1);
    expect(decided(590)).toBe(1);
    expect(decided(600 - 24 * 60 - 1)).toBe(0);
    expect(decided(600 + 30 * 24 * 60 - 1)).toBe(1);
    expect(decided(600 + 30 * 24 * 60)).toBe(0);
    expect(decided(601, { source: 'another feed' })).toBe(0);
    expect(decided(601, { mention: 'b' })).toBe(0);
  });

  it('are split by tenths of their audience, equal audiences together', () => {
    const mentions = Array.from({ length: 10 }, (_, index) => negative(`n${index}`, index, { followers: 10 * index }));
    mentions.push(reply('r', at(50), 'n9'));
    const parts = read({ mentions }).parts ?? {};
    expect(parts).toMatchObject({ decile1: 0, decile1N: 1, decile10: 1, decile10N: 1 });
    const alike = read({ mentions: mentions.map((mention) => ({ ...mention, followers: 7 })) }).parts ?? {};
    expect(alike).toMatchObject({ decile1: 0.1, decile1N: 10, decile2: null, decile2N: 0, decile10: null });
  }); // prettier-ignore
});

describe('the oldest negative left alone', () => {
  const world = {
    mentions: [negative('a', -120), negative('b', -60), negative('c', 5), reply('r', at(30), 'a')],
    decisions: [decision({ mention: 'b', at: at(60) })],
  };
  const now = (minutes: number) => readFrom(oldest, world, { ...day, asOf: at(minutes) });

  it('is known now, while the day lasts', () => {
    expect(now(30)).toMatchObject({ value: 150 * 60, n: 3, parts: { mention: 'feed a' } });
    expect(now(31)).toMatchObject({ value: 91 * 60, n: 2, parts: { mention: 'feed b' } });
    expect(now(61)).toMatchObject({ value: 56 * 60, n: 1, parts: { mention: 'feed c' } });
  });

  it('is known as it was when the window ended', () => {
    const first = readFrom(oldest, world, { from: MONDAY, to: at(30), asOf: at(48 * 60) });
    expect(first).toMatchObject({ value: 150 * 60, n: 3 });
  });

  it('is none: no age at all', () => {
    expect(readFrom(oldest, {}, day)).toEqual({ value: null, n: 0, parts: { mention: null } });
  });

  it('is given up after thirty days', () => {
    const window = { from: MONDAY + 30 * DAY, to: MONDAY + 30 * DAY + HOUR, asOf: MONDAY + 40 * DAY };
    expect(readFrom(oldest, { mentions: [negative('a', 60)] }, window)).toMatchObject({ n: 1 });
    expect(readFrom(oldest, { mentions: [negative('a', 59)] }, window)).toMatchObject({ n: 0 });
  });
});
