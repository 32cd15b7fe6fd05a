import { paneAggregator, type PaneAccumulator } from '../metrics/pane-accumulator.ts';
import type { Pane } from './pane.ts';

/** The published panes of the recent past, by brand and channel: what tiles are merged from, without a query. */
export class PaneBook {
  readonly #brands = new Map<string, Map<string, Map<number, Pane>>>();

  put(pane: Pane): void {
    const channels = this.#brands.get(pane.brand) ?? new Map<string, Map<number, Pane>>();
    const panes = channels.get(pane.channel) ?? new Map<number, Pane>();
    this.#brands.set(pane.brand, channels.set(pane.channel, panes.set(pane.windowStart, pane)));
  }

  get(brand: string, channel: string, windowStart: number): Pane | undefined {
    return this.#brands.get(brand)?.get(channel)?.get(windowStart);
  }

  brands(): string[] {
    return [...this.#brands.keys()];
  }

  channels(brand: string): string[] {
    return [...(this.#brands.get(brand)?.keys() ?? [])];
  }

  /** The panes of a brand with `windowStart` in `[from, to)`, in no order. */
  *between(brand: string, from: number, to: number): Generator<Pane> {
    for (const panes of this.#brands.get(brand)?.values() ?? [])
      for (const pane of panes.values()) if (pane.windowStart >= from && pane.windowStart < to) yield pane;
  }

  /** Lets go of panes that ended at or before this instant. */
  forget(before: number): void {
    for (const [brand, channels] of this.#brands) {
      for (const [channel, panes] of channels) {
        for (const [windowStart, pane] of panes) if (pane.windowEnd <= before) panes.delete(windowStart);
        if (panes.size === 0) channels.delete(channel);
      }
      if (channels.size === 0) this.#brands.delete(brand);
    }
  }
}

export function mergePanes(panes: Iterable<Pane>): PaneAccumulator {
  let acc = paneAggregator.empty();
  for (const pane of panes) acc = paneAggregator.merge(acc, pane.acc);
  return acc;
}
