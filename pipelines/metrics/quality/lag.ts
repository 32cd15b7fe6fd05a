import { within } from '../../evidence/evidence.ts';
import type { Family } from '../family.ts';
import { responseTimes } from '../responses/response-times.ts';

/** When a mention is late: the default event-time settings, bound of disorder and allowed lateness together. */
export const LATE_MS = 10_000 + 3_600_000;

/** How long after its time each mention was on disk, milliseconds; one dated ahead of the store's clock was at once. */
export const lags: Family<number, number[], readonly number[]> = {
  id: 'lags',
  needs: ['mentions'],
  lookBackMs: 0,
  lookAheadMs: 0,
  *facts({ evidence }, from, to) {
    for (const { at, storedAt, channel, venue, topics, suspected } of within(evidence.mentions, from, to))
      yield { at, channel, venue, topics, suspected, value: Math.max(0, storedAt - at) };
  },
  aggregator: { ...responseTimes, result: (acc) => acc.toSorted((a, b) => a - b) },
};
