/** One word of a text, folded for comparison, and where it stands in the text as written. */
export interface Word {
  /** NFKC, lower case, without apostrophes and invisible characters: "Won’t" is "wont". */
  readonly text: string;
  /** UTF-16 offsets into the text as written: `text.slice(start, end)` is the word as typed. */
  readonly start: number;
  readonly end: number;
  /** A sentence ends before this word, so that it says nothing about the words before it. */
  readonly breaks: boolean;
  /** On the first word of a hashtag: the hashtag as one word, and how many words it was split into. */
  readonly tag?: { readonly text: string; readonly words: number };
}

/** Words read of one text; a longer text is read up to here. */
export const MAX_WORDS = 2_000;
/** What is longer, in UTF-16 units, is no word of any language, but keys held down, or data. */
const LONGEST_WORD = 100;

const STARTS = /[\p{Alphabetic}\p{N}]/u;
const CONTINUES = /[\p{Alphabetic}\p{M}\p{N}\p{Default_Ignorable_Code_Point}]/u;
/** The letter-like apostrophe, enclosing keycaps, variation selectors, joiners, soft hyphens. */
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\p{Me}'‘’`´ʼ＇]/gu;
/** "#CSFailAgain_2day" is CS, Fail, Again, 2, day. */
const TAG_PARTS = /\p{N}+|(?:\p{Lu}(?!\p{Ll}))+|\p{Lu}?[^\p{Lu}\p{N}_]+|\p{Lu}/gu;
/** What it leaves as it is, as most hashtags are. */
const ONE_WORD = /^[A-Za-z]?[a-z]+$/;
const ENTITY = /&(?:amp|lt|gt|quot|nbsp);/y;
const LINK = /(?:https?:\/\/|www\.)\S*/iy;

