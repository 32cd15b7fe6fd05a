import type { Intent, Mention } from '../../../schema/contracts/mention.ts';
import { wordsOf, type Word } from '../words.ts';
import type { BrandRules, Tone, Verdict } from './brand-rules.ts';

/** What the rules of all brands of a mention say together. */
export interface Ruling extends Omit<Verdict, 'sentiment' | 'intent'> {
  readonly sentiment: Tone | null;
  /** And whose rule says so. */
  readonly intent: { readonly intent: Intent; readonly brand: string } | null;
}

export type Ruled = Pick<Mention, 'text' | 'brands' | 'channel' | 'direction'>;

/** Pure; null when no rule of a brand matches, which is nearly always. */
export type RuleReader = (mention: Ruled) => Ruling | null;

export const NO_RULES: RuleReader = () => null;

/** Ends the name of the model that is stored with a mention some rule matched. */
const MARK = '+rules';

export const markRuled = (model: string): string => `${model}${MARK}`;
export const isRuled = (model: string): boolean => model.endsWith(MARK);

/**
 * Reads mentions by the rules of their brands. What the brand itself wrote is not ruled. Where a mention is about
 * several brands, the first of them whose rules say something decides, for sentiment and for intent each on its own;
 * topics of all are added.
 * @param rulesOf null for a brand without rules.
 */
export function createRuleReader(rulesOf: (brand: string) => BrandRules | null): RuleReader {
  return ({ text, brands, channel, direction }) => {
    if (direction !== 'inbound') return null;
    let words: readonly Word[] | undefined;
    const verdicts: (Verdict & { readonly brand: string })[] = [];
    for (const brand of brands) {
      const rules = rulesOf(brand);
      if (rules === null) continue;
      const verdict = rules((words ??= wordsOf(text)), channel);
      if (verdict !== null) verdicts.push({ ...verdict, brand });
    }
    return verdicts.length === 0 ? null : together(verdicts);
  };
}

function together(verdicts: readonly (Verdict & { readonly brand: string })[]): Ruling {
  const decided = verdicts.find(({ intent }) => intent !== null);
  return {
    sentiment: verdicts.find(({ sentiment }) => sentiment !== null)?.sentiment ?? null,
    intent:
      decided === undefined || decided.intent === null
        ? null
        : { intent: decided.intent, brand: decided.brand },
    topics: [...new Set(verdicts.flatMap(({ topics }) => topics))],
    words: verdicts.flatMap(({ words }) => words),
  };
}
