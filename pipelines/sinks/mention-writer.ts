import { firstValueFrom } from 'rxjs';
import type { Store } from '../../schema/clickhouse/store.ts';
import { mentionRow, type StoredMention } from '../../schema/clickhouse/tables.ts';
import type { Mention } from '../../schema/contracts/mention.ts';
import type { Clock } from '../clock.ts';
import type { History } from '../history/history.ts';
import type { SentimentScorer } from '../text/sentiment-scorer.ts';
import { IdentityFilter } from './identity-filter.ts';
import { loadIdentity, type IdentityOf } from './identity.ts';
import { withRetry, type RetryConfig } from './retry-policy.ts';

export interface MentionWriterDeps {
  readonly store: Store;
  readonly history: History;
  readonly clock: Clock;
  readonly score: SentimentScorer;
  readonly retry: RetryConfig;
  readonly random: () => number;
  /** Unique to this start of the process: an insert of an earlier start that lands late must not swallow ours. */
  readonly instance: string;
}

export interface WrittenBatch {
  readonly batch: number;
  /** What is new on disk, in the order it came. */
  readonly mentions: readonly StoredMention[];
  /** For each group given to `write`, how many of its mentions were stored by this batch. */
  readonly storedOf: readonly number[];
}

/**
 * Stores each mention once. The caller lets one `write` end before the next begins: then whatever the store answers
 * to is final, and no identity is ever in between.
 *
 * Guarantees: a batch is sealed (its rows, number and token fixed) before its first attempt, so every repeat is a
 * no-op. When `write` rejects, its rows may or may not be on disk; sent again they are recognised as duplicates if
 * they are.
 */
export class MentionWriter {
  readonly #deps: MentionWriterDeps;
  readonly #filter = new IdentityFilter();
  #batch = 0;

  private constructor(
    deps: MentionWriterDeps,
    readonly identityOf: IdentityOf,
  ) {
    this.#deps = deps;
  }

  /** Reads every stored identity before the first write. */
  static async open(deps: MentionWriterDeps): Promise<MentionWriter> {
    const writer = new MentionWriter(deps, await loadIdentity());
    writer.#batch = await deps.history.lastBatch();
    for await (const page of deps.history.identities())
      for (const identity of page) writer.#filter.add(identity);
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

  /** @throws StoreError when the store refuses the batch or stays out of reach. */
  async write(groups: readonly (readonly Mention[])[]): Promise<WrittenBatch> {
    const { store, clock, retry, random, instance } = this.#deps;
    const { fresh, storedOf } = await this.#unseen(groups);
    if (fresh.length === 0) return { batch: this.#batch, mentions: [], storedOf };
    const batch = this.nextBatch();
    const storedAt = clock.now();
    const mentions = fresh.map(({ mention, identity }) => this.#enrich(mention, identity, batch, storedAt));
    const rows = mentions.map(mentionRow);
    // From here on a row may be on disk whatever happens next: "maybe" makes every later copy of it be looked up.
    for (const { identity } of fresh) this.#filter.add(identity);
    await firstValueFrom(
      withRetry(
        () => store.insert('mentions', rows, `mentions-${instance}-${batch}`).then(() => true),
        clock,
        retry,
        random,
      ),
    );
    return { batch, mentions, storedOf };
  }

  async #unseen(groups: readonly (readonly Mention[])[]) {
    const candidates = groups.map((group) =>
      group.map((mention) => ({ mention, identity: this.identityOf(mention.source, mention.id) })),
    );
    const doubtful = candidates.flatMap((group) =>
      group.filter(({ identity }) => this.#filter.mayHave(identity)),
    );
    const stored =
      doubtful.length === 0
        ? new Set<string>()
        : await this.#deps.history.storedAmong(doubtful.map(({ identity }) => identity));
    const seen = new Set<string>();
    const fresh: { mention: Mention; identity: bigint }[] = [];
    const storedOf = candidates.map((group) => {
      const before = fresh.length;
      for (const candidate of group) {
        const key = `${candidate.mention.source}\u0000${candidate.mention.id}`;
        if (seen.has(key) || stored.has(key)) continue;
        seen.add(key);
        fresh.push(candidate);
      }
      return fresh.length - before;
    });
    return { fresh, storedOf };
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
