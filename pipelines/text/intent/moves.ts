import type { Names } from './names.ts';
import { objectAt, type ObjectKind } from './objects.ts';
import { speakerOf } from './speaker.ts';
import { wordSet, type Token } from './tokens.ts';

export type Toward = 'leaving' | 'joining';

/** A move between brands, and the words that say it: tokens `from` to `to`, exclusive. */
export interface Move {
  readonly toward: Toward;
  readonly from: number;
  readonly to: number;
}

export interface Setting {
  readonly tokens: readonly Token[];
  readonly names: Names;
  /** The text speaks to the brand in question: by name, by "you", by being a reply or a private message. */
  readonly isAddressed: boolean;
}

/** Reads the move that the word at token `at` makes, or null. */
export type MoveReader = (setting: Setting, at: number) => Move | null;

export function move(toward: Toward | null, from: number, to: number): Move | null {
  return toward === null ? null : { toward, from: Math.max(0, from), to };
}

export const PATRON_ING = wordSet(
  `using flying buying ordering shopping booking staying eating traveling travelling riding renting dealing banking paying
  going coming supporting giving spending subscribing watching playing drinking visiting trusting returning driving doing
  purchasing recommending getting touching`,
);
export const PATRON = wordSet(
  'use fly buy order shop book stay eat travel ride rent deal bank pay support subscribe visit trust return purchase drink go come give spend set step recommend touch',
);

/** The object says whom the author turns his back on; a rival left counts for us only where we are spoken to. */
export function awayFrom(kind: ObjectKind, { names, isAddressed }: Setting): Toward | null {
  if (kind === 'us' || kind === 'you') return 'leaving';
  if (kind === 'rival') return names.hasUs || isAddressed ? 'joining' : null;
  if (kind === 'them' || kind === 'company' || kind === 'account')
    return names.hasRival && !names.hasUs ? (isAddressed ? 'joining' : null) : 'leaving';
  return null;
}

/** The object says whom the author turns to. */
export function towards(kind: ObjectKind): Toward | null {
  if (kind === 'us' || kind === 'you') return 'joining';
  return kind === 'rival' ? 'leaving' : null;
}

/** Where it goes: "for Acme", "to Acme", at most `within` tokens on, in the same sentence. */
export function destination(
  { tokens, names }: Setting,
  from: number,
  within: number,
  by: ReadonlySet<string> = TO_OR_FOR,
): { readonly toward: Toward; readonly to: number } | null {
  for (let at = from; at < Math.min(tokens.length, from + within); at += 1) {
    const token = tokens[at];
    if (token === undefined || (token.kind === 'stop' && token.word !== ',')) return null;
    if (!by.has(token.word)) continue;
    const { kind, to } = objectAt(tokens, names, at + 1);
    const toward = towards(kind);
    if (toward !== null) return { toward, to };
  }
  return null;
}
const TO_OR_FOR = wordSet('for to with');

/** Where it comes from: "from Acme". */
export function origin(
  setting: Setting,
  from: number,
  within: number,
): { readonly toward: Toward; readonly to: number } | null {
  const { tokens, names } = setting;
  for (let at = from; at < Math.min(tokens.length, from + within); at += 1) {
    const token = tokens[at];
    if (token === undefined || (token.kind === 'stop' && token.word !== ',')) return null;
    if (token.word !== 'from') continue;
    const { kind, to } = objectAt(tokens, names, at + 1);
    const toward = kind === 'thing' ? null : awayFrom(kind, setting);
    if (toward !== null) return { toward, to };
  }
  return null;
}

/** True where nothing of weight follows: the sentence ends, or a reason begins. */
export function endsAt(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at];
  if (token === undefined || token.kind !== 'word') return true;
  return ENDING.has(token.word);
}
const ENDING = wordSet(
  `for if because cuz cos coz as since and but so unless cause over due please pls plz thanks thx asap altogether entirely completely
  now today soon it this that before without online early anymore again immediately then or when though tho y'all lol smh`,
);

/** A denied or a stranger's move is none. */
export function isOwnMove({ tokens, names }: Setting, verb: number): boolean {
  const { isAuthor, isNegated } = speakerOf(tokens, names, verb);
  return isAuthor && !isNegated;
}
