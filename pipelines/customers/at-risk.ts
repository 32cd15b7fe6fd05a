import type { AtRiskAnswer, AtRiskCustomer } from '../../schema/contracts/customers.ts';
import type { Evidence } from '../evidence/evidence.ts';
import type { BrandSettings } from '../metrics/settings.ts';
import { churnRisk, churnScore } from './churn.ts';
import { accountsOf, firstAfter, journeysOf, type Journey } from './journey.ts';
import { isAtRisk, riskMoves } from './risk-moves.ts';

/**
 * Who is at risk as of an instant, the highest score first, at most `limit` of them: known customers and accounts no
 * customer is known of alike. The evidence should reach `RISK_REACH_MS` back.
 */
export function atRisk(evidence: Evidence, settings: BrandSettings, at: number, limit: number): AtRiskAnswer {
  const { threshold, customers } = mostAtRisk(evidence, settings, at, limit);
  return { brand: evidence.brand, asOf: new Date(at).toISOString(), threshold, customers };
}

/** The same, with how many there are. */
export function mostAtRisk(
  evidence: Evidence,
  settings: BrandSettings,
  at: number,
  limit: number,
): { threshold: number; total: number; customers: AtRiskCustomer[] } {
  const threshold = settings.weights.churnThreshold;
  const ranked = [...journeysOf(evidence).values()]
    .filter((journey) => isAtRisk(riskMoves(journey, threshold), at))
    .map((journey) => ({ journey, score: churnScore(journey, at) }))
    .sort((a, b) => b.score - a.score || (a.journey.person < b.journey.person ? -1 : 1));
  const customers = ranked.slice(0, Math.max(0, limit)).map(({ journey }) => viewOf(journey, at, settings));
  return { threshold, total: ranked.length, customers };
}

function viewOf(journey: Journey, at: number, settings: BrandSettings): AtRiskCustomer {
  const { score, level, reasons } = churnRisk(journey, at, settings);
  const until = { ...journey, events: journey.events.slice(0, firstAfter(journey.events, at)) };
  const lastSeen = until.events.findLast(
    ({ kind }) => kind === 'mention' || kind === 'contact' || kind === 'self-help',
  );
  return {
    customer: journey.customer,
    accounts: accountsOf(until),
    score,
    level,
    reasons: [...reasons],
    lastSeenAt: lastSeen === undefined ? null : new Date(lastSeen.at).toISOString(),
    tier: journey.tier,
  };
}
