import { LIVE_PROTOCOL } from '../../../schema/contracts/live.ts';
import type { DisplayProgram } from '../../../schema/contracts/displays.ts';
import type {
  BrandTile,
  IngestTotals,
  LiveFrame,
  RelabelledMention,
  SourceHealth,
  StateChange,
  TickerMention,
} from '../../../schema/contracts/live.ts';
import { mergeReadings, NO_READINGS, type Readings } from './readings.ts';
import { mergeChanges } from './sources.ts';

/** Lines the ticker keeps. */
export const TICKER_CAPACITY = 60;
/** A server that is busy sending a snapshot is not asked for it again meanwhile. */
const RESYNC_PATIENCE_MS = 1_000;
/** Two clocks part by up to this share of the time gone by: seventeen seconds a day, more than quartz ever does. */
const CLOCK_DRIFT = 2e-4;

/** What the wall knows after the frames so far. `…At` of this page are monotonic milliseconds, not wall-clock. */
export interface Stream {
  /** The first build seen; another one later means that this page is out of date. */
  readonly build: string | null;
  readonly demo: boolean;
  readonly heartbeatMs: number;
  /** Server clock minus our monotonic clock, and when it was last measured. */
  readonly offsetMs: number | null;
  readonly offsetAt: number;
  /** Of the newest frame that left us complete; null until a snapshot has arrived on this connection. */
  readonly seq: number | null;
  readonly resyncAskedAt: number | null;
  readonly tiles: readonly BrandTile[];
  readonly mentions: readonly TickerMention[];
  readonly totals: IngestTotals | null;
  readonly readings: Readings;
  readonly sources: readonly SourceHealth[];
  readonly changes: readonly StateChange[];
  /** What this screen is to show, when it is a display. */
  readonly program: DisplayProgram | null;
  readonly watermark: number | null;
  /** When the newest frame that proves our data current arrived, and when the server sent it. */
  readonly freshAt: number | null;
  readonly freshSentAt: number | null;
}

export const EMPTY_STREAM: Stream = {
  build: null,
  demo: false,
  heartbeatMs: 1_000,
  offsetMs: null,
  offsetAt: 0,
  seq: null,
  resyncAskedAt: null,
  tiles: [],
  mentions: [],
  totals: null,
  readings: NO_READINGS,
  sources: [],
  changes: [],
  program: null,
  watermark: null,
  freshAt: null,
  freshSentAt: null,
};

type Stamped = Extract<LiveFrame, { readonly seq: number }>;

export type Ask = 'nothing' | 'resync' | 'reload';
export interface Step {
  readonly stream: Stream;
  readonly ask: Ask;
}

/** One frame, received at `at`. Pure: the same frames give the same wall. */
export function receive(stream: Stream, frame: LiveFrame, at: number): Step {
  if (frame.type === 'display') return { stream: { ...stream, program: frame.program }, ask: 'nothing' };
  if (frame.type === 'hello') {
    const outdated = stream.build !== null && stream.build !== frame.build;
    const next: Stream = {
      ...stream,
      build: stream.build ?? frame.build,
      demo: frame.demo,
      heartbeatMs: Math.max(100, frame.heartbeatMs),
      // A new connection may be to another machine or after a clock correction: measured anew.
      offsetMs: frame.sentAt - at,
      offsetAt: at,
      seq: null,
      resyncAskedAt: null,
    };
    return { stream: next, ask: outdated || frame.protocol !== LIVE_PROTOCOL ? 'reload' : 'nothing' };
  }
  // The quickest frame so far is the best measure of the clocks: a slow one only ever makes the difference smaller.
  // It is believed a little less with time, or a screen that runs for weeks would call its own drift an age.
  const measuredMs = (stream.offsetMs ?? -Infinity) - CLOCK_DRIFT * Math.max(0, at - stream.offsetAt);
  const current = { ...stream, offsetMs: Math.max(measuredMs, frame.sentAt - at), offsetAt: at };

  if (frame.type === 'snapshot') {
    return fresh({ ...current, ...replaceAll(frame), seq: frame.seq, resyncAskedAt: null }, frame, at);
  }
  // Between connection and snapshot there is nothing a delta could be added to.
  if (stream.seq === null) return { stream: current, ask: 'nothing' };
  if (frame.type === 'heartbeat') {
    return frame.seq === stream.seq ? fresh(current, frame, at) : behind(current, frame.seq, at);
  }
  if (!continues(stream.seq, frame)) return behind(current, frame.seq, at);
  return fresh(
    {
      ...current,
      seq: frame.seq,
      tiles: mergeTiles(stream.tiles, frame.tiles),
      mentions: relabelled(
        without(mergeMentions(stream.mentions, frame.mentions), frame.removed),
        frame.relabelled,
      ),
      totals: frame.totals,
      readings: mergeReadings(stream.readings, frame.readings),
      sources: frame.sources ?? stream.sources,
      changes: mergeChanges(stream.changes, frame.changes),
    },
    frame,
    at,
  );
}

