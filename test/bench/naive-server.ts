import { createClient } from '@clickhouse/client';
import { createChdbConnection } from 'chdb/connection';
import fastify from 'fastify';
import { openStore } from '../../schema/clickhouse/client.ts';
import { migrate } from '../../schema/clickhouse/migrate.ts';

/**
 * What one writes first: parse the lines, insert the objects, answer. Into the same table on the same engine, without
 * looking for duplicates, reading the text or counting anything. `node --import tsx <this file> <dataDir>`.
 */
const path = process.argv[2] ?? '';
const store = await openStore({ kind: 'embedded', path });
await migrate(store);
await store.close();
type Config = Parameters<typeof createClient>[0];
const client = createClient({ connection: createChdbConnection({ path }) } as unknown as Config);

interface Posted {
  readonly id: string;
  readonly source: string;
  readonly channel: string;
  readonly brand: string;
  readonly at: string;
  readonly text: string;
  readonly lang: string;
  readonly author: { id: string; name: string; handle: string; followers: number };
  readonly url: string;
  readonly metrics: { likes: number; reposts: number; replies: number; views: number };
}

let batch = 0;
const app = fastify({ bodyLimit: 33_554_432 });
app.addContentTypeParser('application/x-ndjson', { parseAs: 'string' }, (_request, body, done) =>
  done(null, body),
);
app.post('/api/mentions', async (request, reply) => {
  batch += 1;
  const rows = (request.body as string).split('\n').map((line) => JSON.parse(line) as Posted);
  await client.insert({
    table: 'mentions',
    format: 'JSONEachRow',
    values: rows.map(({ author, metrics, brand, ...row }) => ({
      ...row,
      ...metrics,
      brands: [brand],
      author_id: author.id,
      author_name: author.name,
      author_handle: author.handle,
      author_followers: author.followers,
      batch,
    })),
    clickhouse_settings: {
      date_time_input_format: 'best_effort',
      insert_deduplication_token: `naive-${batch}`,
    },
  });
  return reply.code(202).send({ accepted: rows.length, duplicates: 0, rejected: [] });
});
console.log(`Naive on ${await app.listen({ host: '127.0.0.1', port: 0 })}`);
