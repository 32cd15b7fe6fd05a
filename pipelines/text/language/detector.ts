import { APOSTROPHE, LETTER_BITS, SPACE, codeOf, type Letters } from './letters.ts';
import type { NgramTable } from './ngrams.ts';
import { CUT_AFTER, CUT_SURELY_AFTER, LONGEST_WORD, RUN, STRIDE, runsOf } from './runs.ts';

/** What a detector found; `''` where nothing speaks for any language. Scores are means a run of letters, scaled to 0 … 1. */
export interface Detection {
  readonly language: string;
  readonly first: number;
  readonly second: number;
}

/** The data leaves this much out of every weight. */
const BASE_WEIGHT = 53;
const SCALE = 25;
const WEIGHT_BITS = 8;
/** Set on the last of what a run speaks for. */
const LAST = 1 << 15;
/** Room for the different runs of one text, of which there are at most 260. */
const MET_SIZE = 1_024;
const MIXER = 0x9e3779b1;

export interface LanguageDetector {
  /**
   * The language of letters of ASCII, without cutting a string out of them.
   * @returns `null` where a word is longer than 70 letters: `ofText` has to be asked.
   */
  ofLetters(letters: Letters): Detection | null;
  /** The language of any text. */
  ofText(text: string): Detection;
}

/**
 * Detects languages as `eld.detect` of the package `eld` does, by its data and its arithmetic, to the last bit: a test
 * compares the two. The package keeps runs of letters as strings in objects of objects: that took a second at every
 * start, and twenty times as long for a text, which was half of the time of reading a mention.
 */
export function createLanguageDetector(table: NgramTable): LanguageDetector {
  const { slots, keys, starts, postings, others } = compile(table);
  const { languages } = table;
  const scores = new Int32Array(languages.length);
  const met = new Int32Array(MET_SIZE);
  const metIn = new Int32Array(MET_SIZE);
  let text = 0;

  /** Adds up what the runs of one word speak for; returns how many of them are new in this text. */
  function readWord(codes: Uint8Array, from: number, end: number): number {
    let added = 0;
    let at = from;
    for (; at + RUN < end; at += STRIDE) added += add(packed(codes, at, at + RUN, at === from ? SPACE : 0));
    const last = Math.max(from, end - RUN);
    return added + add((packed(codes, last, end, at === from ? SPACE : 0) << LETTER_BITS) | SPACE);
  }

  function add(key: number): 0 | 1 {
    const mixed = mix(key);
    let place = mixed & (MET_SIZE - 1);
    while (metIn[place] === text) {
      if (met[place] === key) return 0;
      place = (place + 1) & (MET_SIZE - 1);
    }
    met[place] = key;
    metIn[place] = text;
    for (let slot = mixed & (slots - 1); ; slot = (slot + 1) & (slots - 1)) {
      const known = keys[slot];
      if (known === 0) return 1;
      if (known !== key) continue;
      speak(starts[slot] ?? 0);
      return 1;
    }
  }

  /** Adds what a run speaks for. */
  function speak(start: number): void {
    for (let nth = start; ; nth++) {
      const posting = postings[nth] ?? LAST;
      const language = (posting & ~LAST) >> WEIGHT_BITS;
      scores[language] = (scores[language] ?? 0) + (posting & 0xff) + BASE_WEIGHT;
      if (posting >= LAST) return;
    }
  }

  function best(runs: number): Detection {
    let language = -1;
    let first = 0;
    let second = 0;
    for (let nth = 0; nth < scores.length; nth++) {
      const score = scores[nth] ?? 0;
      if (score > first) {
        second = first;
        first = score;
        language = nth;
      } else if (score > second) second = score;
    }
    return { language: languages[language] ?? '', first: scaled(first, runs), second: scaled(second, runs) };
  }

  return {
    ofLetters({ codes, length }) {
      text = (text + 1) | 0;
      scores.fill(0);
      let runs = 0;
      let read = 0;
      for (let from = 0; from < length && read <= CUT_SURELY_AFTER;) {
        let to = from;
        while (to < length && codes[to] !== SPACE) to++;
        let end = to;
        // What stands before a space is a closing quote; at the end of the text it stays, as it does in the package.
        if (to < length) while (end > from && codes[end - 1] === APOSTROPHE) end--;
        if (end > from) {
          if (read > CUT_AFTER) break;
          if (read > 0) read++;
          end = Math.min(end, from + CUT_SURELY_AFTER + 1 - read);
          if (end - from > LONGEST_WORD) return null;
          read += end - from;
          runs += readWord(codes, from, end);
        }
        from = to + 1;
      }
      return best(runs);
    },
    ofText(words) {
      scores.fill(0);
      const runs = runsOf(words);
      for (const run of runs) {
        const start = others.get(run);
        if (start !== undefined) speak(start);
      }
      return best(runs.size);
    },
  };
}

function packed(codes: Uint8Array, from: number, to: number, before: number): number {
  let key = before;
  for (let at = from; at < to; at++) key = (key << LETTER_BITS) | (codes[at] ?? 0);
  return key;
}

function mix(key: number): number {
  const mixed = Math.imul(key, MIXER);
  return mixed ^ (mixed >>> 15);
}

function scaled(score: number, runs: number): number {
  if (score === 0) return 0;
  const mean = score / runs;
  return mean / (mean + SCALE);
}

const OF_ASCII = /^[ a-z']{1,6}$/;

/**
 * The table as flat lists: what each run speaks for, and where that begins; by their packed letters in a hash table for
 * runs of ASCII, by their bytes for all.
 */
function compile({ lengths, bytes, counts, spokenFor, weights }: NgramTable) {
  const others = new Map<string, number>();
  const postings = new Uint16Array(spokenFor.length);
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
  let [at, from] = [0, 0];
  for (const [nth, length] of lengths.entries()) {
    const count = counts[nth] ?? 0;
    if (count > 0) others.set(all.slice(at, at + length), from);
    for (let posting = from; posting < from + count; posting++)
      postings[posting] = ((spokenFor[posting] ?? 0) << WEIGHT_BITS) | (weights[posting] ?? 0);
    at += length;
    from += count;
    if (count > 0) postings[from - 1] = (postings[from - 1] ?? 0) | LAST;
  }
  const ascii = [...others].filter(([run]) => OF_ASCII.test(run));
  const slots = 2 ** Math.ceil(Math.log2(ascii.length * 2 + 1));
  const keys = new Int32Array(slots);
  const starts = new Int32Array(slots);
  for (const [run, start] of ascii) {
    let key = 0;
    for (let nth = 0; nth < run.length; nth++)
      key = (key << LETTER_BITS) | (codeOf(run.charCodeAt(nth)) || SPACE);
    let slot = mix(key) & (slots - 1);
    while (keys[slot] !== 0) slot = (slot + 1) & (slots - 1);
    keys[slot] = key;
    starts[slot] = start;
  }
  return { slots, keys, starts, postings, others };
}
