import type { Rules } from '../../../schema/contracts/rules.ts';
import type { Fault } from '../../calendar/hours.ts';
import { faultOfPhrase } from '../topics/taxonomy-fault.ts';

export interface RuleSurroundings {
  /** Ids of the taxonomy in use. */
  readonly topics: ReadonlySet<string>;
  readonly channels: ReadonlySet<string>;
}

/** The first thing that is wrong with the rules of a brand, as the way to it and what was expected; null: none. */
export function faultOfRules({ lexicon = [], overrides = [] }: Rules, known: RuleSurroundings): Fault | null {
  const entries = new Set<string>();
  for (const [index, { phrase }] of lexicon.entries()) {
    const says = faultOfPhrase(phrase) ?? (entries.has(phrase) ? twice(phrase) : null);
    if (says !== null) return { path: ['lexicon', String(index), 'phrase'], says };
    entries.add(phrase);
  }
  for (const [index, { phrase, channel, sentiment, topic, intent }] of overrides.entries()) {
    const fault = (says: string, ...key: string[]): Fault => ({
      path: ['overrides', String(index), ...key],
      says,
    });
    const says = faultOfPhrase(phrase);
    if (says !== null) return fault(says, 'phrase');
    if (sentiment === undefined && topic === undefined && intent === undefined)
      return fault('decides nothing; give it a sentiment, a topic or an intent');
    if (topic !== undefined && !known.topics.has(topic))
      return fault(`is "${topic}", which is no topic of the taxonomy in use`, 'topic');
    if (channel !== undefined && !known.channels.has(channel))
      return fault(
        `is ${JSON.stringify(channel)}, which is no channel that is known or configured`,
        'channel',
      );
  }
  return null;
}

const twice = (phrase: string): string => `is ${JSON.stringify(phrase)} a second time; give it once`;
