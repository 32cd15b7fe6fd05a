import type { SentimentLabel } from '../../schema/contracts/mention.ts';
import type { ThreadEvent } from '../conversations/first-responses.ts';
import type { LabelledMention, Relabel, Relabelling } from '../labels/relabel.ts';
import type { Pane } from '../panes/pane.ts';

/** A mention as a recompute reads it back. */
export interface HistoricMention extends ThreadEvent {
  readonly sentiment: SentimentLabel;
}

/** A text that near copies may still come of. */
export interface RememberedText {
  /** Of the mention, without its source. */
  readonly id: string;
  readonly text: string;
  readonly at: number;
}

/** A mention that had to go, and the windows it was counted in. */
export interface Deletion {
  readonly source: string;
  readonly id: string;
  readonly batch: number;
  readonly windows: readonly { readonly brand: string; readonly windowStart: number }[];
}

/**
 * The log of revisions is written right before the panes it tells of, and what could not be written is written with the
 * next: a revision older than this when the last pane was written has its pane on disk.
 */
export const LOG_LEAD_MS = 600_000;

/** What the pipelines read back from the store. Implemented over SQL by the server. All instants: epoch milliseconds. */
export interface History {
  /** Of these identities, the (source, id) pairs that are stored or were deleted, as `source\0id`. */
  storedAmong(identities: readonly bigint[]): Promise<Set<string>>;
  /** Every identity that is stored or was deleted when this is called, in pages; what comes meanwhile may be left out. */
  identities(): AsyncIterable<BigUint64Array>;
  /** The last number given to a batch, a deletion or a change of labels, 0 in an empty store. */
  lastBatch(): Promise<number>;
  /** The stored mention of this identity, if there is one. */
  mention(source: string, id: string): Promise<HistoricMention | undefined>;
  /** Deletions numbered after this batch. */
  deletionsSince(batch: number): Promise<Deletion[]>;
  /** Those of these mentions that are stored, with their labels, in no order. */
  labelled(mentions: readonly Pick<Relabel, 'source' | 'id' | 'at'>[]): Promise<LabelledMention[]>;
  /** Changes of labels numbered after this batch, in order. */
  relabelsSince(batch: number): Promise<Relabelling[]>;
  /** One-minute windows in `[from, to)` in which this brand has mentions or panes, ascending. */
  windowsOf(brand: string, from: number, to: number): Promise<number[]>;
  /** Mentions stored in batches after this one. */
  mentionsSince(batch: number): Promise<HistoricMention[]>;
  /** Mentions of any of these brands in any of these one-minute windows. */
  mentionsIn(brands: readonly string[], windowStarts: readonly number[]): Promise<HistoricMention[]>;
  /** Mentions whose event time is in `[from, to)`, newest last, at most `limit` of the newest. */
  recentMentions(from: number, to: number, limit: number): Promise<HistoricMention[]>;
  /** The newest texts by event time, at most `limit`, in no order. */
  recentTexts(limit: number): Promise<readonly RememberedText[]>;
  /** Whole threads: everything connected with these mentions through replies and conversations. */
  threadsAround(mentions: readonly ThreadEvent[]): Promise<HistoricMention[]>;
  /** The published panes of these brands in these windows. */
  panesIn(brands: readonly string[], windowStarts: readonly number[]): Promise<Pane[]>;
  /** The published panes of every brand with `windowStart` in `[from, to)`. */
  panesBetween(from: number, to: number): Promise<Pane[]>;
  /** Panes that were open when they were last published. */
  provisionalPanes(): Promise<Pane[]>;
  /**
   * Panes whose write a death cut off after their revisions were logged: as the newest of those revisions says they are.
   * Looks at what was revised later than `LOG_LEAD_MS` before the last pane was written.
   */
  panesLoggedAhead(): Promise<Pane[]>;
  /** Every brand ever stored and the event time of its newest mention. */
  brandsHeard(): Promise<Map<string, number>>;
  /** The highest version of any pane, 0 in an empty store. */
  lastVersion(): Promise<number>;
  /** Up to which batch the panes in the store are complete. */
  checkpoint(): Promise<number>;
}
