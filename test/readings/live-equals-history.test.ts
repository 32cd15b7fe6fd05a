import { asyncScheduler } from 'rxjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCalendar } from '../../pipelines/calendar/calendar.ts';
import { Random } from '../../pipelines/sources/demo/random.ts';
import { ALL, type Facets } from '../../pipelines/metrics/metric.ts';
import { METRICS } from '../../pipelines/metrics/registry.ts';
import { settingsOf } from '../../pipelines/metrics/settings.ts';
import type { BrandReadings } from '../../schema/contracts/live.ts';
import type { Care } from '../../schema/contracts/care.ts';
import { send } from '../helpers/api-client.ts';
import { BRAND, DAY, HOUR, MINUTE, readFrom } from '../helpers/evidence.ts';
import { labelledReader } from '../helpers/labelled-reader.ts';
import { listen } from '../helpers/live-client.ts';
import { randomInputs } from '../helpers/random-inputs.ts';
import { startServer, type TestApp } from '../helpers/server.ts';
import { THOROUGH } from '../helpers/thorough.ts';

/** A Wednesday; time stands still, so that both sides judge as of the same instant. */
const NOW = Date.UTC(2025, 10, 19, 15, 30);
const ZONE = 'Europe/Paris';
const CARE: Care = {
  hours: { mon: ['09:00-12:30', '13:30-18:00'], tue: ['09:00-18:00'], wed: ['09:00-18:00'], thu: ['09:00-18:00'] },
  holidays: ['2025-11-11'],
  targets: { default: 1_800, channels: { email: 7_200 }, highPriority: 600 },
  deflectionHours: 24,
  costs: { perContact: 5, marginPerCustomer: 40, program: 500, retention: { low: 0.2, base: 0.4, high: 0.6 } },
}; // prettier-ignore
const SEEDS = THOROUGH ? [11, 12] : [11];
const DAYS = 60;
const WINDOWS = 4;
/** Metrics that were null in every window so far: agreeing on nothing would be no agreement. */
const silent = new Set(METRICS.map(({ id }) => id));

describe.each(SEEDS)('what is said of a random stream (seed %d)', (seed) => {
  const { rows, labels, world } = randomInputs(seed, NOW, DAYS, NOW);
  const random = new Random(seed, 1);
  let app: TestApp;
  beforeAll(async () => {
    app = await startServer({
      clock: { now: () => NOW, scheduler: asyncScheduler },
      reader: labelledReader(labels),
      yaml: JSON.stringify({
        brands: [
          { id: BRAND, name: 'Acme', zone: ZONE, care: CARE },
          { id: 'globex', name: 'Globex' },
        ],
      }),
    });
    for (const [stream, all] of Object.entries(rows)) {
      // In any order, some of it twice.
      const shuffled = [...all, ...all.filter(() => random.chance(0.2))]
        .map((row) => ({ row, order: random.next() }))
        .sort((a, b) => a.order - b.order)
        .map(({ row }) => row);
      for (let at = 0; at < shuffled.length; at += 200) {
        const answer = await send<{ rejected: unknown[] }>(`${app.url}/api/${stream}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(shuffled.slice(at, at + 200)),
        });
        expect({ stream, status: answer.status, rejected: answer.body.rejected }).toEqual({
          stream,
          status: 202,
          rejected: [],
        });
      }
    }
  });
  afterAll(() => app.stop());

  const settings = settingsOf(BRAND, ZONE, CARE);
  const calendar = createCalendar(ZONE, CARE.hours ?? {}, CARE.holidays ?? []);

  it.each(METRICS.map((metric) => [metric.id, metric] as const))('%s', async (id, metric) => {
    for (let n = 0; n < WINDOWS; n += 1) {
      // The first is all there is: some figures need a month on either side.
      const from =
        n === 0
          ? NOW - (DAYS - 1) * DAY
          : Math.floor((NOW - random.next() * (DAYS - 1) * DAY) / MINUTE) * MINUTE;
      const to =
        n === 0
          ? NOW
          : Math.min(NOW + MINUTE, from + Math.ceil((random.next() * 40 * DAY) / MINUTE) * MINUTE);
      const asOf = n === 0 || random.chance(0.5) ? NOW : Math.min(NOW, to + random.int(3) * 12 * HOUR);
      const facets = n === 0 ? ALL : someFacets(random, metric.facets);
      const { series } = await app.metrics(queryOf(id, { from, to, asOf }, facets));
      const [point] = series[0]?.points ?? [];
      const expected = readFrom(
        metric,
        world,
        { from, to, asOf },
        { facets, settings, calendar },
        0,
        // The same rule as the server's: who leaves, whom many hear, who is worth much.
        (opening) =>
          opening.intent === 'churn' ||
          opening.followers >= 10_000 ||
          (opening.customer !== null && world.customers?.get(opening.customer)?.tier === 'high'),
      );
      expect(close(point), JSON.stringify({ from, to, asOf, facets })).toMatchObject(close(expected));
      if (expected.value !== null) silent.delete(id);
    }
  });

  it('is on the wall as history gives it', async () => {
    const client = await listen(app.url);
    const isOurs = ({ brand, asOf }: BrandReadings) => brand === BRAND && asOf === NOW;
    const frame = await client
      .next('snapshot', ({ readings = [] }) => readings.some(isOurs))
      .catch(() => client.next('delta', ({ readings = [] }) => readings.some(isOurs)));
    await client.close();
    const live = frame.readings?.find(isOurs);
    expect(Object.keys(live?.figures ?? {}).sort()).toEqual(METRICS.map(({ id }) => id).sort());
    for (const { id } of METRICS) {
      const { series } = await app.metrics(
        `metric=${id}&brand=${BRAND}&from=${live?.from}&to=${live?.to}&asOf=${NOW}`,
      );
      expect(close(series[0]?.points[0]), id).toMatchObject(close(live?.figures[id]));
    }
  });
});

it('has said something of every metric', () => expect([...silent]).toEqual([]));

function someFacets(random: Random, allowed: readonly string[]): Facets {
  const may = (facet: string) => allowed.includes(facet) && random.chance(0.3);
  return {
    channels: may('channel') ? [random.pick(['twitter', 'facebook', 'email'])] : [],
    venue: may('venue') ? 'owned' : null,
    topic: may('topic') ? random.pick(['payments', 'app.crash']) : null,
    count: may('count') ? random.pick(['unique', 'people'] as const) : 'raw',
    humansOnly: may('automation'),
  };
}

function queryOf(metric: string, range: { from: number; to: number; asOf: number }, facets: Facets): string {
  const { channels, venue, topic, count, humansOnly } = facets;
  return new URLSearchParams({
    metric,
    brand: BRAND,
    from: String(range.from),
    to: String(range.to),
    asOf: String(range.asOf),
    ...(channels.length === 0 ? {} : { channel: channels[0] ?? '' }),
    ...(venue === null ? {} : { venue }),
    ...(topic === null ? {} : { topic }),
    ...(count === 'raw' ? {} : { count }),
    ...(humansOnly ? { automation: 'exclude' } : {}),
  }).toString();
}

/** The last digits depend on the order of additions. */
const close = (value: unknown): object =>
  JSON.parse(
    JSON.stringify(value ?? {}, (_key, field: unknown) =>
      typeof field === 'number' ? Number(field.toPrecision(9)) : field,
    ),
  ) as object;
