import type { TaxonomyConfig, TopicConfig } from '../../../schema/contracts/taxonomy.ts';
import type { Fault } from '../../calendar/hours.ts';
import { PhraseError, parsePhrase } from './phrase.ts';
import type { Taxonomy } from './taxonomy.ts';

/**
 * The first thing that is wrong with a configured taxonomy, as the way to it and what was expected; null: it can be
 * merged with `base` and compiled.
 */
export function faultOfTaxonomy({ extend, topics }: TaxonomyConfig, base: Taxonomy): Fault | null {
  const known = new Set(extend === false ? [] : base.map(({ id }) => id));
  const seen = new Set<string>();
  for (const [index, topic] of topics.entries()) {
    const fault = faultOfTopic(topic, seen, known);
    if (fault !== null) return { path: ['topics', String(index), ...fault.path], says: fault.says };
    seen.add(topic.id);
  }
  return null;
}

function faultOfTopic(
  { id, phrases, not = [] }: TopicConfig,
  seen: ReadonlySet<string>,
  known: ReadonlySet<string>,
): Fault | null {
  if (seen.has(id))
    return { path: ['id'], says: `is "${id}" a second time; put all phrases of a topic in one place` };
  if (phrases.length === 0 && !known.has(id))
    return {
      path: ['phrases'],
      says: `has no phrase, and "${id}" is no built-in topic; expected one phrase at least`,
    };
  return faultOfPhrases('phrases', phrases) ?? faultOfPhrases('not', not);
}

function faultOfPhrases(key: string, phrases: readonly string[]): Fault | null {
  for (const [index, phrase] of phrases.entries()) {
    const says = faultOfPhrase(phrase);
    if (says !== null) return { path: [key, String(index)], says };
  }
  return null;
}

/** Why a phrase cannot be read, as the rest of a sentence, or null. */
export function faultOfPhrase(phrase: string): string | null {
  try {
    parsePhrase(phrase);
    return null;
  } catch (error) {
    if (!(error instanceof PhraseError)) throw error;
    // Quoted as JSON: a phrase may hold a line break, and a problem is one line.
    return `is ${JSON.stringify(phrase)}, which ${error.message}`;
  }
}
