import type { Store } from '../../schema/clickhouse/store.ts';
import type { Clock } from '../clock.ts';
import type { Settled } from '../sources/source.ts';
import type { IdentityOf } from './identity.ts';
import { insertSifting, type Poison } from './insert-sifting.ts';
import { Landing } from './landing.ts';
import type { RetryConfig } from './retry-policy.ts';

/** What a row is counted once by. */
export interface Named {
  readonly source: string;
  readonly id: string;
}

/** What the rows of a batch are sealed with before the first attempt. `storedAt`: epoch milliseconds. */
export interface Seal {
  readonly batch: number;
  readonly storedAt: number;
}

/** A row that may be new, and what it is known by in the store. */
export interface Candidate<Row> {
  readonly row: Row;
  readonly identity: bigint;
}

export interface OnceWriterDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly retry: RetryConfig;
  readonly random: () => number;
  /** Unique to this start of the process: an insert of an earlier start that lands late must not swallow ours. */
  readonly instance: string;
}

/** One kind of row and where it is stored. */
export interface OnceTable<Row extends Named, Stored extends Row> {
  readonly table: string;
  readonly identityOf: IdentityOf;
  /** Of these identities, the rows that are stored or must never be again, as `source\0id`. @throws StoreError */
  readonly storedAmong: (identities: readonly bigint[]) => Promise<Set<string>>;
  /** What is stored of new rows, one for each in their order. */
  readonly stored: (fresh: readonly Candidate<Row>[], seal: Seal) => Stored[];
  readonly rowOf: (stored: Stored) => object;
  /** Spares look-ups: only what it may have is asked for. Without one everything is. */
  readonly filter?: { mayHave(identity: bigint): boolean; add(identity: bigint): void };
}

export interface Written<Stored> {
  /** The number of the last batch that was sealed; of this one when it holds anything new. */
  readonly batch: number;
  /** What is new on disk, in the order it came. */
  readonly rows: readonly Stored[];
  /** For each group given to `write`, what became of it. */
  readonly settled: readonly Settled[];
}

/** Receipts owed for rows that landed after their sender was told to come back; beyond it they are called duplicates. */
const MAX_UNCLAIMED = 200_000;

/**
 * Stores each row of one table once. The caller lets one `write` end before the next begins: then whatever the store
 * answers to is final, and no identity is ever in between.
 *
 * Guarantees: a batch is sealed (its rows, number and token fixed) before its first attempt, so every repeat is a
 * no-op. A sealed batch whose fate is not known is repeated under its own token until it is, and nothing is written
 * before that. When `write` rejects, its rows may or may not be on disk; sent again they are recognised if they are.
 * A process that ends in between leaves the fate of one batch to the store.
 */
export class OnceWriter<Row extends Named, Stored extends Row> {
  readonly #deps: OnceWriterDeps;
  readonly #table: OnceTable<Row, Stored>;
  readonly #landing: Landing<Poison<Stored>[]>;
  /** Rows on disk whose sender was told to come back, and has not yet. */
  readonly #unclaimed = new Set<string>();
  #batch: number;

  /** `lastBatch`: no batch gets a number up to it. */
  constructor(deps: OnceWriterDeps, table: OnceTable<Row, Stored>, lastBatch: number) {
    this.#deps = deps;
    this.#table = table;
    this.#landing = new Landing(deps);
    this.#batch = lastBatch;
  }

  /** The number of the last batch that was sealed. */
  get lastBatch(): number {
    return this.#batch;
  }

  /** A number for a change that is no batch of rows; it counts as one for whoever follows the batches. */
  nextBatch(): number {
    this.#batch += 1;
    return this.#batch;
  }

  /** Whether rows may still land of which nobody knows. */
  get isUnsettled(): boolean {
    return this.#landing.isOpen;
  }

  /** Lets go of a batch whose fate is not known. */
  stop(): void {
    this.#landing.stop();
  }

