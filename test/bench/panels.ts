import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../../schema/clickhouse/client.ts';
import type { Store } from '../../schema/clickhouse/store.ts';
import { createPaneRepository } from '../../server/repositories/panes.ts';
import { optionsOf } from '../helpers/measuring-program.ts';
import { DAYS, fill } from './fill.ts';
import { printTargets } from './targets.ts';

const { rows, data } = optionsOf({
  name: 'bench:panels',
  measures:
    'Measures a panel of one brand, every hour of 60 days with volume, sentiment and response times: read as the API reads it, and counted from the raw rows. Both must agree.',
  options: {
    rows: { default: 10_000_000, least: 1, means: 'mentions a new store is filled with' },
    data: {
      default: '',
      otherwise: 'one that is removed afterwards',
      value: 'DIR',
      means: 'the store, which is filled where there is none, and kept',
    },
  },
  prints:
    'It prints how many hours differ, then a table with the aims. Exit code 0 when both ways agree, whether the aims are met or not; 1 when they do not.',
  lasts: 'some minutes, most of them for filling the store',
});
const dataDir = data === '' ? join(mkdtempSync(join(tmpdir(), 'brandwall-panels-')), 'data') : data;
const BRAND = 'brand-3';
const HOUR = 3_600_000;
const RUNS = 5;

interface HourRow {
  readonly start_s: number;
  readonly inbound: number;
  readonly outbound: number;
  readonly positive: number;
  readonly negative: number;
  readonly responses_ms?: number[];
}

const COUNTS = `
  SELECT toUnixTimestamp(toStartOfHour(at)) AS start_s, countIf(direction = 'inbound') AS inbound, countIf(direction = 'outbound') AS outbound,
    countIf(direction = 'inbound' AND sentiment = 'positive') AS positive, countIf(direction = 'inbound' AND sentiment = 'negative') AS negative
  FROM mentions WHERE has(brands, {brand:String}) AND at >= fromUnixTimestamp64Milli({from:Int64}) AND at < fromUnixTimestamp64Milli({to:Int64})
  GROUP BY start_s ORDER BY start_s`;

/** What one would ask without panes: counts, and each human reply joined with what it answers. */
const RAW = `
  SELECT counts.start_s AS start_s, inbound, outbound, positive, negative, answers.responses_ms AS responses_ms FROM (${COUNTS}) AS counts
  LEFT JOIN (
    SELECT toUnixTimestamp(toStartOfHour(r.at)) AS start_s, arraySort(groupArray(toUnixTimestamp64Milli(r.at) - toUnixTimestamp64Milli(q.at))) AS responses_ms
    FROM mentions AS r INNER JOIN mentions AS q ON q.source = r.source AND q.id = r.in_reply_to
    WHERE has(r.brands, {brand:String}) AND has(q.brands, {brand:String}) AND r.direction = 'outbound' AND NOT r.automated AND q.direction = 'inbound'
      AND r.at >= fromUnixTimestamp64Milli({from:Int64}) AND r.at < fromUnixTimestamp64Milli({to:Int64})
    GROUP BY start_s) AS answers ON answers.start_s = counts.start_s
  ORDER BY start_s`;

async function fastest<T>(work: () => Promise<T>): Promise<{ ms: number; result: T }> {
  let best = { ms: Number.POSITIVE_INFINITY, result: await work() };
  for (let run = 0; run < RUNS; run += 1) {
    const startedAt = performance.now();
    const result = await work();
    best = { ms: Math.min(best.ms, performance.now() - startedAt), result };
  }
  return best;
}

async function compare(store: Store, responses: boolean) {
  const to = Math.floor(Date.now() / HOUR) * HOUR;
  const from = to - DAYS * 24 * HOUR;
  const panes = createPaneRepository(store, { stale: () => [] });
  const ours = await fastest(() =>
    panes.merged({ brands: [BRAND], channels: [], from, to, step: '1h', zone: 'UTC', responses }),
  );
  const raw = await fastest(() => store.query<HourRow>(responses ? RAW : COUNTS, { brand: BRAND, from, to }));
  const said = ours.result.map(({ windowStart, acc: { counts, responsesMs } }) =>
    JSON.stringify([windowStart / 1_000, counts.inbound, counts.outbound, counts.positive, counts.negative, responsesMs.toSorted((a, b) => a - b)]),
  ); // prettier-ignore
  const counted = raw.result.map((row) =>
    JSON.stringify([
      row.start_s,
      row.inbound,
      row.outbound,
      row.positive,
      row.negative,
      row.responses_ms ?? [],
    ]),
  );
  const different =
    said.filter((line, index) => line !== counted[index]).length + Math.abs(said.length - counted.length);
  console.error(`${said.length} hours compared, ${different} differ`);
  const same = different === 0 && said.length > 0;
  return {
    same,
    target: {
      name: `${responses ? 'response times' : 'volume and sentiment'} of 60 days by the hour, ${rows.toLocaleString('en')} raw rows`,
      ours: `${ours.ms.toFixed(1)} ms`,
      peer: `${raw.ms.toFixed(0)} ms`,
      ratio: raw.ms / ours.ms,
      target: '≥ 50 at 50,000,000 rows, identical',
      met: raw.ms / ours.ms >= 50 && same,
    },
  };
}

const isNew = !existsSync(dataDir);
const store = await openStore({ kind: 'embedded', path: dataDir });
if (isNew) await fill(store, rows, (line) => console.error(line));
const results = [await compare(store, false), await compare(store, true)];
await store.close();
if (data === '') rmSync(join(dataDir, '..'), { recursive: true, force: true });
printTargets(results.map(({ target }) => target));
process.exit(results.every(({ same }) => same) ? 0 : 1);
