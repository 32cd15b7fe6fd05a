import { expect, it } from 'vitest';
import { restAfter } from '../../server/live/rest.ts';

const still = { before: 1_000, after: 1_000 };

it('rests nine times as long as it read, ten seconds at least and a minute at most', () => {
  expect(restAfter(200, still)).toBe(10_000);
  expect(restAfter(3_000, still)).toBe(27_000);
  expect(restAfter(20_000, still)).toBe(60_000);
});

it('never reads for more than half of the time', () => {
  expect(restAfter(90_000, still)).toBe(90_000);
  expect(restAfter(90_000, { before: 0, after: 1_000 })).toBe(90_000);
});

it('is short after a round in which much of all that is known came in', () => {
  expect(restAfter(5_000, { before: 0, after: 30_000 })).toBe(10_000);
  expect(restAfter(5_000, { before: 20_000, after: 30_000 })).toBe(10_000);
});

it('is not short in a stream that only goes on', () => {
  expect(restAfter(5_000, { before: 24_000, after: 30_000 })).toBe(45_000);
  expect(restAfter(5_000, { before: 0, after: 0 })).toBe(45_000);
});
