import type { Makings } from './mentions-of.ts';
import type { NumberRef } from './open-ref.ts';

/** By what a person may narrow the mentions of a number. */
export const PICKS = ['sentiment', 'intent', 'channel', 'topic', 'q'] as const;
export type Pick = (typeof PICKS)[number];
/** Empty words: not narrowed by it. */
export type Picked = Readonly<Record<Pick, string>>;

/** In the address, for a tone that was meant first and has been lifted. */
const ANY = 'any';
/** As long as the server searches for. */
export const LONGEST_SEARCH = 100;

/** What the mentions are narrowed by: as the address says, else as the metric means first. */
export function pickedOf(ref: NumberRef, makings: Makings): Picked {
  const of = (pick: Pick): string => {
    if (makings.filter === null || isFixed(makings, pick)) return '';
    const asked = ref[pick] ?? makings.picked?.[pick] ?? '';
    return asked === ANY && pick === 'sentiment' ? '' : asked;
  };
  return {
    sentiment: of('sentiment'),
    intent: of('intent'),
    channel: of('channel'),
    topic: of('topic'),
    q: of('q').trim().slice(0, LONGEST_SEARCH).toWellFormed(),
  };
}

/** What the metric itself has decided nobody can pick: the list would be of another number. */
export const isFixed = (makings: Makings, pick: Pick): boolean =>
  makings.filter !== null && Object.hasOwn(makings.filter, pick);

/** The number with its mentions narrowed otherwise; an empty value lifts it. */
export function withPick(ref: NumberRef, makings: Makings, pick: Pick, value: string): NumberRef {
  const rest = Object.fromEntries(
    Object.entries(ref).filter(([key]) => key !== pick),
  ) as unknown as NumberRef;
  if (value !== '') return { ...rest, [pick]: value };
  const isMeant = makings.filter !== null && makings.picked?.[pick] !== undefined;
  return isMeant && pick === 'sentiment' ? { ...rest, sentiment: ANY } : rest;
}

/** The number with its mentions not narrowed at all. */
export const withoutPicks = (ref: NumberRef, makings: Makings): NumberRef =>
  PICKS.reduce((cleared, pick) => withPick(cleared, makings, pick, ''), ref);
