import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { QUALITY_METRICS } from '../../../pipelines/metrics/quality/metrics.ts';
import { silences } from '../../../pipelines/metrics/quality/silence.ts';
import type { Metric } from '../../../pipelines/metrics/metric.ts';
import { DAY, HOUR, MINUTE, MONDAY, SECOND, mentionFact, readFrom, reply } from '../../helpers/evidence.ts';
import { obeysTheLaws } from '../../helpers/laws.ts';

const silence = fc.record({ source: fc.constantFrom('a', 'b'), ms: fc.nat(9), boundMs: fc.nat(9) });
obeysTheLaws('silences', silences, silence, (acc) => acc);

const metric = (id: string) => QUALITY_METRICS.find((one) => one.id === id) as Metric;
const day = { from: MONDAY, to: MONDAY + DAY, asOf: MONDAY + 30 * DAY };
const stored = (...lagsMs: readonly number[]) =>
  lagsMs.map((ms, index) => mentionFact({ id: `m${index}`, storedAt: MONDAY + ms }));

describe('lag', () => {
  it('is the time between a mention and its being stored, in seconds', () => {
    const mentions = stored(1_000, 2_000, 3_000, 4_000, 100_000);
    expect(readFrom(metric('lag_p50'), { mentions }, day)).toMatchObject({ value: 3, n: 5 });
    // Rank 0.95 · 4 = 3.8: 4 + 0.8 · 96.
    expect(readFrom(metric('lag_p95'), { mentions }, day).value).toBeCloseTo(80.8, 9);
  });

  it('is none where a mention is dated ahead', () => {
    expect(readFrom(metric('lag_p50'), { mentions: stored(-5_000) }, day)).toMatchObject({
      value: 0,
      low: 0,
    });
  });

  it('counts as late what a window no longer waits for', () => {
    const bound = HOUR + 10 * SECOND;
    const mentions = stored(0, bound, bound + 1, 9 * DAY);
    expect(readFrom(metric('late_share'), { mentions }, day)).toMatchObject({ value: 0.5, n: 4 });
  });
});

describe('silent sources', () => {
  const heard = (source: string, ...minutes: readonly number[]) =>
    minutes.map((minute) => mentionFact({ id: `${source}${minute}`, source, at: MONDAY + minute * MINUTE }));
  const read = (mentions: ReturnType<typeof heard>, asOfMinutes = 24 * 60) =>
    readFrom(metric('silent_sources'), { mentions }, { ...day, asOf: MONDAY + asOfMinutes * MINUTE });

  it('are those silent for longer than a quarter of an hour and five usual gaps', () => {
    const mentions = [...heard('quick', 0, 1, 2), ...heard('slow', 0, 10, 20)];
    expect(read(mentions, 17)).toMatchObject({ value: 0, n: 2, parts: {} });
    expect(read(mentions, 18)).toMatchObject({ value: 1, n: 2, parts: { quick: 16 * 60 } });
    expect(read(mentions, 70)).toMatchObject({ value: 1 });
    expect(read(mentions, 71)).toMatchObject({ value: 2, parts: { quick: 69 * 60, slow: 51 * 60 } });
  });

  it('are judged at the end of the window when that has passed', () => {
    const window = { from: MONDAY, to: MONDAY + 10 * MINUTE, asOf: MONDAY + DAY };
    const told = { mentions: heard('quick', 0, 1, 2) };
    expect(readFrom(metric('silent_sources'), told, window)).toMatchObject({ value: 0, n: 1 });
  });

  it('are not judged when heard once, nor after a day', () => {
    expect(read(heard('once', 0), 300)).toMatchObject({ value: null, n: 0 });
    const later = (ms: number) => ({ from: MONDAY, to: MONDAY + 2 * DAY, asOf: MONDAY + DAY + ms });
    const told = { mentions: heard('gone', 0, 1) };
    expect(readFrom(metric('silent_sources'), told, later(0)).n).toBe(1);
    expect(readFrom(metric('silent_sources'), told, later(MINUTE)).n).toBe(0);
  });

  it('are heard outside of the window too', () => {
    expect(read(heard('early', -120, -119), 1)).toMatchObject({ value: 1, parts: { early: 120 * 60 } });
  });
});

describe('repeated texts', () => {
  it('are what is left of the mentions when each text is counted once', () => {
    const mentions = ['x', 'x', 'x', 'y'].map((fingerprint, index) => mentionFact({ id: `m${index}`, fingerprint }));
    const told = { mentions: [...mentions, reply('r', MONDAY, 'm0', { fingerprint: 'x' })] };
    expect(readFrom(metric('duplicate_text_share'), told, day)).toMatchObject({ value: 0.5, n: 4, numerator: 2 });
    expect(readFrom(metric('duplicate_text_share'), {}, day)).toMatchObject({ value: null, n: 0 });
  });
}); // prettier-ignore
