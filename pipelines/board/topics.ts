import type { Board } from '../../schema/contracts/board.ts';
import { mentionCounts } from '../metrics/mention-counts.ts';
import type { MetricContext } from '../metrics/metric.ts';
import { accumulate } from '../metrics/metric.ts';
import { categorised } from '../metrics/topics/metrics.ts';

const MOST = 40;

/** What is talked about in a window, the most first. A topic that is in the taxonomy no more is called by its id. */
export function topicsOf(context: MetricContext, titleOf: (topic: string) => string): Board['topics'] {
  const { byTopic } = accumulate(categorised, context);
  return [...byTopic]
    .map(([id, tones]) => ({
      id,
      title: titleOf(id),
      mentions: tones.positive + tones.neutral + tones.negative,
      negative: tones.negative,
      netSentiment: mentionCounts.result({ inbound: 0, outbound: 0, ...tones }).netSentiment,
    }))
    .sort((a, b) => b.mentions - a.mentions || (a.id < b.id ? -1 : 1))
    .slice(0, MOST);
}
