import { CHARACTER, createCharacters } from './characters.ts';
import type { EmojiValences } from './emoji.ts';
import { emoticonAt, mayStartEmoticon, MOODS, MOOD_VALENCE } from './emoticons.ts';
import { hashPair } from './hash.ts';
import type { Lexicon } from './lexicon.ts';
import { applyMasks, compileMasks, type Masks } from './masks.ts';
import { createSourceText, readInto } from './source-text.ts';
import { createTokens, FLAG, MARK, MAX_TOKENS, STAND_IN, TOKEN, type Tokens } from './tokens.ts';
import { createWordReader } from './words.ts';

export interface Tokenizer {
  /** The tokens of a text, valid until the next call. One pass; at most 1,000 tokens of the first 8,000 characters. */
  tokenize(text: string, mask?: readonly (readonly string[])[]): Tokens;
}

const code = (character: string) => character.charCodeAt(0);
const AT = code('@');
const HASH = code('#');
const BANG = code('!');
const QUERY = code('?');
const STOP = code('.');
const ELLIPSIS = code('…');
const EMOTICON = 0x0e40;
const EMOJI = 0x0e41;
const BREAKS = new Set([...'.,;:!?()[]{}—–|…\n'].map(code));
const QUOTES = new Set([...'"“”«»'].map(code));

