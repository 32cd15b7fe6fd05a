import type { Board } from '../../schema/contracts/board.ts';
import { within } from '../evidence/evidence.ts';
import { voices, type Voices } from '../metrics/audience/voices.ts';
import { mentionCounts } from '../metrics/mention-counts.ts';
import { isWanted, type MetricContext } from '../metrics/metric.ts';
import type { PaneAccumulator } from '../metrics/pane-accumulator.ts';
import { responseTimes } from '../metrics/responses/response-times.ts';

export interface ChannelCount {
  readonly channel: string;
  readonly acc: PaneAccumulator;
}

/** Who was heard in the window of a context, by channel. */
export function voicesByChannel({
  evidence: { mentions },
  window: { from, to },
  facets,
}: MetricContext): ReadonlyMap<string, Voices> {
  const found = new Map<string, Voices>();
  for (const mention of within(mentions, from, to))
    if (isWanted(mention, facets))
      found.set(mention.channel, voices.add(found.get(mention.channel) ?? voices.empty(), mention));
  return found;
}

/** Channels on which something was heard or answered, the busiest first. `heard` null: nobody can say who it was. */
export function channelsOf(
  panes: readonly ChannelCount[],
  heard: ReadonlyMap<string, Voices> | null,
): Board['channels'] {
  return panes
    .filter(({ acc }) => acc.counts.inbound > 0 || acc.responsesMs.length > 0)
    .map(({ channel, acc }) => ({
      channel,
      mentions: acc.counts.inbound,
      people: heard === null ? null : (heard.get(channel)?.people.size ?? 0),
      netSentiment: mentionCounts.result(acc.counts).netSentiment,
      medianResponseMs: responseTimes.result(acc.responsesMs).medianMs,
      reach: heard === null ? null : reachOf(heard.get(channel)),
    }))
    .sort((a, b) => b.mentions - a.mentions || (a.channel < b.channel ? -1 : 1));
}

function reachOf(heard: Voices | undefined): number {
  let sum = 0;
  for (const { reach } of heard?.people.values() ?? []) sum += reach;
  return sum;
}