  /**
   * @throws StoreError when the store refuses the batch or stays out of reach. Nothing was begun when `lastBatch` is
   * what it was before.
   */
  async write(groups: readonly (readonly Row[])[]): Promise<Written<Stored>> {
    const { store, clock, instance } = this.#deps;
    const { table, identityOf, filter, stored: seal, rowOf } = this.#table;
    await this.#landing.settled();
    const candidates = groups.flatMap((group) =>
      group.map((row) => ({ row, identity: identityOf(row.source, row.id) })),
    );
    const fresh = await this.#unseen(candidates);
    if (fresh.length === 0)
      return { batch: this.#batch, rows: [], settled: settle(groups, this.#claim(groups), new Map()) };
    const batch = this.nextBatch();
    const storedAt = clock.now();
    const sealed = seal(fresh, { batch, storedAt });
    // From here on a row may be on disk whatever happens next: "maybe" makes every later copy of it be looked up.
    if (filter !== undefined) for (const { identity } of fresh) filter.add(identity);
    const insert = (part: readonly Stored[], token: string) => store.insert(table, part.map(rowOf), token);
    const storedOf = (poison: readonly Poison<Stored>[]) => {
      const refused = new Set(poison.map(({ row }) => row));
      return sealed.filter((row) => !refused.has(row));
    };
    const landOnce = this.#inserter(insert);
    const poison = await this.#landing.land(
      () => landOnce(sealed, `${table}-${instance}-${batch}`),
      (late) => this.#leaveUnclaimed(storedOf(late)),
    );
    const refused = new Map(poison.map(({ row, error }) => [keyOf(row), error.message]));
    const rows = storedOf(poison);
    const accepted = this.#claim(groups);
    for (const row of rows) accepted.add(keyOf(row));
    return { batch, rows, settled: settle(groups, accepted, refused) };
  }

  /**
   * Inserts that may be repeated. A repeat that succeeds is looked after: a server that was killed in the middle of the first
   * attempt may have kept its token and lost its rows, and then takes every repeat for a copy. What is not there is
   * inserted under another token; nothing of the first attempt can still be under way once the repeat was answered.
   */
  #inserter(insert: (part: readonly Stored[], token: string) => Promise<void>) {
    const tried = new Set<string>();
    const landOnce = async (rows: readonly Stored[], token: string): Promise<Poison<Stored>[]> => {
      const isRepeat = tried.has(token);
      tried.add(token);
      const poison = await insertSifting(rows, insert, token);
      if (!isRepeat) return poison;
      const refused = new Set(poison.map(({ row }) => row));
      const lost = await this.#missing(rows.filter((row) => !refused.has(row)));
      if (lost.length > 0) await landOnce(lost, `${token}-lost`);
      return poison;
    };
    return landOnce;
  }

  async #missing(rows: readonly Stored[]): Promise<Stored[]> {
    const { identityOf, storedAmong } = this.#table;
    const there = await storedAmong(rows.map(({ source, id }) => identityOf(source, id)));
    return rows.filter((row) => !there.has(keyOf(row)));
  }

  #leaveUnclaimed(rows: readonly Stored[]): void {
    if (this.#unclaimed.size + rows.length > MAX_UNCLAIMED) this.#unclaimed.clear();
    for (const row of rows) this.#unclaimed.add(keyOf(row));
  }

  /** Rows that were stored for a sender who was not told: this is when it is told. */
  #claim(groups: readonly (readonly Row[])[]): Set<string> {
    if (this.#unclaimed.size === 0) return new Set();
    return new Set(
      groups
        .flat()
        .map(keyOf)
        .filter((key) => this.#unclaimed.delete(key)),
    );
  }

  /** Those that are not in the store, the first of each identity. */
  async #unseen(candidates: readonly Candidate<Row>[]): Promise<Candidate<Row>[]> {
    const { filter, storedAmong } = this.#table;
    const doubtful = candidates.filter(({ identity }) => filter === undefined || filter.mayHave(identity));
    const known =
      doubtful.length === 0 ? new Set<string>() : await storedAmong(doubtful.map(({ identity }) => identity));
    return candidates.filter(({ row }) => {
      const key = keyOf(row);
      if (known.has(key)) return false;
      known.add(key);
      return true;
    });
  }
}

const keyOf = ({ source, id }: Named): string => `${source}\u0000${id}`;

/** What became of each group: of copies of one row the first was stored, the others are duplicates. */
function settle(
  groups: readonly (readonly Named[])[],
  stored: Set<string>,
  refused: ReadonlyMap<string, string>,
): Settled[] {
  return groups.map((group) => {
    let accepted = 0;
    const rejects: { index: number; reason: string }[] = [];
    group.forEach((row, index) => {
      const key = keyOf(row);
      const reason = refused.get(key);
      if (reason !== undefined) rejects.push({ index, reason });
      else if (stored.delete(key)) accepted += 1;
    });
    return { accepted, duplicates: group.length - accepted - rejects.length, refused: rejects };
  });
}
