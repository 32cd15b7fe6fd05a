import type { SentimentLabel } from '../../../schema/contracts/mention.ts';
import { within } from '../../evidence/evidence.ts';
import type { Aggregator } from '../aggregator.ts';
import { netReading } from '../audience/metrics.ts';
import type { Family } from '../family.ts';
import { metricOf, type Metric } from '../metric.ts';

/** Categories that are printed, the most frequent first. */
const PRINTED_TOPICS = 60;

type Tones = Record<SentimentLabel, number>;

export interface Categorised {
  readonly topics: readonly string[];
  readonly sentiment: SentimentLabel;
}
export interface TopicTones {
  /** Of mentions with a category, each once. */
  readonly all: Tones;
  readonly byTopic: Map<string, Tones>;
}

const silence = (): Tones => ({ positive: 0, neutral: 0, negative: 0 });
const total = ({ positive, neutral, negative }: Tones): number => positive + neutral + negative;
const together = (a: Tones, b: Tones): Tones => ({
  positive: a.positive + b.positive,
  neutral: a.neutral + b.neutral,
  negative: a.negative + b.negative,
});

export const topicTones: Aggregator<Categorised, TopicTones, TopicTones> = {
  empty: () => ({ all: silence(), byTopic: new Map() }),
  add(acc, { topics, sentiment }) {
    acc.all[sentiment] += 1;
    for (const topic of new Set(topics)) {
      const tones = acc.byTopic.get(topic) ?? silence();
      tones[sentiment] += 1;
      acc.byTopic.set(topic, tones);
    }
    return acc;
  },
  merge(a, b) {
    const byTopic = new Map<string, Tones>();
    for (const [topic, tones] of [...a.byTopic, ...b.byTopic])
      byTopic.set(topic, together(byTopic.get(topic) ?? silence(), tones));
    return { all: together(a.all, b.all), byTopic };
  },
  result: (acc) => acc,
};

export const categorised: Family<Categorised, TopicTones, TopicTones> = {
  id: 'categorised',
  needs: ['mentions'],
  lookBackMs: 0,
  lookAheadMs: 0,
  *facts({ evidence }, from, to) {
    for (const mention of within(evidence.mentions, from, to)) {
      const { direction, at, channel, venue, topics, sentiment, suspected } = mention;
      if (direction === 'inbound' && topics.length > 0)
        yield { at, channel, venue, topics, suspected, value: { topics, sentiment } };
    }
  },
  aggregator: topicTones,
};

export const TOPIC_METRICS: readonly Metric[] = [
  metricOf(
    {
      id: 'sentiment_by_topic',
      title: 'Net sentiment by issue category',
      unit: 'points',
      formula:
        '100 · (positive − negative) / (positive + neutral + negative), of mentions with a category; of each category in the parts',
      includes: `Inbound mentions with at least one issue category; one with two counts in both, and once in the value. Parts: the ${PRINTED_TOPICS} most frequent categories, each with net sentiment, mentions (".n") and negative share (".negativeShare").`,
      n: 'Inbound mentions with at least one category.',
      numerator: 'Positive less negative.',
      denominator: 'Positive, neutral and negative.',
      window: 'Event time of the mention.',
      interval: 'Normal, of a difference of two shares of one sample.',
      minN: 20,
      facets: ['channel', 'venue', 'topic', 'automation'],
      source: 'Snapdeal, sentiment by its thirty and more categories.',
      version: 1,
    },
    categorised,
    ({ all, byTopic }, { facets: { topic: asked } }) => {
      // A mention of two categories brings the other one along: only what was asked for is printed.
      const shown = [...byTopic]
        .filter(([topic]) => asked === null || topic === asked || topic.startsWith(`${asked}.`))
        .sort(([a, x], [b, y]) => total(y) - total(x) || (a < b ? -1 : 1))
        .slice(0, PRINTED_TOPICS);
      return {
        ...netReading(all),
        parts: Object.fromEntries(
          shown.flatMap(([topic, tones]) => [
            [topic, (100 * (tones.positive - tones.negative)) / total(tones)],
            [`${topic}.n`, total(tones)],
            [`${topic}.negativeShare`, tones.negative / total(tones)],
          ]),
        ),
      };
    },
  ),
];
