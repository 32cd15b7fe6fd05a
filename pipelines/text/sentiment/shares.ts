import { SENTIMENT_LABELS } from '../../../schema/contracts/mention.ts';
import type { ByLabel } from './reading.ts';

const ROUNDS = 200;
const STEADY = 1e-6;

/**
 * Shares of the classes among many readings, when their mix may differ from the one the probabilities were calibrated
 * to: expectation maximisation over the mix (Saerens, Latinne and Decaestecker, 2002). From about 500 readings on.
 *
 * @param readings probabilities of each text.
 * @param prior the mix they were calibrated to.
 * @returns shares that sum to 1; the prior itself when there are no readings.
 */
export function estimateShares(readings: readonly ByLabel[], prior: ByLabel): ByLabel {
  let shares = prior;
  for (let round = 0; round < ROUNDS && readings.length > 0; round++) {
    const factor = ratio(shares, prior);
    const sums = { negative: 0, neutral: 0, positive: 0 };
    for (const p of readings) {
      const total = p.negative * factor.negative + p.neutral * factor.neutral + p.positive * factor.positive;
      for (const label of SENTIMENT_LABELS) sums[label] += (p[label] * factor[label]) / total;
    }
    const next = ratio(sums, {
      negative: readings.length,
      neutral: readings.length,
      positive: readings.length,
    });
    const moved = Math.max(...SENTIMENT_LABELS.map((label) => Math.abs(next[label] - shares[label])));
    shares = next;
    if (moved < STEADY) break;
  }
  return shares;
}

const ratio = (a: ByLabel, b: ByLabel): ByLabel => ({
  negative: a.negative / b.negative,
  neutral: a.neutral / b.neutral,
  positive: a.positive / b.positive,
});
