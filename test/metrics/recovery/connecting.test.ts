import { describe, expect, it } from 'vitest';
import type { Metric } from '../../../pipelines/metrics/metric.ts';
import { RECOVERY_METRICS } from '../../../pipelines/metrics/recovery/metrics.ts';
import { DAY, HOUR, MONDAY, contact, readFrom, reply, type World } from '../../helpers/evidence.ts';
import { complaint, thanks } from '../../helpers/customer-worlds.ts';

const week = { from: MONDAY, to: MONDAY + 7 * DAY, asOf: MONDAY + 60 * DAY };
const read = (what: string, told: World, window = week) =>
  readFrom(RECOVERY_METRICS.find(({ id }) => id === `connecting_${what}`) as Metric, told, window);

/** Ann complains twice and calls twice, is answered, and is pleased once. Ben says no more. Dan is nobody's. */
const town: World = {
  mentions: [
    complaint('m1', MONDAY - 10 * DAY, 'ann', { actionable: false }),
    complaint('m2', MONDAY),
    reply('r1', MONDAY + HOUR, 'm2'),
    thanks('m3', MONDAY + 5 * DAY),
    complaint('m4', MONDAY, 'ben'),
    reply('r4', MONDAY + HOUR, 'm4'),
    complaint('m5', MONDAY, 'dan'),
    reply('r5', MONDAY + HOUR, 'm5'),
    complaint('m6', MONDAY + DAY, 'dan'),
  ],
  contacts: [
    contact({ id: 'c1', at: MONDAY - 29 * DAY }),
    contact({ id: 'c2', at: MONDAY - HOUR }),
    contact({ id: 'c3', at: MONDAY - 31 * DAY }),
    contact({ id: 'c4', at: MONDAY + DAY, customer: 'c-2' }),
  ],
};

describe('behaviour after connecting', () => {
  it('compares each customer with themselves', () => {
    // Ann −100 → 100, dan −100 → −100; ben said nothing after it.
    expect(read('sentiment', town)).toMatchObject({ value: 100, n: 2, parts: { before: -100, after: 0, pending: 0 } });
    // Ann 2 → 1, ben 1 → 0, dan 1 → 1.
    const frequency = read('frequency', town);
    expect(frequency).toMatchObject({ n: 3, parts: { before: 4 / 3, after: 2 / 3 } });
    expect(frequency.value).toBeCloseTo(-2 / 3, 12);
    expect(frequency.low).toBeCloseTo(-2 / 3 - 1.96 / 3, 2);
    expect(frequency.high).toBeCloseTo(-2 / 3 + 1.96 / 3, 2);
    // Ann 2 → 0, ben 0 → 1; whose calls dan's were nobody knows.
    expect(read('contacts', town)).toMatchObject({ value: -0.5, n: 2 });
  }); // prettier-ignore

  it('waits for the thirty days to be over', () => {
    const early = read('frequency', town, { ...week, asOf: MONDAY + HOUR + 30 * DAY });
    expect(early).toMatchObject({ value: null, n: 0, open: true, parts: { pending: 3 } });
    expect(read('frequency', town, { ...week, asOf: MONDAY + HOUR + 30 * DAY + 1 }).n).toBe(3);
  });

  it('takes the first reply only: none in the 90 days before', () => {
    const told = (earlierDays: number) => ({
      mentions: [
        complaint('m0', MONDAY - earlierDays * DAY - HOUR),
        reply('r0', MONDAY - earlierDays * DAY, 'm0'),
        complaint('m1', MONDAY - HOUR),
        reply('r1', MONDAY, 'm1'),
      ],
    });
    expect(read('frequency', told(89)).n).toBe(0);
    expect(read('frequency', told(90)).n).toBe(1);
    expect(read('frequency', { mentions: [complaint('m0', MONDAY)] })).toMatchObject({ value: null, n: 0 });
  });
});
