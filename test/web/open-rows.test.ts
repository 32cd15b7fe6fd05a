import { Value } from 'typebox/value';
import { describe, expect, it } from 'vitest';
import { DeadLettersAnswerSchema } from '../../schema/contracts/dead-letters.ts';
import { StreamsAnswerSchema } from '../../schema/contracts/doors.ts';
import { deliveryWords } from '../../web/lib/open/mention-words.ts';
import { parseRejected, parseStreams } from '../../web/lib/open/rows.ts';
import { ROW_COUNT_WORDS, ROW_COUNTS, rowCountText } from '../../web/lib/overall/row-counts.ts';
import { sourceFacts } from '../../web/lib/overall/source-words.ts';
import { HOSTILE, source } from '../helpers/crisis-frames.ts';
import { NOON } from '../helpers/live-frames.ts';

const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ');
const counts = { accepted: 5, duplicates: 2, rejected: 1, turnedAway: 0 };
const streams = {
  mentions: counts,
  contacts: counts,
  'self-help': counts,
  engagements: counts,
  identities: counts,
  decisions: counts,
};
const letter = {
  id: 'l-1',
  stream: 'mentions',
  rejectedAt: new Date(NOON).toISOString(),
  code: 'invalid_time',
  reason: 'The time is none.',
  payload: HOSTILE,
  resendable: true,
} as const;

describe('the rows that were taken in', () => {
  it('are told stream by stream, as the server tells them', () => {
    expect(Value.Check(StreamsAnswerSchema, { streams })).toBe(true);
    expect(parseStreams({ streams })).toHaveLength(6);
    expect(parseStreams({ streams })?.[0]).toEqual({ stream: 'mentions', ...counts });
    expect(parseStreams({ streams: { ...streams, odd: null, less: { accepted: -1 } } })).toHaveLength(6);
    for (const none of [null, [], {}, { streams: 1 }]) expect(parseStreams(none)).toBeNull();
  });
  it('that were rejected are told with why', () => {
    const answer = { deadLetters: [letter], open: 7, dropped: 3 };
    expect(Value.Check(DeadLettersAnswerSchema, answer)).toBe(true);
    expect(parseRejected(answer)).toEqual({
      rows: [{ id: 'l-1', stream: 'mentions', at: NOON, reason: 'The time is none.', row: HOSTILE }],
      kept: 7,
      dropped: 3,
    });
    const odd = [null, { ...letter, rejectedAt: 'soon' }, { ...letter, payload: {} }];
    expect(parseRejected({ ...answer, deadLetters: [...odd, letter] })?.rows).toHaveLength(1);
    for (const none of [null, [], { ...answer, open: '7' }, { ...answer, deadLetters: null }])
      expect(parseRejected(none)).toBeNull();
  });
  it('have a word and a meaning for each of their counts', () => {
    const totals = { ...counts, perSecond: 0.25 };
    expect(
      ROW_COUNTS.map((count) => `${ROW_COUNT_WORDS[count].word} ${rowCountText(count, totals)}`),
    ).toEqual(['accepted 5', 'duplicates 2', 'rejected 1', 'turned away 0', 'per second 0.3']);
    expect(new Set(ROW_COUNTS.map((count) => ROW_COUNT_WORDS[count].meaning)).size).toBe(ROW_COUNTS.length);
  });
});

describe('what is told of a source', () => {
  it('is what its line says, with what it means', () => {
    const feed = { ...source('feed', NOON), perMinute: 0, lagMs: 1_200, lastEventAt: NOON - 300_000 };
    expect(
      sourceFacts(feed, NOON).map(({ label, value, weak }) => plain(`${label}: ${value} ${String(weak)}`)),
    ).toEqual(['a minute: 0 true', 'lag, median: 1.2 s false', 'newest: 5 min ago false']);
    expect(sourceFacts({ ...feed, lagMs: null }, null).map(({ value }) => value)).toEqual(['0', '–', '–']);
  });
});

describe('how a mention came', () => {
  const at = '2026-01-05T12:00:00.000Z';
  it('is when, from where and as what', () => {
    const words = (storedAt: string) =>
      plain(deliveryWords({ source: 'feed', id: 'x/1', at, storedAt }).join(' | '));
    expect(words('2026-01-05T12:00:02.500Z')).toBe('stored 2.5 s after it was said | from feed | as x/1');
    expect(words('2026-01-05T11:59:59.000Z')).toBe('stored before it says it was said | from feed | as x/1');
    expect(words('soon')).toBe('from feed | as x/1');
    expect(deliveryWords({ source: 'f', id: HOSTILE, at, storedAt: at }).join('')).not.toMatch(/\u202e/);
  });
});
