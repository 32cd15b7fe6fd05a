import { firstResponses, type ThreadEvent } from '../conversations/first-responses.ts';
import { threadsOf } from '../conversations/thread-book.ts';
import { paneAggregator, sameAccumulator, type PaneAccumulator } from '../metrics/pane-accumulator.ts';
import type { Published } from '../operators/window-aggregate.ts';
import { keyOf, paneStart, type Pane } from '../panes/pane.ts';
import type { HistoricMention, History } from './history.ts';

/** A pane as the raw rows say it is, where that differs from what is published. */
export interface Restatement {
  readonly key: string;
  readonly windowStart: number;
  readonly acc: PaneAccumulator;
  readonly published: Published | null;
}

/** Counts the panes of a brand in these windows again from the raw rows, with the aggregators of the live path. */
export async function recompute(
  history: History,
  brand: string,
  windowStarts: readonly number[],
): Promise<Restatement[]> {
  const mentions = await history.mentionsIn(brand, windowStarts);
  const replies = mentions.filter(({ direction, automated }) => direction === 'outbound' && !automated);
  const threads = replies.length === 0 ? [] : threadsOf(await history.threadsAround(replies));
  return differences(
    recount(brand, new Set(windowStarts), mentions, threads),
    await history.panesIn(brand, windowStarts),
  );
}

type Recount = Map<string, { key: string; windowStart: number; acc: PaneAccumulator }>;

function recount(
  brand: string,
  windows: ReadonlySet<number>,
  mentions: readonly HistoricMention[],
  threads: readonly (readonly ThreadEvent[])[],
): Recount {
  const counted: Recount = new Map();
  const accOf = (channel: string, at: number): PaneAccumulator => {
    const windowStart = paneStart(at);
    const key = keyOf(brand, channel);
    const tag = `${key}\u0000${windowStart}`;
    const found = counted.get(tag) ?? { key, windowStart, acc: paneAggregator.empty() };
    counted.set(tag, found);
    return found.acc;
  };
  for (const mention of mentions)
    paneAggregator.add(accOf(mention.channel, mention.at), { kind: 'mention', mention });
  for (const { brand: answering, channel, at, ms } of threads.flatMap(firstResponses))
    if (answering === brand && windows.has(paneStart(at)))
      paneAggregator.add(accOf(channel, at), { kind: 'response', ms });
  return counted;
}

function differences(counted: Recount, panes: readonly Pane[]): Restatement[] {
  const published = new Map(
    panes.map((pane) => [`${keyOf(pane.brand, pane.channel)}\u0000${pane.windowStart}`, pane]),
  );
  const changed = [...counted]
    .filter(([tag, { acc }]) => !sameAccumulator(acc, published.get(tag)?.acc ?? paneAggregator.empty()))
    .map(([tag, restated]) => ({ ...restated, published: published.get(tag) ?? null }));
  const emptied = [...published]
    .filter(([tag, pane]) => !counted.has(tag) && !sameAccumulator(pane.acc, paneAggregator.empty()))
    .map(([, pane]) => ({
      key: keyOf(pane.brand, pane.channel),
      windowStart: pane.windowStart,
      acc: paneAggregator.empty(),
      published: pane,
    }));
  return [...changed, ...emptied];
}

/**
 * Which windows these mentions change: their own minutes, and those of the replies in their threads, whose first
 * response may begin at another mention now.
 */
export async function affectedWindows(
  history: History,
  mentions: readonly ThreadEvent[],
): Promise<Map<string, Set<number>>> {
  const affected = new Map<string, Set<number>>();
  const mark = ({ brands, at }: { brands: readonly string[]; at: number }) => {
    for (const brand of brands) {
      const windows = affected.get(brand) ?? new Set<number>();
      affected.set(brand, windows.add(paneStart(at)));
    }
  };
  mentions.forEach(mark);
  const replies = (await history.threadsAround(mentions)).filter(
    ({ direction, automated }) => direction === 'outbound' && !automated,
  );
  replies.forEach(mark);
  return affected;
}
