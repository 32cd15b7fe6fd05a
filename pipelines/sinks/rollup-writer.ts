import type { Store } from '../../schema/clickhouse/store.ts';
import type { Pane } from '../panes/pane.ts';

/** An hour of UTC in which panes of a brand are newer than their rollups. */
export interface StaleHour {
  readonly brand: string;
  /** Epoch milliseconds. */
  readonly hour: number;
}

export const ROLLUP_HOUR_MS = 3_600_000;
/** Hours one statement merges, so that a backfill of years is many short ones. */
const HOURS_AT_ONCE = 1_000;

const MERGED = `sum(source.inbound), sum(source.outbound), sum(source.positive), sum(source.neutral), sum(source.negative),
  arraySort(groupArrayArray(source.responses_ms)),
  multiIf(countIf(source.status = 'provisional') > 0, 'provisional', countIf(source.status = 'revised') > 0, 'revised', 'final'),
  max(source.revision), {version:UInt64}`;

/**
 * Keeps hours and days beside the minutes. What has changed since is known as stale and read from the minutes
 * meanwhile, so rollups may lag without anybody seeing an old number.
 *
 * Guarantees: an hour stops being stale only when its rollup is on disk; a crash in between leaves it stale, because
 * its panes are of a higher version than any rollup.
 */
export class RollupWriter {
  readonly #store: Store;
  readonly #zoneOf: (brand: string) => string;
  #stale = new Map<string, Set<number>>();
  /** Being merged right now: still stale for readers. */
  #rolling = new Map<string, Set<number>>();

  constructor(store: Store, zoneOf: (brand: string) => string, stale: readonly StaleHour[]) {
    this.#store = store;
    this.#zoneOf = zoneOf;
    for (const { brand, hour } of stale) add(this.#stale, brand, hour);
  }

  /** This pane is about to be written. */
  touch({ brand, windowStart }: Pick<Pane, 'brand' | 'windowStart'>): void {
    add(this.#stale, brand, Math.floor(windowStart / ROLLUP_HOUR_MS) * ROLLUP_HOUR_MS);
  }

  /** Hours of these brands whose rollups must not be read. */
  stale(brands: readonly string[]): StaleHour[] {
    return brands.flatMap((brand) =>
      [...new Set([...(this.#stale.get(brand) ?? []), ...(this.#rolling.get(brand) ?? [])])].map((hour) => ({
        brand,
        hour,
      })),
    );
  }

  /** Merges every stale hour and its day. No pane may be written meanwhile. @throws StoreError; what failed stays stale. */
  async roll(version: number): Promise<void> {
    this.#rolling = this.#stale;
    this.#stale = new Map();
    try {
      for (const [zone, brands, hours] of this.#work()) {
        const params = { zone, brands, hours: hours.map((hour) => hour / 1_000), version };
        await this.#store.command(hoursFromMinutes, params);
        await this.#store.command(daysFromHours, params);
      }
    } catch (error) {
      for (const [brand, hours] of this.#rolling) for (const hour of hours) add(this.#stale, brand, hour);
      throw error;
    } finally {
      this.#rolling = new Map();
    }
  }

  /** Brands of one zone and the hours any of them needs: merging one too many is cheaper than a statement each. */
  *#work(): Generator<[zone: string, brands: string[], hours: number[]]> {
    const zones = new Map<string, { brands: string[]; hours: Set<number> }>();
    for (const [brand, hours] of this.#rolling) {
      const zone = this.#zoneOf(brand);
      const group = zones.get(zone) ?? { brands: [], hours: new Set<number>() };
      group.brands.push(brand);
      for (const hour of hours) group.hours.add(hour);
      zones.set(zone, group);
    }
    for (const [zone, { brands, hours }] of zones) {
      const sorted = [...hours].sort((a, b) => a - b);
      for (let at = 0; at < sorted.length; at += HOURS_AT_ONCE)
        yield [zone, brands, sorted.slice(at, at + HOURS_AT_ONCE)];
    }
  }
}

/** Windows of the zone that an hour of UTC touches: in a zone half an hour off there are two. */
const touched = (start: string): string => `(
  SELECT DISTINCT arrayJoin([${start}(toDateTime(hour, 'UTC'), {zone:String}), ${start}(toDateTime(hour + 3599, 'UTC'), {zone:String})])
  FROM (SELECT arrayJoin({hours:Array(UInt32)}) AS hour))`;

/** Days at most 25 hours long, and an hour of the zone may begin before that of UTC. */
const near = (slackSeconds: number): string =>
  `source.window_start >= toDateTime(arrayMin({hours:Array(UInt32)}) - ${slackSeconds}, 'UTC')
   AND source.window_start < toDateTime(arrayMax({hours:Array(UInt32)}) + 3600 + ${slackSeconds}, 'UTC')`;

const hoursFromMinutes = `INSERT INTO rollups
  SELECT '1h', {zone:String}, source.brand, source.channel, toStartOfHour(source.window_start, {zone:String}) AS start, addHours(start, 1), ${MERGED}
  FROM panes AS source FINAL
  WHERE source.brand IN {brands:Array(String)} AND ${near(3_600)}
    AND toStartOfHour(source.window_start, {zone:String}) IN ${touched('toStartOfHour')}
  GROUP BY source.brand, source.channel, start`;

const daysFromHours = `INSERT INTO rollups
  SELECT '1d', {zone:String}, source.brand, source.channel, toStartOfDay(source.window_start, {zone:String}) AS start, addDays(start, 1), ${MERGED}
  FROM rollups AS source FINAL
  WHERE source.step = '1h' AND source.zone = {zone:String} AND source.brand IN {brands:Array(String)} AND ${near(90_000)}
    AND toStartOfDay(source.window_start, {zone:String}) IN ${touched('toStartOfDay')}
  GROUP BY source.brand, source.channel, start`;

function add(hours: Map<string, Set<number>>, brand: string, hour: number): void {
  const found = hours.get(brand);
  if (found === undefined) hours.set(brand, new Set([hour]));
  else found.add(hour);
}
