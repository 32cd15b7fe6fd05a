import { Compile } from 'typebox/compile';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  MetricDefinitionSchema,
  type MetricDefinition,
  type MetricsAnswer,
} from '../../schema/contracts/metrics.ts';
import { mention, mentions, pointsOf, valueOf } from '../helpers/api-client.ts';
import { startServer, type TestApp } from '../helpers/server.ts';

const YAML = `
brands:
  - { id: paris, name: Paris, zone: Europe/Paris }
  - { id: kolkata, name: Kolkata, zone: Asia/Kolkata }
  - { id: acme, name: Acme }
  - { id: globex, name: Globex }
`;
const MINUTE = 60_000;
const HOUR = 3_600_000;
const iso = (at: number) => new Date(at).toISOString();

let server: TestApp;
beforeAll(async () => {
  server = await startServer({ readsForTheWall: false, yaml: YAML });
});
afterAll(async () => {
  await server.stop();
  expect(server.warnings).toEqual([]);
});

describe('the answer', () => {
  const NOON = Date.parse('2026-01-05T12:00:00Z');
  const RANGE = 'from=2026-01-05T00:00:00Z&to=2026-01-06T00:00:00Z';
  const read = (query: string) => server.metrics(`brand=acme&${RANGE}&${query}`);
  beforeAll(async () => {
    const said: [number, string, string][] = [
      [NOON + 10_000, 'twitter', 'I love it'],
      [NOON + 20_000, 'email', 'terrible service, awful'],
      [NOON + 5 * MINUTE, 'twitter', 'It arrived.'],
      [NOON + 90 * MINUTE, 'twitter', 'I hate this'],
    ];
    await server.post([
      ...said.map(([at, channel, text]) => mention({ at, channel, text })),
      mention({ at: NOON, direction: 'outbound', text: 'We have news.' }),
      mention({ at: NOON, brand: 'globex' }),
    ]);
  });

  it('is one value for the whole range without a step', async () => {
    expect(await read('metric=volume')).toEqual({
      series: [
        {
          brand: 'acme',
          channel: 'all',
          metric: 'volume',
          unit: 'mentions',
          points: [
            { windowStart: '2026-01-05T00:00:00.000Z', windowEnd: '2026-01-06T00:00:00.000Z', value: 4, n: 4, revision: 0, status: 'final' },
          ],
        },
      ],
      pending: 0,
    } satisfies MetricsAnswer);
  }); // prettier-ignore

  it('is provisional while a window lasts, however quiet it is', async () => {
    const at = Date.now() - 5 * 60_000;
    await server.post([mention({ at, brand: 'quiet' })]);
    const statuses = async (query: string) =>
      pointsOf(await server.metrics(`brand=quiet&${query}`)).map(({ status }) => status);
    for (const metric of ['volume', 'participants'])
      expect(await statuses(`metric=${metric}&step=1d&from=${at - 1}&to=${at}`)).toEqual(['provisional']);
  });

  it('has the minutes, hours and days in which something was heard, and no others', async () => {
    const windows = async (step: string) =>
      pointsOf(await read(`metric=volume&step=${step}`)).map(({ windowStart, windowEnd, value }) => [windowStart.slice(0, 16), windowEnd.slice(0, 16), value]);
    expect(await windows('1m')).toEqual([
      ['2026-01-05T12:00', '2026-01-05T12:01', 2],
      ['2026-01-05T12:05', '2026-01-05T12:06', 1],
      ['2026-01-05T13:30', '2026-01-05T13:31', 1],
    ]);
    expect(await windows('1h')).toEqual([
      ['2026-01-05T12:00', '2026-01-05T13:00', 3],
      ['2026-01-05T13:00', '2026-01-05T14:00', 1],
    ]);
    expect(await windows('1d')).toEqual([['2026-01-05T00:00', '2026-01-06T00:00', 4]]);
  }); // prettier-ignore

  it('has sentiment between −100 and 100 of inbound mentions, and null where there was none', async () => {
    const [hour, later] = pointsOf(await read('metric=net_sentiment&step=1h'));
    expect(hour).toMatchObject({ value: 0, n: 3 });
    expect(later).toMatchObject({ value: -100, n: 1 });
    await server.post([mention({ brand: 'silent', at: NOON, direction: 'outbound' })]);
    const silent = await server.metrics(`metric=net_sentiment&brand=silent&${RANGE}`);
    expect(pointsOf(silent)).toMatchObject([{ value: null, n: 0 }]);
  });

  it('adds channels up, reads some of them, or each on its own', async () => {
    const channels = async (query: string) =>
      (await read(`metric=volume&${query}`)).series.map(({ channel, points }) => [channel, points[0]?.value]);
    expect(await channels('')).toEqual([['all', 4]]);
    expect(await channels('channel=*')).toEqual([['email', 1], ['twitter', 3]]);
    expect(await channels('channel=email')).toEqual([['email', 1]]);
    expect(await channels('channel=email&channel=twitter')).toEqual([['email', 1], ['twitter', 3]]);
    expect(await channels('channel=sms')).toEqual([]);
  }); // prettier-ignore

  it('has a series for each brand asked for, and for every brand when none is named', async () => {
    const brands = async (query: string) =>
      (await server.metrics(`metric=volume&${RANGE}${query}`)).series.map(({ brand }) => brand);
    expect(await brands('&brand=globex&brand=acme')).toEqual(['acme', 'globex']);
    expect(await brands('')).toEqual(expect.arrayContaining(['acme', 'globex']));
  });

  it('takes instants in ISO 8601 with any zone and in epoch milliseconds, from inclusive, to exclusive', async () => {
    const volume = async (from: string | number, to: string | number) =>
      valueOf(
        await server.metrics(
          `metric=volume&brand=acme&from=${encodeURIComponent(from)}&to=${encodeURIComponent(to)}`,
        ),
      );
    expect(await volume('2026-01-05T12:00:00Z', '2026-01-05T12:05:00Z')).toBe(2);
    expect(await volume('2026-01-05T13:00:00+01:00', '2026-01-05T13:06:00+01:00')).toBe(3);
    expect(await volume(NOON, NOON + 6 * MINUTE)).toBe(3);
    expect(await volume(NOON + MINUTE, NOON + 5 * MINUTE)).toBeUndefined();
  });

  it('reads a day back from now when no range is named', async () => {
    await server.post(mentions(2, { brand: 'today' }));
    await server.post([mention({ brand: 'today', at: Date.now() - 25 * HOUR })]);
    expect(valueOf(await server.metrics('metric=volume&brand=today'))).toBe(2);
  });

  it('counts a window whole that the range only touches', async () => {
    const read = async (step: string) =>
      pointsOf(
        await server.metrics(
          `metric=volume&brand=acme&step=${step}&from=2026-01-05T12:03:00Z&to=2026-01-05T12:04:00Z`,
        ),
      );
    expect(await read('1h')).toMatchObject([{ windowStart: '2026-01-05T12:00:00.000Z', value: 3 }]);
    expect(await read('1d')).toMatchObject([{ windowStart: '2026-01-05T00:00:00.000Z', value: 4 }]);
  });

  it.each([
    ['no metric', '', 'invalid_request', '"metric" is missing'],
    ['an unknown metric', 'metric=nps', 'unknown_metric', 'use one of volume,'],
    ['an unknown brand', 'metric=volume&brand=initech', 'unknown_brand', '"initech"'],
    ['an unknown step', 'metric=volume&step=5m', 'invalid_request', 'must be one of "1m", "1h", "1d"'],
    ['a channel that cannot be one', 'metric=volume&channel=A%20B', 'invalid_request', '"channel"'],
    ['a misspelt parameter', 'metric=volume&chanel=email', 'invalid_request', '"chanel" is not a parameter'],
    ['a time that is none', 'metric=volume&from=yesterday', 'invalid_time', '"from" is "yesterday"'],
    ['a time past what dates can say', 'metric=volume&to=99999999999999999', 'invalid_time', 'from 1970 to 2100'],
    ['a time before there were any', 'metric=volume&from=-1', 'invalid_time', 'from 1970 to 2100'],
    ['a day that does not exist', 'metric=volume&from=2026-02-31', 'invalid_time', 'with a zone'],
    ['a time without a zone', 'metric=volume&from=2026-02-01T00:00:00', 'invalid_time', 'with a zone'],
    ['words that a date can be made of', 'metric=volume&from=1%20(xxx)', 'invalid_time', 'with a zone'],
    ['an empty range', 'metric=volume&from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z', 'empty_range', 'before'],
    ['more points than any screen shows', 'metric=volume&step=1m&from=2000-01-01T00:00:00Z', 'range_too_long', 'longer step'],
    ['SQL for a brand', `metric=volume&brand=${encodeURIComponent("' OR 1=1 --")}`, 'unknown_brand', 'OR 1=1'],
  ])('refuses %s with a sentence', async (_what, query, code, words) => {
    const { status, body } = await server.get(`/api/metrics?${query}`);
    expect({ status, code: body.code }).toEqual({ status: 400, code });
    expect(body.message).toContain(words);
    expect(body.message).toMatch(/^\S.+\.$/s);
  }); // prettier-ignore
});