/** By code unit, so that none is out of its bounds. */
const isAsciiWord = new Uint8Array(0x10000);
for (const char of 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789')
  isAsciiWord[char.charCodeAt(0)] = 1;

/** UTF-16 units of the character at `at` if a word may start (or go on) with it, else 0. */
function width(text: string, at: number, kind: RegExp): 0 | 1 | 2 {
  const unit = text.charCodeAt(at);
  if (unit < 128) return isAsciiWord[unit] === 1 ? 1 : 0;
  const point = text.codePointAt(at);
  if (point === undefined || !kind.test(String.fromCodePoint(point))) return 0;
  return point > 0xffff ? 2 : 1;
}

const isApostrophe = (unit: number): boolean =>
  unit === 0x27 || unit === 0x2019 || unit === 0x2018 || unit === 0x60 || unit === 0xb4 || unit === 0xff07;
const isDigit = (unit: number): boolean => unit >= 0x30 && unit <= 0x39;

/** Where the small letters and digits of ASCII from `at` on end: most words are nothing else, and need no folding. */
function endOfPlain(text: string, at: number): number {
  for (let end = at; end < text.length; end++) {
    const unit = text.charCodeAt(end);
    if (unit < 0x61 ? !isDigit(unit) : unit > 0x7a) return end;
  }
  return text.length;
}

/** Where the word that goes on at `at` ends. "don't" and "29.99" are one word each. */
function endOfWord(text: string, at: number): number {
  let end = at;
  while (isAsciiWord[text.charCodeAt(end) | 0] === 1) end++;
  for (;;) {
    const step = width(text, end, CONTINUES);
    if (step > 0) {
      end += step;
      continue;
    }
    const unit = text.charCodeAt(end);
    const joins =
      isApostrophe(unit) ||
      ((unit === 0x2e || unit === 0x2c) &&
        isDigit(text.charCodeAt(end - 1)) &&
        isDigit(text.charCodeAt(end + 1)));
    const next = joins ? width(text, end + 1, STARTS) : 0;
    if (next === 0) return end;
    end += 1 + next;
  }
}

/** The form in which words are compared. */
export function foldWord(written: string): string {
  let isPlain = true;
  let hasApostrophe = false;
  for (let at = 0; at < written.length; at++) {
    const unit = written.charCodeAt(at);
    if (unit > 127) return foldUnicode(written);
    // Small letters and digits need nothing done.
    if (unit === 0x27 || unit === 0x60) hasApostrophe = true;
    else if (unit < 0x61 && !isDigit(unit)) isPlain = false;
  }
  const small = isPlain ? written : written.toLowerCase();
  return hasApostrophe ? small.replace(/['`]/g, '') : small;
}

function foldUnicode(written: string): string {
  const plain = written.replace(/[‘’]/g, '');
  if (plain.length < written.length) return foldWord(plain);
  // Invisible characters go first, so that they cannot keep letters apart that belong together.
  return written.replace(INVISIBLE, '').normalize('NFKC').toLowerCase().normalize('NFKC');
}

/** Whether what stands between two words ends a sentence. "...." and "…" are breath, not an end. */
function endsSentence(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 0x21 || unit === 0x3f || unit === 0x3b || unit === 0x0a) return true;
    if (unit !== 0x2e) continue;
    if (text.charCodeAt(at + 1) !== 0x2e) return true;
    while (text.charCodeAt(at + 1) === 0x2e) at++;
  }
  return false;
}

/**
 * Splits a text into its words, in order, at most {@link MAX_WORDS}. Hyphens and slashes separate; addresses of
 * pages, "@names" and HTML entities are left out; hashtags are split at capitals, digits and underscores. Time is
 * linear in the text. A script written without spaces comes out as one word a run.
 */
export function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  let at = 0;
  let lastEnd = 0;
  let gap = false;
  while (at < text.length && words.length < MAX_WORDS) {
    const unit = text.charCodeAt(at);
    if (unit === 0x20) {
      at++;
      continue;
    }
    const past = skipped(text, at, unit);
    if (past > at) {
      at = past;
      continue;
    }
    const isTag = unit === 0x23 || unit === 0xff03;
    const from = isTag ? at + 1 : at;
    if (width(text, from, STARTS) === 0) {
      at += unit >= 0xd800 && unit < 0xdc00 ? 2 : 1;
      continue;
    }
    const plain = endOfPlain(text, from);
    const end = isTag ? endOfTag(text, from) : endOfWord(text, plain);
    if (end - from > LONGEST_WORD) gap = true;
    else {
      const breaks = gap || endsSentence(text, lastEnd, at);
      if (isTag) pushTag(words, text, from, end, breaks);
      else {
        const written = text.slice(at, end);
        words.push({ text: end === plain ? written : foldWord(written), start: at, end, breaks });
      }
      gap = false;
    }
    at = lastEnd = end;
  }
  return words;
}

/** Past a link, a name or an entity that starts here, or here. */
function skipped(text: string, at: number, unit: number): number {
  if (unit === 0x40) {
    let end = at + 1;
    while (isAsciiWord[text.charCodeAt(end) | 0] === 1 || text.charCodeAt(end) === 0x5f) end++;
    return end;
  }
  if (unit === 0x26) return pastMatch(ENTITY, text, at);
  const isLink =
    ((unit | 0x20) === 0x68 && (text.charCodeAt(at + 1) | 0x20) === 0x74) ||
    ((unit | 0x20) === 0x77 && (text.charCodeAt(at + 1) | 0x20) === 0x77);
  return isLink ? pastMatch(LINK, text, at) : at;
}

function pastMatch(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}

function endOfTag(text: string, from: number): number {
  let end = from;
  for (;;) {
    const step = text.charCodeAt(end) === 0x5f ? 1 : width(text, end, CONTINUES);
    if (step === 0) return end;
    end += step;
  }
}

function pushTag(words: Word[], text: string, from: number, end: number, breaks: boolean): void {
  const body = text.slice(from, end);
  if (ONE_WORD.test(body)) {
    const folded = foldWord(body);
    words.push({ text: folded, start: from, end, breaks, tag: { text: folded, words: 1 } });
    return;
  }
  const parts = [...body.matchAll(TAG_PARTS)].slice(0, MAX_WORDS - words.length);
  parts.forEach(({ 0: part, index }, nth) => {
    const start = from + index;
    const word = { text: foldWord(part), start, end: start + part.length, breaks: breaks && nth === 0 };
    const tag = { text: foldWord(body.replaceAll('_', '')), words: parts.length };
    words.push(nth === 0 ? { ...word, tag } : word);
  });
}
