import { rmSync } from 'node:fs';
import { asyncScheduler } from 'rxjs';
import { stringify } from 'yaml';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { METRICS, metricById } from '../../pipelines/metrics/registry.ts';
import { openStore } from '../../schema/clickhouse/client.ts';
import type { Store } from '../../schema/clickhouse/store.ts';
import type { Receipt } from '../../schema/contracts/receipt.ts';
import { labelThreads } from '../../server/repositories/audit-threads.ts';
import { send } from '../helpers/api-client.ts';
import { startServer, temporaryDir, type TestApp } from '../helpers/server.ts';
import { THOROUGH } from '../helpers/thorough.ts';
import { NOT_RECOUNTED, RECOUNTS } from './all.ts';
import { churnScores } from './churn-scores.ts';
import { CARE, DATA_SETS, ZONE, type DataSet } from './data-sets.ts';
import type { Asked, Recount } from './recount.ts';
import { TABLES } from './tables.ts';

const FIGURES = ['value', 'n', 'numerator', 'denominator'] as const;
const titleOf = ({ metric, facets = {} }: Recount): string =>
  [metric, ...Object.entries(facets).map(([name, value]) => `${name}=${value}`)].join(' ');
/** Recounts that were null so far, and metrics that were null or 0: agreeing on nothing would be no agreement. */
const silent = {
  recounts: new Set(RECOUNTS.map(titleOf)),
  metrics: new Set([...METRICS.map(({ id }) => id), 'churn scores']),
};

it('counts every metric again, or says why not', () => {
  const known = [...RECOUNTS.map(({ metric }) => metric), ...Object.keys(NOT_RECOUNTED)];
  expect([...new Set(known)].sort()).toEqual(METRICS.map(({ id }) => id).sort());
});

describe.each(DATA_SETS)('what SQL counts in the raw rows ($name)', (data) => {
  const dataDir = temporaryDir();
  let app: TestApp;
  let store: Store;
  beforeAll(async () => {
    app = await serverOf(data, dataDir);
    store = await openStore({ kind: 'embedded', path: dataDir });
    for (const [door, rows] of Object.entries(await data.load()))
      for (let at = 0; at < rows.length; at += 500) {
        const body = JSON.stringify(rows.slice(at, at + 500));
        const headers = { 'content-type': 'application/json' };
        const answer = await send<Receipt>(`${app.url}/api/${door}`, { method: 'POST', headers, body });
        const { status, body: receipt } = answer;
        const rejected = data.isClean ? receipt.rejected : [];
        expect({ door, status, rejected }).toEqual({ door, status: 202, rejected: [] });
        expect(receipt.accepted).toBeGreaterThan(0);
      }
  });
  afterAll(async () => {
    await store.close();
    await app.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  describe.each(THOROUGH ? [...data.asked, ...data.more] : data.asked)(
    '$brand, $from … $to as of $asOf',
    ({ cuts, ...asked }) => {
      beforeAll(() => prepare(store, asked));
      const recounts = RECOUNTS.filter(({ facets = {} }) => cuts || Object.keys(facets).length === 0);

      it.each(recounts.map((recount) => [titleOf(recount), recount] as const))(
        '%s',
        async (title, recount) => {
          const { metric, facets = {}, sql, params = {} } = recount;
          const { asOf, ...range } = asked;
          const ask = async (query: object) =>
        figuresOf((await app.metrics(`${new URLSearchParams({ metric, ...facets, ...text(query) })}`)).series[0]?.points[0]); // prettier-ignore
          const [rows, answered] = await Promise.all([
            store.query<Partial<Record<string, number | null>>>(sql, { ...asked, ...params }),
            ask(asked),
          ]);
          expect(rows).toHaveLength(1);
          const counted = figuresOf(rows[0]);
          expect(answered).toEqual(counted);
          // Where all of it is known, stored panes must say the same.
          if (metricById(metric)?.panes !== undefined && asOf >= asked.to)
            expect(await ask(range)).toEqual(counted);
          if (counted['value'] === null) return;
          silent.recounts.delete(title);
          if (counted['value'] !== 0) silent.metrics.delete(metric);
        },
      );

      it('churn scores of customers', async () => {
        const { counted, answered } = await churnScores(app, store, asked);
        expect(answered).toEqual(counted);
        if (counted.length > 0) silent.metrics.delete('churn scores');
      });
    },
  );
});

it('has counted something of every metric', () =>
  expect(silent).toEqual({ recounts: new Set(), metrics: new Set(Object.keys(NOT_RECOUNTED)) }));

function serverOf({ now, brands, reader }: DataSet, dataDir: string): Promise<TestApp> {
  // Time goes on, or hours would never be rolled up and only minutes be counted again.
  const started = performance.now();
  const clock = { now: () => now + Math.floor(performance.now() - started), scheduler: asyncScheduler };
  return startServer({
    dataDir,
    readsForTheWall: false,
    clock,
    ...(reader === undefined ? {} : { reader }),
    yaml: stringify({ brands: brands.map((id) => ({ id, name: id, zone: ZONE, care: CARE })) }),
  });
}

/** Builds the tables of `tables.ts`, threads before them: (identity, thread), and whom each human reply answers. */
async function prepare(store: Store, asked: Asked): Promise<void> {
  const make = async (name: string, sql: string) => {
    await store.command(`DROP TABLE IF EXISTS ${name} SYNC`);
    await store.command(`CREATE TABLE ${name} ENGINE = Memory AS ${sql}`, { ...asked });
  };
  const run = `labels_${asked.brand}_${asked.asOf}`;
  const { threads, customers } = await labelThreads(store, run, { from: asked.from, to: asked.asOf });
  await make('recount_threads', `SELECT identity, thread FROM ${threads}`);
  await make('recount_answered', `SELECT identity, customer AS author, known FROM ${customers}`);
  for (const { name, sql } of TABLES) await make(name, sql);
}

const text = (query: object): Record<string, string> =>
  Object.fromEntries(Object.entries(query).map(([name, value]) => [name, String(value)]));

/** To nine digits: the last ones depend on the order of additions. What is null is as good as not there. */
function figuresOf(found: Partial<Record<string, unknown>> | undefined): Record<string, unknown> {
  const digits = (value: unknown) => (typeof value === 'number' ? Number(value.toPrecision(9)) : value);
  return Object.fromEntries(FIGURES.map((name) => [name, digits(found?.[name]) ?? null]));
}
