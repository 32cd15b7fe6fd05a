import type { Store } from '../../schema/clickhouse/store.ts';
import type { Clock } from '../../pipelines/clock.ts';
import { createDisplayWriter, readDisplays } from '../repositories/displays.ts';
import type { KnownBrand } from './checks.ts';
import { createDisplayBook, type DisplayBook } from './display-book.ts';
import { createPairings, type Pairings } from './pairings.ts';
import { createSightings, type Sightings } from './sightings.ts';

export interface DisplaysDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly instance: string;
  readonly isBrand: KnownBrand;
  readonly warn: (message: string, error: unknown) => void;
}

export interface Displays {
  readonly book: DisplayBook;
  readonly pairings: Pairings;
  readonly sightings: Sightings;
  stop(): Promise<void>;
}

/** Displays as the store has them, and everything around them. @throws StoreError */
export async function startDisplays(deps: DisplaysDeps): Promise<Displays> {
  const { store, clock, instance, isBrand, warn } = deps;
  const stored = await readDisplays(store);
  const writer = await createDisplayWriter(store, instance);
  const book = createDisplayBook({ writer, clock, isBrand }, stored);
  const sightings = createSightings({ writer, clock, stored: stored.sightings, warn });
  return {
    book,
    pairings: createPairings(clock),
    sightings,
    async stop() {
      book.stop();
      await sightings.stop();
    },
  };
}