describe('days and hours of a brand’s zone', () => {
  const hourly = (brand: string, from: string, to: string) => {
    const count = (Date.parse(to) - Date.parse(from)) / HOUR;
    return Array.from({ length: count }, (_, hour) =>
      mention({ brand, at: iso(Date.parse(from) + hour * HOUR) }),
    );
  };
  const read = async (brand: string, step: string, from: string, to: string) =>
    pointsOf(await server.metrics(`metric=volume&brand=${brand}&step=${step}&from=${from}&to=${to}`));

  it.each([
    ['25 hours when the clocks go back', '2025-10-25T22:00:00.000Z', '2025-10-26T23:00:00.000Z', 25],
    ['23 hours when they go forward', '2025-03-29T23:00:00.000Z', '2025-03-30T22:00:00.000Z', 23],
  ])('a day in Paris has %s', async (_what, start, end, hours) => {
    const [from, to] = [iso(Date.parse(start) - 24 * HOUR), iso(Date.parse(end) + 24 * HOUR)];
    await server.post(hourly('paris', from, to));
    const days = await read('paris', '1d', from, to);
    expect(days.map(({ value }) => value)).toEqual([24, hours, 24]);
    expect(days[1]).toMatchObject({ windowStart: start, windowEnd: end });
    const windows = await read('paris', '1h', start, end);
    expect(windows).toHaveLength(hours);
    expect(
      windows.every(
        ({ value, windowStart, windowEnd }) =>
          value === 1 && Date.parse(windowEnd) - Date.parse(windowStart) === HOUR,
      ),
    ).toBe(true);
  });

  it('hours in Kolkata begin half past, and days at half past six of UTC', async () => {
    const [from, to] = ['2026-01-05T00:00:00Z', '2026-01-06T00:00:00Z'];
    await server.post(hourly('kolkata', from, to));
    const hours = await read('kolkata', '1h', '2026-01-05T09:30:00Z', '2026-01-05T11:30:00Z');
    expect(hours.map(({ windowStart, value }) => [windowStart, value])).toEqual([
      ['2026-01-05T09:30:00.000Z', 1],
      ['2026-01-05T10:30:00.000Z', 1],
    ]);
    expect((await read('kolkata', '1d', from, to)).map(({ windowStart, day, value }) => [windowStart, day, value])).toEqual([
      ['2026-01-04T18:30:00.000Z', '2026-01-05', 19],
      ['2026-01-05T18:30:00.000Z', '2026-01-06', 5],
    ]);
    expect(hours[0]).not.toHaveProperty('day');
  }); // prettier-ignore

  it('each brand of one answer has days of its own', async () => {
    const { series } = await server.metrics(
      'metric=volume&step=1d&brand=paris&brand=kolkata&from=2026-01-05T00:00:00Z&to=2026-01-05T00:01:00Z',
    );
    expect(series.map(({ brand, points }) => [brand, points[0]?.windowStart])).toEqual([
      ['kolkata', '2026-01-04T18:30:00.000Z'],
    ]);
  });
});

describe('what the metrics mean', () => {
  const isDefinition = Compile(MetricDefinitionSchema);

  it('is written down for each of them', async () => {
    const { status, body } = await server.get<MetricDefinition[]>('/api/metrics/definitions');
    expect(status).toBe(200);
    expect(body.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['volume', 'net_sentiment', 'first_response_time']),
    );
    for (const definition of body) {
      expect(isDefinition.Check(definition)).toBe(true);
      expect((await server.get(`/api/metrics?metric=${definition.id}&brand=acme`)).status).toBe(200);
    }
  });
});
