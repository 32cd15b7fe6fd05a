import type { BoardStory } from './board.ts';
import type { DisplayProgram } from './displays.ts';
import type { RevisionReason } from './revisions.ts';
import type { Direction, SentimentLabel } from './mention.ts';

/**
 * Frames of the `/live` socket. The server speaks first: `hello`, then `snapshot`, then `delta` and `heartbeat`
 * frames whose `seq` grows by exactly one per delta. A client that sees a gap sends `resync` and gets a `snapshot`.
 * All instants are epoch milliseconds.
 */
export const LIVE_PROTOCOL = 1;

/** How a brand is doing, worst last. `quiet`: nothing was heard, which is not the same as calm. */
export const BRAND_LEVELS = ['quiet', 'calm', 'watch', 'alert'] as const;
export type BrandLevel = (typeof BRAND_LEVELS)[number];

export interface BrandState {
  readonly level: BrandLevel;
  /** One sentence: what made it so. */
  readonly why: string;
}

export interface ChannelShare {
  readonly channel: string;
  /** Inbound mentions in the headline window. */
  readonly volume: number;
  readonly netSentiment: number | null;
}

/** A minute that changed its mind: what it said and what it says. */
export interface TileRevision {
  readonly windowStart: number;
  readonly revisedAt: number;
  readonly reason: RevisionReason;
  readonly before: { readonly volume: number; readonly netSentiment: number | null };
  readonly after: { readonly volume: number; readonly netSentiment: number | null };
}

/** Everything a tile shows of one brand. Headline figures cover the last `windowMs` before `asOf`. */
export interface BrandTile {
  readonly brand: string;
  readonly name: string;
  readonly windowMs: number;
  /** The end of the headline window, exclusive. */
  readonly asOf: number;
  /** Event time of the newest mention of this brand, or null when none was ever heard. */
  readonly lastMentionAt: number | null;
  readonly state: BrandState;
  /** Inbound mentions; `usual` is the mean per `windowMs` over the charted day before, null without history. */
  readonly volume: { readonly value: number; readonly usual: number | null };
  /** −100 … 100, or null when there is nothing to judge. `usual`: the same over the charted day. */
  readonly netSentiment: {
    readonly value: number | null;
    readonly usual: number | null;
    readonly positive: number;
    readonly neutral: number;
    readonly negative: number;
  };
  /** First human reply minus the first unanswered inbound mention, 24 × 7 clock, milliseconds. */
  readonly firstResponse: {
    readonly medianMs: number | null;
    readonly p90Ms: number | null;
    readonly n: number;
    readonly waiting: number;
    /** Event time of the mention that has been waiting the longest, or null. */
    readonly oldestWaitingAt: number | null;
    /** Of the waiting, those past the target of their channel. */
    readonly overdue: number;
    /** When the next of them passes it unless answered, or null. */
    readonly nextBreachAt: number | null;
  };
  /** Busiest first, at most six. */
  readonly channels: readonly ChannelShare[];
  /** Minutes of the headline window that may still gain mentions: while there are any, its figures are provisional. */
  readonly openMinutes: number;
  /** The newest change of a minute that was final, if there was one in the charted day. */
  readonly revision: TileRevision | null;
  /** Equal buckets that end at `asOf`'s bucket; the last one is still filling. `null`: nothing heard, not zero. */
  readonly chart: {
    readonly startAt: number;
    readonly stepMs: number;
    readonly volume: readonly number[];
    readonly netSentiment: readonly (number | null)[];
  };
}

/** What a metric says of a brand's last day, read from the store: the number history gives for the same window. */
export interface LiveFigure {
  readonly value: number | null;
  readonly n: number;
  readonly numerator?: number;
  readonly denominator?: number;
  readonly low?: number | null;
  readonly high?: number | null;
  /** It can still change with time alone. */
  readonly open?: boolean;
  /** Why there is no value. */
  readonly missing?: readonly string[];
}

/** Metrics that need whole conversations and customers: read again every few seconds, by their id. */
export interface BrandReadings {
  readonly brand: string;
  /** Half-open, in event time. */
  readonly from: number;
  readonly to: number;
  /** Nothing dated later was looked at. */
  readonly asOf: number;
  readonly figures: Readonly<Record<string, LiveFigure>>;
  /** What is being passed on in that day, the most first, at most three. */
  readonly stories: readonly BoardStory[];
}

