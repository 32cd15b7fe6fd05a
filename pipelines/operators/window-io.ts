import type { PaneStatus } from '../../schema/contracts/metrics.ts';
import type { Aggregator } from '../metrics/aggregator.ts';

/** What a window was when it was last published, for a restatement of one that is no longer held. */
export interface Published {
  readonly status: PaneStatus;
  readonly revision: number;
}

export interface Restated<Acc> {
  readonly key: string;
  /** Tumbling and session: of the window. Sliding: of the slice, see `SliceGrid`. Inclusive, epoch milliseconds. */
  readonly windowStart: number;
  /** Sessions need it, the others know. Exclusive. */
  readonly windowEnd?: number;
  readonly acc: Acc;
  readonly published: Published | null;
}

export type WindowInput<In, Acc> =
  | { readonly type: 'value'; readonly key: string; readonly at: number; readonly value: In }
  /** No value before `at` is expected any more. */
  | { readonly type: 'watermark'; readonly at: number }
  /** Publish what changed since the last flush: the early and the late firings. `at`: processing time, for a throttle. */
  | { readonly type: 'flush'; readonly at?: number }
  /** The whole accumulator of a window, counted again from the raw rows. */
  | ({ readonly type: 'restate' } & Restated<Acc>)
  /** A published window taken up again after a restart. */
  | ({ readonly type: 'restore' } & Restated<Acc>);

export interface WindowPane<Acc> {
  readonly type: 'pane';
  readonly key: string;
  readonly windowStart: number;
  readonly windowEnd: number;
  readonly acc: Acc;
  readonly status: PaneStatus;
  readonly revision: number;
}

export type WindowOutput<In, Acc> =
  | WindowPane<Acc>
  /** Too late for the state that is held: recompute its windows from the store. */
  | {
      readonly type: 'late';
      readonly key: string;
      readonly at: number;
      readonly value: In;
      /** Sliding only: windows from this start on are still held and have taken the value. */
      readonly heldFrom?: number;
    };

/**
 * Sessions only: the pane published under this key and start is void, its values are in the pane that comes next. It
 * takes the place of the pane under the next revision.
 */
export interface Retraction {
  readonly type: 'retraction';
  readonly key: string;
  readonly windowStart: number;
  /** As it was published. */
  readonly windowEnd: number;
  readonly revision: number;
}

export type SessionOutput<In, Acc> = WindowOutput<In, Acc> | Retraction;

/** Which of the changed windows a flush publishes: those still open, those already closed. */
export interface Due {
  readonly early: boolean;
  readonly late: boolean;
}

/** The state of one kind of window, for all keys. Publishes through the callback it was made with. */
export interface KeyedWindows<In, Acc> {
  add(key: string, at: number, value: In): void;
  advance(watermark: number): void;
  flush(due: Due): void;
  restate(restated: Restated<Acc>): void;
  restore(restated: Restated<Acc>): void;
  /** Keys for which anything is held. */
  readonly keys: number;
}

export interface KeyedWindowsConfig<In, Acc> {
  readonly allowedLatenessMs: number;
  readonly aggregator: Pick<Aggregator<In, Acc, unknown>, 'empty' | 'add' | 'merge'>;
  readonly same: (a: Acc, b: Acc) => boolean;
  readonly emit: (output: SessionOutput<In, Acc>) => void;
}

/** What a window is published as next. */
export function nextPublished(closed: boolean, changed: boolean, published: Published | null): Published {
  if (!closed) return { status: 'provisional', revision: published?.revision ?? 0 };
  if (published === null || published.status === 'provisional')
    return { status: 'final', revision: published?.revision ?? 0 };
  return changed ? { status: 'revised', revision: published.revision + 1 } : published;
}
