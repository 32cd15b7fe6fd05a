import { describe, expect, it } from 'vitest';
import type { Window } from '../../../pipelines/metrics/family.ts';
import type { Metric } from '../../../pipelines/metrics/metric.ts';
import { RECOVERY_METRICS } from '../../../pipelines/metrics/recovery/metrics.ts';
import { DAY, HOUR, MONDAY, mentionFact, readFrom, reply, type World } from '../../helpers/evidence.ts';
import { complaint, leaving, profiles, thanks } from '../../helpers/customer-worlds.ts';

const read = (id: string, told: World, window: Window & { asOf: number }) =>
  readFrom(RECOVERY_METRICS.find((metric) => metric.id === id) as Metric, told, window);
const week = { from: MONDAY, to: MONDAY + 7 * DAY, asOf: MONDAY + 60 * DAY };
const rate = (told: World['mentions'], window = week) =>
  read('recovery_rate', { mentions: told ?? [] }, window);

const contacted = (at: number) => [complaint('m1', at), reply('r1', at + HOUR, 'm1')];

describe('recovery', () => {
  it('is the share of contacted customers whose next word is not negative', () => {
    const told = [
      ...contacted(MONDAY),
      thanks('m2', MONDAY + 2 * DAY),
      complaint('m3', MONDAY, 'ben'),
      reply('r3', MONDAY + HOUR, 'm3'),
      complaint('m4', MONDAY + 3 * DAY, 'ben'),
      leaving('m5', MONDAY, 'cat'),
      reply('r5', MONDAY + HOUR, 'm5'),
      leaving('m6', MONDAY + DAY, 'cat', { sentiment: 'positive' }),
      complaint('m7', MONDAY, 'dan'),
      reply('r7', MONDAY + HOUR, 'm7'),
      complaint('m8', MONDAY, 'eve'),
    ];
    expect(rate(told)).toMatchObject({
      value: 0.25,
      numerator: 1,
      denominator: 4,
      n: 4,
      parts: { contacted: 4, undecided: 0, unmatched: 1 },
    });
    expect(rate(told)).not.toHaveProperty('open');
  });

  it('takes who says no more within 14 days as not won back, and whoever speaks later too', () => {
    expect(rate(contacted(MONDAY))).toMatchObject({ value: 0, n: 1 });
    const signal = (at: number) => rate([...contacted(MONDAY), thanks('m2', at)]).value;
    const end = MONDAY + HOUR + 14 * DAY;
    expect([signal(MONDAY + HOUR + 1), signal(end - 1), signal(end)]).toEqual([1, 1, 0]);
  });

  it('judges nobody before the 14 days are over', () => {
    const told = [...contacted(MONDAY), thanks('m2', MONDAY + DAY)];
    const over = MONDAY + HOUR + 14 * DAY;
    expect(rate(told, { ...week, asOf: over - 1 })).toMatchObject({
      value: null,
      n: 0,
      open: true,
      parts: { contacted: 1, undecided: 1, undecidedRecoveredSoFar: 1 },
    });
    expect(rate(told, { ...week, asOf: over })).toMatchObject({ value: 1, n: 1 });
  });

  it('hears what the customer says on any of their accounts, in their own words', () => {
    const passedOn = thanks('m2', MONDAY + 2 * HOUR, 'ann', { kind: 'repost', opensClock: false });
    expect(rate([...contacted(MONDAY), passedOn]).value).toBe(0);
    const elsewhere = thanks('m2', MONDAY + 2 * HOUR, 'ann2', { channel: 'facebook' });
    expect(rate([...contacted(MONDAY), elsewhere]).value).toBe(1);
  });

  it('counts people, by their first contact of the window', () => {
    const twice = [
      ...contacted(MONDAY),
      complaint('m2', MONDAY + DAY),
      reply('r2', MONDAY + DAY + HOUR, 'm2'),
      thanks('m3', MONDAY + 2 * DAY),
    ];
    expect(rate(twice)).toMatchObject({ value: 0, n: 1 });
    expect(rate(twice, { ...week, from: MONDAY + DAY })).toMatchObject({ value: 1, n: 1 });
  });

  it('takes as contacted who was unhappy or at risk, and nobody else', () => {
    const question = mentionFact({ id: 'm1', author: 'ann', customer: 'c-1' });
    const answered = reply('r1', MONDAY + HOUR, 'm1');
    expect(rate([question, answered]).n).toBe(0);
    // She announced elsewhere that she leaves: her harmless question counts.
    expect(rate([leaving('m0', MONDAY - DAY), question, answered]).n).toBe(1);
    expect(rate([complaint('m1', MONDAY), { ...answered, automated: true }]).n).toBe(0);
    expect(rate([complaint('m1', MONDAY), reply('r1', MONDAY, 'gone')]).n).toBe(0);
    const late = [complaint('m1', MONDAY - 31 * DAY), reply('r1', MONDAY, 'm1')];
    expect(rate(late).n).toBe(0);
  });

  it('knows a question and its answer at the same instant', () => {
    const told = [reply('a', MONDAY, 'm1'), complaint('m1', MONDAY), thanks('m2', MONDAY)];
    // The thanks came with the question, not after the answer.
    expect(rate(told)).toMatchObject({ value: 0, n: 1 });
  });
});

