export interface WatermarkConfig {
  /** How far an event may trail the newest of its source and still be in time. */
  readonly maxOutOfOrdernessMs: number;
  /** After this much silence a source no longer holds the others back. */
  readonly idleTimeoutMs: number;
  /** Events older than this when they arrive are history: they are recomputed and never hold the clock back. */
  readonly allowedLatenessMs: number;
}

interface SourceProgress {
  maxEventAt: number;
  heardAt: number;
}

/**
 * Event time for the whole wall: the slowest of the sources that are alive, each `maxOutOfOrderness` behind its
 * newest event. With every source idle it follows the clock, so that a quiet brand's window still closes. It never
 * runs backwards and never falls more than `allowedLateness` (plus the out-of-orderness) behind the clock.
 */
export class WatermarkTracker {
  readonly #config: WatermarkConfig;
  readonly #sources = new Map<string, SourceProgress>();
  #watermark: number;

  constructor(config: WatermarkConfig, startAt: number) {
    this.#config = config;
    this.#watermark = startAt - config.maxOutOfOrdernessMs;
  }

  get current(): number {
    return this.#watermark;
  }

  /** Notes an event of a source. `now` is the processing time. */
  observe(source: string, at: number, now: number): void {
    if (at < now - this.#config.allowedLatenessMs) return;
    const progress = this.#sources.get(source);
    // The future skew that parsing allows must not close windows early.
    const eventAt = Math.min(at, now);
    if (progress === undefined) this.#sources.set(source, { maxEventAt: eventAt, heardAt: now });
    else {
      progress.maxEventAt = Math.max(progress.maxEventAt, eventAt);
      progress.heardAt = now;
    }
  }

  /** Moves the watermark on as far as the sources and the clock allow, and returns it. */
  advance(now: number): number {
    const { maxOutOfOrdernessMs, idleTimeoutMs } = this.#config;
    let slowest = now;
    for (const [source, { maxEventAt, heardAt }] of this.#sources) {
      if (now - heardAt > idleTimeoutMs) this.#sources.delete(source);
      else slowest = Math.min(slowest, maxEventAt);
    }
    this.#watermark = Math.max(this.#watermark, slowest - maxOutOfOrdernessMs);
    return this.#watermark;
  }
}