/** `live`: it speaks as it usually does; `quiet`: less, but it may; `silent`: longer than it ever usually is. */
export const SOURCE_STATUSES = ['live', 'quiet', 'silent'] as const;
export type SourceStatus = (typeof SOURCE_STATUSES)[number];

/** How one source of mentions is doing. */
export interface SourceHealth {
  readonly source: string;
  readonly status: SourceStatus;
  /** Event time of its newest mention, and when that was stored. */
  readonly lastEventAt: number;
  readonly lastStoredAt: number;
  /** Mentions a minute, over the last ten. */
  readonly perMinute: number;
  /** Median of stored minus said, over its last mentions; null when none has come since the start. */
  readonly lagMs: number | null;
}

/** A brand that came to be in another state. */
export interface StateChange {
  readonly brand: string;
  readonly at: number;
  readonly from: BrandLevel;
  readonly to: BrandLevel;
  readonly why: string;
}

/** One line of the live ticker. Text is the author's: hostile until escaped, shown as text and never as markup. */
export interface TickerMention {
  readonly key: string;
  readonly brands: readonly string[];
  readonly channel: string;
  readonly direction: Direction;
  readonly author: string;
  readonly text: string;
  readonly sentiment: SentimentLabel;
  readonly at: number;
  readonly storedAt: number;
}

/** Since the process started. accepted + duplicates + rejected = rows of the batches that were taken. */
export interface IngestTotals {
  readonly accepted: number;
  readonly duplicates: number;
  readonly rejected: number;
  /**
   * Rows of batches that were answered with 429 or 503: not taken, not part of the sum above, and to be sent again. A
   * row that is turned away twice counts twice.
   */
  readonly turnedAway: number;
  /** Accepted mentions per second, over the last ten seconds. */
  readonly perSecond: number;
}

export interface HelloFrame {
  readonly type: 'hello';
  readonly protocol: number;
  /** Changes with every deployment: a client that sees another value than its own reloads itself. */
  readonly build: string;
  /** Changes with every start of the server. */
  readonly instance: string;
  readonly demo: boolean;
  readonly heartbeatMs: number;
  readonly sentAt: number;
}

interface Stamped {
  readonly seq: number;
  /** Everything up to here is complete; null before the first mention. */
  readonly watermark: number | null;
  readonly sentAt: number;
}

export interface SnapshotFrame extends Stamped {
  readonly type: 'snapshot';
  readonly tiles: readonly BrandTile[];
  /** Newest first. */
  readonly mentions: readonly TickerMention[];
  readonly totals: IngestTotals;
  readonly readings?: readonly BrandReadings[];
  /** Every source, silent ones first. */
  readonly sources: readonly SourceHealth[];
  /** Of the last day, newest first, at most 100. */
  readonly changes: readonly StateChange[];
}

export type RelabelledMention = Pick<TickerMention, 'key' | 'sentiment'>;

/** Changed tiles whole (latest wins, so a slow reader may skip frames), new mentions newest first. */
export interface DeltaFrame extends Stamped {
  readonly type: 'delta';
  /** It brings whoever has seen this or a later one up to `seq`. Without it: `seq − 1`. More for a slow reader, whose news was merged. */
  readonly since?: number;
  readonly tiles: readonly BrandTile[];
  readonly mentions: readonly TickerMention[];
  /** Keys of mentions that are gone and must not be shown any more. */
  readonly removed?: readonly string[];
  /** Mentions that are said to be something else since they were sent. */
  readonly relabelled?: readonly RelabelledMention[];
  readonly totals: IngestTotals;
  /** Of brands that were read again, whole. */
  readonly readings?: readonly BrandReadings[];
  /** All of them, when something about them changed. */
  readonly sources?: readonly SourceHealth[];
  /** New ones, newest first. */
  readonly changes?: readonly StateChange[];
}

/** `seq` is that of the newest delta: a client that has not seen it has missed one. */
export interface HeartbeatFrame extends Stamped {
  readonly type: 'heartbeat';
}

/** To a display only, after `hello` and whenever its program changes. Has no place in the sequence. */
export interface DisplayFrame {
  readonly type: 'display';
  readonly program: DisplayProgram;
}

export type LiveFrame = HelloFrame | SnapshotFrame | DeltaFrame | HeartbeatFrame | DisplayFrame;

/** What a client may say. Anything else closes the socket. */
export interface ResyncFrame {
  readonly type: 'resync';
}
