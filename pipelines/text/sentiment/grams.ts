import { hashEnd, hashPair, hashSeed, hashStep } from './hash.ts';
import { ROLE, VALENCE_STEPS, type Lexicon } from './lexicon.ts';
import { SCORE, scoreAt, type Scores } from './scores.ts';
import { FLAG, MAX_TOKENS, STAND_IN, TOKEN, type Tokens } from './tokens.ts';

/** The sparse features of one text, as hashes. Overwritten by the next. */
export interface Grams {
  count: number;
  readonly hashes: Int32Array;
  /** What each token is in pairs and in runs of classes. */
  readonly word: Int32Array;
  readonly wordClass: Int32Array;
}

/** Kinds of features, mixed into their hashes so that they do not meet. */
const OF = { alone: 1, pair: 2, gap: 3, classPair: 4, classTriple: 5, letters: 6, bin: 7, negatedLetters: 8 } as const; // prettier-ignore
const LETTERS_FROM = 3;
const LETTERS_TO = 5;
const PER_TOKEN = 40;
const MAX_GRAMS = MAX_TOKENS * PER_TOKEN + 64;
const START = 201;
const END = 202;

export function createGrams(): Grams {
  return {
    count: 0,
    hashes: new Int32Array(MAX_GRAMS),
    word: new Int32Array(MAX_TOKENS + 2),
    wordClass: new Int32Array(MAX_TOKENS + 2),
  };
}

/** Overwrites `grams` with those of the tokens, whose scopes have been marked. */
export function gramsInto(grams: Grams, tokens: Tokens, scores: Scores, lexicon: Lexicon): void {
  grams.count = 0;
  const { word, wordClass } = grams;
  const { count, kind } = tokens;
  for (let at = 0; at < count; at++) {
    const is = kind[at] as number;
    word[at] = identityOf(tokens, at, is);
    wordClass[at] = classOf(tokens, at, is, lexicon);
    if (is === TOKEN.word && tokens.row[at] === -1) {
      const negated = ((tokens.flags[at] as number) & FLAG.negated) !== 0;
      lettersInto(grams, tokens.letters, tokens.from[at] as number, tokens.to[at] as number, negated);
    }
    if (is === TOKEN.emoji || is === TOKEN.emoticon || is === TOKEN.mark)
      put(grams, OF.alone, word[at] as number);
  }
  word[count] = END;
  wordClass[count] = END;
  let before = START;
  let beforeThat = START;
  let classBefore = START;
  let classBeforeThat = START;
  for (let at = 0; at <= count; at++) {
    const now = word[at] as number;
    put(grams, OF.pair, hashPair(before, now));
    put(grams, OF.gap, hashPair(beforeThat, now));
    beforeThat = before;
    before = now;
    const classNow = wordClass[at] as number;
    const classPair = hashPair(classBefore, classNow);
    put(grams, OF.classPair, classPair);
    put(grams, OF.classTriple, hashPair(classBeforeThat, classPair));
    classBeforeThat = classBefore;
    classBefore = classNow;
  }
  binsInto(grams, scores);
}

/** Adds runs of three to five letters of one word, its edges marked. */
export function lettersInto(
  grams: Grams,
  letters: Uint16Array,
  from: number,
  to: number,
  negated: boolean,
): void {
  const of = negated ? OF.negatedLetters : OF.letters;
  for (let start = from - 1; start < to; start++) {
    let h = hashSeed;
    const last = Math.min(start + LETTERS_TO - 1, to);
    for (let at = start; at <= last; at++) {
      h = hashStep(h, at < from || at === to ? 0 : (letters[at] as number));
      if (at - start + 1 >= LETTERS_FROM) put(grams, of, hashEnd(h));
    }
  }
}

function put(grams: Grams, of: number, hash: number): void {
  if (grams.count < MAX_GRAMS) grams.hashes[grams.count++] = hashPair(of, hash);
}

function identityOf(tokens: Tokens, at: number, is: number): number {
  const hash = tokens.hash[at] as number;
  if (is === TOKEN.mark) return hash * 8 + Math.min(tokens.run[at] as number, 3);
  if (is !== TOKEN.word) return hash;
  const known = tokens.row[at] === -1 ? STAND_IN.unknown : hash;
  return ((tokens.flags[at] as number) & FLAG.negated) === 0 ? known : known ^ 0x5bd1e995;
}

