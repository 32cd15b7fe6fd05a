import type { BoardStory } from '../../schema/contracts/board.ts';
import type { DisplayProgram } from '../../schema/contracts/displays.ts';
import { LIVE_PROTOCOL } from '../../schema/contracts/live.ts';
import type {
  BrandLevel,
  BrandTile,
  DeltaFrame,
  HeartbeatFrame,
  HelloFrame,
  SnapshotFrame,
  SourceHealth,
  StateChange,
  TickerMention,
} from '../../schema/contracts/live.ts';

/** 4 March 2026, noon UTC: "now" on the server's clock in these frames. */
export const NOON = Date.UTC(2026, 2, 4, 12);
export const TOTALS = { accepted: 0, duplicates: 0, rejected: 0, turnedAway: 0, perSecond: 0 };

export interface TileFields extends Partial<Omit<BrandTile, 'volume' | 'state'>> {
  readonly level?: BrandLevel;
  readonly volume?: number;
}

export function tile(brand: string, { level = 'calm', volume = 10, ...rest }: TileFields = {}): BrandTile {
  return {
    brand,
    name: brand,
    windowMs: 3_600_000,
    asOf: NOON,
    lastMentionAt: NOON - 1_000,
    state: { level, why: 'as usual' },
    volume: { value: volume, usual: null },
    netSentiment: { value: 20, usual: null, positive: 4, neutral: 4, negative: 2 },
    firstResponse: {
      medianMs: null,
      p90Ms: null,
      n: 0,
      waiting: 0,
      oldestWaitingAt: null,
      overdue: 0,
      nextBreachAt: null,
    },
    channels: [{ channel: 'twitter', volume, netSentiment: 20 }],
    openMinutes: 0,
    revision: null,
    chart: {
      startAt: NOON - 3_600_000,
      stepMs: 900_000,
      volume: [1, 2, 3, 4],
      netSentiment: [null, 5, 10, 20],
    },
    ...rest,
  };
}

export function line(key: string, fields: Partial<TickerMention> = {}): TickerMention {
  return {
    key,
    brands: ['acme'],
    channel: 'twitter',
    direction: 'inbound',
    author: 'ada',
    text: `text of ${key}`,
    sentiment: 'neutral',
    at: NOON,
    storedAt: NOON,
    ...fields,
  };
}

export const story = (id: string, fields: Partial<BoardStory> = {}): BoardStory => ({
  source: 'twitter',
  id,
  author: 'ada',
  at: '2026-03-04T11:00:00.000Z',
  sentiment: 'negative',
  size: 12,
  r: 9,
  doublingMs: 900_000,
  reach: 40_000,
  paid: false,
  paidByCustomer: false,
  text: `text of ${id}`,
  curve: [{ at: NOON - 60_000, size: 4 }],
  ...fields,
});

export const source = (name: string, fields: Partial<SourceHealth> = {}): SourceHealth => ({
  source: name,
  status: 'live',
  lastEventAt: NOON - 2_000,
  lastStoredAt: NOON - 1_000,
  perMinute: 4.2,
  lagMs: 1_000,
  ...fields,
});

export const change = (brand: string, fields: Partial<StateChange> = {}): StateChange => ({
  brand,
  at: NOON,
  from: 'calm',
  to: 'alert',
  why: 'three times as many mentions as usual',
  ...fields,
});

export const program = (fields: Partial<DisplayProgram> = {}): DisplayProgram => ({
  display: { id: 'lobby', name: 'Lobby', theme: 'dark', lobbySafe: true, quietHours: null },
  version: 3,
  scenes: [{ id: 'all', kind: 'wall', span: '1d', dwellSeconds: 30, condition: 'always' }],
  takeover: null,
  ...fields,
});

export const hello = (fields: Partial<HelloFrame> = {}): HelloFrame => ({
  type: 'hello',
  protocol: LIVE_PROTOCOL,
  build: 'one',
  instance: 'i',
  demo: false,
  heartbeatMs: 1_000,
  sentAt: NOON,
  ...fields,
});

const stamped = { watermark: NOON - 500, sentAt: NOON };

export const snapshot = (seq: number, fields: Partial<SnapshotFrame> = {}): SnapshotFrame => ({
  type: 'snapshot',
  seq,
  ...stamped,
  tiles: [],
  mentions: [],
  totals: TOTALS,
  sources: [],
  changes: [],
  ...fields,
});

export const delta = (seq: number, fields: Partial<DeltaFrame> = {}): DeltaFrame => ({
  type: 'delta',
  seq,
  ...stamped,
  tiles: [],
  mentions: [],
  totals: TOTALS,
  ...fields,
});

export const heartbeat = (seq: number, fields: Partial<HeartbeatFrame> = {}): HeartbeatFrame => ({
  type: 'heartbeat',
  seq,
  ...stamped,
  ...fields,
});
