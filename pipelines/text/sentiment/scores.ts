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
export type Scores = Record<Score, number>;

/** A booster before a word strengthens it, a dampener weakens it. */
const BOOST = 1.3;
const DAMPEN = 0.7;
/** Capitals strengthen a word, unless the whole text shouts. */
const SHOUT = 1.25;
/** "Not good" is bad, but less than "bad". */
const NEGATED = -0.6;

export function createScores(): Scores {
  return Object.fromEntries(SCORES.map((score) => [score, 0])) as Scores;
}

/** Overwrites `scores` with those of the tokens, whose scopes have been marked. */
export function scoreInto(scores: Scores, tokens: Tokens, { role, valence, opinion }: Lexicon): void {
  for (const score of SCORES) scores[score] = 0;
  const { count, kind, flags, row } = tokens;
  let words = 0;
  let before: number = ROLE.none;
  let rated = 0;
  for (let at = 0; at < count; at++) {
    const is = kind[at] as number;
    const flag = flags[at] as number;
    const of = row[at] as number;
    if ((flag & FLAG.hashtag) !== 0) scores.hashtags++;
    if ((flag & FLAG.shouted) !== 0) scores.shouted++;
    if ((flag & FLAG.elongated) !== 0) scores.elongated++;
    if (is === TOKEN.word) words++;
    else countOther(scores, tokens, at);
    const strength = before === ROLE.booster ? BOOST : before === ROLE.dampener ? DAMPEN : 1;
    before = of === -1 ? ROLE.none : (role[of] as number);
    if (before === ROLE.contrast && at > 0) scores.contrast = 1;
    if (before === ROLE.negator) scores.negators++;
    if (is === TOKEN.word && of === -1) scores.unknown++;
    const isPicture = is === TOKEN.emoji || is === TOKEN.emoticon;
    const plain = isPicture
      ? (tokens.valence[at] as number)
      : of === -1
        ? 0
        : (valence[of] as number) / VALENCE_STEPS;
    const isNegated = (flag & FLAG.negated) !== 0 && !isPicture;
    if (plain !== 0) {
      const loud = (flag & FLAG.shouted) !== 0 ? SHOUT : 1;
      addValence(scores, plain * strength * loud * (isNegated ? NEGATED : 1), flag, isPicture);
      if (isNegated) scores[plain > 0 ? 'negatedPositive' : 'negatedNegative'] += plain;
      if (at * 3 >= count * 2) scores.late += plain * (isNegated ? NEGATED : 1);
      rated++;
    }
    const side = of === -1 ? 0 : (opinion[of] as number);
    if (side !== 0) addOpinion(scores, isNegated ? -side : side, isNegated, flag);
  }
  scores.length = Math.log1p(words);
  scores.sum = squash(scores.positive + scores.negative);
  scores.opinionSum = scores.opinionPositive - scores.opinionNegative;
  scores.mean = rated === 0 ? 0 : (scores.positive + scores.negative) / rated;
  for (const score of COUNTS) scores[score] = Math.log1p(scores[score]);
}

const COUNTS = [
  'exclamations', 'questions', 'dots', 'quotes', 'shouted', 'elongated', 'names', 'handles', 'links', 'numbers',
  'hashtags', 'unknown',
] as const satisfies readonly Score[]; // prettier-ignore

/** −1 … 1. */
const squash = (valence: number): number => valence / Math.sqrt(valence * valence + 15);

function addValence(scores: Scores, valence: number, flag: number, isPicture: boolean): void {
  if (valence > 0) {
    scores.positive += valence;
    scores.positiveCount++;
  } else {
    scores.negative += valence;
    scores.negativeCount++;
  }
  if (isPicture) {
    if (valence > 0) scores.picturesPositive += valence;
    else scores.picturesNegative += valence;
    scores.lastPicture = valence;
  }
  if (scores.first === 0) scores.first = valence;
  scores.last = valence;
  if (valence > scores.highest) scores.highest = valence;
  if (valence < scores.lowest) scores.lowest = valence;
  if ((flag & FLAG.afterContrast) !== 0) scores.afterContrast += valence;
  else scores.beforeContrast += valence;
  if ((flag & FLAG.hashtag) !== 0) scores.hashtag += valence;
  if ((flag & FLAG.shouted) !== 0) scores.shoutedValence += valence;
}

function addOpinion(scores: Scores, side: number, isNegated: boolean, flag: number): void {
  if (side > 0) scores.opinionPositive++;
  else scores.opinionNegative++;
  scores.opinionLast = side;
  if (isNegated) scores.opinionNegated += side;
  if ((flag & FLAG.afterContrast) !== 0) scores.opinionAfterContrast += side;
}

const COUNT_OF: ReadonlyMap<number, Score> = new Map([
  [TOKEN.name, 'names'],
  [TOKEN.handle, 'handles'],
  [TOKEN.link, 'links'],
  [TOKEN.number, 'numbers'],
]);

function countOther(scores: Scores, tokens: Tokens, at: number): void {
  const is = tokens.kind[at] as number;
  if (is === TOKEN.mark) countMark(scores, tokens.hash[at] as number, tokens.run[at] as number);
  const count = COUNT_OF.get(is);
  if (count !== undefined) scores[count]++;
}

function countMark(scores: Scores, mark: number, run: number): void {
  if (mark === MARK.exclamation || mark === MARK.both) scores.exclamations += run;
  if (mark === MARK.question || mark === MARK.both) scores.questions += run;
  if (mark === MARK.dots) scores.dots++;
  if (mark === MARK.quote) scores.quotes++;
}
