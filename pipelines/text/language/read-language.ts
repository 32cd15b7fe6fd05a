import { primaryLanguage, UNDETERMINED } from './declared.ts';
import type { Detection, LanguageDetector } from './detector.ts';
import { APOSTROPHE, SPACE, createLetters, lettersOfAscii, lettersOfWords, type Letters } from './letters.ts';
import { obviouslyEnglish } from './obvious-english.ts';
import { languageOfScript, scriptContradicts } from './scripts.ts';
import { bareOf, type BareText } from '../bare-text.ts';
import { untagged, wordsOnly } from './words-only.ts';

export { UNDETERMINED } from './declared.ts';

export interface LanguageReading {
  /** ISO 639-1, or `und`. What has no two-letter code keeps its three letters when declared. */
  readonly lang: string;
  /** 0 … 1. 1 when the language was declared; for `und` how sure the best guess would have been. */
  readonly confidence: number;
  /** Whether `lang` is what the feed said. */
  readonly declared: boolean;
}

/** Below this a guess is no answer. Measured: see `confidenceOf`. */
const CONFIDENCE_NEEDED = 0.65;
/** What was found taken for English wrongly had far less than this: it may be believed a little earlier. */
const CONFIDENCE_NEEDED_OF_ENGLISH = 0.5;
/** From here on the text is believed rather than the feed. */
const CONFIDENCE_TO_OVERRULE = 0.9;
/** Letters from which the n-grams of a text are enough; below, the confidence shrinks with them. */
const LETTERS_ENOUGH = 24;
/** The detector's margin of the best language before the next at which the confidence is 1 − 1/e. */
const MARGIN_SCALE = 20;
/** The same for texts with letters that English has not: neither slang nor a list of product names, so less will do. */
const MARGIN_SCALE_BEYOND_ASCII = 8;
const BEYOND_ASCII = /[^\0-\x7f]/;
/** Kept as distinct languages by feeds, one to the detector. */
const KINDRED: readonly ReadonlySet<string>[] = [
  new Set(['ms', 'id', 'jv', 'su']),
  new Set(['hr', 'sr', 'bs', 'sl', 'mk']),
  new Set(['no', 'nb', 'nn', 'da', 'sv']),
  new Set(['cs', 'sk']),
  new Set(['es', 'ca', 'gl', 'pt', 'ast', 'an']),
  new Set(['tl', 'fil', 'ceb']),
  new Set(['nl', 'af', 'fy', 'lb', 'de']),
  new Set(['fr', 'oc', 'ht']),
  new Set(['it', 'co', 'sc', 'scn']),
  new Set(['hi', 'mr', 'ne']),
  new Set(['fa', 'ps', 'ur', 'ku', 'ar']),
  new Set(['ru', 'uk', 'be', 'bg', 'mk', 'sr', 'kk']),
];

/**
 * Says the language of a text. What the feed declares is believed unless the text contradicts it: by its script, or by
 * being surely in another language that is not a relative. Without a declaration the text decides, and a text too
 * short or too ambiguous is `und`, never a guess. Links, handles and hashtags are not read.
 *
 * Pure; bounded by the first 5,000 characters. Indonesian undeclared reads as Malay (`ms`): the detector has no
 * Indonesian.
 *
 * @param declared a BCP 47 tag as the feed gave it (`en`, `pt-BR`, `iw`), or ''
 * @param bare the text without its markup, where the caller has it
 */
export type LanguageReader = (text: string, declared: string, bare?: BareText) => LanguageReading;

export function createLanguageReader(detector: LanguageDetector): LanguageReader {
  /** Overwritten by every text. */
  const letters = createLetters();

  function guess(words: string): LanguageReading {
    const english = obviouslyEnglish(letters);
    // With half of its words common English ones, a text overrules the feed; mixed languages stay below.
    if (english > 0) return { lang: 'en', confidence: Math.min(0.99, 0.4 + english), declared: false };
    const ofScript = languageOfScript(words);
    if (ofScript !== null) return { lang: ofScript, confidence: 0.99, declared: false };
    const ofAscii = letters.isForeign ? null : detector.ofLetters(letters);
    const detection = ofAscii ?? detector.ofText(words === '' ? spelled(letters) : words);
    const { language } = detection;
    const confidence = language === '' ? 0 : confidenceOf(words, letters, detection);
    const needed = language === 'en' ? CONFIDENCE_NEEDED_OF_ENGLISH : CONFIDENCE_NEEDED;
    return { lang: confidence >= needed ? language : UNDETERMINED, confidence, declared: false };
  }

  return (text, declared, bare = bareOf(text)) => {
    // Words of ASCII are read without being cut out of the text; '' stands for them.
    const words = bare.isAscii ? '' : wordsOnly(bare);
    if (bare.isAscii) lettersOfAscii(letters, untagged(bare));
    else lettersOfWords(letters, words);
    const own = guess(words);
    const told = primaryLanguage(declared);
    if (told === null || scriptContradicts(words, told)) return own;
    const isOverruled =
      own.lang !== told &&
      own.lang !== UNDETERMINED &&
      own.confidence >= CONFIDENCE_TO_OVERRULE &&
      letterWeight(words, letters) >= LETTERS_ENOUGH &&
      !areKindred(own.lang, told);
    return isOverruled ? own : { lang: told, confidence: 1, declared: true };
  };
}

const areKindred = (a: string, b: string): boolean => KINDRED.some((kin) => kin.has(a) && kin.has(b));

/** Words of ASCII as a string. */
const spelled = ({ codes, length }: Letters): string =>
  [...codes.subarray(0, length)]
    .map((code) => (code === SPACE ? ' ' : code === APOSTROPHE ? "'" : String.fromCharCode(0x60 + code)))
    .join('');

/**
 * How sure the best language is: `1 − e^(−margin/scale)`, times the share of enough letters.
 *
 * The detector's scores are `x/(x+25)` of a mean score `x` an n-gram; the margin is the difference of the first two
 * `x`. The bounds were chosen on 67,000 recorded English tweets, where three answers other than English remained
 * wrong (lists of product names and hashtags), and on written sentences of 19 languages, where none is missed that
 * has 20 letters and no close relative.
 */
function confidenceOf(words: string, letters: Letters, { first, second }: Detection): number {
  const margin = unscaled(first) - unscaled(second);
  const enough = Math.min(1, letterWeight(words, letters) / LETTERS_ENOUGH);
  const scale = BEYOND_ASCII.test(words) ? MARGIN_SCALE_BEYOND_ASCII : MARGIN_SCALE;
  return Math.round((1 - Math.exp(-margin / scale)) * enough * 1_000) / 1_000;
}

const SCALE = 25;
const unscaled = (score: number): number => (score >= 1 ? Infinity : (SCALE * score) / (1 - score));

/** Letters, where a letter beyond Latin, Greek and Cyrillic tells as much as three. */
function letterWeight(words: string, letters: Letters): number {
  let weight = 0;
  if (words === '')
    for (let at = 0; at < letters.length && weight < LETTERS_ENOUGH; at++)
      weight += letters.codes[at] === SPACE ? 0 : 1;
  for (let index = 0; index < words.length && weight < LETTERS_ENOUGH; index++) {
    const unit = words.charCodeAt(index);
    if (unit !== 32) weight += unit < 0x0530 ? 1 : 3;
  }
  return weight;
}
