import { rmSync } from 'node:fs';
import { afterAll, expect, it } from 'vitest';
import { openStore } from '../../schema/clickhouse/client.ts';
import type { AuditAnswer } from '../../schema/contracts/audit.ts';
import { SENTIMENT_LABELS, type SentimentLabel } from '../../schema/contracts/mention.ts';
import { eventually, mention, sleep, valueOf } from '../helpers/api-client.ts';
import { correct } from '../helpers/corrections.ts';
import { spawnServer, temporaryDir, type ServerProcess } from '../helpers/server.ts';

const dataDir = temporaryDir();
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));
const spawn = () => spawnServer({ env: { BRANDWALL_DATA: dataDir } });

const HOUR = 3_600_000;
const AT = Date.now() - 30 * HOUR;
const IDS = Array.from({ length: 12 }, (_, nth) => `m${nth}`);

/** Corrects one mention after another until nobody answers. */
async function correctUntilKilled(server: ServerProcess, said: Map<string, SentimentLabel>) {
  for (let nth = said.size; ; nth += 1) {
    const id = IDS[nth % IDS.length] ?? '';
    const sentiment = SENTIMENT_LABELS[nth % 3] ?? 'neutral';
    const answer = await correct(server.url, id, { sentiment, by: 'ann' }).catch(() => null);
    if (answer === null) return { id, sentiment };
    expect(answer.status).toBe(200);
    said.set(id, sentiment);
  }
}

it('labels are those that were answered, in rows, log and figures, whenever the process is killed', async () => {
  const said = new Map<string, SentimentLabel>();
  for (const round of [0, 1]) {
    const server = await spawn();
    if (round === 0) await server.post(IDS.map((id) => mention({ id, brand: 'acme', at: AT, text: 'Hm.' })));
    const known = said.size;
    const correcting = correctUntilKilled(server, said);
    await eventually(() => (said.size >= known + 4 ? true : undefined));
    await sleep(17 * round);
    await server.kill('SIGKILL');
    const unanswered = await correcting;
    const store = await openStore({ kind: 'embedded', path: dataDir });
    const [promised] = await store.query<{ label: SentimentLabel }>(
      'SELECT argMax(after_sentiment, batch) AS label FROM relabels WHERE id = {id:String} HAVING count() > 0',
      { id: unanswered.id },
    );
    await store.close();
    // What nobody was told of is there when it is in the log, and not there when it is not.
    if (promised !== undefined) said.set(unanswered.id, promised.label);
  }
  const server = await spawn();
  const range = `from=${AT - HOUR}&to=${AT + HOUR}`;
  expect((await server.get<AuditAnswer>(`/api/audit?${range}`)).body.differences).toEqual([]);
  expect(valueOf(await server.metrics(`metric=volume&brand=acme&${range}`))).toBe(IDS.length);
  await server.kill('SIGTERM');
  const store = await openStore({ kind: 'embedded', path: dataDir });
  const rows = await store.query<{ id: string; sentiment: SentimentLabel; sentiment_model: string }>(
    'SELECT id, sentiment, sentiment_model FROM mentions',
  );
  await store.close();
  const corrected = rows.filter(({ sentiment_model: model }) => model === 'human');
  expect(new Map(corrected.map(({ id, sentiment }) => [id, sentiment]))).toEqual(said);
});
