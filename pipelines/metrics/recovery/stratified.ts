import { differenceInterval, wilson, type Interval } from '../intervals.ts';

export interface Judged {
  readonly stratum: string;
  readonly recovered: boolean;
}

export interface Difference extends Interval {
  /** Share of the matched contacted less that of the left alone, or null where no stratum has both. */
  readonly value: number | null;
  /** Contacted who have somebody to be compared with. */
  readonly matched: number;
  readonly contactedShare: number | null;
  /** As it would be if those left alone were spread over the strata as the contacted are. */
  readonly aloneShare: number | null;
}

interface Stratum {
  n: number;
  hits: number;
  aloneN: number;
  aloneHits: number;
}

/**
 * Difference of two shares within strata, each stratum weighted by its contacted: what contact changed for those who
 * had it (direct standardisation). Contacted without a match are left out. Interval: Newcombe's square-and-add of two
 * Wilson intervals; of the standardised share with the effective sample size `1 / Σ weight²/n` (Kish).
 */
export function stratifiedDifference(contacted: readonly Judged[], alone: readonly Judged[]): Difference {
  const strata = new Map<string, Stratum>();
  const at = (name: string): Stratum => {
    const found = strata.get(name) ?? { n: 0, hits: 0, aloneN: 0, aloneHits: 0 };
    strata.set(name, found);
    return found;
  };
  for (const { stratum, recovered } of contacted) {
    at(stratum).n += 1;
    if (recovered) at(stratum).hits += 1;
  }
  for (const { stratum, recovered } of alone) {
    at(stratum).aloneN += 1;
    if (recovered) at(stratum).aloneHits += 1;
  }
  const shared = [...strata.values()].filter(({ n, aloneN }) => n > 0 && aloneN > 0);
  const matched = shared.reduce((sum, { n }) => sum + n, 0);
  if (matched === 0)
    return { value: null, matched, contactedShare: null, aloneShare: null, low: null, high: null };
  const hits = shared.reduce((sum, stratum) => sum + stratum.hits, 0);
  let aloneShare = 0;
  let squares = 0;
  for (const { n, aloneN, aloneHits } of shared) {
    aloneShare += (n / matched) * (aloneHits / aloneN);
    squares += (n / matched) ** 2 / aloneN;
  }
  const effective = 1 / squares;
  const contactedShare = hits / matched;
  const value = contactedShare - aloneShare;
  const interval = differenceInterval(
    contactedShare,
    wilson(hits, matched),
    aloneShare,
    wilson(aloneShare * effective, effective),
  );
  return { value, matched, contactedShare, aloneShare, ...interval };
}
