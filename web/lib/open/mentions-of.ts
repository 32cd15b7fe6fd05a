/** A filter of `GET /api/mentions`. */
export type MentionFilter = Readonly<Record<string, string>>;

/** The mentions a number is made of, or what it is made of instead. */
export type Makings =
  | {
      readonly filter: MentionFilter;
      /** The part of them that is meant first: shown as picked, and can be lifted. */
      readonly picked?: MentionFilter;
      readonly note?: string;
      /** What it means when there is none and nothing was picked. */
      readonly none?: string;
    }
  | { readonly filter: null; readonly note: string };

const INBOUND = { direction: 'inbound' };
const ASKED = { ...INBOUND, actionable: 'true' };
const QUERIES = { ...INBOUND, intent: 'query' };
const REPOSTS = { ...INBOUND, kind: 'repost' };
const PAID = { promoted: 'true' };
const UNPAID = { promoted: 'false' };
const POSITIVE = { sentiment: 'positive' };
const NEGATIVE = { sentiment: 'negative' };
const WITHOUT_PAID = 'Those that were paid for are counted apart and not listed; n is of all.';
const AND_QUOTES = 'These are the reposts; quotes count beside them.';

/** Negatives that nobody has replied to or decided to leave, in a week at most. */
export const LEFT_ALONE: Makings = {
  filter: { ...ASKED, ...NEGATIVE, unattended: 'true', order: 'oldest' },
  note: 'As of now: who was attended to since the figure was read is not among them.',
};

/** What passed a post on. @param name its `source/id` */
export const passedOn = (name: string): Makings => ({
  filter: { story: name },
  note: 'Reposts and quotes that were seen here; a network may report more than were seen.',
  none: 'None was seen here: they are known from the totals their network reports.',
});

