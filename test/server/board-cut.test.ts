import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Board } from '../../schema/contracts/board.ts';
import { inMs, near, readBoard, startBoardServer, sum } from '../helpers/board-server.ts';
import { BRAND } from '../helpers/evidence.ts';
import type { TestApp } from '../helpers/server.ts';

let app: TestApp;
beforeAll(async () => void (app = await startBoardServer()));
afterAll(async () => {
  await app.stop();
  expect(app.warnings).toEqual([]);
});

describe.each([
  ['a channel', ['channel']],
  ['an issue', ['topic']],
  ['a part of the time', ['range']],
  ['a channel, an issue and a part of the time', ['channel', 'topic', 'range']],
] as const)('a board cut by %s', (_what, cutBy) => {
  type By = 'channel' | 'topic' | 'range';
  let board: Board;
  let asked: Readonly<Record<By, Readonly<Record<string, string>>>>;
  beforeAll(async () => {
    const { channels, topics, river } = await readBoard(app, 'span=7d');
    const wanted: Readonly<Record<By, Readonly<Record<string, string>>>> = {
      channel: { channel: channels[0]?.channel ?? '' },
      topic: { topic: topics[0]?.id ?? '' },
      range: { from: String(river.at[140]), to: String(river.at[160]) },
    };
    asked = {
      channel: cutBy.some((one) => one === 'channel') ? wanted.channel : {},
      topic: cutBy.some((one) => one === 'topic') ? wanted.topic : {},
      range: cutBy.some((one) => one === 'range') ? wanted.range : {},
    };
    const query = new URLSearchParams({ span: '7d', ...asked.channel, ...asked.topic, ...asked.range });
    board = await readBoard(app, String(query));
  });
  /** Series of the metric, cut by some of what the board is cut by. */
  const seriesOf = async (metric: string, by: readonly By[], more: object = {}) => {
    const range = { from: String(board.from), to: String(board.to), ...(by.includes('range') ? asked.range : {}) };
    const cut = Object.assign({}, ...by.map((one) => asked[one])) as object;
    return (await app.metrics(String(new URLSearchParams({ metric, brand: BRAND, ...range, ...cut, ...more })))).series;
  }; // prettier-ignore
  const point = async (...of: Parameters<typeof seriesOf>) => (await seriesOf(...of))[0]?.points[0];
  const ALL: readonly By[] = ['channel', 'topic', 'range'];

  it('says what it is cut by, and misses nothing', () => {
    const { channel = null } = asked.channel;
    const { topic = null } = asked.topic;
    const { from, to } = asked.range;
    expect(board.cut).toEqual({
      channel,
      topic,
      range: from === undefined ? null : { from: Number(from), to: Number(to) },
    });
    expect(board.missing).toEqual([]);
  });

  it('has the river of the whole span', async () => {
    const { positive, neutral, negative } = board.river;
    const by: readonly By[] = ['channel', 'topic'];
    expect(sum(positive) + sum(neutral) + sum(negative)).toBe((await point('volume', by))?.value);
    expect(sum(positive)).toBe((await point('positive_share', by))?.numerator);
    expect(sum(negative)).toBe((await point('negative_share', by))?.numerator);
    expect(sum(positive) + sum(negative)).toBeGreaterThan(0);
    // Hour by hour, so that it lies in the right buckets too.
    const hours = (await seriesOf('volume', by, { step: '1h' }))[0]?.points ?? [];
    const counted = new Map(
      board.river.at.map((at, nth) => [
        at,
        (positive[nth] ?? 0) + (neutral[nth] ?? 0) + (negative[nth] ?? 0),
      ]),
    );
    expect(hours.map(({ windowStart }) => counted.get(Date.parse(windowStart)))).toEqual(
      hours.map(({ value }) => value),
    );
  });

  it('knows what is usual unless it is of one issue', () => {
    expect(board.usual.baseline === 'none').toBe(board.cut.topic !== null);
  });

  it('has the first responses', async () => {
    const first = await point('first_response_time', ALL);
    expect(board.responses.n).toBe(first?.n ?? 0);
    expect(near(board.responses.medianMs)).toBe(inMs(first?.value));
    const business = await point('first_response_time_business', ALL);
    expect(near(board.responses.businessMedianMs)).toBe(inMs(business?.value));
    expect(sum(board.responses.business ?? [])).toBe(business?.n ?? 0);
  });

  it('has every channel', async () => {
    const byChannel = async (metric: string, more: object = {}) =>
      new Map(
        (await seriesOf(metric, ['topic', 'range'], { channel: '*', ...more })).map(({ channel, points }) => [
          channel,
          near(points[0]?.value),
        ]),
      );
    const columns = {
      mentions: await byChannel('volume'),
      people: await byChannel('volume', { count: 'people' }),
      netSentiment: await byChannel('net_sentiment'),
    };
    const heard = board.channels.filter(({ mentions }) => mentions > 0);
    expect(heard.map(({ channel }) => channel).sort()).toEqual(
      [...columns.mentions].filter(([, count]) => (count ?? 0) > 0).map(([channel]) => channel).sort(),
    );
    expect(heard.length).toBeGreaterThan(1);
    for (const { channel, ...row } of heard)
      for (const [name, values] of Object.entries(columns))
        expect([channel, name, near(row[name as keyof typeof columns])]).toEqual([channel, name, values.get(channel) ?? null]);
  }); // prettier-ignore

  it('has every issue', async () => {
    const parts = (await point('sentiment_by_topic', ['channel', 'range']))?.parts ?? {};
    expect(board.topics.length).toBeGreaterThan(1);
    expect(Object.keys(parts)).toHaveLength(board.topics.length * 3);
    for (const { id, mentions } of board.topics) expect([id, parts[`${id}.n`]]).toEqual([id, mentions]);
  });

  it('has the share of voice', async () => {
    const voice = await point('share_of_voice', ALL);
    const heard = board.voice.filter(({ mentions }) => mentions > 0);
    expect(Object.fromEntries(heard.map(({ brand, mentions }) => [brand, mentions]))).toEqual(voice?.parts ?? {});
    expect(near(board.voice.find(({ brand }) => brand === BRAND)?.share)).toBe(near(voice?.value ?? 0));
  }); // prettier-ignore

  it('names people and stories of it alone', async () => {
    const whole = await readBoard(app, 'span=7d');
    expect(board.advocates.length).toBeLessThanOrEqual(8);
    const reached = (one: Board) => sum(one.advocates.map(({ positives }) => positives));
    expect(reached(board)).toBeLessThan(reached(whole));
    if (board.cut.channel !== null)
      for (const { channel } of board.advocates) expect(channel).toBe(board.cut.channel);
    const sizes = new Map(whole.stories.map(({ id, size }) => [id, size]));
    for (const { id, size } of board.stories) expect(size).toBeLessThanOrEqual(sizes.get(id) ?? Infinity);
    // Told two hours ago, after the part of the time that is looked at.
    if (board.cut.range !== null) expect(board.stories.map(({ id }) => id)).not.toContain('told');
    // As of now, whatever is looked at.
    expect(board.risk).toEqual(whole.risk);
  }); // prettier-ignore
});
