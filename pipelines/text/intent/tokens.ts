import { hashOfWord, hashStep } from './word-filter.ts';

/** What a piece of a text is. A `stop` ends a sentence or a clause: its word is one of `?`, `!`, `.`, `,`. */
export type TokenKind = 'word' | 'number' | 'mention' | 'hashtag' | 'link' | 'emoji' | 'stop';

export interface Token {
  readonly kind: TokenKind;
  /** Lower case, without apostrophes and without the sign before a mention or a hashtag: `don’t` is `dont`. */
  readonly word: string;
  /** What stands before `'s`, so that a name is found in its possessive; otherwise the word itself. */
  readonly base: string;
  /** Of `word` and of `base`, see `hashOfWord`: for asking filters. */
  readonly hash: number;
  readonly baseHash: number;
  /** Offsets into the text as it was given, end exclusive, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
}

/** Longer texts say what they want at their beginning. Characters past it are not read. */
export const READ_AT_MOST = 5_000;

/** A set of words from a list with blanks between. */
export const wordSet = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/));

/** The word of a token, '' past either end. */
export const wordAt = (tokens: readonly Token[], at: number): string => tokens[at]?.word ?? '';

const SPACE = 32;
const NEWLINE = 10;
const SINGLE_QUOTE = 39;
const CURLY_QUOTE = 0x2019;
const HASH = 35;
const AT = 64;
const AMPERSAND = 38;

/** Stops by character code, the full-width and Arabic forms included. */
const STOPS = new Map<number, string>(
  [...'.!?,;:…\n。！？、，؟(){}[]–—"“”'].map((sign) => {
    if (/[?？؟]/.test(sign)) return [sign.charCodeAt(0), '?'];
    if (/[!！]/.test(sign)) return [sign.charCodeAt(0), '!'];
    return [sign.charCodeAt(0), /[.…\n。]/.test(sign) ? '.' : ','];
  }),
);

/**
 * Cuts a text into words, names, links, emoji and stops, in one pass over at most {@link READ_AT_MOST} characters.
 * Runs of stops are one token, and a question mark in a run wins: `!!?` is `?`.
 */
export function tokensOf(text: string): Token[] {
  const end = Math.min(text.length, READ_AT_MOST);
  const tokens: Token[] = [];
  let at = 0;
  while (at < end) {
    const code = text.charCodeAt(at);
    if (code === SPACE) at += 1;
    else if (isWordCode(code)) at = readWord(text, at, at, end, 'word', tokens);
    else if ((code === AT || code === HASH) && isWordCode(text.charCodeAt(at + 1)) && at + 1 < end)
      at = readWord(text, at, at + 1, end, code === AT ? 'mention' : 'hashtag', tokens);
    else if (STOPS.has(code)) at = readStop(text, at, end, tokens);
    else if (code === AMPERSAND) at = readAmpersand(text, at, tokens);
    else if (isEmojiCode(code)) at = readEmoji(text, at, end, tokens);
    else at += 1;
  }
  return tokens;
}

function readWord(
  text: string,
  start: number,
  from: number,
  limit: number,
  kind: TokenKind,
  tokens: Token[],
): number {
  let at = from;
  let quoteAt = -1;
  let hasDigit = false;
  let isSmall = true;
  let isAscii = true;
  let hash = 0;
  for (; at < limit; at += 1) {
    const code = text.charCodeAt(at);
    if (code >= 97 && code <= 122) hash = hashStep(hash, code);
    else if (code >= 48 && code <= 57) {
      hasDigit = true;
      hash = hashStep(hash, code);
    } else if (isWordCode(code)) {
      isSmall = false;
      if (code >= 128) isAscii = false;
      hash = hashStep(hash, code >= 65 && code <= 90 ? code + 32 : code);
    } else if ((code === SINGLE_QUOTE || code === CURLY_QUOTE) && isWordCode(text.charCodeAt(at + 1)))
      quoteAt = at;
    else break;
  }
  const cut = text.slice(from, at);
  const raw = isSmall ? cut : cut.toLowerCase();
  if (isLinkStart(raw, text, at)) {
    while (at < limit && text.charCodeAt(at) !== SPACE && text.charCodeAt(at) !== NEWLINE) at += 1;
    tokens.push({ kind: 'link', word: 'http', base: 'http', hash: HTTP, baseHash: HTTP, start, end: at });
    return at;
  }
  const word = quoteAt < 0 ? raw : raw.replaceAll("'", '').replaceAll('’', '');
  const isPossessive = quoteAt === at - 2 && raw.endsWith('s');
  const base = isPossessive ? word.slice(0, -1) : word;
  if (!isAscii) hash = hashOfWord(word);
  const baseHash = isPossessive ? hashOfWord(base) : hash;
  tokens.push({
    kind: kind === 'word' && hasDigit ? 'number' : kind,
    word,
    base,
    hash,
    baseHash,
    start,
    end: at,
  });
  return at;
}

