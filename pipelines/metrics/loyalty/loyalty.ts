import { isNegative } from '../../customers/journey.ts';
import { personOf, within, type MentionFact } from '../../evidence/evidence.ts';
import type { Aggregator } from '../aggregator.ts';
import type { Family } from '../family.ts';

/** What one person said in a window. */
export interface Tone {
  positive: number;
  negative: number;
  /** Mentions that praise, and are positive. */
  praise: number;
}
export type Stance = 'advocate' | 'detractor' | 'neither';

/** By person. */
export type Tones = Map<string, Tone>;

export const tones: Aggregator<MentionFact, Tones, ReadonlyMap<string, Tone>> = {
  empty: () => new Map(),
  add(acc, mention) {
    const person = personOf(mention);
    if (mention.direction === 'outbound' || person === '') return acc;
    const tone = acc.get(person) ?? { positive: 0, negative: 0, praise: 0 };
    // Leaving is never praise, however politely it is said.
    if (isNegative(mention)) tone.negative += 1;
    else if (mention.sentiment === 'positive') {
      tone.positive += 1;
      if (mention.intent === 'praise') tone.praise += 1;
    }
    acc.set(person, tone);
    return acc;
  },
  merge(a, b) {
    const merged: Tones = new Map([...a].map(([person, tone]) => [person, { ...tone }]));
    for (const [person, tone] of b) {
      const found = merged.get(person);
      merged.set(
        person,
        found === undefined
          ? { ...tone }
          : {
              positive: found.positive + tone.positive,
              negative: found.negative + tone.negative,
              praise: found.praise + tone.praise,
            },
      );
    }
    return merged;
  },
  result: (acc) => acc,
};

/**
 * Advocate: more positive than negative mentions, and at least one of them praises outright: a single "thanks" makes
 * none. Detractor: more negative ones than positive.
 */
export function stanceOf({ positive, negative, praise }: Tone): Stance {
  if (negative > positive) return 'detractor';
  return positive > negative && praise > 0 ? 'advocate' : 'neither';
}

export const loyalty: Family<MentionFact, Tones, ReadonlyMap<string, Tone>> = {
  id: 'loyalty',
  needs: ['mentions'],
  lookBackMs: 0,
  lookAheadMs: 0,
  *facts({ evidence }, from, to) {
    for (const mention of within(evidence.mentions, from, Math.min(to, evidence.asOf)))
      if (mention.direction === 'inbound')
        yield {
          at: mention.at,
          channel: mention.channel,
          venue: mention.venue,
          topics: mention.topics,
          suspected: mention.suspected,
          value: mention,
        };
  },
  aggregator: tones,
};
