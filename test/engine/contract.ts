import type { ClickHouseClient } from '@clickhouse/client';
import { afterAll, beforeAll, describe } from 'vitest';
import type { Store } from '../../schema/clickhouse/store.ts';
import { describeMigrations } from './contract-migrations.ts';
import { describeOperations } from './contract-operations.ts';
import { describeStreams } from './contract-streams.ts';
import { describeTokens } from './contract-tokens.ts';
import { describeValues } from './contract-values.ts';

export interface Engine {
  readonly store: Store;
  /** A client handle of its own on the same database, without anything the store adds. */
  readonly raw: () => ClickHouseClient;
  close(): Promise<void>;
}

/** What the rest of the house relies on, the same on every engine: run it for each way a store can be opened. */
export function engineContract(name: string, open: () => Promise<Engine>): void {
  describe(name, () => {
    let engine: Engine | undefined;
    const opened = () => {
      if (engine === undefined) throw new Error('The engine is not open yet.');
      return engine;
    };
    beforeAll(async () => {
      engine = await open();
    });
    afterAll(() => engine?.close());

    describeTokens(opened);
    describeOperations(opened);
    describeValues(opened);
    describeStreams(opened);
    describeMigrations(opened);
  });
}