function replaceAll(
  frame: Extract<LiveFrame, { type: 'snapshot' }>,
): Pick<Stream, 'tiles' | 'mentions' | 'totals' | 'readings' | 'sources' | 'changes'> {
  return {
    tiles: mergeTiles([], frame.tiles),
    mentions: mergeMentions([], frame.mentions),
    totals: frame.totals,
    readings: mergeReadings(NO_READINGS, frame.readings),
    sources: frame.sources,
    changes: mergeChanges([], frame.changes),
  };
}

/** Whether a delta follows what is known: merged news of a slow reader may overlap it, and may not leave a gap. */
const continues = (known: number, { seq, since = seq - 1 }: Extract<LiveFrame, { type: 'delta' }>): boolean =>
  seq > known && since <= known;

function fresh(stream: Stream, frame: Stamped, at: number): Step {
  return {
    stream: { ...stream, watermark: frame.watermark, freshAt: at, freshSentAt: frame.sentAt },
    ask: 'nothing',
  };
}

/** Frames were missed. The wall does not count as current until a snapshot has closed the gap. */
function behind(stream: Stream, seq: number, at: number): Step {
  if (stream.seq !== null && seq <= stream.seq) return { stream, ask: 'nothing' };
  if (stream.resyncAskedAt !== null && at - stream.resyncAskedAt < RESYNC_PATIENCE_MS) {
    return { stream, ask: 'nothing' };
  }
  return { stream: { ...stream, resyncAskedAt: at }, ask: 'resync' };
}

/** Changed tiles replace their predecessors; unchanged ones stay the same objects, so nothing redraws for them. */
export function mergeTiles(old: readonly BrandTile[], changed: readonly BrandTile[]): readonly BrandTile[] {
  if (changed.length === 0) return old;
  const byBrand = new Map(old.map((tile) => [tile.brand, tile]));
  for (const tile of changed) byBrand.set(tile.brand, tile);
  return [...byBrand.values()];
}

/** What its author has taken back is not shown any longer. */
function without(
  mentions: readonly TickerMention[],
  removed: readonly string[] = [],
): readonly TickerMention[] {
  return removed.length === 0 ? mentions : mentions.filter(({ key }) => !removed.includes(key));
}

/** What is said to be something else stays where it is in the list. */
function relabelled(
  mentions: readonly TickerMention[],
  changes: readonly RelabelledMention[] = [],
): readonly TickerMention[] {
  if (changes.length === 0) return mentions;
  const byKey = new Map(changes.map((change) => [change.key, change]));
  return mentions.map((mention) => ({ ...mention, ...byKey.get(mention.key) }));
}

/** Newest first, each key once, bounded. */
export function mergeMentions(
  old: readonly TickerMention[],
  added: readonly TickerMention[],
  capacity = TICKER_CAPACITY,
): readonly TickerMention[] {
  if (added.length === 0) return old;
  const seen = new Set<string>();
  const merged: TickerMention[] = [];
  for (const mention of [...added, ...old]) {
    if (merged.length === capacity) break;
    if (seen.has(mention.key)) continue;
    seen.add(mention.key);
    merged.push(mention);
  }
  return merged;
}
