import { ROLE, VALENCE_STEPS, type Lexicon } from './lexicon.ts';
import { FLAG, MARK, TOKEN, type Tokens } from './tokens.ts';

/** The dense features of a text, in this order. */
export const SCORES = [
  'positive', 'negative', 'positiveCount', 'negativeCount', 'highest', 'lowest', 'first', 'last', 'late',
  'negatedPositive', 'negatedNegative', 'opinionPositive', 'opinionNegative', 'opinionLast', 'opinionNegated',
  'beforeContrast', 'afterContrast', 'opinionAfterContrast', 'hashtag', 'shoutedValence', 'picturesPositive',
  'picturesNegative', 'lastPicture', 'exclamations', 'questions', 'dots', 'quotes', 'shouted', 'elongated', 'names',
  'handles', 'links', 'numbers', 'hashtags', 'length', 'negators', 'sum', 'opinionSum', 'mean', 'contrast', 'unknown',
] as const; // prettier-ignore
export type Score = (typeof SCORES)[number];
/** Where each stands. */
export const SCORE = Object.fromEntries(SCORES.map((score, at) => [score, at])) as Readonly<
  Record<Score, number>
>;
/** In the order of `SCORES`. Numbers in a row: an object of forty numbers boxes each, and took three times as long. */
export type Scores = Float64Array;

/** One of them. */
export const scoreAt = (scores: Scores, at: number): number => scores[at] as number;

/** A booster before a word strengthens it, a dampener weakens it. */
const BOOST = 1.3;
const DAMPEN = 0.7;
/** Capitals strengthen a word, unless the whole text shouts. */
const SHOUT = 1.25;
/** "Not good" is bad, but less than "bad". */
const NEGATED = -0.6;

export const createScores = (): Scores => new Float64Array(SCORES.length);

function add(scores: Scores, at: number, amount: number): void {
  scores[at] = (scores[at] as number) + amount;
}

/** Of each side, a picture that is met again, or a third one, says no more: rows of twenty must not outgrow what was learnt. */
const PICTURES_A_SIDE = 2;
/** Hashes of the pictures met, first those of the positive side; overwritten by the next text, 0 where none was. */
const met = new Float64Array(2 * PICTURES_A_SIDE);

function isNews(picture: number, from: number): boolean {
  for (let at = from; at < from + PICTURES_A_SIDE; at++) {
    if (met[at] === picture) return false;
    if (met[at] !== 0) continue;
    met[at] = picture;
    return true;
  }
  return false;
}

/** Overwrites `scores` with those of the tokens, whose scopes have been marked. */
export function scoreInto(scores: Scores, tokens: Tokens, { role, valence, opinion }: Lexicon): void {
  scores.fill(0);
  met.fill(0);
  const { count, kind, flags, row } = tokens;
  let words = 0;
  let before: number = ROLE.none;
  let rated = 0;
  for (let at = 0; at < count; at++) {
    const is = kind[at] as number;
    const flag = flags[at] as number;
    const of = row[at] as number;
    if ((flag & FLAG.hashtag) !== 0) add(scores, SCORE.hashtags, 1);
    if ((flag & FLAG.shouted) !== 0) add(scores, SCORE.shouted, 1);
    if ((flag & FLAG.elongated) !== 0) add(scores, SCORE.elongated, 1);
    if (is === TOKEN.word) words++;
    else countOther(scores, tokens, at);
    const strength = before === ROLE.booster ? BOOST : before === ROLE.dampener ? DAMPEN : 1;
    before = of === -1 ? ROLE.none : (role[of] as number);
    if (before === ROLE.contrast && at > 0) scores[SCORE.contrast] = 1;
    if (before === ROLE.negator) add(scores, SCORE.negators, 1);
    if (is === TOKEN.word && of === -1) add(scores, SCORE.unknown, 1);
    const isPicture = is === TOKEN.emoji || is === TOKEN.emoticon;
    const plain = isPicture
      ? (tokens.valence[at] as number)
      : of === -1
        ? 0
        : (valence[of] as number) / VALENCE_STEPS;
    const isNegated = (flag & FLAG.negated) !== 0 && !isPicture;
    if (isPicture && plain !== 0 && !isNews(tokens.hash[at] as number, plain > 0 ? 0 : PICTURES_A_SIDE)) {
      scores[SCORE.last] = scores[SCORE.lastPicture] = plain;
    } else if (plain !== 0) {
      const loud = (flag & FLAG.shouted) !== 0 ? SHOUT : 1;
      addValence(scores, plain * strength * loud * (isNegated ? NEGATED : 1), flag, isPicture);
      if (isNegated) add(scores, plain > 0 ? SCORE.negatedPositive : SCORE.negatedNegative, plain);
      if (at * 3 >= count * 2) add(scores, SCORE.late, plain * (isNegated ? NEGATED : 1));
      rated++;
    }
    const side = of === -1 ? 0 : (opinion[of] as number);
    if (side !== 0) addOpinion(scores, isNegated ? -side : side, isNegated, flag);
  }
  scores[SCORE.length] = Math.log1p(words);
  scores[SCORE.sum] = squash(scoreAt(scores, SCORE.positive) + scoreAt(scores, SCORE.negative));
  scores[SCORE.opinionSum] = scoreAt(scores, SCORE.opinionPositive) - scoreAt(scores, SCORE.opinionNegative);
  scores[SCORE.mean] =
    rated === 0 ? 0 : (scoreAt(scores, SCORE.positive) + scoreAt(scores, SCORE.negative)) / rated;
  for (let nth = 0; nth < COUNTS.length; nth++) {
    const at = COUNTS[nth] as number;
    if (scores[at] !== 0) scores[at] = Math.log1p(scores[at] as number);
  }
}

