import type { Labels } from '../../../schema/contracts/labels.ts';
import type { Intent, Mention } from '../../../schema/contracts/mention.ts';
import type { Ruling } from './rule-reader.ts';

/** What is said of an intent, and what follows from it. */
export type IntentLabels = Pick<Labels, 'intent' | 'leaving' | 'actionable'>;

/** Intents that a person of the brand should answer. */
const ASKS: ReadonlySet<Intent> = new Set(['query', 'complaint', 'churn']);

/**
 * The intent as a rule has it, if one does, with what follows: churn leaves the brand whose rule says so and any other
 * intent does not; a query, a complaint and churn should be answered, praise and comments need not be, nor does a
 * repost: the original does.
 */
export function ruledIntent(
  { kind }: Pick<Mention, 'kind'>,
  ruling: Pick<Ruling, 'intent'> | null,
  read: IntentLabels,
): IntentLabels {
  if (ruling === null || ruling.intent === null) return read;
  const { intent, brand } = ruling.intent;
  const others = read.leaving.filter((name) => name !== brand);
  return {
    intent,
    leaving: intent === 'churn' ? [...others, brand] : others,
    actionable: ASKS.has(intent) && kind !== 'repost',
  };
}
