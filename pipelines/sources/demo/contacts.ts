import type { ContactChannel } from '../../../schema/contracts/streams.ts';
import type { Draft, Opening } from './drafts.ts';
import type { DemoEvent } from './events.ts';
import { HELP } from './phrases/help.ts';
import { customerId } from './customers.ts';
import { customerOf } from './people.ts';
import { PROFILES } from './profiles.ts';
import { hashText, Random } from './random.ts';
import type { LocalTime } from './rhythm.ts';
import { HORIZON_MS } from './threads.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** After this long without an answer a customer is waiting. */
export const PATIENCE_MS = 3 * HOUR_MS;

/** When the phone is picked up, such as in the team's local hours. */
export function isOpen(brand: number, local: LocalTime, at: number): boolean {
  const { from, to } = PROFILES[brand]?.team ?? { from: 0, to: 24 };
  const hour = (local.of(at) / HOUR_MS) % 24;
  return hour >= from && hour < to;
}

/** One contact of a customer, or of somebody who did not say who they are. At night nobody picks up: they write. */
export function contact(
  random: Random,
  { id, at, brand, account }: { id: string; at: number; brand: number; account: number | null },
  local: LocalTime,
  reason?: string,
): DemoEvent<'contacts'> {
  const open = isOpen(brand, local, at);
  const channel: ContactChannel = open
    ? random.weighted({ call: 58, chat: 22, email: 14, message: 4, visit: 2 })
    : random.weighted({ email: 70, message: 30 });
  const profile = PROFILES[brand]?.id ?? '';
  const why = reason ?? random.pick(HELP[profile]?.reasons ?? ['question']);
  const seconds = Math.round(random.logNormal(MEDIAN_S[channel], 0.7));
  const customer = account === null ? null : customerOf(account);
  const row = {
    id,
    source: 'demo',
    at,
    brand: profile,
    ...(customer !== null && { customer: customerId(brand, customer) }),
    channel,
    reason: why,
    duration: Math.min(4 * 3_600, seconds),
  };
  return { stream: 'contacts', id, at, row: () => row };
}

/** Seconds somebody of the team is busy with it. */
const MEDIAN_S: Readonly<Record<ContactChannel, number>> = {
  call: 400,
  chat: 620,
  email: 300,
  message: 240,
  visit: 900,
};

/** A customer who asked or complained in public and was left waiting, not helped or is leaving may turn to the desk. */
export function* contactAfter(
  seed: number,
  opening: Opening,
  thread: readonly Draft[],
  local: LocalTime,
): Generator<DemoEvent<'contacts'>> {
  const customer = customerOf(opening.by);
  if (customer === null || opening.mood === 'positive' || opening.mood === 'remark') return;
  const random = new Random(seed, 0xc411, hashText(opening.id));
  const answeredAt = thread.find(({ kind }) => kind === 'human-reply')?.at ?? Infinity;
  const protestAt = thread.find(({ kind }) => kind === 'protest')?.at;
  const { chance, at } = resort(random, opening, answeredAt, protestAt);
  if (!random.chance(opening.theme === null ? chance : 1.4 * chance)) return;
  if (at >= opening.at + HORIZON_MS) return;
  const who = { id: `${opening.id}-k`, at: Math.floor(at), brand: opening.brand, account: opening.by };
  yield contact(random, who, local, opening.turn === 'leaving' ? 'cancellation' : undefined);
}

/** How likely and when. */
function resort(
  random: Random,
  { at, mood, turn }: Opening,
  answeredAt: number,
  protestAt: number | undefined,
): { readonly chance: number; readonly at: number } {
  const soon = random.exponential(HOUR_MS);
  if (turn === 'leaving') return { chance: 0.45, at: at + soon };
  if (protestAt !== undefined) return { chance: 0.3, at: protestAt + soon };
  const waitedAt = at + PATIENCE_MS + soon;
  // Who is answered before they reach for the phone does not need it any more.
  if (answeredAt > waitedAt) return { chance: mood === 'negative' ? 0.4 : 0.32, at: waitedAt };
  return { chance: mood === 'negative' ? 0.05 : 0.03, at: at + 10 * MINUTE_MS + soon };
}