const COUNTS = ([
  'exclamations', 'questions', 'dots', 'quotes', 'shouted', 'elongated', 'names', 'handles', 'links', 'numbers',
  'hashtags', 'unknown',
] as const).map((score) => SCORE[score]); // prettier-ignore

/** −1 … 1. */
const squash = (valence: number): number => valence / Math.sqrt(valence * valence + 15);

function addValence(scores: Scores, valence: number, flag: number, isPicture: boolean): void {
  if (valence > 0) {
    add(scores, SCORE.positive, valence);
    add(scores, SCORE.positiveCount, 1);
  } else {
    add(scores, SCORE.negative, valence);
    add(scores, SCORE.negativeCount, 1);
  }
  if (isPicture) {
    if (valence > 0) add(scores, SCORE.picturesPositive, valence);
    else add(scores, SCORE.picturesNegative, valence);
    scores[SCORE.lastPicture] = valence;
  }
  if (scoreAt(scores, SCORE.first) === 0) scores[SCORE.first] = valence;
  scores[SCORE.last] = valence;
  if (valence > scoreAt(scores, SCORE.highest)) scores[SCORE.highest] = valence;
  if (valence < scoreAt(scores, SCORE.lowest)) scores[SCORE.lowest] = valence;
  if ((flag & FLAG.afterContrast) !== 0) add(scores, SCORE.afterContrast, valence);
  else add(scores, SCORE.beforeContrast, valence);
  if ((flag & FLAG.hashtag) !== 0) add(scores, SCORE.hashtag, valence);
  if ((flag & FLAG.shouted) !== 0) add(scores, SCORE.shoutedValence, valence);
}

function addOpinion(scores: Scores, side: number, isNegated: boolean, flag: number): void {
  if (side > 0) add(scores, SCORE.opinionPositive, 1);
  else add(scores, SCORE.opinionNegative, 1);
  scores[SCORE.opinionLast] = side;
  if (isNegated) add(scores, SCORE.opinionNegated, side);
  if ((flag & FLAG.afterContrast) !== 0) add(scores, SCORE.opinionAfterContrast, side);
}

const COUNT_OF: ReadonlyMap<number, number> = new Map([
  [TOKEN.name, SCORE.names],
  [TOKEN.handle, SCORE.handles],
  [TOKEN.link, SCORE.links],
  [TOKEN.number, SCORE.numbers],
]);

function countOther(scores: Scores, tokens: Tokens, at: number): void {
  const is = tokens.kind[at] as number;
  if (is === TOKEN.mark) countMark(scores, tokens.hash[at] as number, tokens.run[at] as number);
  const count = COUNT_OF.get(is);
  if (count !== undefined) add(scores, count, 1);
}

function countMark(scores: Scores, mark: number, run: number): void {
  if (mark === MARK.exclamation || mark === MARK.both) add(scores, SCORE.exclamations, run);
  if (mark === MARK.question || mark === MARK.both) add(scores, SCORE.questions, run);
  if (mark === MARK.dots) add(scores, SCORE.dots, 1);
  if (mark === MARK.quote) add(scores, SCORE.quotes, 1);
}
