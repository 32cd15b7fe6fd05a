import type { StreamName } from '../../../schema/contracts/streams.ts';
import type { Ingest, RawRow } from '../ingest.ts';
import type { DemoEvent } from './events.ts';

/** Where rows of the streams beside the mentions are taken. Resolves when they are on disk. */
export type Intake = (stream: StreamName, rows: readonly RawRow[]) => Promise<unknown>;

export interface TellDeps {
  readonly ingest: Ingest;
  /** Without it only mentions are told. */
  readonly intake?: Intake;
  /** Nothing more is sent from then on. */
  readonly isStopped: () => boolean;
}

/** Identities belong to no moment: see `tellIdentities`. */
const BESIDE = ['contacts', 'self-help', 'engagements', 'decisions'] as const;
const BATCH = 4_000;
const MINUTE_MS = 60_000;

/**
 * Tells events, given in order of time, through the doors everybody else uses, in batches that are cut between minutes:
 * half a minute told late would be a revision of the other half. Of each batch the mentions come last, so what happened
 * before the newest stored one is stored. How many mentions were told.
 */
export async function tell(
  events: Iterable<DemoEvent>,
  { ingest, intake, isStopped }: TellDeps,
): Promise<number> {
  let mentions = 0;
  let batch: DemoEvent[] = [];
  const take = async (stream: StreamName, values: readonly RawRow[]) => {
    if (values.length > 0 && !isStopped()) await intake?.(stream, values);
  };
  const send = async () => {
    const rows = rowsByStream(batch);
    await Promise.all(BESIDE.map((stream) => take(stream, rows.get(stream) ?? [])));
    const said = rows.get('mentions') ?? [];
    if (said.length > 0 && !isStopped()) await ingest.take(said);
    mentions += said.length;
    batch = [];
  };
  let minute = Number.NaN;
  for (const event of events) {
    const next = Math.floor(event.at / MINUTE_MS);
    if (batch.length >= BATCH && next !== minute) await send();
    minute = next;
    batch.push(event);
    if (isStopped()) return mentions;
  }
  await send();
  return mentions;
}

function rowsByStream(events: readonly DemoEvent[]): Map<DemoEvent['stream'], RawRow[]> {
  const rows = new Map<DemoEvent['stream'], RawRow[]>();
  for (const { stream, row } of events) {
    const value: RawRow = { value: row() };
    const known = rows.get(stream);
    if (known === undefined) rows.set(stream, [value]);
    else known.push(value);
  }
  return rows;
}
