import type { SelfHelpKind } from '../../../schema/contracts/streams.ts';
import type { Cast } from './cast.ts';
import { contact } from './contacts.ts';
import { customerId } from './customers.ts';
import type { DemoEvent } from './events.ts';
import { customerOf } from './people.ts';
import { HELP } from './phrases/help.ts';
import { PROFILES } from './profiles.ts';
import { Random } from './random.ts';
import type { LocalTime } from './rhythm.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** For each conversation that begins in public, so many people turn to the desk, or to the help pages, unheard of. */
const CONTACTS_PER_OPENING = 0.03;
const VISITS_PER_OPENING = 0.05;

/** One minute of one brand. */
export interface DeskMinute {
  readonly seed: number;
  readonly brand: number;
  readonly minute: number;
  /** Openings to be expected in it, trouble included. */
  readonly expected: number;
  readonly cast: Cast;
  readonly local: LocalTime;
}

/** What reaches the contact centre and the help pages without a word in public before, with what follows from it. */
export function* deskMinute(moment: DeskMinute): Generator<DemoEvent<'contacts' | 'self-help'>> {
  const { seed, brand, minute, expected, cast, local } = moment;
  const random = new Random(seed, 0xde5c, brand, minute);
  const name = `${PROFILES[brand]?.id ?? ''}-${minute.toString(36)}`;
  const contacts = random.negativeBinomial(expected * CONTACTS_PER_OPENING, 4);
  for (let index = 0; index < contacts; index++) {
    const at = minute * MINUTE_MS + random.int(MINUTE_MS);
    const account = random.chance(0.85) ? cast.customer(brand, random.next()) : null;
    yield contact(random, { id: `${name}-k${index.toString(36)}`, at, brand, account }, local);
  }
  const visits = random.negativeBinomial(expected * VISITS_PER_OPENING, 4);
  for (let index = 0; index < visits; index++) yield* visit(random, `${name}-h${index.toString(36)}`, moment);
}

/** Somebody looks for help: some articles, then it is solved, or not, or nobody hears of it. */
function* visit(
  random: Random,
  name: string,
  { brand, minute, cast, local }: DeskMinute,
): Generator<DemoEvent<'contacts' | 'self-help'>> {
  const { articles } = HELP[PROFILES[brand]?.id ?? ''] ?? { articles: ['help'] };
  const account = random.chance(0.6) ? cast.customer(brand, random.next()) : null;
  const who = visitor(random, brand, account, name);
  let at = minute * MINUTE_MS + random.int(MINUTE_MS);
  let article = random.pick(articles);
  const said = (kind: SelfHelpKind, suffix: string): DemoEvent<'self-help'> => {
    const id = `${name}-${suffix}`;
    const row = { id, source: 'demo', at, brand: PROFILES[brand]?.id ?? '', ...who, kind, article };
    return { stream: 'self-help', id, at, row: () => row };
  };
  const views = 1 + random.int(3);
  for (let view = 0; view < views; view++) {
    if (view > 0) article = random.pick(articles);
    yield said('view', `v${view}`);
    at += 20_000 + Math.floor(random.exponential(90_000));
  }
  const end = random.weighted({ solved: 44, unsolved: 16, accepted_answer: 6, none: 34 });
  if (end === 'none') return;
  yield said(end, 'e');
  if (end !== 'unsolved' || account === null || !random.chance(0.5)) return;
  const contactAt =
    at + Math.floor(2 * MINUTE_MS + Math.min(4 * HOUR_MS, random.exponential(25 * MINUTE_MS)));
  yield contact(random, { id: `${name}-k`, at: contactAt, brand, account }, local);
}

function visitor(
  random: Random,
  brand: number,
  account: number | null,
  name: string,
): { readonly customer?: string } {
  const customer = account === null ? null : customerOf(account);
  if (customer !== null) return { customer: customerId(brand, customer) };
  return random.chance(0.7) ? { customer: `visitor-${name}` } : {};
}
