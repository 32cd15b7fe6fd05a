import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BrandReadings } from '../../schema/contracts/live.ts';
import { mergeReadings, NO_READINGS } from '../../web/lib/live/readings.ts';
import { OVERALL, overallFigure, unattendedOf, type LiveState } from '../../web/lib/overall/figures.ts';
import { MEANINGS } from '../../web/lib/overall/meanings.ts';
import { partsOf } from '../../web/lib/overall/parts.ts';
import { dueInWords, parseWaiting, waitingUrl } from '../../web/lib/open/waiting-list.ts';
import { hashOfRef, refInHash } from '../../web/lib/open/open-ref.ts';
import { crisisTile, readingsOf, SCENES } from '../helpers/crisis-frames.ts';
import { NOON } from '../helpers/live-frames.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ');

const stateOf = (more: Partial<LiveState>): LiveState => ({
  tiles: [],
  readings: NO_READINGS,
  sources: [],
  status: 'live',
  isReplay: false,
  ageMs: 0,
  eventNow: NOON,
  serverNow: NOON,
  ...more,
});
const attended = (brand: string, alone: number, all: number, oldestS: number | null): BrandReadings => ({
  ...readingsOf(brand, NOON),
  figures: {
    negative_attendance: { value: (all - alone) / all, n: all, numerator: all - alone, denominator: all },
    oldest_unattended: { value: oldestS, n: alone },
  },
});
/** A day of the crisis screen. */
const TROUBLE = stateOf({
  ...SCENES.trouble(NOON),
  readings: mergeReadings(NO_READINGS, SCENES.trouble(NOON).readings),
});
const rows = (id: (typeof OVERALL)[number], state: LiveState): string[] =>
  partsOf(id, state).map(({ brand, metric, value, facts }) =>
    plain([brand, metric, value, ...facts].join(' | ')),
  );

describe('what each brand adds to a figure over all', () => {
  it('is the longest wait of each, the longest first; who has nobody waiting has no part', () => {
    const tiles = [
      crisisTile('short', NOON, { waiting: 2, oldestMs: MINUTE }),
      crisisTile('none', NOON),
      crisisTile('long', NOON, { waiting: 5, overdue: 3, oldestMs: 2 * HOUR }),
      crisisTile('edge', NOON, { waiting: 1, oldestMs: 24 * HOUR - MINUTE }),
    ];
    expect(rows('oldest_waiting', stateOf({ tiles }))).toEqual([
      'edge | oldest_waiting | ≥ 24 h | 1 waiting | none overdue',
      'long | oldest_waiting | 2 h 00 min | 5 waiting | 3 overdue',
      'short | oldest_waiting | 1 min 00 s | 2 waiting | none overdue',
    ]);
  });

  it('is who is due next at each, the next first, and then those who are only overdue, the most first', () => {
    const tiles = [
      crisisTile('few', NOON, { waiting: 2, overdue: 2 }),
      crisisTile('later', NOON, { waiting: 4, overdue: 1, breachMs: HOUR }),
      crisisTile('many', NOON, { waiting: 9, overdue: 9 }),
      crisisTile('next', NOON, { waiting: 1, breachMs: 30_000 }),
      crisisTile('none', NOON),
    ];
    expect(rows('next_breach', stateOf({ tiles }))).toEqual([
      'next | sla_attainment | 30 s | 1 waiting | none overdue',
      'later | sla_attainment | 1 h 00 min | 4 waiting | 1 overdue',
      'many | sla_attainment | nothing is due | 9 waiting | 9 overdue',
      'few | sla_attainment | nothing is due | 2 waiting | 2 overdue',
    ]);
  });

  it('is the negatives that were left alone at each, the most first, of those that were read', () => {
    const tiles = ['some', 'unread', 'most', 'all-attended'].map((name) => crisisTile(name, NOON));
    const readings = mergeReadings(NO_READINGS, [
      attended('some', 2, 10, 3 * 3_600),
      attended('most', 7, 8, 3 * 86_400),
      attended('all-attended', 0, 4, null),
    ]);
    const state = stateOf({ tiles, readings });
    expect(rows('unattended', state)).toEqual([
      'most | negative_attendance | 7 | of 8 negatives | oldest 3.0 d',
      'some | negative_attendance | 2 | of 10 negatives | oldest 3.0 h',
    ]);
    expect(overallFigure('unattended', state)).toMatchObject({ parts: [{ value: '9' }] });
  });

  it('adds up to the figure, and the most pressing is what the figure tells', () => {
    const [due] = partsOf('next_breach', TROUBLE);
    expect(due?.name).toBe(overallFigure('next_breach', TROUBLE).who);
    expect(partsOf('oldest_waiting', TROUBLE)[0]?.name).toBe(overallFigure('oldest_waiting', TROUBLE).who);
    fc.assert(
      fc.property(fc.array(fc.nat(50), { maxLength: 6 }), (alone) => {
        const tiles = alone.map((_, place) => crisisTile(`b${place}`, NOON));
        const readings = mergeReadings(NO_READINGS, alone.map((count, place) => attended(`b${place}`, count, 50, 60)));
        const parts = partsOf('unattended', stateOf({ tiles, readings }));
        const sum = parts.reduce((total, { brand }) => total + (unattendedOf(readings.get(brand)) ?? NaN), 0);
        expect(sum).toBe(alone.reduce((total, count) => total + count, 0));
        expect(parts.map(({ value }) => Number(value))).toEqual(alone.filter((count) => count > 0).toSorted((a, b) => b - a));
      }),
    );
  }); // prettier-ignore

  it('is nothing while nothing was heard, and nothing of brands where it is of sources', () => {
    for (const id of OVERALL) {
      expect(partsOf(id, stateOf({}))).toEqual([]);
      expect(partsOf(id, stateOf({ tiles: [crisisTile('a', NOON, { waiting: 1, oldestMs: 1 })], eventNow: null }))).toEqual([]);
      expect(MEANINGS[id].meaning).toMatch(/\.$/);
    }
    expect(partsOf('silent_sources', TROUBLE)).toEqual([]);
  }); // prettier-ignore
});

