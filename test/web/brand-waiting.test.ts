import { expect, it } from 'vitest';
import { waitingNow } from '../../web/screens/brand/waiting.ts';
import { NOON, tile } from '../helpers/live-frames.ts';

const HOUR = 3_600_000;
const plain = (text: string | null): string | null => text?.replace(/[\u00a0\u202f]/g, ' ') ?? null;
const figure = (value: number | null) => ({ value, n: 1 });
const readings = (waiting: number | null) => ({
  brand: 'acme',
  from: NOON - 24 * HOUR,
  to: NOON,
  asOf: NOON,
  figures: { waiting: figure(waiting), oldest_waiting: figure(7_200) },
  stories: [],
});
const live = (waiting: number, overdue = 0) => ({
  response: {
    ...tile('acme').firstResponse,
    waiting,
    overdue,
    oldestWaitingAt: waiting === 0 ? null : NOON - HOUR,
  },
  now: NOON,
});
const words = (read: number | null | undefined, ...counted: Parameters<typeof live>) =>
  plain(waitingNow(read === undefined ? undefined : readings(read), 2, live(...counted)));

it('tells of the last thirty days, which hold the day of the live count', () => {
  expect(words(5, 3)).toBe('5 waiting, 2 overdue, oldest 2 h 00 min');
  expect(words(1, 1)).toBe('1 waiting, 1 overdue, oldest 2 h 00 min');
  expect(words(0, 0)).toBe('nobody waiting');
});

it('is never less than the live count: what was read before they came is out of date', () => {
  expect(words(2, 3)).toBe('3 waiting, 2 overdue, oldest 2 h 00 min');
  expect(words(2, 9, 7)).toBe('9 waiting, 7 overdue, oldest 2 h 00 min');
  expect(words(undefined, 9, 7)).toBe('9 waiting, 7 overdue, oldest 1 h 00 min');
});

it('says nothing before it was read while nobody waits', () => {
  expect(words(undefined, 0)).toBe(null);
  expect(words(null, 0)).toBe(null);
});
