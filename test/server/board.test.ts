import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Board } from '../../schema/contracts/board.ts';
import type { AtRiskAnswer } from '../../schema/contracts/customers.ts';
import type { MetricPoint } from '../../schema/contracts/metrics.ts';
import { SPANS } from '../../schema/contracts/scenes.ts';
import type { StoriesAnswer } from '../../schema/contracts/stories.ts';
import type { TopicsAnswer } from '../../schema/contracts/topics.ts';
import { HOSTILE, NOW, inMs, near, readBoard, startBoardServer, sum } from '../helpers/board-server.ts';
import { BRAND } from '../helpers/evidence.ts';
import type { TestApp } from '../helpers/server.ts';

let app: TestApp;
beforeAll(async () => void (app = await startBoardServer()));
afterAll(async () => {
  await app.stop();
  expect(app.warnings).toEqual([]);
});

const read = (span: string, brand = BRAND): Promise<Board> => readBoard(app, `span=${span}`, brand);

describe.each(SPANS)('the numbers of a board over %s', (span) => {
  let board: Board;
  beforeAll(async () => void (board = await read(span)));

  const point = async (metric: string, more = ''): Promise<MetricPoint | undefined> =>
    (await app.metrics(`metric=${metric}&brand=${BRAND}&from=${board.from}&to=${board.to}${more}`)).series[0]?.points[0]; // prettier-ignore
  const byChannel = async (metric: string, more = '') =>
    new Map(
      (await app.metrics(`metric=${metric}&brand=${BRAND}&channel=*&from=${board.from}&to=${board.to}${more}`)).series.map(
        ({ channel, points }) => [channel, near(points[0]?.value)],
      ),
    ); // prettier-ignore

  it('ends with this minute and has equal buckets up to it', () => {
    const { river, from, to } = board;
    expect(to).toBe(Math.ceil((NOW + 1) / 60_000) * 60_000);
    expect(river.at[0]).toBe(from);
    expect(new Set(river.at.slice(1).map((at, index) => at - (river.at[index] ?? 0)))).toEqual(
      new Set([river.stepMs]),
    );
    expect(river.at.at(-1)).toBeLessThan(to);
    expect((river.at.at(-1) ?? 0) + river.stepMs).toBeGreaterThanOrEqual(to);
  });

  it('has a river that adds up to the volume and its sentiment', async () => {
    const { positive, neutral, negative } = board.river;
    expect(sum(positive) + sum(neutral) + sum(negative)).toBe((await point('volume'))?.value);
    expect(sum(positive)).toBe((await point('positive_share'))?.numerator);
    expect(sum(negative)).toBe((await point('negative_share'))?.numerator);
    expect(sum(positive)).toBeGreaterThan(0);
  });

  it('has the response times of the metrics, by both clocks', async () => {
    const { responses } = board;
    const first = await point('first_response_time');
    expect(responses.n).toBe(first?.n);
    expect(near(responses.medianMs)).toBe(inMs(first?.value));
    expect(near(responses.p90Ms)).toBe(inMs((await point('first_response_time_p90'))?.value));
    const business = await point('first_response_time_business');
    expect(near(responses.businessMedianMs)).toBe(inMs(business?.value));
    expect(sum(responses.always)).toBe(first?.n);
    expect(sum(responses.business ?? [])).toBe(business?.n);
    expect(responses.always).toHaveLength(responses.edgesMs.length + 1);
    expect(responses.targetMs).toBe(1_800_000);
    // Who waits is asked of now, and the minute is not over.
    expect(responses.waiting).toBe((await point('waiting'))?.value);
    expect(responses.overdue).toBeLessThanOrEqual(responses.waiting ?? 0);
    expect(responses.overdue).toBeGreaterThan(0);
  });

  it('has the channels of the metrics', async () => {
    const columns = {
      mentions: await byChannel('volume'),
      people: await byChannel('volume', '&count=people'),
      netSentiment: await byChannel('net_sentiment'),
      reach: await byChannel('reach'),
    };
    for (const { channel, medianResponseMs, ...row } of board.channels) {
      for (const [name, values] of Object.entries(columns))
        expect([channel, name, near(row[name as keyof typeof columns])]).toEqual([channel, name, values.get(channel) ?? null]); // prettier-ignore
      expect(near(medianResponseMs)).toBe(inMs((await byChannel('first_response_time')).get(channel)));
    }
    expect(sum(board.channels.map(({ mentions }) => mentions))).toBe((await point('volume'))?.value);
  });

  it('has the share of voice of every brand that was heard', async () => {
    const parts = (await point('share_of_voice'))?.parts ?? {};
    expect(Object.fromEntries(board.voice.map(({ brand, mentions }) => [brand, mentions]))).toEqual(parts);
    const own = board.voice.find(({ brand }) => brand === BRAND);
    expect(near(own?.share)).toBe(near((await point('share_of_voice'))?.value));
    expect(near(own?.netSentiment)).toBe(near((await point('net_sentiment'))?.value));
    expect(near(sum(board.voice.map(({ share }) => share)))).toBe(1);
  });

  it('has the topics of the metrics, with the titles of the taxonomy', async () => {
    const parts = (await point('sentiment_by_topic'))?.parts ?? {};
    const titles = new Map((await app.get<TopicsAnswer>('/api/topics')).body.topics.map(({ id, title }) => [id, title])); // prettier-ignore
    expect(board.topics.length).toBeGreaterThan(0);
    expect(Object.keys(parts)).toHaveLength(board.topics.length * 3);
    for (const { id, title, mentions, negative, netSentiment } of board.topics) {
      expect(parts[`${id}.n`]).toBe(mentions);
      expect(near(parts[`${id}.negativeShare`] as number)).toBe(near(negative / mentions));
      expect(near(parts[id] as number)).toBe(near(netSentiment));
      expect(title).toBe(titles.get(id) ?? id);
    }
  });

  it('names the customers who may leave and the stories that are told elsewhere', async () => {
    const { body } = await app.get<AtRiskAnswer>(`/api/customers/at-risk?brand=${BRAND}&limit=1000`);
    expect(board.risk.total).toBe(body.customers.length);
    expect(board.risk.customers).toEqual(body.customers.slice(0, 8));
    expect(board.risk.threshold).toBe(body.threshold);
    const { stories } = (await app.get<StoriesAnswer>(`/api/stories?brand=${BRAND}&from=${board.from}&to=${board.to}&limit=5`)).body; // prettier-ignore
    expect(board.stories).toMatchObject(stories);
    for (const { curve, size } of board.stories) {
      expect(curve.at(-1)?.size).toBe(size);
      expect(curve.map((step) => step.size)).toEqual(
        curve.map((step) => step.size).toSorted((a, b) => a - b),
      );
    }
    const told = board.stories.find(({ id }) => id === 'told');
    expect(told?.text).toHaveLength(280);
    expect(told?.text?.startsWith(HOSTILE)).toBe(true);
  });
});

