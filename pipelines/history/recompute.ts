import type { RevisionReason } from '../../schema/contracts/revisions.ts';
import { firstResponses, type ThreadEvent } from '../conversations/first-responses.ts';
import { threadsOf } from '../conversations/threads-of.ts';
import {
  paneAggregator,
  sameAccumulator,
  type PaneAccumulator,
  type PaneInput,
} from '../metrics/pane-accumulator.ts';
import { keyOf, paneStart, parseKey, type Pane } from '../panes/pane.ts';
import type { HistoricMention, History } from './history.ts';

/** A pane as the raw rows say it is, where that differs from what is published. */
export interface Restatement {
  readonly key: string;
  readonly windowStart: number;
  readonly acc: PaneAccumulator;
  readonly published: Pane | null;
  readonly reason: RevisionReason;
}

/** Start instants of one-minute windows, and why each is looked at again, by brand. */
export type WindowsByBrand = ReadonlyMap<string, ReadonlyMap<number, RevisionReason>>;

/** Counts these panes again from the raw rows, with the aggregators of the live path. */
export async function recompute(history: History, windows: WindowsByBrand): Promise<Restatement[]> {
  const brands = [...windows.keys()];
  const windowStarts = [...new Set([...windows.values()].flatMap((starts) => [...starts.keys()]))].sort(
    (a, b) => a - b,
  );
  const isWanted = (brand: string, at: number) => windows.get(brand)?.has(paneStart(at)) === true;
  const mentions = await history.mentionsIn(brands, windowStarts);
  const replies = mentions.filter(
    (mention) => isHumanReply(mention) && mention.brands.some((brand) => isWanted(brand, mention.at)),
  );
  const threads = replies.length === 0 ? [] : threadsOf(await history.threadsAround(replies));
  const published = await history.panesIn(brands, windowStarts);
  return differences(
    recount(isWanted, mentions, threads),
    published.filter(({ brand, windowStart }) => isWanted(brand, windowStart)),
  ).map((difference) => ({
    ...difference,
    reason: windows.get(parseKey(difference.key).brand)?.get(difference.windowStart) ?? 'late',
  }));
}

type Recount = Map<string, { key: string; windowStart: number; acc: PaneAccumulator }>;

function recount(
  isWanted: (brand: string, at: number) => boolean,
  mentions: readonly HistoricMention[],
  threads: readonly (readonly ThreadEvent[])[],
): Recount {
  const counted: Recount = new Map();
  const add = (brand: string, channel: string, at: number, input: PaneInput): void => {
    if (!isWanted(brand, at)) return;
    const windowStart = paneStart(at);
    const key = keyOf(brand, channel);
    const tag = `${key}\u0000${windowStart}`;
    const found = counted.get(tag) ?? { key, windowStart, acc: paneAggregator.empty() };
    counted.set(tag, found);
    paneAggregator.add(found.acc, input);
  };
  for (const mention of mentions)
    for (const brand of mention.brands) add(brand, mention.channel, mention.at, { kind: 'mention', mention });
  for (const { brand, channel, at, ms } of threads.flatMap(firstResponses))
    add(brand, channel, at, { kind: 'response', ms });
  return counted;
}

function differences(counted: Recount, panes: readonly Pane[]): Omit<Restatement, 'reason'>[] {
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
  const threads = await history.threadsAround(mentions);
  threads.filter(isHumanReply).forEach(mark);
  return affected;
}

const isHumanReply = ({ direction, automated }: ThreadEvent): boolean =>
  direction === 'outbound' && !automated;
