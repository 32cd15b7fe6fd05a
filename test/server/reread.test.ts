import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { afterAll, expect, it } from 'vitest';
import type { AuditAnswer } from '../../schema/contracts/audit.ts';
import type { RereadProgress } from '../../schema/contracts/corrections.ts';
import type { Problem } from '../../schema/contracts/receipt.ts';
import type { Revision } from '../../schema/contracts/revisions.ts';
import type { MentionReader } from '../../pipelines/text/mention-reader.ts';
import { eventually, mention, mentions, valueOf } from '../helpers/api-client.ts';
import { askReread, correct } from '../helpers/corrections.ts';
import { plainReader } from '../helpers/mentions.ts';
import { startServer, temporaryDir, type TestApp } from '../helpers/server.ts';

const HOUR = 3_600_000;
const AT = Date.now() - 30 * HOUR;
const RANGE = { from: AT - HOUR, to: AT + HOUR };
const YAML = 'brands: [{ id: acme, name: Acme }, { id: zoom, name: Zoom }]\n';
/** What was neutral is positive for it. */
const newReader: MentionReader = (said) => {
  const labels = plainReader(said);
  const kinder = labels.sentiment === 'neutral' ? { sentiment: 'positive' as const } : {};
  return { ...labels, ...kinder, sentimentModel: 'v2' };
};

const dataDir = temporaryDir();
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));
const started = (reader: MentionReader) => startServer({ dataDir, yaml: YAML, reader });
const sentiment = async (app: TestApp, brand: string) =>
  valueOf(await app.metrics(`metric=net_sentiment&brand=${brand}&from=${RANGE.from}&to=${RANGE.to}`));
const ended = (app: TestApp) =>
  eventually(async () => {
    const { body } = await app.get<RereadProgress>('/api/reread');
    return body.state === 'running' ? undefined : body;
  });

it('changes history where the reader of today reads otherwise, and leaves to people what they said', async () => {
  let app = await started(plainReader);
  await app.post([
    ...mentions(6, { brand: 'acme', at: AT, text: 'so so' }),
    ...mentions(2, { brand: 'acme', at: AT, text: 'bad' }),
    mention({ id: 'said', brand: 'acme', at: AT, text: 'so so' }),
    ...mentions(3, { brand: 'zoom', at: AT, text: 'so so' }),
  ]);
  expect(await sentiment(app, 'acme')).toBeCloseTo((100 * -2) / 9);
  await correct(app.url, 'said', { sentiment: 'negative', by: 'ann' });
  expect(await sentiment(app, 'acme')).toBeCloseTo((100 * -3) / 9);
  expect((await app.get<RereadProgress>('/api/reread')).body).toEqual({ state: 'idle', total: 0, read: 0, changed: 0 }); // prettier-ignore
  await app.stop();

  app = await started(newReader);
  const begun = await askReread<RereadProgress>(app.url, { brand: 'acme', ...RANGE });
  expect(begun).toMatchObject({ status: 202, body: { state: 'running', brand: 'acme', read: 0 } });
  expect(await ended(app)).toMatchObject({ state: 'done', total: 9, read: 9, changed: 8 });
  expect(await sentiment(app, 'acme')).toBeCloseTo((100 * (6 - 3)) / 9);
  expect(await sentiment(app, 'zoom')).toBe(0);
  const { body } = await app.get<{ revisions: Revision[] }>(
    `/api/revisions?brand=acme&from=${RANGE.from}&to=${RANGE.to}`,
  );
  expect(body.revisions.map(({ reason }) => reason)).toEqual(['reread', 'correction']);
  const audit = await app.get<AuditAnswer>(`/api/audit?from=${RANGE.from}&to=${RANGE.to}`);
  expect(audit.body.differences).toEqual([]);

  // Once more there is nothing to change, but for zoom's; by the command this time.
  const command = spawn(
    process.execPath,
    ['--import', 'tsx', 'server/cli/reread.ts', '--url', app.url, '--from', `${RANGE.from}`, '--to', new Date(RANGE.to).toISOString()], // prettier-ignore
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let said = '';
  command.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  expect(await once(command, 'close')).toEqual([0, null]);
  expect(said).toMatch(/^read 12, changed 3, in \d+\.\d s\n$/);
  expect(await sentiment(app, 'zoom')).toBe(100);
  await app.stop();
});

it('runs once at a time, and says what is wrong with what was asked', async () => {
  const slowReader: MentionReader = (said) => {
    const until = performance.now() + 1;
    while (performance.now() < until);
    return plainReader(said);
  };
  const app = await started(slowReader);
  await app.post(mentions(500, { brand: 'acme', at: AT, text: 'so so' }));
  expect((await askReread(app.url, RANGE)).status).toBe(202);
  const second = await askReread<Problem>(app.url, RANGE);
  expect(second).toMatchObject({ status: 409, body: { code: 'reread_running' } });
  expect(second.body.message).toMatch(/^Mentions are being read again already, \d+ of \d+ so far; .*\.$/);
  expect(await ended(app)).toMatchObject({ state: 'done', read: 512 });
  for (const body of [
    {},
    { from: 1 },
    { from: RANGE.to, to: RANGE.from },
    { from: 'soon', to: 'later' },
    { ...RANGE, brand: 'nobody' },
    { ...RANGE, brand: '' },
    { ...RANGE, limit: 1 },
  ])
    // prettier-ignore
    expect((await askReread(app.url, body)).status, JSON.stringify(body)).toBe(400);
  // Broken off by a stop, which does not wait for the rest.
  await askReread(app.url, RANGE);
  await app.stop();
  expect(app.warnings).toEqual([]);
});
