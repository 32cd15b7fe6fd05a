import { FLAG } from './tokens.ts';

/** Groups of words whose mean meaning is weighed apart. */
export const POOLS = ['all'] as const;

/** Whether a word with these flags is in a pool, by its place in `POOLS`. */
export function poolOf(pool: number, flags: number): boolean {
  if (pool === 0) return true;
  return (flags & (pool === 1 ? FLAG.negated : FLAG.afterContrast)) !== 0;
}
