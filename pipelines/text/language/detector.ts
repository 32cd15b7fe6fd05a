// The data of the package, not its code: see below. Its version is fixed in package.json for that.
import { ngramsData } from '../../../node_modules/eld/src/ngrams/small.js';
import { APOSTROPHE, LETTER_BITS, SPACE, codeOf, type Letters } from './letters.ts';

/** What a detector found; `''` where nothing speaks for any language. Scores are means a run of letters, scaled to 0 … 1. */
export interface Detection {
  readonly language: string;
  readonly first: number;
  readonly second: number;
}

/** Past so many letters the next space ends what is read, and past so many more anything does. */
const CUT_AFTER = 350;
const CUT_SURELY_AFTER = 380;
/** Runs are four letters long and begin every three; longer words are only read so far. */
const RUN = 4;
const STRIDE = 3;
const LONGEST_WORD = 70;
/** The data leaves this much out of every weight. */
const BASE_WEIGHT = 53;
const SCALE = 25;
const WEIGHT_BITS = 8;
/** Set on the last of what a run speaks for. */
const LAST = 1 << 15;
/** Room for the different runs of one text, of which there are at most 260. */
const MET_SIZE = 1_024;
const MIXER = 0x9e3779b1;

const { slots, keys, starts, postings, languages } = compile();
const scores = new Int32Array(languages.length);
const met = new Int32Array(MET_SIZE);
const metIn = new Int32Array(MET_SIZE);
let text = 0;

/**
 * The language of letters of ASCII: what `eld.detect` of the package `eld` answers, by its data and its arithmetic, to the
 * last bit (a test compares the two). The package keeps runs of letters as strings in objects of objects, which takes
 * twenty times as long and was half of the time of reading a mention.
 *
 * @returns `null` where a word is longer than 70 letters: the package has to be asked.
 */
export function detect({ codes, length }: Letters): Detection | null {
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
}

/** Adds up what the runs of one word speak for; returns how many of them are new in this text. */
function readWord(codes: Uint8Array, from: number, end: number): number {
  let added = 0;
  let at = from;
  for (; at + RUN < end; at += STRIDE) added += add(packed(codes, at, at + RUN, at === from ? SPACE : 0));
  const last = Math.max(from, end - RUN);
  return added + add((packed(codes, last, end, at === from ? SPACE : 0) << LETTER_BITS) | SPACE);
}

function packed(codes: Uint8Array, from: number, to: number, before: number): number {
  let key = before;
  for (let at = from; at < to; at++) key = (key << LETTER_BITS) | (codes[at] ?? 0);
  return key;
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
    for (let nth = starts[slot] ?? 0; ; nth++) {
      const posting = postings[nth] ?? LAST;
      const language = (posting & ~LAST) >> WEIGHT_BITS;
      scores[language] = (scores[language] ?? 0) + (posting & 0xff) + BASE_WEIGHT;
      if (posting >= LAST) return 1;
    }
  }
}

function mix(key: number): number {
  const mixed = Math.imul(key, MIXER);
  return mixed ^ (mixed >>> 15);
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

function scaled(score: number, runs: number): number {
  if (score === 0) return 0;
  const mean = score / runs;
  return mean / (mean + SCALE);
}

/** The data as flat lists: a hash table of runs by their packed letters, and what each speaks for. */
function compile() {
  const runs = Object.entries(ngramsData.ngrams).filter(
    ([run, weights]) => /^[ a-z']{1,6}$/.test(run) && Object.keys(weights).length > 0,
  );
  const slots = 2 ** Math.ceil(Math.log2(runs.length * 2));
  const keys = new Int32Array(slots);
  const starts = new Int32Array(slots);
  const postings: number[] = [];
  for (const [run, weights] of runs) {
    let key = 0;
    for (let at = 0; at < run.length; at++)
      key = (key << LETTER_BITS) | (codeOf(run.charCodeAt(at)) || SPACE);
    let slot = mix(key) & (slots - 1);
    while (keys[slot] !== 0) slot = (slot + 1) & (slots - 1);
    keys[slot] = key;
    starts[slot] = postings.length;
    for (const [language, weight] of Object.entries(weights)) {
      if (weight > 0xff) throw new RangeError(`The run "${run}" weighs ${weight}; a byte was expected.`);
      postings.push((Number(language) << WEIGHT_BITS) | weight);
    }
    postings.push((postings.pop() ?? 0) | LAST);
  }
  const languages: string[] = [];
  for (const [nth, language] of Object.entries(ngramsData.languages)) languages[Number(nth)] = language;
  return { slots, keys, starts, postings: Uint16Array.from(postings), languages };
}
