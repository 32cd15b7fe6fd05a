import { expect } from 'vitest';
import type { PaneRow } from '../../schema/clickhouse/tables.ts';
import { REVISION_REASONS } from '../../schema/contracts/revisions.ts';
import { paneStart } from '../../pipelines/panes/pane.ts';
import { instantOf, type Disk, type RevisionRow } from './memory-store.ts';
import { SECOND } from './mentions.ts';
import { paneKey, type Count } from './recount-panes.ts';

type RevisedRows = Pick<Disk, 'deletions' | 'relabels' | 'panes' | 'revisions'>;

/**
 * The log of revisions tells the whole life of every pane after it was final: numbered without a gap up to the number
 * the pane carries, each revision beginning where the one before it ended, the last one ending at `truth`.
 */
export function expectRevisionsTold(disk: RevisedRows, truth: ReadonlyMap<string, Count>): void {
  const writings = byPane(disk.panes.toSorted((a, b) => a.version - b.version));
  const told = byPane(logicalRows(disk.revisions));
  for (const key of new Set([...writings.keys(), ...told.keys()])) {
    const written = writings.get(key) ?? [];
    const latest = written.at(-1)?.revision ?? 0;
    const rows = (told.get(key) ?? []).toSorted((a, b) => a.revision - b.revision);
    expect(numbersOf(rows), `${key}: numbers in the log`).toEqual(upTo(latest));
    for (const row of rows) expectPlausible(row, disk);
    expectChain(key, rows, written);
    const end = rows.at(-1);
    if (end !== undefined)
      expect(sideOf(end, 'after'), `${key}: after the last`).toEqual(truth.get(key) ?? NOTHING);
  }
}

const NOTHING: Count = { inbound: 0, outbound: 0, positive: 0, neutral: 0, negative: 0, responses_ms: [] };

const keyOf = (row: Pick<PaneRow, 'brand' | 'channel' | 'window_start'>): string =>
  paneKey(row.brand, row.channel, row.window_start * SECOND);

function byPane<Row extends Parameters<typeof keyOf>[0]>(rows: readonly Row[]): Map<string, Row[]> {
  const panes = new Map<string, Row[]>();
  for (const row of rows) {
    const held = panes.get(keyOf(row));
    if (held === undefined) panes.set(keyOf(row), [row]);
    else held.push(row);
  }
  return panes;
}

const numbersOf = (rows: readonly RevisionRow[]): number[] => rows.map(({ revision }) => revision);
const upTo = (last: number): number[] => Array.from({ length: last }, (_, index) => index + 1);

/** What the engine makes of rows of one key: the newest stays, of equally new ones the one written last. */
function logicalRows(rows: readonly RevisionRow[]): RevisionRow[] {
  const newest = new Map<string, RevisionRow>();
  for (const row of rows) {
    const key = `${keyOf(row)} ${row.revision}`;
    const held = newest.get(key);
    if (held === undefined || held.revised_at <= row.revised_at) newest.set(key, row);
  }
  return [...newest.values()];
}

/** Whatever was written of a final pane is what the log says it was under that number. */
function expectChain(key: string, rows: readonly RevisionRow[], written: readonly PaneRow[]): void {
  const final = written.filter(({ status }) => status !== 'provisional');
  const unrevised = final.find(({ revision }) => revision === 0);
  const states = [
    rows[0] === undefined ? unrevised && countOf(unrevised) : sideOf(rows[0], 'before'),
    ...rows.map((row) => sideOf(row, 'after')),
  ];
  rows.forEach((row, index) => {
    expect(sideOf(row, 'before'), `${key}: before revision ${row.revision}`).toEqual(states[index]);
    expect(sideOf(row, 'after'), `${key}: revision ${row.revision} changes something`).not.toEqual(
      states[index],
    );
  });
  for (const row of final)
    expect(countOf(row), `${key}: as written under revision ${row.revision}`).toEqual(states[row.revision]);
  for (const row of written)
    expect(row.status === 'revised', `${key}: ${row.status} under revision ${row.revision}`).toBe(
      row.revision > 0,
    );
}

function expectPlausible(row: RevisionRow, disk: RevisedRows): void {
  const { brand, window_start, reason, revision } = row;
  const key = `${keyOf(row)}: revision ${revision} for "${reason}"`;
  expect(REVISION_REASONS, key).toContain(reason);
  const erased = disk.deletions.some(({ brands, window_starts }) =>
    brands.some((name, index) => name === brand && window_starts[index] === window_start),
  );
  if (reason === 'deletion') expect(erased, key).toBe(true);
  const relabelled = disk.relabels.some(
    ({ brands, at }) => brands.includes(brand) && paneStart(instantOf({ at })) === window_start * SECOND,
  );
  if (erased || relabelled) return;
  const [before, after] = [sideOf(row, 'before'), sideOf(row, 'after')];
  for (const name of COUNTS) expect(after[name], `${key}: ${name}`).toBeGreaterThanOrEqual(before[name]);
}

const COUNTS = ['inbound', 'outbound', 'positive', 'neutral', 'negative'] as const;

const sideOf = (row: RevisionRow, side: 'before' | 'after'): Count => ({
  inbound: row[`${side}_inbound`],
  outbound: row[`${side}_outbound`],
  positive: row[`${side}_positive`],
  neutral: row[`${side}_neutral`],
  negative: row[`${side}_negative`],
  responses_ms: [...row[`${side}_responses_ms`]],
});

const countOf = ({ inbound, outbound, positive, neutral, negative, responses_ms }: PaneRow): Count => ({
  inbound,
  outbound,
  positive,
  neutral,
  negative,
  responses_ms: [...responses_ms],
});
