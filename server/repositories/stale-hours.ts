import type { Store } from '../../schema/clickhouse/store.ts';
import type { StaleHour } from '../../pipelines/sinks/rollup-writer.ts';

interface Row {
  readonly brand: string;
  readonly hour_s: number;
}

const HOURS = `SELECT DISTINCT brand, toUnixTimestamp(toStartOfHour(window_start, 'UTC')) AS hour_s FROM panes`;

/**
 * Hours whose rollups the last process did not get to: their panes are of a higher version than the last rollup of
 * either step, or the brand's days are those of another zone now.
 */
export async function readStaleHours(
  store: Store,
  brands: readonly string[],
  zoneOf: (brand: string) => string,
): Promise<StaleHour[]> {
  const [rolled] = await store.query<{ version: number }>(
    `SELECT least(maxIf(version, step = '1h'), maxIf(version, step = '1d')) AS version FROM rollups`,
  );
  const zones = await store.query<{ brand: string; zone: string }>(
    `SELECT DISTINCT brand, zone FROM rollups WHERE step = '1h'`,
  );
  const rolledZones = new Map<string, Set<string>>();
  for (const { brand, zone } of zones)
    rolledZones.set(brand, (rolledZones.get(brand) ?? new Set()).add(zone));
  const moved = brands.filter((brand) => rolledZones.get(brand)?.has(zoneOf(brand)) === false);
  const rows = await store.query<Row>(
    `${HOURS} WHERE version > {version:UInt64} ${moved.length === 0 ? '' : `UNION DISTINCT ${HOURS} WHERE brand IN {moved:Array(String)}`}`,
    { version: rolled?.version ?? 0, moved },
  );
  return rows.map(({ brand, hour_s: hour }) => ({ brand, hour: hour * 1_000 }));
}
