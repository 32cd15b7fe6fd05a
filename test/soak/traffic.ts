import type { Row } from '../helpers/api-client.ts';

export const BRANDS = ['acme', 'globex', 'initech', 'umbrella', 'hooli'] as const;
const CHANNELS = ['twitter', 'email', 'app_store', 'forum'] as const;
const SOURCES = ['feed-a', 'feed-b', 'feed-c'] as const;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Oldest thing that is said; what is checked begins before it. */
export const OLDEST_MS = 30 * HOUR;

export type Label = 'positive' | 'neutral' | 'negative';
/** Texts whose tone nobody doubts, so that the driver knows the label without asking the code it checks. */
const SAYINGS: readonly (readonly [Label, string])[] = [
  ['positive', 'I love it, great service, thank you!'],
  ['negative', 'This is terrible, the worst, I hate it.'],
  ['neutral', 'Where is parcel number 4?'],
  ['neutral', 'The box has a label on its side.'],
];
const REPLY = 'We are looking into it.';

/** Something that was said, as it is sent, and what it must count as. */
export interface Said {
  readonly key: string;
  readonly row: Row;
  readonly at: number;
  readonly brands: readonly string[];
  readonly channel: string;
  readonly direction: 'inbound' | 'outbound';
  readonly label: Label;
  /** Whether an answer to it is a first response. */
  readonly opensClock: boolean;
  readonly automated: boolean;
  readonly conversation: number;
}

export type Random = () => number;

/** mulberry32: small, fast, and the same on every machine. */
export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const below = (random: Random, end: number): number => Math.floor(random() * end);
const oneOf = <T>(random: Random, list: readonly T[]): T => list[below(random, list.length)] as T;

export interface Traffic {
  /** Rows of one request: new ones, repeats of earlier ones, and now and then one that must be refused. */
  batch(rows: number): Sent[];
  /** What is left of conversations that were begun; empty when all has been said. */
  rest(rows: number): Sent[];
}
export type Sent = { readonly said: Said; readonly row: Row } | { readonly said: null; readonly row: Row };

/**
 * Conversations of one customer each, taken apart and shuffled: replies come before their question, in another request,
 * on another connection. Most is said now, some was said up to 30 hours ago.
 */
export function createTraffic(random: Random, now: () => number): Traffic {
  let conversations = 0;
  /** Said and not yet sent, in no order. */
  const unsent: Said[] = [];
  /** Sent some time ago, acknowledged or not: what repeats are taken from. */
  const earlier: Said[] = [];

  const refill = () => {
    while (unsent.length < 400) {
      conversations += 1;
      for (const said of conversation(random, conversations, now())) {
        unsent.push(said);
        const at = below(random, unsent.length);
        [unsent[at], unsent[unsent.length - 1]] = [unsent[unsent.length - 1] as Said, unsent[at] as Said];
      }
    }
  };
  const next = (): Sent => {
    const dice = random();
    if (dice < 0.01) return { said: null, row: broken(random) };
    const repeated = dice < 0.16 && earlier.length > 0 ? oneOf(random, earlier) : undefined;
    if (repeated !== undefined) return { said: repeated, row: repeated.row };
    // From anywhere in the heap: what comes early and what comes late is left to chance.
    const at = below(random, unsent.length);
    const said = unsent[at] as Said;
    unsent[at] = unsent[unsent.length - 1] as Said;
    unsent.pop();
    if (earlier.length < 5_000) earlier.push(said);
    else earlier[below(random, earlier.length)] = said;
    return { said, row: said.row };
  };
  return {
    batch(rows) {
      refill();
      return Array.from({ length: rows }, next);
    },
    rest: (rows) => unsent.splice(0, rows).map((said) => ({ said, row: said.row })),
  };
}

function* conversation(random: Random, number: number, now: number): Generator<Said> {
  const dice = random();
  const age =
    dice < 0.85 ? random() * 4 * MINUTE : dice < 0.95 ? random() * 50 * MINUTE : random() * OLDEST_MS;
  const brands = random() < 0.1 ? ['acme', 'globex'] : [oneOf(random, BRANDS)];
  const channel = oneOf(random, CHANNELS);
  const source = oneOf(random, SOURCES);
  const length = random() < 0.4 ? 1 : 2 + below(random, 4);
  // Nothing may claim to be ahead of the clock: it ends when it is sent, at the latest.
  let at = Math.floor(now - age) - length * 20_000;
  let last = '';
  for (let index = 0; index < length; index += 1) {
    at += 1 + below(random, 20_000);
    const id = `c${number}-${index}`;
    const outbound = index > 0 && random() < 0.6;
    const automated = outbound && random() < 0.1;
    const repost = !outbound && index > 0 && random() < 0.1;
    const [label, text] = outbound ? (['neutral', REPLY] as const) : oneOf(random, SAYINGS);
    const row: Row = {
      id,
      source,
      channel,
      at,
      text,
      brand: brands.length === 1 ? (brands[0] as string) : brands,
      direction: outbound ? 'outbound' : 'inbound',
      author: { id: outbound ? 'care' : `customer-${number}` },
      ...(automated ? { automated } : {}),
      ...(repost ? { kind: 'repost' as const } : {}),
      ...(last === '' ? {} : { inReplyTo: last }),
      ...(number % 3 === 0 ? { conversation: `c${number}-0` } : {}),
    };
    last = id;
    yield {
      key: `${source}/${id}`, row, at, brands, channel, direction: outbound ? 'outbound' : 'inbound', label,
      opensClock: !outbound && !repost, automated, conversation: number,
    }; // prettier-ignore
  }
}

function broken(random: Random): Row {
  const row = {
    id: `broken-${below(random, 1e9)}`,
    source: 'feed-a',
    channel: 'twitter',
    at: Date.now(),
    text: 'x',
  };
  return random() < 0.5
    ? { ...row, channel: 'pigeon', brand: 'acme' }
    : { ...row, at: Date.now() + 86_400_000, brand: 'acme' };
}
