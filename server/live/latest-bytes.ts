import type { DeltaFrame, LiveFrame } from '../../schema/contracts/live.ts';
import type { Clock } from '../../pipelines/clock.ts';
import { ChangedSince } from './changed-since.ts';
import { FrameBytes } from './frame-bytes.ts';
import type { LiveView } from './live-view.ts';

export interface LatestDeps {
  readonly view: Pick<LiveView, 'seq' | 'watermark' | 'snapshot'>;
  readonly clock: Clock;
  readonly mask: (frame: LiveFrame) => LiveFrame;
}

/** What brings a viewer up to the newest delta: made when the first one needs it, the same bytes for all who do. */
export class LatestBytes {
  readonly #deps: LatestDeps;
  readonly #news: ChangedSince;
  #snapshot: { readonly seq: number; readonly bytes: FrameBytes } | null = null;
  /** By what its reader saw last. */
  readonly #missed = new Map<number, FrameBytes | null>();

  constructor(deps: LatestDeps) {
    this.#deps = deps;
    this.#news = new ChangedSince(deps.view.seq);
  }

  note(delta: DeltaFrame): void {
    this.#news.note(delta);
    this.#missed.clear();
  }

  /** A thousand viewers that come back at once get the same bytes. */
  snapshot(): FrameBytes {
    const { view, mask } = this.#deps;
    if (this.#snapshot?.seq !== view.seq)
      this.#snapshot = { seq: view.seq, bytes: new FrameBytes(view.snapshot(), mask) };
    return this.#snapshot.bytes;
  }

  /** All that was said after the delta `seq` in one; null: only a snapshot can tell. */
  missed(seq: number): FrameBytes | null {
    const known = this.#missed.get(seq);
    if (known !== undefined) return known;
    const { view, clock, mask } = this.#deps;
    const delta = this.#news.since(seq, { watermark: view.watermark, sentAt: clock.now() });
    const bytes = delta === null ? null : new FrameBytes(delta, mask);
    this.#missed.set(seq, bytes);
    return bytes;
  }
}