describe('recovery due to contact', () => {
  const incremental = (mentions: World['mentions'], customers = profiles({})) =>
    read('recovery_incremental', { mentions: mentions ?? [], customers }, week);
  /** One customer each; those left alone said it three days before the window would count them. */
  const stories = (name: string, count: number, won: number, isReplied: boolean, score: number) =>
    Array.from({ length: count }, (_, index) => {
      const who = `${name}${index}`;
      const asked = complaint(`q${who}`, MONDAY + HOUR, who, { customer: who, score });
      return [
        asked,
        ...(isReplied ? [reply(`r${who}`, MONDAY + 2 * HOUR, asked.id)] : []),
        ...(index < won ? [thanks(`t${who}`, MONDAY + 5 * DAY, who, { customer: who })] : []),
      ];
    }).flat();

  it('compares like with like, as the contacted are spread', () => {
    const told = [
      ...stories('a', 6, 3, true, -0.2),
      ...stories('b', 2, 1, true, -0.9),
      ...stories('x', 4, 1, false, -0.2),
      ...stories('y', 4, 2, false, -0.9),
    ];
    // Contacted 4 of 8; left alone as the contacted are spread: 6/8 · 1/4 + 2/8 · 2/4 = 0.3125.
    const reading = incremental(told);
    expect(reading).toMatchObject({
      value: 0.1875,
      n: 8,
      numerator: 1.5,
      denominator: 8,
      parts: { contacted: 8, leftAlone: 8, contactedShare: 0.5, leftAloneShare: 0.3125, undecided: 0 },
    });
    expect(reading.low).toBeLessThan(0.1875);
    expect(reading.high).toBeGreaterThan(0.1875);
  });

  it('leaves out the contacted without a match, and says what is missing', () => {
    const told = [...stories('a', 4, 2, true, -0.2), ...stories('x', 2, 0, false, -0.2)];
    expect(incremental(told)).toMatchObject({ value: 0.5, n: 4 });
    const high = profiles({ a0: 'high', a1: 'high' });
    expect(incremental(told, high)).toMatchObject({ value: 0, n: 2, parts: { contacted: 4 } });
    const missing = (mentions: World['mentions']) => incremental(mentions).missing;
    expect(missing(stories('a', 2, 1, true, -0.2))).toEqual([
      'unhappy customers left alone, to compare with',
    ]);
    expect(missing([])).toEqual(['contacted customers whose 14 days are over']);
    expect(missing([...stories('a', 2, 1, true, -0.2), ...stories('x', 2, 1, false, -0.9)])?.[0]).toContain(
      'same tier, week and severity',
    );
  });

  it('takes a reply after three days as none, and one before them as one', () => {
    const told = (replyAt: number) => [
      ...stories('a', 2, 1, true, -0.2),
      complaint('q', MONDAY, 'eve'),
      reply('r', replyAt, 'q'),
    ];
    expect(incremental(told(MONDAY + 3 * DAY - 1)).parts?.['leftAlone']).toBe(0);
    expect(incremental(told(MONDAY + 3 * DAY)).parts?.['leftAlone']).toBe(1);
  });
});
