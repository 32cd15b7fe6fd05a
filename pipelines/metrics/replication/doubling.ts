import { within } from '../../evidence/evidence.ts';
import { doublingMs, sizeAt } from '../../stories/growth.ts';
import { storiesOf } from '../../stories/stories.ts';
import type { Aggregator } from '../aggregator.ts';
import type { Family } from '../family.ts';
import { REACH_MS } from './spread.ts';

/** A story that grows. */
export interface Growing {
  readonly source: string;
  readonly id: string;
  readonly doublingMs: number;
  readonly size: number;
  readonly paid: boolean;
  readonly paidByCustomer: boolean;
}
export interface Fastest {
  count: number;
  fastest: Growing | null;
}

/** The faster one; of two as fast the larger, then the one whose name comes first. */
function faster(a: Growing | null, b: Growing | null): Growing | null {
  if (a === null || b === null) return a ?? b;
  const order =
    a.doublingMs - b.doublingMs ||
    b.size - a.size ||
    compare(a.source, b.source) ||
    compare(a.id, b.id) ||
    Number(b.paid) - Number(a.paid) ||
    Number(b.paidByCustomer) - Number(a.paidByCustomer);
  return order <= 0 ? a : b;
}
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

export const fastest: Aggregator<Growing, Fastest, Fastest> = {
  empty: () => ({ count: 0, fastest: null }),
  add(acc, story) {
    acc.count += 1;
    acc.fastest = faster(acc.fastest, story);
    return acc;
  },
  merge: (a, b) => ({ count: a.count + b.count, fastest: faster(a.fastest, b.fastest) }),
  result: (acc) => acc,
};

/**
 * Stories that grow at the end of the window, by their growth within it: a state, so its facts read the window as a
 * whole. Stories begin at most a week before the window.
 */
export const growing: Family<Growing, Fastest, Fastest> = {
  id: 'growing_stories',
  needs: ['mentions', 'engagements'],
  lookBackMs: REACH_MS,
  lookAheadMs: 0,
  *facts({ evidence }, from, to) {
    const end = Math.min(to, evidence.asOf);
    const start = from - REACH_MS;
    if (end <= from) return;
    for (const story of storiesOf(
      within(evidence.mentions, start, end),
      within(evidence.engagements, start, end),
    )) {
      const ms = doublingMs(story, end, end - from);
      const told = story.original ?? story.events[0];
      if (ms === null || told === undefined) continue;
      const { channel, venue, topics, suspected } = told;
      const { source, id, paid, paidByCustomer } = story;
      yield {
        at: end - 1,
        channel,
        venue,
        topics,
        suspected,
        value: { source, id, doublingMs: ms, size: sizeAt(story, end), paid, paidByCustomer },
      };
    }
  },
  aggregator: fastest,
};
