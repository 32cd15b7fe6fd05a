import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MOST_TOPICS, type LabelChange } from '../../schema/contracts/corrections.ts';
import type { AuditAnswer } from '../../schema/contracts/audit.ts';
import type { Revision } from '../../schema/contracts/revisions.ts';
import { readLabelledFile } from '../../server/cli/labelled-file.ts';
import { eventually, mention, send, valueOf } from '../helpers/api-client.ts';
import { correct } from '../helpers/corrections.ts';
import { listen } from '../helpers/live-client.ts';
import { plainReader } from '../helpers/mentions.ts';
import { startServer, temporaryDir, type TestApp } from '../helpers/server.ts';

const HOUR = 3_600_000;
const YAML = 'brands: [{ id: acme, name: Acme }, { id: zoom, name: Zoom }]\n';

let app: TestApp;
const dataDir = temporaryDir();
const start = async () => (app = await startServer({ dataDir, yaml: YAML, reader: plainReader }));
beforeAll(start);
afterAll(async () => {
  await app.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

const range = () => `from=${Date.now() - 48 * HOUR}&to=${Date.now() + HOUR}`;
const value = async (metric: string, brand: string) =>
  valueOf(await app.metrics(`metric=${metric}&brand=${brand}&${range()}`));
const log = async (query = '') =>
  (await app.get<{ changes: LabelChange[]; total: number }>(`/api/labels?${query}`)).body;
const audit = async () => (await app.get<AuditAnswer>(`/api/audit?${range()}`)).body.differences;

describe('a correction', () => {
  it('is in every figure, on the wall, in the logs, and there after a restart', async () => {
    const viewer = await listen(app.url);
    await viewer.next('snapshot');
    await app.post([
      mention({ id: 'live', brand: 'acme', text: 'so so' }),
      mention({ id: 'old', brand: 'acme', text: 'so so', at: Date.now() - 30 * HOUR }),
    ]);
    await viewer.next('delta', ({ mentions }) => mentions.some(({ key }) => key === 'test/live'));
    const answer = await correct(app.url, 'live', { sentiment: 'negative', intent: 'complaint', by: 'ann' });
    expect(answer).toMatchObject({
      status: 200,
      body: {
        source: 'test',
        id: 'live',
        brands: ['acme'],
        reason: 'correction',
        by: 'ann',
        before: { sentiment: 'neutral', intent: 'comment', actionable: false, sentimentModel: 'plain' },
        after: { sentiment: 'negative', intent: 'complaint', actionable: true, sentimentModel: 'human' },
      },
    });
    await viewer.next('delta', ({ relabelled = [] }) =>
      relabelled.some(({ key, sentiment }) => key === 'test/live' && sentiment === 'negative'),
    );
    await viewer.next('delta', ({ tiles }) =>
      tiles.some((tile) => tile.netSentiment.negative === 1 && tile.firstResponse.waiting === 1),
    );
    await viewer.close();
    // Told before it is corrected, or there would be nothing to revise.
    expect(await value('volume', 'acme')).toBe(2);
    await correct(app.url, 'old', { sentiment: 'positive', by: 'ben' });
    expect(await value('net_sentiment', 'acme')).toBe(0);
    expect(await value('negative_share', 'acme')).toBe(0.5);
    expect(await value('waiting', 'acme')).toBe(1);
    const { body } = await app.get<{ revisions: Revision[] }>(`/api/revisions?brand=acme&${range()}`);
    expect(body.revisions).toMatchObject([
      { reason: 'correction', before: { neutral: 1 }, after: { positive: 1, neutral: 0 } },
    ]);
    expect(await audit()).toEqual([]);
    expect(await log()).toMatchObject({ total: 2, changes: [{ id: 'old', by: 'ben' }, { id: 'live' }] });
    await app.stop();
    await start();
    expect(await value('net_sentiment', 'acme')).toBe(0);
    expect((await listen(app.url).then((late) => late.next('snapshot'))).mentions).toContainEqual(
      expect.objectContaining({ key: 'test/live', sentiment: 'negative' }),
    );
    expect(await log('reason=reread')).toMatchObject({ total: 0, changes: [] });
    expect(await log('brand=zoom')).toMatchObject({ total: 0 });
    expect(await log('limit=1&offset=1')).toMatchObject({ total: 2, changes: [{ id: 'live' }] });
  });

  it('names topics of the taxonomy, and is gone with its mention', async () => {
    await app.post([mention({ id: 'about', brand: 'zoom', text: 'so so' })]);
    const given = ['payments.refund', 'app.crash'];
    expect((await correct(app.url, 'about', { topics: given, by: 'ann' })).body.after.topics).toEqual(given);
    expect((await correct(app.url, 'about', { topics: [], by: 'ann' })).body.after.topics).toEqual([]);
    expect(await log('brand=zoom')).toMatchObject({ total: 2 });
    await send(`${app.url}/api/mentions/test/about`, { method: 'DELETE' });
    expect(await log('brand=zoom')).toMatchObject({ total: 0 });
    expect((await correct(app.url, 'about', { topics: [], by: 'ann' })).status).toBe(404);
  });
});

describe('a correction that cannot be', () => {
  const refused: readonly (readonly [string, unknown, string])[] = [
    ['without a label', { by: 'ann' }, 'no_label'],
    ['by nobody', { sentiment: 'negative' }, 'invalid_request'],
    ['by an empty name', { sentiment: 'negative', by: '' }, 'invalid_request'],
    ['by a name that is a novel', { sentiment: 'negative', by: 'a'.repeat(81) }, 'invalid_request'],
    ['by a line break', { sentiment: 'negative', by: 'a\nb' }, 'invalid_request'],
    ['of no sentiment', { sentiment: 'angry', by: 'ann' }, 'invalid_request'],
    ['of no intent', { intent: 'buy', by: 'ann' }, 'invalid_request'],
    ['to a topic that is none', { topics: ['payments'], by: 'ann' }, 'unknown_topic'],
    ['to a topic that is SQL', { topics: ["'; DROP TABLE mentions; --"], by: 'ann' }, 'unknown_topic'],
    ['to ten thousand topics', { topics: Array.from({ length: 10_000 }, () => 'app.crash'), by: 'ann' }, 'invalid_request'], // prettier-ignore
    ['to one topic too many', { topics: Array.from({ length: MOST_TOPICS + 1 }, () => 'app.crash'), by: 'ann' }, 'invalid_request'], // prettier-ignore
    ['of what a model alone says', { sentimentScore: 1, by: 'ann' }, 'invalid_request'],
    ['of a list', ['negative'], 'invalid_request'],
    ['of null', null, 'invalid_request'],
  ];
  it.each(refused)('is refused in a sentence: %s', async (_, body, code) => {
    await app.post([mention({ id: 'refused', text: 'so so' })]);
    const answer = await correct(app.url, 'refused', body);
    expect(answer).toMatchObject({ status: 400, body: { code } });
    expect(answer.body.message).toMatch(/\.$/);
  });

  it.each(['no such', '%00', "' OR 1=1 --", '../../etc/passwd', 'ü'.repeat(200), '\u202e', '%'])(
    'is not found, whatever its id: %j',
    async (id) => {
      const answer = await correct(app.url, id, { sentiment: 'negative', by: 'ann' });
      expect(answer).toMatchObject({ status: 404, body: { code: 'no_such_mention' } });
    },
  );

  it.each([
    { sentiment: ['positive'], by: 'ann' },
    { topics: 'other.news', by: 'ann' },
    { topics: [1], by: 'ann' },
    { sentiment: 'positive', by: 1 },
    { sentiment: 'positive', by: '  ' },
    { sentiment: 'positive', by: null },
  ])('says what it says itself: %o is not read as something else', async (body) => {
    await app.post([mention({ id: 'typed', brand: 'acme', text: 'so so' })]);
    const answer = await send<{ code: string }>(`${app.url}/api/mentions/test/typed/labels`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    expect(answer.status).toBe(400);
    expect((await log('')).changes.filter(({ id }) => id === 'typed')).toEqual([]);
  });

  it('is not asked for wrongly either', async () => {
    for (const query of [
      'from=nonsense',
      'limit=0',
      'limit=10001',
      'offset=-1',
      'reason=mood',
      'format=csv',
      'format=tsv&reason=reread',
      'x=1',
    ])
      // prettier-ignore
      expect((await app.get(`/api/labels?${query}`)).status, query).toBe(400);
  });
});

describe('corrections in a crowd', () => {
  it('are told to come back beyond forty, and none that was taken is lost', async () => {
    const one = mention({ source: 'test', brand: 'acme' });
    await app.post([one]);
    const answers = await Promise.all(
      Array.from({ length: 60 }, () => correct(app.url, one.id, { sentiment: 'negative', by: 'ann' })),
    );
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(0);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(60 - refused.length);
    expect(60 - refused.length).toBeGreaterThanOrEqual(40);
    expect(new Set(refused.map(({ headers }) => headers.get('retry-after')))).toEqual(new Set(['2']));
    expect(await audit()).toEqual([]);
  }, 60_000);

  it('reach a mention whose id is as long as one may be, in any characters, and so does its deletion', async () => {
    const id = '😀'.repeat(256);
    expect((await app.post([mention({ id, source: 'test' })])).body.accepted).toBe(1);
    expect((await correct(app.url, id, { sentiment: 'negative', by: 'ann' })).status).toBe(200);
    const gone = await send(`${app.url}/api/mentions/test/${encodeURIComponent(id)}`, { method: 'DELETE' });
    expect(gone.status).toBe(204);
  });
});

describe('what people said', () => {
  it('is a file that a model can be trained from: each mention once, as it was said last, on one line', async () => {
    const text = 'split\tid\r\nnegative\u2028"quoted" \u0000\u0085 ünïcode 👍\t';
    await app.post([
      mention({ id: 't1', brand: 'zoom', text }),
      mention({ id: 't2', brand: 'zoom', text: '\n' }),
      mention({ id: 't3', brand: 'zoom', text: 'gone' }),
      mention({ id: 't4', brand: 'zoom', text: 'no sentiment' }),
    ]);
    await correct(app.url, 't1', { sentiment: 'negative', by: 'ann' });
    await correct(app.url, 't1', { sentiment: 'positive', by: 'ben' });
    await correct(app.url, 't2', { sentiment: 'neutral', by: 'ann' });
    await correct(app.url, 't3', { sentiment: 'neutral', by: 'ann' });
    await correct(app.url, 't4', { intent: 'praise', by: 'ann' });
    await send(`${app.url}/api/mentions/test/t3`, { method: 'DELETE' });
    const answer = await send<string>(`${app.url}/api/labels?format=tsv&brand=zoom`);
    expect(answer.headers.get('content-type')).toBe('text/tab-separated-values; charset=utf-8');
    const path = join(dataDir, 'labels.tsv');
    writeFileSync(path, answer.text);
    const rows = readLabelledFile(path).toSorted((a, b) => (a.id < b.id ? -1 : 1));
    expect(rows).toEqual([
      { split: 'corrected', id: 'test/t1', label: 'positive', text: 'split id negative "quoted" ünïcode 👍' },
      { split: 'corrected', id: 'test/t2', label: 'neutral', text: '' },
    ]);
    expect((await send(`${app.url}/api/labels?format=tsv&brand=nobody`)).text).toBe(
      'split\tid\tlabel\ttext\n',
    );
    await eventually(async () => ((await audit()).length === 0 ? true : undefined));
  });
});
