import { openStore } from '../../schema/clickhouse/client.ts';
import { migrate } from '../../schema/clickhouse/migrate.ts';
import { mentionRow } from '../../schema/clickhouse/tables.ts';
import { DEFAULT_CHANNELS } from '../../schema/contracts/channels.ts';
import type { Mention } from '../../schema/contracts/mention.ts';
import { createBrandBook } from '../../pipelines/brands/brand-book.ts';
import { parseMention } from '../../pipelines/parse/parse-mention.ts';
import { loadIdentity } from '../../pipelines/sinks/identity.ts';
import type { Labels } from '../../schema/contracts/labels.ts';
import { readerOf } from '../../server/mention-reader.ts';
import { shippedScorer } from '../helpers/shipped-scorer.ts';
import { rowOf } from './load.ts';

const ROWS = 60_000;
/** About what gathers while a batch is being written under load. */
const BATCH = 4_000;

/** Rows a second of each stage alone, on one core, nothing around it. */
export async function bareStages(dataDir: string): Promise<Record<string, number>> {
  const lines = Array.from({ length: ROWS }, (_, n) => JSON.stringify(rowOf(n, 'bare')));
  const context = {
    channels: new Set(DEFAULT_CHANNELS),
    brands: createBrandBook([], { maxDiscovered: 200 }),
    time: { now: Date.now(), maxFutureSkewMs: 60_000 },
  };
  const identityOf = await loadIdentity();
  const rates: Record<string, number> = {};
  const timed = async <T>(name: string, work: () => T | Promise<T>): Promise<T> => {
    const startedAt = performance.now();
    const result = await work();
    rates[name] = (ROWS * 1_000) / (performance.now() - startedAt);
    return result;
  };
  const values = await timed('JSON.parse', () => lines.map((line) => JSON.parse(line) as unknown));
  const mentions = await timed('parseMention', () =>
    values.map((value): Mention => {
      const parsed = parseMention(value, context);
      if (!parsed.ok) throw new Error(parsed.reason);
      return parsed.mention;
    }),
  );
  const read = readerOf({ brands: [] }, shippedScorer);
  const labels = await timed('read', () => mentions.map(read));
  const store = await openStore({ kind: 'embedded', path: dataDir });
  await migrate(store);
  const rows = mentions.map((mention, index) =>
    mentionRow({
      ...mention,
      identity: identityOf(mention.source, mention.id),
      batch: Math.floor(index / BATCH),
      storedAt: Date.now(),
      ...(labels[index] as Labels),
      original: (labels[index] as Labels).fingerprint,
    }),
  );
  // The client turns the rows into JSON itself: that is in here.
  await timed('insert', async () => {
    for (let at = 0; at < ROWS; at += BATCH)
      await store.insert('mentions', rows.slice(at, at + BATCH), `bare-${at}`);
  });
  await store.close();
  return rates;
}

/** What a line of stages can do when each is as fast as it is alone. */
export const harmonicSum = (rates: Record<string, number>): number =>
  1 / Object.values(rates).reduce((sum, rate) => sum + 1 / rate, 0);
