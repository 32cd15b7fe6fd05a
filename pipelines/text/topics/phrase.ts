import { wordsOf } from '../words.ts';

/**
 * The phrase language, for people:
 *
 * | written            | means                                                                     |
 * | `never arrived`    | these words, one after the other, whatever their case, in one sentence    |
 * | `deliver*`         | any word that starts so                                                   |
 * | `lost\|missing bag` | one of these words, then "bag"                                            |
 * | `lost _ bag`       | up to three other words may stand between; `...` is another way to say so |
 * | `#DeleteAcme`      | as a hashtag only                                                         |
 *
 * Apostrophes do not matter ("wont" finds "won't"), a hyphen is a space ("check-in" finds "check in"), and a
 * phrase without gaps is also found as one hashtag ("never again" finds "#neveragain").
 */
export interface Phrase {
  readonly steps: readonly Step[];
}

export interface Step {
  /** Folded words. One that ends in "*" is any word that starts so; one that starts with "#" is a hashtag. */
  readonly words: readonly string[];
  /** Whether up to {@link MAX_GAP} other words may stand before this step. */
  readonly afterGap: boolean;
}

/** Words a gap may hold. */
export const MAX_GAP = 3;
/** More would make reading slow in a way nobody sees in the phrase. */
const MAX_GAPS = 2;
/** Ways to write one phrase as a hashtag that are kept. */
const MAX_HASHTAGS = 20;
const GAPS = new Set(['_', '...', '…']);

/** Why a phrase cannot be read: the rest of a sentence that starts with the phrase. */
export class PhraseError extends Error {
  override readonly name = 'PhraseError';
}

/** @throws PhraseError with what is wrong and what to write instead. */
export function parsePhrase(source: string): Phrase {
  const items = source.trim().split(/\s+/u);
  const steps: Step[] = [];
  let gaps = 0;
  let afterGap = false;
  for (const item of items) {
    if (GAPS.has(item)) {
      if (steps.length === 0) throw new PhraseError('starts with a gap; start with a word');
      if (afterGap) throw new PhraseError('has two gaps in a row; one is enough for up to three words');
      if (++gaps > MAX_GAPS) throw new PhraseError(`has more than ${MAX_GAPS} gaps; make it shorter`);
      afterGap = true;
      continue;
    }
    for (const words of stepsOf(item)) {
      steps.push({ words, afterGap });
      afterGap = false;
    }
  }
  if (afterGap) throw new PhraseError('ends with a gap; end with a word');
  return { steps };
}

/** One item between spaces: alternatives of one word each, or one "check-in" that is really two words. */
function stepsOf(item: string): string[][] {
  const alternatives = item.split('|');
  const read = alternatives.map(readAlternative);
  const [only] = read;
  if (read.length === 1 && only !== undefined) return only.map((word) => [word]);
  const long = read.findIndex((words) => words.length > 1);
  if (long >= 0)
    throw new PhraseError(
      `has "${alternatives[long] ?? ''}" among alternatives, which is more than one word; give it a phrase of its own`,
    );
  return [[...new Set(read.flat())]];
}

function readAlternative(written: string): string[] {
  if (written === '') throw new PhraseError('has an empty place beside "|"; put a word there');
  const isOpen = written.endsWith('*');
  const isTag = /^[#＃]/u.test(written);
  const body = written.slice(isTag ? 1 : 0, isOpen ? -1 : undefined);
  if (body.includes('*')) throw new PhraseError('has "*" inside a word; it may stand only at the end of one');
  const words = wordsOf(body)
    .map((word) => word.text)
    .filter((word) => word !== '');
  const last = words.at(-1);
  if (last === undefined)
    throw new PhraseError(`has "${written}", in which there is no word; letters and digits are needed`);
  if (isOpen && last.length < 2)
    throw new PhraseError(`has "${written}", which is nearly any word; put two letters or more before "*"`);
  const folded = isTag ? [`#${words.join('')}`] : words;
  return folded.map((word, index) => (isOpen && index === folded.length - 1 ? `${word}*` : word));
}

/** The phrase written in one word, as hashtags are; none if it has gaps, is one word, or has many variants. */
export function asHashtags(phrase: Phrase): string[] {
  const { steps } = phrase;
  const isPlain = ({ words, afterGap }: Step, index: number) =>
    !afterGap &&
    words.every((word) => !word.startsWith('#') && (index === steps.length - 1 || !word.endsWith('*')));
  if (steps.length < 2 || !steps.every(isPlain)) return [];
  let joined = ['#'];
  for (const { words } of steps) {
    if (joined.length * words.length > MAX_HASHTAGS) return [];
    joined = joined.flatMap((start) => words.map((word) => start + word));
  }
  return joined;
}
