import type { SourceHealth } from '../../schema/contracts/live.ts';
import type { SourceBook } from '../../pipelines/metrics/quality/source-book.ts';

export interface LiveSources extends Pick<SourceBook, 'note'> {
  all(now: number): readonly SourceHealth[];
  /** All of them when something has changed that is worth a frame, else null. */
  news(now: number): readonly SourceHealth[] | null;
}

/** Their ages move on with every mention, and nobody reads them several times a second. */
const EVERY_MS = 5_000;
const LOOK_EVERY_MS = 1_000;

/** Says how sources are doing when one of them changes its status, and otherwise every few seconds while they speak. */
export function createLiveSources(book: Pick<SourceBook, 'health' | 'note'>, now: number): LiveSources {
  let said = book.health(now);
  let saidAt = now;
  let lookedAt = now;
  return {
    note: (mentions) => book.note(mentions),
    all: (at) => book.health(at),
    news(at) {
      if (at - lookedAt < LOOK_EVERY_MS) return null;
      lookedAt = at;
      const sources = book.health(at);
      const isNews =
        statuses(sources) !== statuses(said) ||
        (at - saidAt >= EVERY_MS && JSON.stringify(sources) !== JSON.stringify(said));
      if (!isNews) return null;
      said = sources;
      saidAt = at;
      return sources;
    },
  };
}

const statuses = (sources: readonly SourceHealth[]): string =>
  sources.map(({ source, status }) => `${source} ${status}`).join('\n');
