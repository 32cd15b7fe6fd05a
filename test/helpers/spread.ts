import { mentionFact } from './evidence.ts';
import type { MentionFact } from '../../pipelines/evidence/evidence.ts';

/** Somebody passes on a post. */
export const repost = (
  id: string,
  at: number,
  inReplyTo: string,
  overrides: Partial<MentionFact> = {},
): MentionFact => mentionFact({ id, at, inReplyTo, kind: 'repost', author: `by-${id}`, ...overrides });

/** A linear congruential generator: the same numbers for the same seed, 0 ≤ number < 1. */
export function chance(seed: number): () => number {
  let state = (seed * 2_654_435_761 + 12_345) >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/**
 * Instants of a pure birth process (Yule): each of those who know passes it on at `rate` per millisecond, from one on.
 * Its expected size grows as e^(rate · t).
 */
export function birthTimes(seed: number, rate: number, count: number, startAt: number): number[] {
  const random = chance(seed);
  const times: number[] = [];
  let at = startAt;
  for (let known = 1; known <= count; known += 1) {
    at += -Math.log(1 - random()) / (rate * known);
    times.push(Math.round(at));
  }
  return times;
}
