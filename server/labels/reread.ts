import { setImmediate } from 'node:timers/promises';
import type { Store } from '../../schema/clickhouse/store.ts';
import type { RereadProgress } from '../../schema/contracts/corrections.ts';
import { changedLabels, type Relabel } from '../../pipelines/labels/relabel.ts';
import type { Topology } from '../../pipelines/topology.ts';
import type { ReadAgain } from './read-again.ts';
import {
  countMentions,
  readMentions,
  type MentionRange,
  type PageEnd,
  type ReadMention,
} from '../repositories/stored-mentions.ts';

export interface RereadDeps {
  readonly store: Store;
  readonly topology: Pick<Topology, 'relabel'>;
  readonly read: ReadAgain;
  readonly warn: (message: string, error: unknown) => void;
}

export interface Rereader {
  /** Begins; false when one is running. */
  begin(range: MentionRange): boolean;
  progress(): RereadProgress;
  /** Resolves when it asks the store nothing any more. What is read so far stays read. */
  stop(): Promise<void>;
}

/** Read from the store at once. */
const PAGE = 5_000;
/** Reading takes the thread that also takes mentions: it lets go of it after so many, which is some ten milliseconds. */
const AT_ONCE = 100;

/**
 * Reads stored mentions again with the reader of today. Reading needs no turn on the line, as it looks at nothing that
 * changes; changing labels takes its turn, looks at what is there by then, and leaves to people what they have decided.
 */
export function createRereader({ store, topology, read, warn }: RereadDeps): Rereader {
  let progress: RereadProgress = { state: 'idle', total: 0, read: 0, changed: 0 };
  let running: Promise<void> | null = null;
  let stopped = false;

  const changesOf = async (page: readonly ReadMention[]): Promise<Relabel[]> => {
    const changes: Relabel[] = [];
    for (const [nth, { mention, labels }] of page.entries()) {
      if (nth % AT_ONCE === 0) await setImmediate();
      if (stopped) return [];
      const again = read(mention, labels);
      const { source, id, at } = mention;
      const differing = changedLabels(labels, again);
      if (differing.length > 0)
        changes.push({
          source,
          id,
          at,
          labels: Object.fromEntries(differing.map((name) => [name, again[name]])),
          by: again.sentimentModel,
        });
    }
    return changes;
  };

  const run = async (range: MentionRange): Promise<void> => {
    progress = { ...progress, total: await countMentions(store, range) };
    let after: PageEnd | null = null;
    for (;;) {
      const page: ReadMention[] = await readMentions(store, range, { after, limit: PAGE });
      const last = page.at(-1);
      if (last === undefined) break;
      const changed = await topology.relabel(await changesOf(page), 'reread');
      if (stopped) return;
      progress = {
        ...progress,
        read: progress.read + page.length,
        // Mentions come in meanwhile.
        total: Math.max(progress.total, progress.read + page.length),
        changed: progress.changed + changed.length,
      };
      after = { at: last.mention.at, identity: last.identity };
    }
    progress = { ...progress, state: 'done' };
  };

  return {
    begin(range) {
      if (running !== null || stopped) return false;
      progress = {
        state: 'running',
        ...(range.brand === undefined ? {} : { brand: range.brand }),
        from: new Date(range.from).toISOString(),
        to: new Date(range.to).toISOString(),
        total: 0,
        read: 0,
        changed: 0,
      };
      running = run(range)
        .catch((error: unknown) => {
          warn('Mentions could not be read again to the end.', error);
          const message = `The store does not answer; ${progress.read} mentions were read again. Ask again: what is done is not done twice.`;
          progress = { ...progress, state: 'failed', message };
        })
        .finally(() => (running = null));
      return true;
    },
    progress: () => progress,
    async stop() {
      stopped = true;
      await running;
    },
  };
}
