import type {
  BrandReadings,
  BrandTile,
  DeltaFrame,
  IngestTotals,
  RelabelledMention,
  SourceHealth,
  StateChange,
  TickerMention,
} from '../../schema/contracts/live.ts';

interface Dated<T> {
  /** Of the delta that brought it. */
  readonly seq: number;
  readonly value: T;
}

/** As many as a snapshot holds. */
const MENTIONS = 60;
const CHANGES = 100;
/** Beyond these a snapshot is shorter. */
const REMOVED = 500;
const RELABELLED = 500;

/**
 * Remembers of every key the newest value and the delta that brought it, so that a reader who missed some deltas gets
 * one that says what all of them said. Bounded by what is on the wall, however many are missed.
 */
export class ChangedSince {
  readonly #tiles = new Map<string, Dated<BrandTile>>();
  readonly #readings = new Map<string, Dated<BrandReadings>>();
  readonly #relabelled = new Map<string, Dated<RelabelledMention>>();
  /** Oldest first. */
  #removed: Dated<string>[] = [];
  /** Newest first, as the two below it. */
  #mentions: Dated<TickerMention>[] = [];
  #changes: Dated<StateChange>[] = [];
  #sources: Dated<readonly SourceHealth[]> | null = null;
  #totals: IngestTotals | null = null;
  #seq: number;
  /** Who has seen less than this cannot be told what changed. */
  #oldest: number;

  /** `seq`: of the newest delta that was before the first to be noted. */
  constructor(seq: number) {
    this.#seq = seq;
    this.#oldest = seq;
  }

  note(delta: DeltaFrame): void {
    const { seq, tiles, readings = [], mentions, removed = [], relabelled = [], changes = [] } = delta;
    const dated = <T>(value: T): Dated<T> => ({ seq, value });
    this.#seq = seq;
    this.#totals = delta.totals;
    for (const tile of tiles) this.#tiles.set(tile.brand, dated(tile));
    for (const reading of readings) this.#readings.set(reading.brand, dated(reading));
    if (delta.sources !== undefined) this.#sources = dated(delta.sources);
    this.#changes = [...changes.map(dated), ...this.#changes].slice(0, CHANGES);
    this.#forget(removed);
    this.#removed.push(...removed.map(dated));
    this.#relabel(relabelled.map(dated));
    this.#mentions = [...mentions.map(dated), ...this.#mentions].slice(0, MENTIONS);
    this.#trim();
  }

  /** What brings whoever has seen `since` or a later one up to now, or null when it is too long ago to say. */
  since(since: number, stamp: Pick<DeltaFrame, 'watermark' | 'sentAt'>): DeltaFrame | null {
    if (since < this.#oldest || this.#totals === null) return null;
    const later = <T>(all: Iterable<Dated<T>>): T[] =>
      [...all].flatMap(({ seq, value }) => (seq > since ? [value] : []));
    const mentions = later(this.#mentions);
    const brought = new Set(mentions.map(({ key }) => key));
    const relabelled = later(this.#relabelled.values()).filter(({ key }) => !brought.has(key));
    const removed = later(this.#removed);
    const readings = later(this.#readings.values());
    const changes = later(this.#changes);
    const [sources] = this.#sources === null ? [] : later([this.#sources]);
    return {
      type: 'delta',
      since,
      seq: this.#seq,
      ...stamp,
      tiles: later(this.#tiles.values()),
      mentions,
      ...(removed.length === 0 ? {} : { removed }),
      ...(relabelled.length === 0 ? {} : { relabelled }),
      totals: this.#totals,
      ...(readings.length === 0 ? {} : { readings }),
      ...(sources === undefined ? {} : { sources }),
      ...(changes.length === 0 ? {} : { changes }),
    };
  }

  #forget(removed: readonly string[]): void {
    if (removed.length === 0) return;
    const gone = new Set(removed);
    this.#mentions = this.#mentions.filter(({ value }) => !gone.has(value.key));
    for (const key of removed) this.#relabelled.delete(key);
  }

  #relabel(relabelled: readonly Dated<RelabelledMention>[]): void {
    if (relabelled.length === 0) return;
    for (const change of relabelled) {
      // Moves it to the end: the first is the one that changed the longest ago.
      this.#relabelled.delete(change.value.key);
      this.#relabelled.set(change.value.key, change);
    }
    const renewed = new Map(relabelled.map(({ value }) => [value.key, value]));
    this.#mentions = this.#mentions.map((dated) => {
      const change = renewed.get(dated.value.key);
      return change === undefined ? dated : { ...dated, value: { ...dated.value, ...change } };
    });
  }

  #trim(): void {
    const tooMany = this.#removed.length - REMOVED;
    if (tooMany > 0) for (const { seq } of this.#removed.splice(0, tooMany)) this.#forgotten(seq);
    for (const [key, { seq }] of this.#relabelled) {
      if (this.#relabelled.size <= RELABELLED) return;
      this.#relabelled.delete(key);
      this.#forgotten(seq);
    }
  }

  #forgotten(seq: number): void {
    this.#oldest = Math.max(this.#oldest, seq);
  }
}