describe('a board', () => {
  it('is of a day when nothing else is asked for', async () => {
    expect((await app.get<Board>(`/api/brands/${BRAND}/board`)).body.span).toBe('1d');
  });

  it('of a brand nobody speaks of has nothing made up', async () => {
    const board = await read('7d', 'silent');
    expect(board).toMatchObject({
      name: 'Silent',
      missing: [],
      usual: { baseline: 'none', weeks: 0 },
      responses: { n: 0, medianMs: null, business: null, businessMedianMs: null, waiting: 0, overdue: 0 },
      topics: [],
      channels: [],
      risk: { total: 0, customers: [] },
      advocates: [],
      stories: [],
    });
    expect(board.voice.find(({ brand }) => brand === 'silent')).toMatchObject({ mentions: 0, share: 0, netSentiment: null }); // prettier-ignore
  });

  it('is not sent again to those who have it', async () => {
    const first = await app.get<Board>(`/api/brands/${BRAND}/board?span=7d`);
    const etag = first.headers.get('etag') ?? '';
    expect(etag).toMatch(/^"[\w-]{27}"$/);
    expect(first.headers.get('content-type')).toContain('application/json');
    for (const known of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
      const again = await app.get(`/api/brands/${BRAND}/board?span=7d`, { 'if-none-match': known });
      expect([known, again.status, again.text]).toEqual([known, 304, '']);
      expect(again.headers.get('etag')).toBe(etag);
    }
    expect((await app.get(`/api/brands/${BRAND}/board?span=7d`, { 'if-none-match': '"other"' })).status).toBe(200); // prettier-ignore
  });

  it.each([
    ['a brand nobody has heard of', 'initech/board', 404, 'unknown_brand', '"initech"'],
    ['SQL for a brand', `${encodeURIComponent("' OR 1=1 --")}/board`, 404, 'unknown_brand', 'OR 1=1'],
    ['a brand with a space and a span in its name', `${encodeURIComponent('1d acme')}/board`, 404, 'unknown_brand', '1d acme'],
    ['a span nobody has', `${BRAND}/board?span=2d`, 400, 'invalid_request', '"1d", "7d", "30d"'],
    ['a channel that is none', `${BRAND}/board?channel=${encodeURIComponent("tw' OR 1=1")}`, 400, 'invalid_request', 'channel'],
    ['an issue that is none', `${BRAND}/board?topic=a.b.c`, 400, 'invalid_request', 'topic'],
    ['two channels', `${BRAND}/board?channel=twitter&channel=chat`, 400, 'invalid_request', 'channel'],
    ['a part that ends before it begins', `${BRAND}/board?from=2000000&to=1000000`, 400, 'empty_range', '"from"'],
    ['a part that begins at no time', `${BRAND}/board?from=noon&to=1000000`, 400, 'invalid_time', '"noon"'],
    ['a misspelt parameter', `${BRAND}/board?spam=1d`, 400, 'invalid_request', '"spam"'],
  ])('refuses %s with a sentence', async (_what, path, status, code, words) => {
    const answer = await app.get(`/api/brands/${path}`);
    expect({ status: answer.status, code: answer.body.code }).toEqual({ status, code });
    expect(answer.body.message).toContain(words);
  }); // prettier-ignore
});
