import type { Draft, Opening, Turn } from './drafts.ts';
import type { Mood } from './profiles.ts';
import { hashText, Random } from './random.ts';
import { HORIZON_MS } from './threads.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Whether an opening announces that its author leaves or has come. Incidents have words of their own. */
export function turnOf(seed: number, id: string, mood: Mood, isTroubled: boolean): Turn | null {
  if (isTroubled || mood === 'question') return null;
  const random = new Random(seed, 0x7a1, hashText(id));
  if (mood === 'negative') return random.chance(0.025) ? 'leaving' : null;
  return random.chance(0.012) ? 'joining' : null;
}

/**
 * What a customer says hours after the brand answered: some who were about to leave stay, some who were upset say that
 * it was put right. Chosen apart from the thread, which stays as it is.
 */
export function* afterwards(seed: number, opening: Opening, thread: readonly Draft[]): Generator<Draft> {
  if (opening.mood !== 'negative') return;
  const reply = thread.find(({ kind }) => kind === 'human-reply');
  if (reply === undefined) return;
  const random = new Random(seed, 0xaf7, hashText(opening.id));
  const isLeaving = opening.turn === 'leaving';
  if (!random.chance(isLeaving ? 0.4 : 0.08)) return;
  const at = Math.floor(reply.at + 20 * MINUTE_MS + random.logNormal(2 * HOUR_MS, 0.6));
  if (at >= opening.at + HORIZON_MS) return;
  const kind = isLeaving ? 'stay' : 'thanks';
  yield { id: `${opening.id}-c3`, at, kind, opening, parent: reply.id, by: opening.by };
}
