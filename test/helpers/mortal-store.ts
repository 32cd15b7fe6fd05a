import type { QueryParams, Store } from '../../schema/clickhouse/store.ts';
import type { Fault } from './memory-store.ts';

/**
 * A process's view of a store that outlives it: calls may fail on purpose, and once it is dead no call is begun and
 * none is answered. Closing is left to whoever opened the store beneath.
 */
export class MortalStore implements Store {
  readonly engine: string;
  readonly faults: Fault[] = [];
  readonly #beneath: Store;
  #begun = 0;
  #running = 0;
  #callsLeft = Number.POSITIVE_INFINITY;

  constructor(beneath: Store) {
    this.#beneath = beneath;
    this.engine = beneath.engine;
  }

  /** This many more calls are begun; the last of them is done and not answered. */
  dieAfter(calls: number): void {
    this.#callsLeft = calls;
  }

  insert(table: string, rows: readonly object[], token: string): Promise<void> {
    return this.#change(table, () => this.#beneath.insert(table, rows, token));
  }

  query<Row extends object>(sql: string, params?: QueryParams): Promise<Row[]> {
    return this.#call(() => this.#beneath.query<Row>(sql, params));
  }

  command(sql: string, params?: QueryParams): Promise<void> {
    return this.#change(sql.split(' ')[0] ?? '', () => this.#beneath.command(sql, params));
  }

  async close(): Promise<void> {}

  /** Resolves when no call is running and none follows from an answer. */
  async quiet(): Promise<void> {
    for (let idle = 0, seen = -1; idle < 3; seen = this.#begun) {
      await new Promise<void>((resolve) => setImmediate(resolve));
      idle = this.#running === 0 && seen === this.#begun ? idle + 1 : 0;
    }
  }

  #change(name: string, work: () => Promise<void>): Promise<void> {
    return this.#call(async () => {
      const at = this.faults.findIndex(({ table }) => table === name);
      const [fault] = at === -1 ? [] : this.faults.splice(at, 1);
      if (fault === undefined || fault.landed) await work();
      if (fault !== undefined) throw fault.error;
    });
  }

  async #call<T>(work: () => Promise<T>): Promise<T> {
    if (this.#callsLeft <= 0) return never();
    this.#callsLeft -= 1;
    this.#begun += 1;
    this.#running += 1;
    try {
      return await work();
    } finally {
      this.#running -= 1;
      if (this.#callsLeft <= 0) await never();
    }
  }
}

const never = (): Promise<never> => new Promise(() => undefined);
