import { CHARACTER, type Characters } from './characters.ts';
import { hashEnd, hashSeed, hashStep } from './hash.ts';
import { wordRow, type Lexicon } from './lexicon.ts';
import type { SourceText } from './source-text.ts';
import { FLAG, MAX_TOKENS, STAND_IN, TOKEN, type Tokens } from './tokens.ts';

/** Longer words are told apart by their first 40 letters. */
const MAX_LETTERS = 40;
/** A letter that comes three times or more in a row is kept twice, or once where that makes a known word. */
const KEPT = 2;
const LETTER_S = 0x73;

interface Surroundings {
  readonly lexicon: Lexicon;
  readonly characters: Characters;
  readonly source: SourceText;
  readonly tokens: Tokens;
}

/** Reads the word at a position into the tokens and returns where it ends. A hashtag is split at its humps. */
export type WordReader = (at: number, isHashtag: boolean) => number;

export function createWordReader({ lexicon, characters, source, tokens }: Surroundings): WordReader {
  const { kind, lower } = characters;
  const { codes, origin } = source;
  const { letters } = tokens;

  const kindAt = (at: number): number =>
    at < source.length ? (kind[codes[at] as number] as number) : CHARACTER.space;
  const isUpperAt = (at: number): boolean => lower[codes[at] as number] !== codes[at];

  /** Where the part of a hashtag that starts at `at` ends: before a capital after a small letter, at a digit's edge. */
  function endOfHump(at: number, end: number): number {
    let to = at + 1;
    while (to < end) {
      if (kindAt(to) !== kindAt(to - 1) && kindAt(to) !== CHARACTER.format) return to;
      if (isUpperAt(to) && !isUpperAt(to - 1) && kindAt(to) === CHARACTER.letter) return to;
      to++;
    }
    return end;
  }

  function endOfWord(at: number): number {
    for (;;) {
      const is = kindAt(at);
      if (is === CHARACTER.letter || is === CHARACTER.digit || is === CHARACTER.format) at++;
      else if (is === CHARACTER.apostrophe && kindAt(at + 1) === CHARACTER.letter) at += 2;
      else return at;
    }
  }

  /**
   * Copies the folded letters of `codes[from, to)` to `letters` and returns their number. A letter that comes three
   * times or more in a row is kept `keep` times.
   */
  function fold(from: number, to: number, at: number, keep: number): number {
    let count = 0;
    let run = 0;
    let last = -1;
    for (let i = from; i < to && count < MAX_LETTERS; i++) {
      const raw = codes[i] as number;
      if (kind[raw] === CHARACTER.format) continue;
      const letter = lower[raw] as number;
      run = letter === last ? run + 1 : 1;
      last = letter;
      if (run >= 3) {
        if (run === 3 && keep === 1) count--;
        continue;
      }
      letters[at + count++] = letter;
    }
    return count;
  }

  function hashOf(at: number, count: number): number {
    let h = hashSeed;
    for (let i = at; i < at + count; i++) h = hashStep(h, letters[i] as number);
    return hashEnd(h);
  }

  /** What one look at the word `codes[from, to)` tells. Folds it into `letters` on the way, as `fold` with 2 does. */
  const seen = { count: 0, hash: 0, capitals: 0, digits: 0, isElongated: false };
  function look(from: number, to: number, at: number): void {
    let count = 0;
    let hash = hashSeed;
    let run = 0;
    let last = -1;
    let before = -1;
    let beforeThat = -1;
    let capitals = 0;
    let digits = 0;
    let isElongated = false;
    for (let i = from; i < to; i++) {
      const raw = codes[i] as number;
      const is = kind[raw] as number;
      const letter = lower[raw] as number;
      if (letter !== raw) capitals++;
      if (is === CHARACTER.digit) digits++;
      if (letter === before && letter === beforeThat && is === CHARACTER.letter) isElongated = true;
      beforeThat = before;
      before = letter;
      if (is === CHARACTER.format || count === MAX_LETTERS) continue;
      run = letter === last ? run + 1 : 1;
      last = letter;
      if (run > KEPT) continue;
      letters[at + count++] = letter;
      hash = hashStep(hash, letter);
    }
    seen.count = count;
    seen.hash = hashEnd(hash);
    seen.capitals = capitals;
    seen.digits = digits;
    seen.isElongated = isElongated;
  }

  /** Adds the word `codes[from, to)`. */
  function add(from: number, to: number, isHashtag: boolean): void {
    if (tokens.count >= MAX_TOKENS) return;
    const at = tokens.count === 0 ? 0 : (tokens.to[tokens.count - 1] as number);
    look(from, to, at);
    let { count, hash } = seen;
    let row = wordRow(lexicon, hash);
    if (seen.isElongated && row === -1) {
      const shorter = fold(from, to, at, 1);
      const shorterHash = hashOf(at, shorter);
      const shorterRow = wordRow(lexicon, shorterHash);
      if (shorterRow === -1) count = fold(from, to, at, KEPT);
      else [count, hash, row] = [shorter, shorterHash, shorterRow];
    }
    const isPossessive =
      count > 2 &&
      letters[at + count - 1] === LETTER_S &&
      kind[letters[at + count - 2] as number] === CHARACTER.apostrophe;
    if (row === -1 && isPossessive) {
      count -= 2;
      hash = hashOf(at, count);
      row = wordRow(lexicon, hash);
    }
    put(from, to, at, count, hash, row, isHashtag);
  }

  /** Adds the word that was looked at last. */
  function put(
    from: number,
    to: number,
    at: number,
    count: number,
    hash: number,
    row: number,
    isHashtag: boolean,
  ): void {
    const { capitals, digits, isElongated } = seen;
    const isCapitalised = isUpperAt(from);
    const isKnown = row !== -1 && !(isCapitalised && lexicon.lowerOnly[row] === 1);
    const isNumber = digits === to - from;
    const isName = !isKnown && !isNumber && capitals > 0;
    const token = tokens.count++;
    tokens.kind[token] = isNumber ? TOKEN.number : isName ? TOKEN.name : TOKEN.word;
    tokens.flags[token] =
      (isElongated ? FLAG.elongated : 0) |
      (isHashtag ? FLAG.hashtag : 0) |
      (isCapitalised ? FLAG.capitalised : 0) |
      (capitals > 1 && capitals + digits === to - from ? FLAG.shouted : 0);
    tokens.hash[token] = isNumber ? STAND_IN.number : isName ? STAND_IN.name : hash;
    tokens.row[token] = isKnown && !isNumber ? row : -1;
    tokens.valence[token] = 0;
    tokens.run[token] = 0;
    tokens.start[token] = origin[from] as number;
    tokens.end[token] = origin[to] as number;
    tokens.from[token] = at;
    tokens.to[token] = at + (isName || isNumber ? 0 : count);
  }

  return (at, isHashtag) => {
    const end = endOfWord(at);
    if (!isHashtag) add(at, end, false);
    else
      for (let from = at; from < end;) {
        const to = endOfHump(from, end);
        add(from, to, true);
        from = to;
      }
    return end;
  };
}
