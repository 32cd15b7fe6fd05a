/** A filter of `GET /api/mentions`. */
export type MentionFilter = Readonly<Record<string, string>>;

/** The mentions a number is made of, or what it is made of instead. */
export type Makings =
  | { readonly filter: MentionFilter; readonly note?: string }
  | { readonly filter: null; readonly note: string };

const INBOUND = { direction: 'inbound' };
const ASKED = { ...INBOUND, actionable: 'true' };
const NEGATIVE = { ...INBOUND, sentiment: 'negative' };
const POSITIVE = { ...INBOUND, sentiment: 'positive' };
const PASSED_ON = { kind: 'repost' };
const CHURN = { ...INBOUND, intent: 'churn' };

const CONTACTS = 'It is made of contacts and self-help events, not of mentions.';
const PEOPLE = 'It is made of the histories of customers; those who may leave are on the page of the brand.';
const UNANSWERED = {
  filter: { unanswered: 'true' },
  note: 'Those who wait now, of the last seven days at most.',
};

const SIGNALS = {
  filter: CHURN,
  note: 'The strongest signal: mentions that speak of leaving. Scores know more; the page of the brand has the people.',
};

/** By metric. What is not here is made of everything that was said to the brand. */
const MAKINGS: Readonly<Record<string, Makings>> = {
  outbound_volume: { filter: { direction: 'outbound' } },
  positive_share: { filter: POSITIVE },
  share_of_positive: { filter: POSITIVE },
  negative_share: { filter: NEGATIVE },
  first_response_time: { filter: ASKED },
  first_response_time_p90: { filter: ASKED },
  first_response_time_p99: { filter: ASKED },
  first_response_time_business: { filter: ASKED },
  first_response_time_business_p90: { filter: ASKED },
  first_response_time_business_p99: { filter: ASKED },
  out_of_hours_exposure: { filter: ASKED },
  still_waiting_median: { filter: ASKED },
  sla_attainment: { filter: ASKED },
  sla_band_5: { filter: ASKED },
  sla_band_15: { filter: ASKED },
  sla_band_60: { filter: ASKED },
  sla_band_over_60: { filter: ASKED },
  response_bands: { filter: ASKED },
  answer_rate: { filter: { ...INBOUND, intent: 'query' } },
  answer_time: { filter: { ...INBOUND, intent: 'query' } },
  reopened_share: { filter: ASKED },
  waiting: UNANSWERED,
  oldest_waiting: UNANSWERED,
  negative_attendance: { filter: { ...NEGATIVE, actionable: 'true' } },
  oldest_unattended: { filter: { ...NEGATIVE, actionable: 'true' } },
  amplification: { filter: POSITIVE },
  deflection_a: { filter: null, note: CONTACTS },
  deflection_b: { filter: null, note: CONTACTS },
  deflection_c: { filter: null, note: CONTACTS },
  deflection_value: { filter: null, note: CONTACTS },
  deflection_d: {
    filter: { ...INBOUND, intent: 'query' },
    note: 'Queries here; the self-help events beside them are no mentions.',
  },
  replication: { filter: PASSED_ON },
  replication_negative: { filter: { ...PASSED_ON, sentiment: 'negative' } },
  doubling_time: { filter: PASSED_ON },
  spread_reach: { filter: PASSED_ON },
  customers_at_risk: SIGNALS,
  churn_load: SIGNALS,
  churn_entered: SIGNALS,
  churn_left: SIGNALS,
  churn_saved: SIGNALS,
  recovery_rate: { filter: null, note: PEOPLE },
  recovery_incremental: { filter: null, note: PEOPLE },
  connecting_sentiment: { filter: null, note: PEOPLE },
  connecting_frequency: { filter: null, note: PEOPLE },
  connecting_contacts: { filter: null, note: PEOPLE },
  advocates: { filter: POSITIVE },
  detractors: { filter: NEGATIVE },
  roi_of_care: {
    filter: null,
    note: 'It is made of other metrics and of what was configured: the definition names them.',
  },
  silent_sources: { filter: {}, note: 'Everything that was heard: a source that is silent is not in it.' },
  lag_p50: { filter: {} },
  lag_p95: { filter: {} },
  late_share: { filter: {} },
};

export const makingsOf = (metric: string): Makings =>
  (Object.hasOwn(MAKINGS, metric) ? MAKINGS[metric] : undefined) ?? { filter: INBOUND };

const UNANSWERED_MS = 7 * 86_400_000;

/** The address of a page of mentions: the metric's, cut as the number is, narrowed by what a person picked. */
export function mentionsUrl(
  cut: { readonly brand: string; readonly from: number; readonly to: number },
  filters: readonly MentionFilter[],
  after: string | null,
): string {
  // Who has been answered is read from whole conversations, which is done for so long only.
  const from = filters.some((filter) => filter.unanswered === 'true')
    ? Math.max(cut.from, cut.to - UNANSWERED_MS)
    : cut.from;
  const query = new URLSearchParams({
    brand: cut.brand,
    from: String(from),
    to: String(cut.to),
    limit: '50',
  });
  for (const filter of filters)
    for (const [name, value] of Object.entries(filter)) if (value !== '') query.set(name, value);
  if (after !== null) query.set('after', after);
  return `/api/mentions?${query}`;
}
