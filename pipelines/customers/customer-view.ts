import type { CustomerView } from '../../schema/contracts/customers.ts';
import type { BrandSettings } from '../metrics/settings.ts';
import { churnHistory, churnRisk } from './churn.ts';
import { accountsOf, type Journey } from './journey.ts';
import { timelineOf } from './timeline.ts';

export interface Page {
  /** Entries left out before it; 0 begins with the oldest. Null: it ends with the newest. */
  readonly offset: number | null;
  readonly limit: number;
}

/** One page of what is known of a customer as of an instant. `customer`: as they were asked for. */
export function customerViewOf(
  journey: Journey,
  settings: Pick<BrandSettings, 'weights'>,
  asOf: number,
  { offset, limit }: Page,
): CustomerView {
  const { score, level, reasons } = churnRisk(journey, asOf, settings);
  const timeline = timelineOf(journey, settings, asOf);
  const begin = offset ?? Math.max(0, timeline.length - limit);
  const end = begin + limit;
  return {
    customer: journey.customer ?? journey.person,
    brand: journey.brand,
    asOf: new Date(asOf).toISOString(),
    tier: journey.tier,
    enrolled: journey.enrolled,
    accounts: accountsOf(journey),
    reach: reachOf(journey),
    risk: {
      score,
      level,
      reasons: [...reasons],
      history: churnHistory(journey, -Infinity, asOf).map((point) => ({
        at: new Date(point.at).toISOString(),
        score: point.score,
      })),
    },
    timeline: timeline.slice(begin, end),
    total: timeline.length,
    next: end < timeline.length ? String(end) : null,
    cut: journey.cut,
  };
}

const reachOf = ({ events }: Journey): number =>
  events.reduce(
    (most, event) =>
      event.kind === 'mention' && !event.mention.promoted ? Math.max(most, event.mention.followers) : most,
    0,
  );
