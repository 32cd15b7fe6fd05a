import { within, type MarketMention, type MentionFact } from '../evidence/evidence.ts';
import type { Window } from '../metrics/family.ts';
import { mentionCounts, type MentionCounts } from '../metrics/mention-counts.ts';
import { isWanted, type Facets, type MetricContext } from '../metrics/metric.ts';
import { paneAggregator, type PaneAccumulator } from '../metrics/pane-accumulator.ts';
import { firstResponse } from '../metrics/responses/first-response.ts';
import type { ChannelCount } from './channels.ts';
import type { Counted } from './river.ts';
import type { BrandCount } from './voice.ts';
import { MINUTE_MS } from './window.ts';

/*
 * What panes hold, counted from raw rows by the facets panes do not have.
 */

/** Mentions of a window, one count for each minute something was said in. */
export function countedByMinute(
  mentions: readonly MentionFact[],
  { from, to }: Window,
  facets: Facets,
): Counted[] {
  const minutes = new Map<number, MentionCounts>();
  for (const mention of within(mentions, from, to))
    if (isWanted(mention, facets))
      mentionCounts.add(
        entryOf(minutes, Math.floor(mention.at / MINUTE_MS) * MINUTE_MS, mentionCounts.empty),
        mention,
      );
  return [...minutes].map(([windowStart, counts]) => ({ windowStart, counts }));
}

/** Mentions and first responses of the window of a context, by channel. */
export function countedByChannel(context: MetricContext): ChannelCount[] {
  const { evidence, window, facets } = context;
  const channels = new Map<string, PaneAccumulator>();
  const of = (channel: string): PaneAccumulator => entryOf(channels, channel, paneAggregator.empty);
  for (const mention of within(evidence.mentions, window.from, window.to))
    if (isWanted(mention, facets)) paneAggregator.add(of(mention.channel), { kind: 'mention', mention });
  for (const fact of firstResponse.facts(context, window.from, window.to))
    if (isWanted(fact, facets)) paneAggregator.add(of(fact.channel), { kind: 'response', ms: fact.value });
  return [...channels].map(([channel, acc]) => ({ channel, acc }));
}

/** What was said of every brand in a window. */
export function countedByBrand(
  market: readonly MarketMention[],
  { from, to }: Window,
  facets: Facets,
): BrandCount[] {
  const brands = new Map<string, MentionCounts>();
  for (const mention of within(market, from, to))
    if (isWanted(mention, facets))
      mentionCounts.add(entryOf(brands, mention.brand, mentionCounts.empty), {
        ...mention,
        direction: 'inbound',
      });
  return [...brands].map(([brand, counts]) => ({ brand, counts }));
}

function entryOf<Key, Value>(map: Map<Key, Value>, key: Key, empty: () => Value): Value {
  const found = map.get(key) ?? empty();
  map.set(key, found);
  return found;
}
