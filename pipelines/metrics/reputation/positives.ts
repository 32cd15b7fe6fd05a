import { within, type MarketMention } from '../../evidence/evidence.ts';
import type { Aggregator } from '../aggregator.ts';
import type { Family, Reading } from '../family.ts';
import { shareReading } from '../intervals.ts';

type Heard = Pick<MarketMention, 'brand' | 'sentiment'>;

export interface Praised {
  readonly brands: Set<string>;
  /** Positive mentions by brand. */
  readonly positive: Map<string, number>;
}

export const praised: Aggregator<Heard, Praised, Praised> = {
  empty: () => ({ brands: new Set(), positive: new Map() }),
  add(acc, { brand, sentiment }) {
    acc.brands.add(brand);
    if (sentiment === 'positive') acc.positive.set(brand, (acc.positive.get(brand) ?? 0) + 1);
    return acc;
  },
  merge(a, b) {
    const positive = new Map(a.positive);
    for (const [brand, count] of b.positive) positive.set(brand, (positive.get(brand) ?? 0) + count);
    return { brands: new Set([...a.brands, ...b.brands]), positive };
  },
  result: (acc) => acc,
};

/** Inbound mentions of every tracked brand. */
export const praise: Family<Heard, Praised, Praised> = {
  id: 'praise_of_all_brands',
  needs: ['market'],
  lookBackMs: 0,
  lookAheadMs: 0,
  *facts({ evidence }, from, to) {
    for (const { at, channel, venue, topics, suspected, brand, sentiment } of within(evidence.market, from, to))
      yield { at, channel, venue, topics, suspected, value: { brand, sentiment } };
  },
  aggregator: praised,
}; // prettier-ignore

/** The brand's part of all positives, 0 … 1. Of one brand alone it would always be the whole, which says nothing. */
export function positivesReading({ brands, positive }: Praised, brand: string): Reading {
  const all = [...positive.values()].reduce((sum, count) => sum + count, 0);
  const others = [...brands].filter((name) => name !== brand).length;
  const missing =
    others === 0 ? 'mentions of another tracked brand to compare with' : 'positive mentions of any tracked brand';
  return others === 0 || all === 0
    ? { value: null, n: all, missing: [missing] }
    : shareReading(positive.get(brand) ?? 0, all);
} // prettier-ignore
