import { within } from '../../evidence/evidence.ts';
import type { Aggregator } from '../aggregator.ts';
import type { Family, Reading, Window } from '../family.ts';

/** The rate negatives usually come at is that of so long before the window. */
export const BASELINE_MS = 7 * 86_400_000;

/** When an inbound mention was said: before the window, or in one of its halves. */
export const PERIODS = ['before', 'first', 'second'] as const;
export type Period = (typeof PERIODS)[number];

export interface Said {
  readonly period: Period;
  readonly negative: boolean;
}
export interface Tempo {
  /** Inbound mentions before the window. */
  heardBefore: number;
  /** Negatives of each period. */
  before: number;
  first: number;
  second: number;
}

export const tempo: Aggregator<Said, Tempo, Tempo> = {
  empty: () => ({ heardBefore: 0, before: 0, first: 0, second: 0 }),
  add(acc, { period, negative }) {
    if (period === 'before') acc.heardBefore += 1;
    if (negative) acc[period] += 1;
    return acc;
  },
  merge: (a, b) => ({
    heardBefore: a.heardBefore + b.heardBefore,
    before: a.before + b.before,
    first: a.first + b.first,
    second: a.second + b.second,
  }),
  result: (acc) => acc,
};

/** Up to when a window is known. */
export const endOf = ({ to }: Pick<Window, 'to'>, asOf: number): number => Math.min(to, asOf);

/**
 * Inbound mentions of the window, by its halves, and of the week before it. They read the window as a whole: which half
 * a mention is in, and whether it is before, depends on where the window begins and how much of it has passed.
 */
export const negativeTempo: Family<Said, Tempo, Tempo> = {
  id: 'negative_tempo',
  needs: ['mentions'],
  lookBackMs: BASELINE_MS,
  lookAheadMs: 0,
  *facts({ evidence }, from, to) {
    const end = endOf({ to }, evidence.asOf);
    const middle = from + (end - from) / 2;
    for (const mention of within(evidence.mentions, from - BASELINE_MS, end)) {
      const { at, direction, channel, venue, topics, suspected, sentiment } = mention;
      if (direction !== 'inbound') continue;
      const period = at < from ? 'before' : at < middle ? 'first' : 'second';
      yield { at, channel, venue, topics, suspected, value: { period, negative: sentiment === 'negative' } };
    }
  },
  aggregator: tempo,
};

/**
 * Where negatives are heading: 50 when the halves of the window hold as many of them, 0 when the second has as many more
 * as usually come in such a time (they double, or worse), 100 when it has as many less. What usually comes is taken for
 * one at least, so that a single mention of a quiet brand is no storm.
 * @param elapsedMs how much of the window has passed
 */
export function velocityReading({ heardBefore, before, first, second }: Tempo, elapsedMs: number): Reading {
  const usual = (before / BASELINE_MS) * (elapsedMs / 2);
  const change = (second - first) / Math.max(1, usual);
  const isKnown = heardBefore > 0 && elapsedMs > 0;
  return {
    value: isKnown ? 50 * (1 - Math.max(-1, Math.min(1, change))) : null,
    n: first + second,
    ...(isKnown ? {} : { missing: ['mentions of the week before the window, which say how many negatives are usual'] }),
    parts: { firstHalf: first, secondHalf: second, usualHalf: heardBefore > 0 ? usual : null, change: isKnown ? change : null },
  };
} // prettier-ignore