describe('the address of a figure over all brands', () => {
  it.each(OVERALL)('%s leads back to it', (all) => {
    expect(hashOfRef({ all })).toBe(`#all=${all}`);
    expect(refInHash(`#all=${all}`)).toEqual({ all });
  });
  it('asks for none that there is not', () => {
    expect(refInHash('#all=everything')).toBeNull();
    expect(refInHash('#all=')).toBeNull();
    expect(refInHash('#all=everything&brand=acme')).toEqual({ brand: 'acme' });
  });
});

describe('the list of who waits', () => {
  const mention = {
    source: 's', id: 'm', at: '2026-01-01T00:00:00.000Z', channel: 'twitter', kind: 'post', direction: 'inbound', text: 't',
    url: '', intent: 'query', language: 'en', sentimentModel: 'given', automated: false, promoted: false, actionable: true,
    copy: false, sentiment: 'negative', sentimentScore: -1, suspicion: 0, topics: [], brands: ['acme'], corrected: [],
    author: { name: 'Ann', handle: 'ann', followers: 1 },
  }; // prettier-ignore
  const line = {
    brand: 'acme',
    since: '2026-01-01T00:00:00.000Z',
    dueAt: '2026-01-01T01:00:00.000Z',
    mention,
  };

  it('is asked for by what is picked', () => {
    const query = { order: 'due', overdue: null, brand: '', limit: 20 } as const;
    expect(waitingUrl(query)).toBe('/api/waiting?order=due&limit=20');
    expect(waitingUrl({ ...query, overdue: false, brand: 'a&b' })).toBe(
      '/api/waiting?order=due&limit=20&overdue=false&brand=a%26b',
    );
  });
  it('is read, and a line that is none is left out alone', () => {
    const since = Date.UTC(2026, 0, 1);
    const conversations = [
      line,
      { ...line, dueAt: null },
      null,
      { ...line, brand: 3 },
      { ...line, since: 'soon' },
      { ...line, dueAt: 'never' },
      { ...line, mention: { ...mention, text: null } },
    ];
    expect(parseWaiting({ total: 7, conversations })).toEqual({
      total: 7,
      lines: [
        { brand: 'acme', since, dueAt: since + HOUR, mention },
        { brand: 'acme', since, dueAt: null, mention },
      ],
    });
    for (const none of [null, [], {}, { total: 1 }, { total: 'one', conversations: [] }])
      expect(parseWaiting(none)).toBeNull();
  });
  it.each([
    [NOON + 4 * MINUTE + 10_000, 'due in 4 min 10 s'],
    [NOON, 'overdue by 0 s'],
    [NOON - 2 * HOUR, 'overdue by 2 h 00 min'],
    [null, 'never due'],
  ])('due at %s: %s', (dueAt, words) => {
    expect(plain(dueInWords({ dueAt }, NOON))).toBe(words);
  });
});