/** What is made of the same mentions, together. Every metric is in one of these, which a test holds. */
const GROUPS: readonly (readonly [makings: Makings, metrics: readonly string[]])[] = [
  [
    { filter: INBOUND },
    [
      'volume',
      'rate',
      'net_sentiment',
      'share_of_voice',
      'reputation_index',
      'loyalty_index',
      'channel_attraction',
      'unmatched_share',
      'unsupported_language_share',
    ],
  ],
  [{ filter: INBOUND, picked: POSITIVE }, ['positive_share', 'share_of_positive', 'advocates']],
  [{ filter: INBOUND, picked: NEGATIVE }, ['negative_share', 'detractors']],
  [
    { filter: { ...INBOUND, ...UNPAID }, note: WITHOUT_PAID },
    ['reach', 'impressions', 'channel_impressions_share'],
  ],
  [
    { filter: { ...INBOUND, ...PAID }, note: 'Only those that were paid for; n is of all.' },
    ['paid_reach', 'paid_impressions'],
  ],
  [{ filter: { ...INBOUND, ...PAID } }, ['paid_amplification']],
  [
    { filter: INBOUND, note: 'Of those marked “promoted” the tone counts, but not the audience.' },
    ['reach_weighted_sentiment'],
  ],
  [{ filter: INBOUND, note: 'Those without an issue are not counted.' }, ['sentiment_by_topic']],
  [{ filter: INBOUND, note: 'Those marked “copy” repeat an earlier text.' }, ['duplicate_text_share']],
  [
    { filter: INBOUND, note: 'The share is of those marked “automated” or “looks automated”.' },
    ['automation_share'],
  ],
  [
    { filter: { ...INBOUND, venue: 'owned' }, note: 'Self-help events count beside them.' },
    ['participants', 'participation_rate'],
  ],
  [{ filter: { direction: 'outbound' } }, ['outbound_volume']],
  [
    {
      filter: INBOUND,
      note: 'The first unanswered one of a customer starts a clock; a human reply stops it.',
    },
    [
      'first_response_time',
      'first_response_time_p90',
      'first_response_time_p99',
      'first_response_time_business',
      'first_response_time_business_p90',
      'first_response_time_business_p99',
      'out_of_hours_exposure',
    ],
  ],
  [
    { filter: ASKED, note: 'They ask or complain: each customer’s first unanswered one opens a case.' },
    [
      'still_waiting_median',
      'sla_attainment',
      'sla_band_5',
      'sla_band_15',
      'sla_band_60',
      'sla_band_over_60',
      'response_bands',
      'reopened_share',
    ],
  ],
  [
    {
      filter: { unanswered: 'true', order: 'oldest' },
      note: 'What those who wait now have said, of the last seven days at most; the number is of conversations.',
    },
    ['waiting', 'oldest_waiting'],
  ],
  [{ filter: QUERIES }, ['answer_rate', 'answer_time']],
  [
    {
      filter: { ...ASKED, ...NEGATIVE },
      note: 'All of them, attended to or not.',
    },
    ['negative_attendance'],
  ],
  [
    {
      ...LEFT_ALONE,
      note: 'What nobody has replied to or decided to leave, of the last seven days at most.',
    },
    ['oldest_unattended'],
  ],
  [
    {
      filter: { ...INBOUND, ...POSITIVE, automation: 'exclude' },
      note: 'Reposts among them are not counted.',
    },
    ['amplification'],
  ],
  [{ filter: REPOSTS, note: AND_QUOTES }, ['replication', 'doubling_time']],
  [{ filter: { ...REPOSTS, ...UNPAID }, note: `${AND_QUOTES} ${WITHOUT_PAID}` }, ['spread_reach']],
  [{ filter: REPOSTS, picked: NEGATIVE, note: AND_QUOTES }, ['replication_negative']],
  [
    {
      filter: { ...INBOUND, intent: 'churn' },
      note: 'The strongest signal: mentions that speak of leaving. Scores know more; the page of the brand has the people.',
    },
    ['customers_at_risk', 'churn_load', 'churn_entered', 'churn_left', 'churn_saved'],
  ],
  [
    { filter: QUERIES, note: 'Queries here; the self-help events beside them are no mentions.' },
    ['deflection_d'],
  ],
  [
    { filter: null, note: 'It is made of contacts and self-help events, not of mentions.' },
    ['deflection_a', 'deflection_b', 'deflection_c', 'deflection_value'],
  ],
  [
    {
      filter: null,
      note: 'It is made of the histories of people before and after they were answered, not of single mentions.',
    },
    [
      'recovery_rate',
      'recovery_incremental',
      'connecting_sentiment',
      'connecting_frequency',
      'connecting_contacts',
    ],
  ],
  [
    {
      filter: null,
      note: 'It is made of other figures and of what was configured: the definition names them.',
    },
    ['brand_health', 'roi_of_care'],
  ],
  [{ filter: {} }, ['lag_p50', 'lag_p95', 'late_share']],
  [
    { filter: {}, note: 'Everything that was heard: a source that is silent is not in it.' },
    ['silent_sources'],
  ],
];

const MAKINGS: ReadonlyMap<string, Makings> = new Map(
  GROUPS.flatMap(([makings, metrics]) => metrics.map((metric) => [metric, makings] as const)),
);
export const MADE_METRICS: readonly string[] = GROUPS.flatMap(([, metrics]) => metrics);

/** A newer server may have metrics that this page has not heard of. */
export const makingsOf = (metric: string): Makings =>
  MAKINGS.get(metric) ?? {
    filter: INBOUND,
    note: 'All that was said to the brand: the definition says what of it counts.',
  };

const LEFT_OPEN_MS = 7 * 86_400_000;

/**
 * The address of a page of mentions: the metric's, cut as the number is, narrowed by what a person picked.
 * @param cut without a brand (empty): of all of them
 */
export function mentionsUrl(
  cut: { readonly brand: string; readonly from: number; readonly to: number },
  filters: readonly MentionFilter[],
  after: string | null,
): string {
  // Who has been answered is read from whole conversations, which is done for so long only.
  const isLeftOpen = filters.some((filter) => filter.unanswered === 'true' || filter.unattended === 'true');
  const from = isLeftOpen ? Math.max(cut.from, cut.to - LEFT_OPEN_MS) : cut.from;
  const query = new URLSearchParams({ from: String(from), to: String(cut.to), limit: '50' });
  if (cut.brand !== '') query.set('brand', cut.brand);
  for (const filter of filters)
    for (const [name, value] of Object.entries(filter)) if (value !== '') query.set(name, value);
  if (after !== null) query.set('after', after);
  return `/api/mentions?${query}`;
}
