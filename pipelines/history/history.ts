import type { SentimentLabel } from '../../schema/contracts/mention.ts';
import type { ThreadEvent } from '../conversations/first-responses.ts';
import type { Pane } from '../panes/pane.ts';

/** A mention as a recompute reads it back. */
export interface HistoricMention extends ThreadEvent {
  readonly sentiment: SentimentLabel;
}

/** What the pipelines read back from the store. Implemented over SQL by the server. All instants: epoch milliseconds. */
export interface History {
  /** Of these identities, the (source, id) pairs that are stored, as `source\0id`. */
  storedAmong(identities: readonly bigint[]): Promise<Set<string>>;
  /** Every stored identity, in pages. */
  identities(): AsyncIterable<readonly bigint[]>;
  /** The last batch number given out, 0 in an empty store. */
  lastBatch(): Promise<number>;
  /** Mentions stored in batches after this one. */
  mentionsSince(batch: number): Promise<HistoricMention[]>;
  /** Mentions of any of these brands in any of these one-minute windows. */
  mentionsIn(brands: readonly string[], windowStarts: readonly number[]): Promise<HistoricMention[]>;
  /** Mentions whose event time is in `[from, to)`, newest last, at most `limit` of the newest. */
  recentMentions(from: number, to: number, limit: number): Promise<HistoricMention[]>;
  /** Whole threads: everything connected with these mentions through replies and conversations. */
  threadsAround(mentions: readonly ThreadEvent[]): Promise<HistoricMention[]>;
  /** The published panes of these brands in these windows. */
  panesIn(brands: readonly string[], windowStarts: readonly number[]): Promise<Pane[]>;
  /** The published panes of every brand with `windowStart` in `[from, to)`. */
  panesBetween(from: number, to: number): Promise<Pane[]>;
  /** Panes that were open when they were last published. */
  provisionalPanes(): Promise<Pane[]>;
  /** Every brand ever stored and the event time of its newest mention. */
  brandsHeard(): Promise<Map<string, number>>;
  /** The highest version of any pane, 0 in an empty store. */
  lastVersion(): Promise<number>;
  /** Up to which batch the panes in the store are complete. */
  checkpoint(): Promise<number>;
}