/** Words of a role stand for themselves, rated words for their side and strength. */
function classOf(tokens: Tokens, at: number, is: number, { role, valence, opinion }: Lexicon): number {
  if (is === TOKEN.mark) return (tokens.hash[at] as number) + 300;
  const row = tokens.row[at] as number;
  const isPicture = is === TOKEN.emoji || is === TOKEN.emoticon;
  if (is !== TOKEN.word && !isPicture) return tokens.hash[at] as number;
  if (row !== -1 && role[row] !== ROLE.none) return tokens.hash[at] as number;
  const rated = isPicture
    ? (tokens.valence[at] as number)
    : row === -1
      ? 0
      : (valence[row] as number) / VALENCE_STEPS;
  const side = row === -1 ? 0 : (opinion[row] as number);
  const strength = Math.abs(rated) >= 2 ? 2 : Math.abs(rated) > 0 ? 1 : 0;
  return 400 + (Math.sign(rated) * strength + 2) * 3 + side + 1 + (isPicture ? 50 : 0);
}

const BIN_CROSS = [0.5, 1.5, 2.5, 4, 6, 9];

/** The scores once more as yes-or-no features, because what they say is not a straight line. */
function binsInto(grams: Grams, scores: Scores): void {
  const up = binOf(scoreAt(scores, SCORE.positive));
  const down = binOf(-scoreAt(scores, SCORE.negative));
  const opinionUp = Math.min(scoreAt(scores, SCORE.opinionPositive), 3);
  const opinionDown = Math.min(scoreAt(scores, SCORE.opinionNegative), 3);
  const side = Math.sign(scoreAt(scores, SCORE.positive) + scoreAt(scores, SCORE.negative));
  bin(grams, 1, up * 10 + down);
  bin(grams, 2, opinionUp * 10 + opinionDown);
  bin(grams, 3, Math.round(scoreAt(scores, SCORE.sum) * 8) + 10);
  bin(grams, 4, Math.round(scoreAt(scores, SCORE.last) * 1.5) + 20);
  bin(
    grams,
    5,
    Math.round(scoreAt(scores, SCORE.highest) * 1.5) * 20 + Math.round(-scoreAt(scores, SCORE.lowest) * 1.5),
  );
  bin(grams, 6, Math.min(scoreAt(scores, SCORE.negators), 3) * 10 + side + 1);
  bin(grams, 7, (scoreAt(scores, SCORE.questions) > 0 ? 1 : 0) * 10 + side + 1);
  bin(grams, 8, (scoreAt(scores, SCORE.links) > 0 ? 1 : 0) * 10 + side + 1);
  bin(grams, 9, (scoreAt(scores, SCORE.exclamations) > 0 ? 1 : 0) * 10 + side + 1);
  bin(grams, 10, Math.round(scoreAt(scores, SCORE.length) * 2));
  bin(grams, 11, (scoreAt(scores, SCORE.handles) > 0 ? 1 : 0) * 10 + side + 1);
  bin(grams, 12, Math.sign(scoreAt(scores, SCORE.opinionSum)) * 10 + 10 + side + 1);
  bin(
    grams,
    13,
    Math.sign(scoreAt(scores, SCORE.beforeContrast)) * 10 +
      10 +
      Math.sign(scoreAt(scores, SCORE.afterContrast)) +
      1 +
      scoreAt(scores, SCORE.contrast) * 100,
  );
  bin(
    grams,
    14,
    Math.sign(scoreAt(scores, SCORE.picturesPositive) + scoreAt(scores, SCORE.picturesNegative)) * 10 +
      10 +
      side +
      1,
  );
}

function bin(grams: Grams, name: number, value: number): void {
  put(grams, OF.bin, name * 1_000 + value);
}

function binOf(value: number): number {
  let bin = 0;
  while (bin < BIN_CROSS.length && value >= (BIN_CROSS[bin] as number)) bin++;
  return bin;
}
