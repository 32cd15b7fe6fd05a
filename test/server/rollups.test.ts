import { rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MetricsAnswer } from '../../schema/contracts/metrics.ts';
import { openStore } from '../../schema/clickhouse/client.ts';
import { eventually, mention, type Row } from '../helpers/api-client.ts';
import {
  movableClock,
  startServer,
  temporaryDir,
  type MovableClock,
  type TestApp,
} from '../helpers/server.ts';

const HOUR = 3_600_000;
const YAML = `brands:
  - { id: paris, name: Paris, zone: Europe/Paris }
  - { id: delhi, name: Delhi, zone: Asia/Kolkata }
  - { id: nepal, name: Nepal, zone: Asia/Kathmandu }
`;

/** Both nights the clocks change in Paris, and one mention an hour around them. */
const NIGHTS = [Date.UTC(2025, 2, 29, 12), Date.UTC(2025, 9, 25, 12)];
const history = (brand: string): Row[] =>
  NIGHTS.flatMap((night) =>
    Array.from({ length: 40 }, (_, hour) =>
      mention({ id: `${brand}-${night}-${hour}`, brand, at: night + hour * HOUR + 17 * 60_000 }),
    ),
  );

describe('hours and days', () => {
  let app: TestApp;
  let clock: MovableClock;
  let dataDir: string;
  beforeEach(async () => {
    dataDir = temporaryDir();
    clock = movableClock();
    app = await startServer({ dataDir, clock, readsForTheWall: false, yaml: YAML });
  });
  afterEach(async () => {
    await app.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });
  const from = NIGHTS[0]! - 24 * HOUR;
  const to = NIGHTS[1]! + 72 * HOUR;
  const ask = (brand: string, step: string, range = `from=${from}&to=${to}`) =>
    app.metrics(`metric=volume&brand=${brand}&${range}${step === '' ? '' : `&step=${step}`}`);
  /** Everything a reader may ask, as text: rolled up or not, it must be the same. */
  const everything = async (): Promise<string> => {
    const answers: MetricsAnswer[] = [];
    for (const brand of ['paris', 'delhi', 'nepal'])
      for (const step of ['', '1h', '1d'])
        for (const range of [
          `from=${from}&to=${to}`,
          `from=${NIGHTS[0]! + 90 * 60_000}&to=${NIGHTS[1]! + 5 * HOUR + 60_000}`,
        ])
          answers.push(await ask(brand, step, range));
    return JSON.stringify(answers);
  };
  const rolled = async (): Promise<number> => {
    const store = await openStore({ kind: 'embedded', path: dataDir });
    const [row] = await store.query<{ n: number }>('SELECT count() AS n FROM rollups FINAL');
    await store.close();
    return Number(row?.n);
  };
  /** Lets the merging of hours and days fall due and happen. */
  const roll = async (atLeast: number): Promise<void> => {
    clock.advance(60_000);
    await app.post([mention({ brand: 'paris' })]);
    await ask('paris', '1d');
    await eventually(async () => {
      // Merging falls due every ten seconds; what was late may have missed the last time.
      clock.advance(11_000);
      return (await rolled()) >= atLeast ? true : undefined;
    }, 60_000);
  };

  it('read the same from minutes and from rollups, in zones with summer time and odd offsets', async () => {
    for (const brand of ['paris', 'delhi', 'nepal']) await app.post(history(brand));
    const fromMinutes = await everything();
    await roll(3 * 80);
    expect(await everything()).toBe(fromMinutes);
    const days = (await ask('paris', '1d')).series[0]?.points ?? [];
    const lengths = days.map(
      ({ windowStart, windowEnd }) => (Date.parse(windowEnd) - Date.parse(windowStart)) / HOUR,
    );
    expect(lengths).toEqual([24, 23, 24, 24, 25, 24]);
    expect(days.map(({ value }) => value)).toEqual([11, 23, 6, 10, 25, 5]);
    const [firstHour] = (await ask('nepal', '1h')).series[0]?.points ?? [];
    expect(firstHour?.windowStart).toBe('2025-03-29T12:15:00.000Z');
  });

  it('never show an old number while they lag, and survive a restart in between', async () => {
    await app.post(history('paris'));
    await roll(80);
    const late = mention({ brand: 'paris', at: NIGHTS[0]! + 17 * 60_000 });
    await app.post([late]);
    const total = async () => (await ask('paris', '')).series[0]?.points[0]?.value;
    expect(await total()).toBe(81);
    expect((await ask('paris', '1d')).series[0]?.points[0]).toMatchObject({ revision: 1, status: 'revised' });
    const before = await everything();
    await app.stop();
    app = await startServer({ dataDir, clock, readsForTheWall: false, yaml: YAML });
    expect(await everything()).toBe(before);
  });

  it('follow a brand whose zone is changed', async () => {
    await app.post(history('paris'));
    await roll(80);
    await app.stop();
    app = await startServer({
      dataDir,
      clock,
      readsForTheWall: false,
      yaml: YAML.replace('Europe/Paris', 'America/New_York'),
    });
    const [day] = (await ask('paris', '1d')).series[0]?.points ?? [];
    expect(day?.windowStart).toBe('2025-03-29T04:00:00.000Z');
    await roll(160);
    expect((await ask('paris', '')).series[0]?.points[0]?.value).toBe(80);
  });
});
