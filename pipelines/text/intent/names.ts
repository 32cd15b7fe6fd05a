import { phraseAt, phrasesOf, type Phrases } from './phrases.ts';
import type { Token } from './tokens.ts';

/** Who is named: the brand in question, or another one. */
export type Party = 'us' | 'rival';

export interface Named {
  readonly party: Party;
  readonly from: number;
  readonly to: number;
}

export interface Names {
  /** The name that starts at this token, if one does. */
  readonly at: (token: number) => Named | undefined;
  readonly all: readonly Named[];
  readonly hasUs: boolean;
  readonly hasRival: boolean;
}

/** Lists of names live as long as the configuration: each is compiled once. */
const compiled = new WeakMap<readonly string[], Phrases<true>>();

function compile(names: readonly string[]): Phrases<true> {
  const known = compiled.get(names);
  if (known !== undefined) return known;
  const made = phrasesOf<true>(names.map((name) => [true, name]));
  compiled.set(names, made);
  return made;
}

const NOBODY: Names = { at: () => undefined, all: [], hasUs: false, hasRival: false };

/** Finds the names in a text. A name in both lists is ours. Of two names that overlap, the longer one counts. */
export function namesIn(tokens: readonly Token[], ours: readonly string[], rivals: readonly string[]): Names {
  const us = compile(ours);
  const others = compile(rivals);
  const all: Named[] = [];
  // Most texts name nobody: they share what is said of them.
  let starts: (Named | undefined)[] | null = null;
  for (let at = 0; at < tokens.length;) {
    const our = phraseAt(us, tokens, at);
    const other = phraseAt(others, tokens, at);
    const isOurs = our !== null && (other === null || our.to >= other.to);
    const hit = isOurs ? our : other;
    if (hit === null) {
      at += 1;
      continue;
    }
    const named: Named = { party: isOurs ? 'us' : 'rival', from: hit.from, to: hit.to };
    all.push(named);
    (starts ??= [])[at] = named;
    at = hit.to;
  }
  if (starts === null) return NOBODY;
  const found = starts;
  return {
    at: (token) => found[token],
    all,
    hasUs: all.some(({ party }) => party === 'us'),
    hasRival: all.some(({ party }) => party === 'rival'),
  };
}