const HTTP = hashOfWord('http');
const AND = hashOfWord('and');

function isLinkStart(word: string, text: string, at: number): boolean {
  if (word === 'http' || word === 'https') return text.startsWith('://', at);
  return word === 'www' && text.charCodeAt(at) === 46;
}

function readStop(text: string, start: number, limit: number, tokens: Token[]): number {
  let sign = ',';
  let at = start;
  for (; at < limit; at += 1) {
    const found = STOPS.get(text.charCodeAt(at));
    if (found === undefined) break;
    if (found === '?' || (found === '!' && sign !== '?') || sign === ',') sign = found;
  }
  // A dot or a colon inside a number or a host is no stop.
  const isInside = at === start + 1 && sign !== '?' && sign !== '!' && start > 0;
  if (isInside && isDigitCode(text.charCodeAt(start - 1)) && isDigitCode(text.charCodeAt(at))) return at;
  const hash = sign.charCodeAt(0);
  tokens.push({ kind: 'stop', word: sign, base: sign, hash, baseHash: hash, start, end: at });
  return at;
}

/** Texts from the web carry `&amp;` for `&`; either is the word "and". `&lt;` and its like say nothing. */
function readAmpersand(text: string, start: number, tokens: Token[]): number {
  if (text.startsWith('&lt;', start) || text.startsWith('&gt;', start)) return start + 4;
  if (text.startsWith('&quot;', start)) return start + 6;
  const end = start + (text.startsWith('&amp;', start) ? 5 : 1);
  tokens.push({ kind: 'word', word: 'and', base: 'and', hash: AND, baseHash: AND, start, end });
  return end;
}

function readEmoji(text: string, start: number, limit: number, tokens: Token[]): number {
  const code = text.codePointAt(start) ?? 0;
  const end = Math.min(limit, start + (code > 0xffff ? 2 : 1));
  const word = text.slice(start, end);
  const hash = hashOfWord(word);
  tokens.push({ kind: 'emoji', word, base: word, hash, baseHash: hash, start, end });
  return end;
}

const isDigitCode = (code: number): boolean => code >= 48 && code <= 57;

/** Letters, digits and the underscore; past ASCII everything that is no sign, space, arrow, dingbat or surrogate. */
function belongsToWords(code: number): boolean {
  if (code < 128)
    return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || isDigitCode(code) || code === 95;
  if (code < 0xc0 || STOPS.has(code)) return false;
  if (code >= 0x2000 && code <= 0x2bff) return false;
  if (code >= 0x3000 && code <= 0x303f) return false;
  return code < 0xd800 || (code > 0xf8ff && code < 0xfe00) || (code > 0xff0f && code < 0xffe0);
}

/** One byte a character: texts are read a character at a time, and asking anew for each takes half of the time. */
const WORD_CODES = Uint8Array.from({ length: 0x10000 }, (_, code) => (belongsToWords(code) ? 1 : 0));
/** `| 0`: past the end of a text there is `NaN`, which would make each later look slow. */
const isWordCode = (code: number): boolean => WORD_CODES[code | 0] === 1;

const isEmojiCode = (code: number): boolean =>
  (code >= 0xd83c && code <= 0xd83e) || (code >= 0x2600 && code <= 0x27bf);
