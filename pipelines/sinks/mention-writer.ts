import type { Store } from '../../schema/clickhouse/store.ts';
import { mentionRow, type StoredMention } from '../../schema/clickhouse/tables.ts';
import type { Mention } from '../../schema/contracts/mention.ts';
import type { Clock } from '../clock.ts';
import type { History } from '../history/history.ts';
import type { SentimentScorer } from '../text/sentiment-scorer.ts';
import { IdentityFilter } from './identity-filter.ts';
import { loadIdentity, type IdentityOf } from './identity.ts';
import type { Settled } from '../sources/source.ts';
import { insertSifting, type Poison } from './insert-sifting.ts';
import { Landing } from './landing.ts';
import type { RetryConfig } from './retry-policy.ts';

export interface MentionWriterDeps {
  readonly store: Store;
  readonly history: History;
  readonly clock: Clock;
  readonly score: SentimentScorer;
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

interface Candidate {
  readonly mention: Mention;
  readonly identity: bigint;
}

const REST_AFTER_FAILURE_MS = 2_000;
/** Receipts owed for rows that landed after their sender was told to come back; beyond it they are called duplicates. */
const MAX_UNCLAIMED = 200_000;

/**
 * Stores each mention once. The caller lets one `write` end before the next begins: then whatever the store answers
 * to is final, and no identity is ever in between.
 *
 * Guarantees: a batch is sealed (its rows, number and token fixed) before its first attempt, so every repeat is a
 * no-op. A sealed batch whose fate is not known is repeated under its own token until it is, and nothing is written
 * before that. When `write` rejects, its rows may or may not be on disk; sent again they are recognised if they are.
 * A process that ends in between leaves the fate of one batch to the store.
 */
export class MentionWriter {
  readonly #deps: MentionWriterDeps;
  readonly #filter = new IdentityFilter();
  /** Before every stored identity is in the filter the store is asked about all. */
  #filterIsWhole = false;
  #filling: Promise<void> = Promise.resolve();
  #stopped = false;
  readonly #landing: Landing<Poison<StoredMention>[]>;
  /** Rows on disk whose sender was told to come back, and has not yet. */
  readonly #unclaimed = new Set<string>();
  #batch = 0;

  private constructor(
    deps: MentionWriterDeps,
    readonly identityOf: IdentityOf,
  ) {
    this.#deps = deps;
    this.#landing = new Landing(deps);
  }

  static async open(deps: MentionWriterDeps): Promise<MentionWriter> {
    const writer = new MentionWriter(deps, await loadIdentity());
    // A number that was given to a batch which failed has no rows, but panes may be vouched for up to it.
    writer.#batch = Math.max(await deps.history.lastBatch(), await deps.history.checkpoint());
    return writer;
  }

  /** The number of the last batch that was sealed. */
  get lastBatch(): number {
    return this.#batch;
  }

  /** A number for a change that is no batch of mentions; it counts as one for whoever follows the batches. */
  nextBatch(): number {
    this.#batch += 1;
    return this.#batch;
  }

  /** Whether rows may still land of which nobody knows. */
  get isUnsettled(): boolean {
    return this.#landing.isOpen;
  }

  /** Lets go of a batch whose fate is not known. Resolves when it asks the store nothing any more. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#landing.stop();
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
    const { store, clock, instance } = this.#deps;
    await this.#landing.settled();
    const candidates = groups.map((group) =>
      group.map((mention) => ({ mention, identity: this.identityOf(mention.source, mention.id) })),
    );
    const fresh = await this.#unseen(candidates.flat());
    if (fresh.length === 0)
      return { batch: this.#batch, mentions: [], settled: settle(groups, this.#claim(groups), new Map()) };
    const batch = this.nextBatch();
    const storedAt = clock.now();
    const mentions = fresh.map(({ mention, identity }) => this.#enrich(mention, identity, batch, storedAt));
    // From here on a row may be on disk whatever happens next: "maybe" makes every later copy of it be looked up.
    for (const { identity } of fresh) this.#filter.add(identity);
    const insert = (part: readonly StoredMention[], token: string) =>
      store.insert('mentions', part.map(mentionRow), token);
    const storedOf = (poison: readonly Poison<StoredMention>[]) => {
      const refused = new Set(poison.map(({ row }) => row));
      return mentions.filter((mention) => !refused.has(mention));
    };
    const poison = await this.#landing.land(
      () => insertSifting(mentions, insert, `mentions-${instance}-${batch}`),
      (late) => this.#leaveUnclaimed(storedOf(late)),
    );
    const refused = new Map(poison.map(({ row, error }) => [keyOf(row), error.message]));
    const stored = storedOf(poison);
    const accepted = this.#claim(groups);
    for (const mention of stored) accepted.add(keyOf(mention));
    return { batch, mentions: stored, settled: settle(groups, accepted, refused) };
  }

  #leaveUnclaimed(mentions: readonly StoredMention[]): void {
    if (this.#unclaimed.size + mentions.length > MAX_UNCLAIMED) this.#unclaimed.clear();
    for (const mention of mentions) this.#unclaimed.add(keyOf(mention));
  }

  /** Rows that were stored for a sender who was not told: this is when it is told. */
  #claim(groups: readonly (readonly Mention[])[]): Set<string> {
    if (this.#unclaimed.size === 0) return new Set();
    return new Set(
      groups
        .flat()
        .map(keyOf)
        .filter((key) => this.#unclaimed.delete(key)),
    );
  }

  /** Those that are not in the store, the first of each identity. */
  async #unseen(candidates: readonly Candidate[]): Promise<Candidate[]> {
    const doubtful = candidates.filter(
      ({ identity }) => !this.#filterIsWhole || this.#filter.mayHave(identity),
    );
    const known =
      doubtful.length === 0
        ? new Set<string>()
        : await this.#deps.history.storedAmong(doubtful.map(({ identity }) => identity));
    return candidates.filter(({ mention }) => {
      const key = keyOf(mention);
      if (known.has(key)) return false;
      known.add(key);
      return true;
    });
  }

  #enrich(mention: Mention, identity: bigint, batch: number, storedAt: number): StoredMention {
    const { label, score, model } = this.#deps.score(mention.text);
    return {
      ...mention,
      identity,
      batch,
      storedAt,
      sentiment: label,
      sentimentScore: score,
      sentimentModel: model,
    };
  }
}

const keyOf = ({ source, id }: Mention): string => `${source}\u0000${id}`;

/** What became of each group: of copies of one mention the first was stored, the others are duplicates. */
function settle(
  groups: readonly (readonly Mention[])[],
  stored: Set<string>,
  refused: ReadonlyMap<string, string>,
): Settled[] {
  return groups.map((group) => {
    let accepted = 0;
    const rejects: { index: number; reason: string }[] = [];
    group.forEach((mention, index) => {
      const key = keyOf(mention);
      const reason = refused.get(key);
      if (reason !== undefined) rejects.push({ index, reason });
      else if (stored.delete(key)) accepted += 1;
    });
    return { accepted, duplicates: group.length - accepted - rejects.length, refused: rejects };
  });
}
