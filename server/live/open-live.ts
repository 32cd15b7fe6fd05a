import type { Store } from '../../schema/clickhouse/store.ts';
import { SourceBook, type SourcePast } from '../../pipelines/metrics/quality/source-book.ts';
import { TILE_HORIZON_MS } from '../../pipelines/panes/brand-tile.ts';
import { paneStart } from '../../pipelines/panes/pane.ts';
import type { MinuteCounts } from '../../pipelines/panes/state-changes.ts';
import type { PaneRepository } from '../repositories/panes.ts';
import { readTicker } from '../repositories/ticker.ts';
import { createLiveChanges, FOLLOWED_MS } from './live-changes.ts';
import { createLiveReadings, type LiveReadingsDeps } from './live-readings.ts';
import { createLiveSources } from './live-sources.ts';
import { createLiveView, type LiveView, type LiveViewDeps } from './live-view.ts';

export interface LiveDeps
  extends
    Pick<LiveViewDeps, 'topology' | 'brands' | 'counts' | 'lastMentionAt' | 'expected' | 'breachAt'>,
    Omit<LiveReadingsDeps, 'brands' | 'counts'> {
  readonly store: Store;
  readonly panes: PaneRepository;
  /** Sources as the store has them at start. */
  readonly sources: readonly SourcePast[];
}

export interface Live {
  readonly view: LiveView;
  /** Resolves when it asks the store nothing any more. */
  stop(): Promise<void>;
}

const TICKER = 40;
/** Brands whose minutes are read in one piece. */
const BRANDS_READ = 20;

/** Everything that is live, taken up from what is stored. @throws StoreError */
export async function openLive(deps: LiveDeps): Promise<Live> {
  const { store, topology, clock, warn } = deps;
  const now = clock.now();
  const brands = [...new Set([...deps.expected, ...deps.lastMentionAt.keys()])];
  const ticker = await readTicker(store, TICKER);
  const readPast = (names: readonly string[], at: number) => readMinutes(deps.panes, names, at);
  const changes = await createLiveChanges({ topology, brands, readPast, clock, warn });
  const readings = createLiveReadings({
    ...deps,
    brands: () => view.snapshot().tiles.map(({ brand }) => brand),
  });
  const view = createLiveView({
    ...deps,
    ticker,
    readings,
    changes,
    sources: createLiveSources(new SourceBook(deps.sources), now),
  });
  return {
    view,
    async stop() {
      view.stop();
      await Promise.all([changes.stop(), readings.stop()]);
    },
  };
}

/** Minutes of the days before, by brand: what the states of the last day are compared with, older than the book. */
async function readMinutes(
  panes: PaneRepository,
  brands: readonly string[],
  now: number,
): Promise<Map<string, Map<number, MinuteCounts>>> {
  const found = new Map<string, Map<number, MinuteCounts>>();
  const to = paneStart(now - TILE_HORIZON_MS);
  const range = { from: paneStart(now - FOLLOWED_MS), to, step: '1m', zone: 'UTC' } as const;
  for (let at = 0; at < brands.length; at += BRANDS_READ) {
    const some = brands.slice(at, at + BRANDS_READ);
    for (const { brand, windowStart, acc } of await panes.merged({
      brands: some, channels: [], ...range, responses: false,
    })) {
      const minutes = found.get(brand);
      if (minutes === undefined) found.set(brand, new Map([[windowStart, acc.counts]]));
      else minutes.set(windowStart, acc.counts);
    }
  } // prettier-ignore
  return found;
}
