import { expect } from 'vitest';
import { TILE_HORIZON_MS } from '../../pipelines/panes/brand-tile.ts';
import type { PaneRow } from '../../schema/clickhouse/tables.ts';
import { DAY, HOUR, MINUTE, SECOND } from './mentions.ts';
import { paneKey, recountPanes, type Count } from './recount-panes.ts';
import { expectRevisionsTold } from './revision-log.ts';
import type { Disk } from './memory-store.ts';
import type { WallWorld } from './wall-world.ts';

/** Once a world has settled: its panes, on disk and on the wall, say what a count over its raw rows says. */
export function expectTruth(world: WallWorld): void {
  expect(world.fatal).toEqual([]);
  expect(world.owed).toBe(0);
  const truth = recountPanes(world.disk.mentions);
  expectPanes(world.disk.latestPanes(), truth);
  expect(said(onTheWall(world))).toEqual(said(recent(world, truth)));
  expectNoSilentRevision(world.disk.panes);
  expectRevisionsTold(world.disk, truth);
  expectLabelsLogged(world.disk);
}

const READ_LABELS = ['sentiment', 'actionable'] as const;

/** Rows say what the log says of them last, and of what a person ever said the person's last word. */
export function expectLabelsLogged({ mentions, relabels }: Pick<Disk, 'mentions' | 'relabels'>): void {
  const rows = new Map(mentions.map((row) => [row.identity, row]));
  const told = relabels.toSorted((a, b) => a.batch - b.batch);
  for (const { identity } of told) expect(rows.has(identity), `${identity} is logged`).toBe(true);
  for (const [identity, row] of rows)
    for (const label of READ_LABELS) {
      const ofIt = told.filter((change) => change.identity === identity);
      const last = ofIt.at(-1);
      const decided = ofIt.findLast(({ reason, named }) => reason === 'correction' && named.includes(label));
      if (last !== undefined) expect(row[label], `${row.id}: ${label}`).toBe(last[`after_${label}`]);
      if (decided !== undefined) expect(row[label], `${row.id}: ${label}`).toBe(decided[`after_${label}`]);
    }
}

export function expectPanes(panes: readonly PaneRow[], truth: Map<string, Count>): void {
  const stored = new Map(
    panes.map((row) => [paneKey(row.brand, row.channel, row.window_start * SECOND), countOf(row)]),
  );
  expect(said(stored)).toEqual(said(truth));
}

function onTheWall({ topology: { book }, clock }: WallWorld): Map<string, Count> {
  const shown = new Map<string, Count>();
  for (const brand of book.brands())
    for (const { channel, windowStart, acc } of book.between(brand, clock.now() - DAY, clock.now() + HOUR))
      shown.set(paneKey(brand, channel, windowStart), {
        ...acc.counts,
        responses_ms: acc.responsesMs.toSorted((a, b) => a - b),
      });
  return shown;
}

/** Tiles read a day back and no further. */
function recent({ clock }: WallWorld, panes: Map<string, Count>): Map<string, Count> {
  expect(TILE_HORIZON_MS).toBeGreaterThan(DAY);
  const from = paneKey('', '', clock.now() - DAY + MINUTE - 1).trim();
  return new Map([...panes].filter(([key]) => key.slice(-16) >= from));
}

export const countOf = ({
  inbound,
  outbound,
  positive,
  neutral,
  negative,
  responses_ms,
}: PaneRow): Count => ({
  inbound,
  outbound,
  positive,
  neutral,
  negative,
  responses_ms: [...responses_ms],
});

/** In one order, without panes that say nothing: readable when it fails. */
const said = (panes: Map<string, Count>): string[] =>
  [...panes]
    .filter(([, count]) =>
      Object.values(count).some((value) => (Array.isArray(value) ? value.length : value) > 0),
    )
    .map(([key, count]) => `${key} ${JSON.stringify(Object.entries(count).sort())}`)
    .sort();

/** Numbers that were final once change only under a higher revision. */
function expectNoSilentRevision(rows: readonly PaneRow[]): void {
  const latest = new Map<string, PaneRow>();
  for (const row of rows.toSorted((a, b) => a.version - b.version)) {
    const key = paneKey(row.brand, row.channel, row.window_start * SECOND);
    const before = latest.get(key);
    latest.set(key, row);
    if (before === undefined) continue;
    expect(row.revision, key).toBeGreaterThanOrEqual(before.revision);
    if (before.status === 'provisional') continue;
    expect(row.status, key).not.toBe('provisional');
    if (JSON.stringify(countOf(row)) !== JSON.stringify(countOf(before)))
      expect(row.revision, key).toBeGreaterThan(before.revision);
  }
}
