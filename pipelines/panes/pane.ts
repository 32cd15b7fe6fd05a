import type { RevisionReason } from '../../schema/contracts/revisions.ts';
import type { PaneStatus } from '../../schema/contracts/metrics.ts';
import type { PaneAccumulator } from '../metrics/pane-accumulator.ts';

/** The base pane: one minute of one brand on one channel. Longer windows are merges of these. */
export const PANE_MS = 60_000;

export interface PaneKey {
  readonly brand: string;
  readonly channel: string;
}

export interface Pane extends PaneKey {
  /** Inclusive, epoch milliseconds. */
  readonly windowStart: number;
  /** Exclusive. */
  readonly windowEnd: number;
  readonly acc: PaneAccumulator;
  readonly status: PaneStatus;
  readonly revision: number;
}

/** A pane that changed after it was final. */
export interface PaneRevision {
  readonly pane: Pane;
  readonly before: PaneAccumulator;
  readonly reason: RevisionReason;
  /** Epoch milliseconds. */
  readonly revisedAt: number;
}

export const paneStart = (at: number): number => Math.floor(at / PANE_MS) * PANE_MS;

/** One string for one pane key; brands and channels hold no control characters. */
export const keyOf = (brand: string, channel: string): string => `${brand}\u0000${channel}`;
export function parseKey(key: string): PaneKey {
  const [brand = '', channel = ''] = key.split('\u0000');
  return { brand, channel };
}
