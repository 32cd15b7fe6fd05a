import { MESSAGE_CHANNELS, REVIEW_CHANNELS } from './channel-kinds.ts';
import { customersOf, type Customer, type Temperament } from './customers.ts';
import { accountOf, POPULATION, STRANGERS_FROM } from './people.ts';
import { PROFILES } from './profiles.ts';
import type { Mood } from './profiles.ts';

/** What somebody is about to say: a mood, that they leave, or nothing that has to do with their temper. */
export type Part = Mood | 'leaving' | 'anything';

const FITS: Readonly<Record<Temperament, Readonly<Record<Part, number>>>> = {
  calm: { positive: 1, remark: 1, question: 1.1, negative: 0.9, leaving: 0.3, anything: 1 },
  cheerful: { positive: 2, remark: 1.2, question: 0.9, negative: 0.35, leaving: 0.05, anything: 1 },
  critical: { positive: 0.4, remark: 0.8, question: 1.2, negative: 1.6, leaving: 1.5, anything: 1 },
  restless: { positive: 0.5, remark: 0.7, question: 1, negative: 1.9, leaving: 6, anything: 1 },
};

const STRANGERS = POPULATION - STRANGERS_FROM;

/** Accounts with the sum of weights up to each of them. */
interface Line {
  readonly accounts: readonly number[];
  readonly upTo: Float64Array;
}

/**
 * Who speaks for and to each brand: its customers, more or less often, and strangers. Built once for a seed; about two
 * megabytes, whatever is asked of it.
 */
export class Cast {
  readonly customers: readonly (readonly Customer[])[];
  readonly #lines = new Map<string, Line>();

  constructor(seed: number) {
    this.customers = PROFILES.map((_, brand) => customersOf(seed, brand));
  }

  /** The account that says this on a channel. `dice` in [0, 1) decides, so that choosing takes one throw. */
  author(brand: number, channel: string, part: Part, dice: number): number {
    const known = knownShare(channel);
    const line = known > 0 ? this.#line(brand, channel, part) : null;
    if (line === null || line.accounts.length === 0) return stranger(brand, dice);
    return dice < known ? drawn(line, dice / known) : stranger(brand, (dice - known) / (1 - known));
  }

  /** A customer of a brand by the number of the first account, the active ones more often. */
  customer(brand: number, dice: number): number {
    return drawn(this.#line(brand, '', 'anything'), dice);
  }

  /** `''` or a channel whose senders are known by name: all customers by their first account. */
  #line(brand: number, channel: string, part: Part): Line {
    const key = `${brand} ${channel} ${part}`;
    const known = this.#lines.get(key);
    if (known !== undefined) return known;
    const accounts: number[] = [];
    const sums: number[] = [];
    let sum = 0;
    for (const [number, { accounts: own, activity, temperament }] of (
      this.customers[brand] ?? []
    ).entries()) {
      const account =
        channel === '' || MESSAGE_CHANNELS.has(channel)
          ? accountOf(brand, number)
          : own.find((one) => one.channel === channel)?.account;
      if (account === undefined) continue;
      accounts.push(account);
      sums.push((sum += activity * FITS[temperament][part]));
    }
    const line = { accounts, upTo: Float64Array.from(sums) };
    this.#lines.set(key, line);
    return line;
  }
}

let latest: { readonly seed: number; readonly cast: Cast } | null = null;

/** The cast of a seed. The one asked for last is kept: worlds of one seed share it. */
export function castOf(seed: number): Cast {
  if (latest?.seed !== seed) latest = { seed, cast: new Cast(seed) };
  return latest.cast;
}

/** How many of those who write on a channel the brand can put a name to. */
function knownShare(channel: string): number {
  if (channel === 'news') return 0;
  if (MESSAGE_CHANNELS.has(channel)) return 0.85;
  return REVIEW_CHANNELS.has(channel) ? 0.4 : 0.63;
}

/** Strangers have regulars too: the first ranks come up more often. */
function stranger(brand: number, dice: number): number {
  const rank = Math.floor(STRANGERS * dice ** 1.8);
  return STRANGERS_FROM + ((rank * 7 + brand * 3_671) % STRANGERS);
}

function drawn({ accounts, upTo }: Line, dice: number): number {
  const target = dice * (upTo[upTo.length - 1] ?? 0);
  let low = 0;
  let high = accounts.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((upTo[middle] ?? 0) <= target) low = middle + 1;
    else high = middle;
  }
  return accounts[low] ?? 0;
}
