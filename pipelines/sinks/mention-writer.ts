import type { Store } from '../../schema/clickhouse/store.ts';
import { mentionRow, type StoredMention } from '../../schema/clickhouse/tables.ts';
import type { Labels } from '../../schema/contracts/labels.ts';
import type { Mention } from '../../schema/contracts/mention.ts';
import type { Clock } from '../clock.ts';
import type { History } from '../history/history.ts';
import type { BatchReader, Reading } from '../text/mention-reader.ts';
import {
  createDuplicateBook,
  type DuplicateBook,
  type DuplicateBookConfig,
} from '../text/near-duplicates/duplicate-book.ts';
import { IdentityFilter } from './identity-filter.ts';
import { loadIdentity, type IdentityOf } from './identity.ts';
import type { Settled } from '../sources/source.ts';
import { OnceWriter } from './once-writer.ts';
import { ReadAhead } from './read-ahead.ts';
import { storedMention } from './stored-mention.ts';
import type { RetryConfig } from './retry-policy.ts';

export interface MentionWriterDeps {
  readonly store: Store;
  readonly history: History;
  readonly clock: Clock;
  readonly read: BatchReader;
  readonly retry: RetryConfig;
  readonly random: () => number;
  readonly warn: (message: string, error: unknown) => void;
  /** Unique to this start of the process: an insert of an earlier start that lands late must not swallow ours. */
  readonly instance: string;
}

export interface WrittenBatch {
  readonly batch: number;
  /** What is new on disk, in the order it came. */
  readonly mentions: readonly StoredMention[];
  /** For each group given to `write`, what became of it. */
  readonly settled: readonly Settled[];
}

const REST_AFTER_FAILURE_MS = 2_000;

/** Near copies are found this far back: some 20 MB, and a fraction of a second to read back at a start. */
const REMEMBERED: DuplicateBookConfig = { horizonMs: 3 * 86_400_000, maxTexts: 30_000 };

/**
 * Stores each mention once, as `OnceWriter` does, with what reading it said. Most mentions are new: a filter of every stored
 * identity says so without a question to the store.
 */
export class MentionWriter {
  readonly #deps: MentionWriterDeps;
  readonly #filter = new IdentityFilter();
  /** Before every stored identity is in the filter the store is asked about all. */
  #filterIsWhole = false;
  #filling: Promise<void> = Promise.resolve();
  #stopped = false;
  readonly #once: OnceWriter<Mention, StoredMention>;
  readonly #ahead: ReadAhead;
  #isWriting = false;

  private constructor(
    deps: MentionWriterDeps,
    readonly identityOf: IdentityOf,
    lastBatch: number,
    book: DuplicateBook,
  ) {
    this.#deps = deps;
    this.#ahead = new ReadAhead(deps.read);
    this.#once = new OnceWriter<Mention, StoredMention>(
      deps,
      {
        table: 'mentions',
        identityOf,
        storedAmong: (identities) => deps.history.storedAmong(identities),
        stored: (fresh, seal) => {
          const readings = this.#ahead.of(fresh.map(({ row }) => row));
          return fresh.map(({ row: mention, identity }, nth) => {
            const reading = readings[nth] as Reading;
            const original = originalOf(book, mention, reading);
            return storedMention(mention, reading, { identity, ...seal, original });
          });
        },
        rowOf: mentionRow,
        filter: {
          mayHave: (identity) => !this.#filterIsWhole || this.#filter.mayHave(identity),
          add: (identity) => this.#filter.add(identity),
        },
      },
      lastBatch,
    );
  }

  static async open(deps: MentionWriterDeps): Promise<MentionWriter> {
    // A number that was given to a batch which failed has no rows, but panes may be vouched for up to it.
    const lastBatch = Math.max(await deps.history.lastBatch(), await deps.history.checkpoint());
    const book = createDuplicateBook(REMEMBERED);
    for (const { id, text, at } of await deps.history.recentTexts(REMEMBERED.maxTexts))
      book.clusterOf(id, text, at);
    return new MentionWriter(deps, await loadIdentity(), lastBatch, book);
  }

  /** The number of the last batch that was sealed. */
  get lastBatch(): number {
    return this.#once.lastBatch;
  }

  /** A number for a change that is no batch of mentions; it counts as one for whoever follows the batches. */
  nextBatch(): number {
    return this.#once.nextBatch();
  }

  /** Whether rows may still land of which nobody knows. */
  get isUnsettled(): boolean {
    return this.#once.isUnsettled;
  }

  /** Lets go of a batch whose fate is not known. Resolves when it asks the store nothing any more. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#once.stop();
    await this.#filling;
  }

  /** Reads every stored identity in the background: ten million take some seconds, and mentions can be taken meanwhile. */
  fillFilter(): void {
    if (this.#stopped) return;
    const { history, clock, warn } = this.#deps;
    const fill = async () => {
      for await (const page of history.identities()) {
        if (this.#stopped) return;
        this.#filter.addAll(page);
      }
      this.#filterIsWhole = true;
    };
    this.#filling = fill().catch((error: unknown) => {
      if (this.#stopped) return;
      warn(
        'The stored identities could not be read and will be; until then every mention is looked up.',
        error,
      );
      clock.scheduler.schedule(() => this.fillFilter(), REST_AFTER_FAILURE_MS);
    });
  }

  /**
   * @throws StoreError when the store refuses the batch or stays out of reach. Nothing was begun when `lastBatch` is
   * what it was before.
   */
  async write(groups: readonly (readonly Mention[])[]): Promise<WrittenBatch> {
    this.#isWriting = true;
    try {
      const { batch, rows, settled } = await this.#once.write(groups);
      return { batch, mentions: rows, settled };
    } finally {
      this.#isWriting = false;
      for (const group of groups) this.#ahead.forget(group);
    }
  }

  /** Makes use of the time the store takes for what came before these. They must be written, now or later. */
  prepare(mentions: readonly Mention[]): void {
    if (!this.#isWriting) return;
    try {
      this.#ahead.begin(mentions);
    } catch {
      // Whatever it was is met again in their turn, where it can be told to their sender.
    }
  }
}

/** Exact copies share their fingerprint; only a near copy takes that of another text. */
function originalOf(book: DuplicateBook, { id, text, at }: Mention, labels: Labels): bigint {
  const { fingerprint, distance } = book.clusterOf(id, text, at);
  return distance === 0 ? labels.fingerprint : fingerprint;
}
