import { FLAG } from './tokens.ts';

/** Groups of words whose mean meaning is weighed apart. Negated words are in none: a mean has no "not". */
export const POOLS = ['plain'] as const;

/** The pool of a word with these flags, by its place in `POOLS`, or −1. */
export const poolOf = (flags: number): number => ((flags & FLAG.negated) === 0 ? 0 : -1);
