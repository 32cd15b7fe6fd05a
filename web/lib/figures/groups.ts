export interface FigureGroup {
  readonly title: string;
  /** Metric ids, in reading order. */
  readonly ids: readonly string[];
}

/** The questions the metrics answer, in the order in which they are asked. */
export const FIGURE_GROUPS: readonly FigureGroup[] = [
  {
    title: 'Who speaks, how much',
    ids: [
      'volume',
      'rate',
      'outbound_volume',
      'participants',
      'participation_rate',
      'share_of_voice',
      'reach',
      'paid_reach',
      'impressions',
      'paid_impressions',
      'channel_attraction',
      'channel_impressions_share',
    ],
  },
  {
    title: 'In what tone',
    ids: [
      'net_sentiment',
      'reach_weighted_sentiment',
      'positive_share',
      'negative_share',
      'share_of_positive',
      'sentiment_by_topic',
    ],
  },
  {
    title: 'How soon they are answered',
    ids: [
      'sla_attainment',
      'first_response_time',
      'first_response_time_p90',
      'first_response_time_p99',
      'still_waiting_median',
      'waiting',
      'oldest_waiting',
      'answer_rate',
      'answer_time',
      'reopened_share',
      'sla_band_5',
      'sla_band_15',
      'sla_band_60',
      'sla_band_over_60',
      'response_bands',
      'first_response_time_business',
      'first_response_time_business_p90',
      'first_response_time_business_p99',
      'out_of_hours_exposure',
    ],
  },
  {
    title: 'Whether they are attended to',
    ids: ['negative_attendance', 'oldest_unattended', 'amplification'],
  },
  {
    title: 'Calls that need not be made',
    ids: ['deflection_a', 'deflection_b', 'deflection_c', 'deflection_d', 'deflection_value'],
  },
  {
    title: 'What spreads',
    ids: ['replication', 'replication_negative', 'doubling_time', 'spread_reach', 'paid_amplification'],
  },
  {
    title: 'Who leaves, who comes back',
    ids: [
      'customers_at_risk',
      'churn_load',
      'churn_entered',
      'churn_left',
      'churn_saved',
      'recovery_rate',
      'recovery_incremental',
      'connecting_sentiment',
      'connecting_frequency',
      'connecting_contacts',
    ],
  },
  {
    title: 'All in all',
    ids: ['brand_health', 'reputation_index', 'loyalty_index', 'advocates', 'detractors', 'roi_of_care'],
  },
  {
    title: 'How good the data is',
    ids: [
      'lag_p50',
      'lag_p95',
      'late_share',
      'silent_sources',
      'duplicate_text_share',
      'unsupported_language_share',
      'automation_share',
      'unmatched_share',
    ],
  },
];

/** The groups with what is defined, and what belongs to none of them (a newer server has more) at the end. */
export function groupFigures<T extends { readonly id: string }>(
  defined: readonly T[],
): readonly { readonly title: string; readonly entries: readonly T[] }[] {
  const byId = new Map(defined.map((one) => [one.id, one]));
  const groups = FIGURE_GROUPS.map(({ title, ids }) => ({
    title,
    entries: ids.flatMap((id) => {
      const one = byId.get(id);
      byId.delete(id);
      return one === undefined ? [] : [one];
    }),
  }));
  return [...groups, { title: 'Others', entries: [...byId.values()] }].filter(
    ({ entries }) => entries.length > 0,
  );
}