/** @param lexicon tells words from names, and folds "soooo" to the spelling that is known. */
export function createTokenizer(lexicon: Lexicon, emoji: EmojiValences): Tokenizer {
  const characters = createCharacters();
  const { kind } = characters;
  const source = createSourceText();
  const { codes, origin } = source;
  const tokens = createTokens();
  const readWord = createWordReader({ lexicon, characters, source, tokens });
  const compiled = new WeakMap<readonly string[], Masks>();

  /** Adds a token for `codes[from, to)`. */
  function add(is: number, from: number, to: number, hash: number, valence = 0, flags = 0): void {
    if (tokens.count >= MAX_TOKENS) return;
    const at = tokens.count++;
    tokens.kind[at] = is;
    tokens.flags[at] = flags;
    tokens.hash[at] = hash;
    tokens.row[at] = -1;
    tokens.valence[at] = valence;
    tokens.run[at] = Math.min(to - from, 0xffff);
    tokens.start[at] = origin[from] as number;
    tokens.end[at] = origin[to] as number;
    const reached = at === 0 ? 0 : (tokens.to[at - 1] as number);
    tokens.from[at] = reached;
    tokens.to[at] = reached;
  }

  const kindAt = (at: number): number =>
    at < source.length ? (kind[codes[at] as number] as number) : CHARACTER.space;
  const isWordAt = (at: number): boolean => kindAt(at) === CHARACTER.letter || kindAt(at) === CHARACTER.digit;
  /** The first position from `at` on that is not of a handle. */
  function endOfHandle(at: number): number {
    while (isWordAt(at) || codes[at] === 0x5f || kindAt(at) === CHARACTER.masked) at++;
    return at;
  }
  function endOfRun(at: number, of: (code: number) => boolean): number {
    while (at < source.length && of(codes[at] as number)) at++;
    return at;
  }

  /** Reads the mark at `at`, returns where the next token starts. */
  function readMark(at: number): number {
    const first = codes[at] as number;
    if (first === BANG || first === QUERY) {
      const to = endOfRun(at, (c) => c === BANG || c === QUERY);
      const run = codes.subarray(at, to);
      const is = !run.includes(QUERY) ? MARK.exclamation : run.includes(BANG) ? MARK.both : MARK.question;
      add(TOKEN.mark, at, to, is, 0, FLAG.breaks);
      return to;
    }
    if (first === STOP || first === ELLIPSIS) {
      const to = endOfRun(at, (c) => c === STOP || c === ELLIPSIS);
      const dots = to - at > 1 || first === ELLIPSIS;
      add(TOKEN.mark, at, to, dots ? MARK.dots : MARK.stop, 0, FLAG.breaks);
      return to;
    }
    if (QUOTES.has(first)) add(TOKEN.mark, at, at + 1, MARK.quote);
    else if (BREAKS.has(first)) add(TOKEN.mark, at, at + 1, MARK.comma, 0, FLAG.breaks);
    return at + 1;
  }

  /** Reads the picture at `at`, returns where the next token starts. */
  function readPicture(at: number): number {
    const first = codes[at] as number;
    const isPair = kind[first] === CHARACTER.high && at + 1 < source.length;
    const point = isPair ? 0x10000 + ((first & 0x3ff) << 10) + ((codes[at + 1] as number) & 0x3ff) : first;
    const to = at + (isPair ? 2 : 1);
    const isTone = point >= 0x1f3fb && point <= 0x1f3ff;
    if (!isTone) add(TOKEN.emoji, at, to, hashPair(EMOJI, point), emoji.get(point) ?? 0);
    return to;
  }

  /** Reads what starts at `at`, returns where the next token starts. */
  function readAt(at: number): number {
    const first = codes[at] as number;
    switch (kind[first] as number) {
      case CHARACTER.letter:
      case CHARACTER.digit: {
        const link = endOfLink(at);
        if (link > at) {
          add(TOKEN.link, at, link, STAND_IN.link);
          return link;
        }
        return readWord(at, false);
      }
      case CHARACTER.masked: {
        let to = endOfRun(at, (c) => kind[c] === CHARACTER.masked);
        if (kindAt(to) === CHARACTER.apostrophe && isWordAt(to + 1)) to = endOfHandle(to + 1);
        add(TOKEN.name, at, to, STAND_IN.name, 0, codes[at - 1] === HASH ? FLAG.hashtag : 0);
        return to;
      }
      case CHARACTER.high:
      case CHARACTER.picture:
        return readPicture(at);
      case CHARACTER.other:
        break;
      default:
        return at + 1;
    }
    if (first === AT && endOfHandle(at + 1) > at + 1) {
      const to = endOfHandle(at + 1);
      add(TOKEN.handle, at, to, STAND_IN.handle);
      return to;
    }
    if (first === HASH && isWordAt(at + 1)) return readWord(at + 1, true);
    if (mayStartEmoticon(first, codes[at + 1] as number)) {
      const face = emoticonAt(codes, at, source.length);
      if (face !== null) {
        const hash = hashPair(EMOTICON, MOODS.indexOf(face.mood));
        add(TOKEN.emoticon, at, at + face.length, hash, MOOD_VALENCE[face.mood]);
        return at + face.length;
      }
    }
    return readMark(at);
  }

  /** Where the link that starts at `at` ends, or `at`. */
  function endOfLink(at: number): number {
    const h = (codes[at] as number) | 0x20;
    if (h !== 0x68 && h !== 0x77) return at;
    // "have" and "with" begin so too: their second letter tells, before a string is made.
    if (((codes[at + 1] as number) | 0x20) !== (h === 0x68 ? 0x74 : 0x77)) return at;
    const ahead = String.fromCharCode(...codes.subarray(at, Math.min(at + 8, source.length))).toLowerCase();
    if (!ahead.startsWith('http://') && !ahead.startsWith('https://') && !ahead.startsWith('www.')) return at;
    return endOfRun(at, (c) => kind[c] !== CHARACTER.space);
  }

  return {
    tokenize(text, mask = []) {
      tokens.count = 0;
      readInto(source, text);
      for (const names of mask) {
        const masks = compiled.get(names) ?? compileMasks(names, characters);
        compiled.set(names, masks);
        applyMasks(codes, source.length, masks, characters);
      }
      let at = 0;
      while (at < source.length && tokens.count < MAX_TOKENS) at = readAt(at);
      return tokens;
    },
  };
}
