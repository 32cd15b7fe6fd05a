import type { Clock } from '../../../pipelines/clock.ts';

/** Long enough for a clock of whole milliseconds. */
const LEAST_MS = 2_000;
const WARM_UP = 10_000;

/** Answers for all texts, and how many a second one core gives; reads them again and again when they are few. */
export function timed<A>(
  texts: readonly string[],
  answer: (text: string) => A,
  clock: Clock,
): { readonly answers: A[]; readonly perSecond: number } {
  // prettier-ignore
  for (const text of texts.slice(0, WARM_UP)) answer(text);
  const startedAt = clock.now();
  const answers = texts.map(answer);
  let read = texts.length;
  while (clock.now() - startedAt < LEAST_MS) {
    for (const text of texts) answer(text);
    read += texts.length;
  }
  return { answers, perSecond: (read * 1_000) / (clock.now() - startedAt) };
}
