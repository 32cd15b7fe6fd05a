import { createLexicon, VALENCE_STEPS, type Lexicon } from '../lexicon.ts';
import { hashWord } from '../hash.ts';
import { createTokenizer } from '../tokenizer.ts';
import { FLAG, TOKEN } from '../tokens.ts';
import { CAPITALISED_WORDS, wordRoles } from './roles.ts';
import type { WordLists } from './word-lists.ts';

export interface Vocabulary {
  /** The words in the order of the lexicon's rows. */
  readonly words: readonly string[];
  readonly lexicon: Lexicon;
}

export interface VocabularyOptions {
  /** Words of this many texts are known. */
  readonly minTexts: number;
  /** Words in more than this share of their places with a capital are names. */
  readonly maxCapitals: number;
}

/**
 * The words to know: of the lists, of the texts unless they are names, and of `more` (most frequent first), which are
 * names when they have a capital.
 */
export function buildVocabulary(
  texts: readonly string[],
  lists: WordLists,
  more: Iterable<string>,
  options: VocabularyOptions,
): Vocabulary {
  const roles = wordRoles();
  const counts = countWords(texts);
  const words = new Set([
    ...roles.keys(),
    ...CAPITALISED_WORDS,
    ...lists.valence.keys(),
    ...lists.opinion.keys(),
  ]);
  for (const [word, { seen, placed, capitals }] of counts)
    if (seen >= options.minTexts && capitals <= placed * options.maxCapitals) words.add(word);
  const always = words.size;
  for (const word of more) {
    const count = counts.get(word);
    if (count === undefined || count.capitals <= count.placed * options.maxCapitals) words.add(word);
  }
  const byHash = new Map<number, { readonly word: string; readonly lowerOnly: boolean }>();
  for (const [at, word] of [...words].entries())
    if (!byHash.has(hashWord(word))) byHash.set(hashWord(word), { word, lowerOnly: at >= always });
  const ordered = [...byHash].sort(([a], [b]) => a - b);
  const chosen = ordered.map(([, { word }]) => word);
  const lexicon = createLexicon({
    hash: Int32Array.from(ordered, ([hash]) => hash),
    valence: Int8Array.from(chosen, (word) => Math.round((lists.valence.get(word) ?? 0) * VALENCE_STEPS)),
    opinion: Int8Array.from(chosen, (word) => lists.opinion.get(word) ?? 0),
    role: Uint8Array.from(chosen, (word) => roles.get(word) ?? 0),
    lowerOnly: Uint8Array.from(ordered, ([, { lowerOnly }]) => (lowerOnly ? 1 : 0)),
  });
  return { words: chosen, lexicon };
}

interface WordCount {
  /** Texts that have it. */
  seen: number;
  /** Places where a capital would say something: not at the start of a sentence, not in a shout. */
  placed: number;
  capitals: number;
}

function countWords(texts: readonly string[]): Map<string, WordCount> {
  const empty = createLexicon({ hash: new Int32Array(0), valence: new Int8Array(0), opinion: new Int8Array(0), role: new Uint8Array(0), lowerOnly: new Uint8Array(0) }); // prettier-ignore
  const tokenizer = createTokenizer(empty, new Map());
  const counts = new Map<string, WordCount>();
  for (const text of texts) {
    const { count, kind, flags, start, end } = tokenizer.tokenize(text);
    const here = new Set<string>();
    let starts = true;
    for (let at = 0; at < count; at++) {
      const is = kind[at];
      const flag = flags[at] as number;
      const isPlain = (flag & (FLAG.hashtag | FLAG.shouted)) === 0;
      if (is === TOKEN.word || is === TOKEN.name) {
        const word = spellingOf(text.slice(start[at], end[at]));
        const counted = counts.get(word) ?? { seen: 0, placed: 0, capitals: 0 };
        if (!here.has(word)) counted.seen++;
        here.add(word);
        if (isPlain && !starts) {
          counted.placed++;
          if ((flag & FLAG.capitalised) !== 0) counted.capitals++;
        }
        counts.set(word, counted);
      }
      starts = (flag & FLAG.breaks) !== 0;
    }
  }
  return counts;
}

/** As the tokenizer folds it. */
const spellingOf = (word: string): string =>
  word
    .toLowerCase()
    .replace(/[’‘`´]/g, "'")
    .replace(/'s$/, '')
    .replace(/(\p{L})\1{2,}/gu, '$1$1');
