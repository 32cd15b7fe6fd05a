import { describe, expect, it } from 'vitest';
import { ROLLUP_HOUR_MS, RollupWriter, type StaleHour } from '../../pipelines/sinks/rollup-writer.ts';
import { HOUR, MINUTE, NOON } from '../helpers/mentions.ts';
import { RecordingStore, gate, unreachable } from './recording-store.ts';

const ZONES: Record<string, string> = { acme: 'UTC', zoom: 'UTC', delhi: 'Asia/Kolkata' };
const ALL = Object.keys(ZONES);

function world(stale: readonly StaleHour[] = []) {
  const store = new RecordingStore();
  const rollups = new RollupWriter(store, (brand) => ZONES[brand] ?? 'UTC', stale);
  const touch = (brand: string, windowStart: number) => rollups.touch({ brand, windowStart });
  return { store, rollups, touch };
}

describe('an hour is stale', () => {
  it('from its first pane on, whatever minute of it that is', () => {
    const { rollups, touch } = world();
    expect(rollups.stale(ALL)).toEqual([]);
    touch('acme', NOON);
    touch('acme', NOON + 59 * MINUTE);
    touch('acme', NOON + HOUR);
    touch('zoom', NOON);
    expect(rollups.stale(['acme'])).toEqual([
      { brand: 'acme', hour: NOON },
      { brand: 'acme', hour: NOON + HOUR },
    ]);
    expect(rollups.stale(['zoom', 'delhi'])).toEqual([{ brand: 'zoom', hour: NOON }]);
  });

  it('when the run before left it so', async () => {
    const { rollups, store } = world([{ brand: 'acme', hour: NOON }]);
    expect(rollups.stale(['acme'])).toEqual([{ brand: 'acme', hour: NOON }]);
    await rollups.roll(1);
    expect(store.commands.length).toBeGreaterThan(0);
    expect(rollups.stale(['acme'])).toEqual([]);
  });

  it('until its rollup is on disk, not only begun', async () => {
    const { rollups, store, touch } = world();
    const { wait, open } = gate();
    store.onCommand = wait;
    touch('acme', NOON);
    const rolled = rollups.roll(1);
    expect(rollups.stale(['acme'])).toEqual([{ brand: 'acme', hour: NOON }]);
    open();
    await rolled;
    expect(rollups.stale(['acme'])).toEqual([]);
  });

  it('again when a pane changes while it is merged, and is told once', async () => {
    const { rollups, store, touch } = world();
    const { wait, open } = gate();
    store.onCommand = wait;
    touch('acme', NOON);
    const rolled = rollups.roll(1);
    touch('acme', NOON + MINUTE);
    expect(rollups.stale(['acme'])).toEqual([{ brand: 'acme', hour: NOON }]);
    open();
    await rolled;
    expect(rollups.stale(['acme'])).toEqual([{ brand: 'acme', hour: NOON }]);
  });

  it('still when its merge failed, with all that were to be merged and all that came meanwhile', async () => {
    const { rollups, store, touch } = world();
    touch('acme', NOON);
    touch('delhi', NOON);
    let statements = 0;
    store.onCommand = () => {
      statements += 1;
      if (statements < 3) return;
      touch('zoom', NOON);
      throw unreachable();
    };
    await expect(rollups.roll(1)).rejects.toMatchObject({ kind: 'unreachable' });
    const all = ALL.toSorted().map((brand) => ({ brand, hour: NOON }));
    expect(rollups.stale(ALL.toSorted())).toEqual(all);
    store.onCommand = () => undefined;
    await rollups.roll(2);
    expect(rollups.stale(ALL)).toEqual([]);
  });
});

describe('a merge', () => {
  it('is not asked for when nothing is stale', async () => {
    const { rollups, store } = world();
    await rollups.roll(1);
    expect(store.commands).toEqual([]);
  });

  it('makes hours first and days of them, with the brands of one zone together', async () => {
    const { rollups, store, touch } = world();
    touch('zoom', NOON + HOUR);
    touch('acme', NOON);
    touch('delhi', NOON);
    await rollups.roll(42);
    const steps = store.commands.map(({ sql, params }) => [/SELECT '(\w+)'/.exec(sql)?.[1], params]);
    const utc = {
      zone: 'UTC',
      brands: ['zoom', 'acme'],
      hours: [NOON / 1_000, (NOON + HOUR) / 1_000],
      version: 42,
    };
    const delhi = { zone: 'Asia/Kolkata', brands: ['delhi'], hours: [NOON / 1_000], version: 42 };
    expect(steps).toEqual([
      ['1h', utc],
      ['1d', utc],
      ['1h', delhi],
      ['1d', delhi],
    ]);
  });

  it('of years is many short ones, each hour in one of them', async () => {
    const { rollups, store, touch } = world();
    const start = NOON - 2_500 * HOUR;
    for (let hour = 0; hour < 2_500; hour += 1) touch('acme', start + hour * HOUR);
    await rollups.roll(1);
    const hours = store.commands
      .filter(({ sql }) => sql.includes("SELECT '1h'"))
      .map(({ params }) => params['hours'] as number[]);
    expect(Math.max(...hours.map((part) => part.length))).toBeLessThanOrEqual(1_000);
    expect(hours.flat()).toEqual(Array.from({ length: 2_500 }, (_, hour) => (start + hour * HOUR) / 1_000));
    expect(rollups.stale(['acme'])).toEqual([]);
  });

  it('counts in hours of UTC', () => {
    expect(ROLLUP_HOUR_MS).toBe(HOUR);
  });
});
