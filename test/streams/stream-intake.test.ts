import { rmSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { OverloadError } from '../../pipelines/sources/push-source.ts';
import type { RawRow } from '../../pipelines/sources/ingest.ts';
import { openStreamIntake } from '../../pipelines/streams/stream-intake.ts';
import { openStore } from '../../schema/clickhouse/client.ts';
import { migrate } from '../../schema/clickhouse/migrate.ts';
import { StoreError, type Store } from '../../schema/clickhouse/store.ts';
import { STREAM_TABLES } from '../../schema/clickhouse/stream-tables.ts';
import type { Rejection } from '../../schema/contracts/receipt.ts';
import { STREAMS, type StreamName } from '../../schema/contracts/streams.ts';
import { createStreamHistory } from '../../server/repositories/streams.ts';
import { eventually } from '../helpers/api-client.ts';
import { ManualClock } from '../helpers/manual-clock.ts';
import { NOON } from '../helpers/mentions.ts';
import { temporaryDir } from '../helpers/server.ts';
import { rowOf, streamContext } from '../helpers/streams.ts';
import { FaultyStore } from '../sinks/faulty-store.ts';
import { refusedFor, unreachable } from '../sinks/recording-store.ts';

const dataDir = temporaryDir();
let disk: Store;
beforeAll(async () => {
  disk = await openStore({ kind: 'embedded', path: dataDir });
  await migrate(disk);
});
afterAll(async () => {
  await disk.close();
  rmSync(dataDir, { recursive: true, force: true });
});
const empty = async () => {
  for (const { table } of Object.values(STREAM_TABLES)) await disk.command(`TRUNCATE TABLE ${table}`);
};
beforeEach(empty);

let starts = 0;
async function opened(maxBufferedRows = 1_000) {
  const store = new FaultyStore(disk);
  const clock = new ManualClock(NOON);
  const warnings: string[] = [];
  const letters: { stream: StreamName; rejection: Rejection }[] = [];
  const intake = await openStreamIntake({
    store,
    history: createStreamHistory(store),
    clock,
    buffer: { maxBufferedRows },
    context: () => streamContext(),
    deadLettersOf: (stream) => ({
      take: (taken) => void letters.push(...taken.map(({ rejection }) => ({ stream, rejection }))),
    }),
    // The disk takes its own time, whatever the clock says.
    retry: { firstDelayMs: 100, maxDelayMs: 100, giveUpAfterMs: 3_600_000 },
    random: () => 1,
    instance: `start-${(starts += 1)}`,
    warn: (message) => warnings.push(message),
    fatal: (error) => warnings.push(`FATAL ${String(error)}`),
  });
  return { intake, store, clock, warnings, letters };
}
const good = (stream: StreamName, id: string): RawRow => ({ value: rowOf(stream, { id }) });
const storedIds = async (stream: StreamName) => {
  const { table } = STREAM_TABLES[stream];
  const rows = await disk.query<{ id: string }>('SELECT id FROM {table:Identifier} ORDER BY id', { table });
  return rows.map(({ id }) => id);
};
const NOTHING = { accepted: 0, duplicates: 0, rejected: 0, turnedAway: 0 };

describe('the intake of the streams', () => {
  it('tells what is new on disk, of each stream its own and nothing twice', async () => {
    const { intake } = await opened();
    const told: string[] = [];
    for (const stream of STREAMS)
      intake.stored$(stream).subscribe((rows) => told.push(...rows.map(({ id }) => `${stream} ${id}`)));
    await intake.door('contacts').take([good('contacts', 'a'), good('contacts', 'a')]);
    await intake.door('contacts').take([good('contacts', 'a'), good('contacts', 'b')]);
    await intake.door('decisions').take([good('decisions', 'a'), { value: 5 }]);
    expect(told).toEqual(['contacts a', 'contacts b', 'decisions a']);
    expect(intake.counts).toEqual({
      ...Object.fromEntries(STREAMS.map((stream) => [stream, NOTHING])),
      contacts: { ...NOTHING, accepted: 2, duplicates: 2 },
      decisions: { ...NOTHING, accepted: 1, rejected: 1 },
    });
    await intake.drain();
  });

  it('tells nothing that is not on disk, and counts its rows as turned away', async () => {
    const { intake, store, letters, warnings } = await opened();
    const told: string[] = [];
    intake.stored$('contacts').subscribe((rows) => told.push(...rows.map(({ id }) => id)));
    store.faults.push({ error: refusedFor(60), landed: false });
    const batch: RawRow[] = [good('contacts', 'a'), { value: null }];
    await expect(intake.door('contacts').take(batch)).rejects.toBeInstanceOf(StoreError);
    expect(told).toEqual([]);
    expect(letters).toEqual([]);
    expect(warnings).toEqual([
      'A batch of contacts could not be stored; its senders are told to send it again.',
    ]);
    expect(intake.counts.contacts).toEqual({ ...NOTHING, turnedAway: 2 });
    expect(await intake.door('contacts').take(batch)).toMatchObject({ accepted: 1, duplicates: 0 });
    expect(told).toEqual(['a']);
    expect(letters).toMatchObject([{ stream: 'contacts', rejection: { index: 1, code: 'not_an_object' } }]);
    await intake.drain();
  });

  it('takes no more than may wait of a stream, and says when to come back and of what', async () => {
    const { intake, store, clock } = await opened(3);
    store.always = { error: unreachable(), landed: false };
    const first = intake.door('identities').take([good('identities', 'a'), good('identities', 'b')]);
    first.catch(() => undefined);
    const two = [good('identities', 'c'), good('identities', 'd')];
    const overload = await intake
      .door('identities')
      .take(two)
      .catch((error: unknown) => error);
    expect(overload).toBeInstanceOf(OverloadError);
    expect(overload).toMatchObject({ retryAfterMs: 1_000 });
    expect((overload as Error).message).toMatch(/^2 identities are waiting/);
    expect(intake.counts.identities).toEqual({ ...NOTHING, turnedAway: 2 });
    store.always = null;
    await eventually(async () => {
      clock.advance(50);
      return (await storedIds('identities')).length === 2 ? true : undefined;
    });
    expect(await first).toMatchObject({ accepted: 2 });
    await intake.drain();
  });

  it('holds up no other stream while one waits for the store', async () => {
    const { intake, store } = await opened();
    // The first insert fails and is only repeated when the clock moves, which it does not.
    store.faults.push({ error: unreachable(), landed: false });
    const stuck = intake.door('contacts').take([good('contacts', 'a')]);
    await eventually(() => (store.tried.length > 0 ? true : undefined));
    expect(await intake.door('self-help').take([good('self-help', 'a')])).toMatchObject({ accepted: 1 });
    expect(await storedIds('contacts')).toEqual([]);
    stuck.catch(() => undefined);
  });

  it('drains: what was taken is on disk, and nothing more is taken', async () => {
    const { intake } = await opened();
    const ended: StreamName[] = [];
    for (const stream of STREAMS) intake.stored$(stream).subscribe({ complete: () => ended.push(stream) });
    const taken = STREAMS.flatMap((stream) =>
      ['a', 'b', 'c'].map((id) => intake.door(stream).take([good(stream, id)])),
    );
    await intake.drain();
    for (const receipt of await Promise.all(taken)) expect(receipt).toMatchObject({ accepted: 1 });
    for (const stream of STREAMS) {
      expect(await storedIds(stream)).toEqual(['a', 'b', 'c']);
      await expect(intake.door(stream).take([good(stream, 'd')])).rejects.toBeInstanceOf(OverloadError);
    }
    expect(ended.toSorted()).toEqual([...STREAMS].toSorted());
  });
});

describe('whatever is sent, fails, is sent again and restarted', () => {
  const row = fc.record({
    id: fc.constantFrom(...'abcdefg'),
    is: fc.constantFrom('good', 'good', 'bad', 'cut'),
  });
  const step = fc.record({
    stream: fc.constantFrom(...STREAMS),
    batches: fc.array(fc.array(row, { maxLength: 5 }), { minLength: 1, maxLength: 3 }),
    /** Whether an insert fails and, if so, whether it lands all the same. */
    landed: fc.option(fc.boolean()),
    restart: fc.boolean(),
  });

  it('rows = accepted + duplicates + rejected, and what was accepted is on disk once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 6 }), async (steps) => {
        await empty();
        let world = await opened();
        let answered = 0;
        let accepted = 0;
        const untold = new Set<string>();
        const onDisk = async () =>
          (
            await Promise.all(
              STREAMS.map(async (name) => (await storedIds(name)).map((id) => `${name} ${id}`)),
            )
          ).flat();
        for (const { stream, batches, landed, restart } of steps) {
          if (restart) {
            await world.intake.drain();
            world = await opened();
          }
          const before = new Set(await onDisk());
          if (landed !== null) world.store.faults.push({ error: refusedFor(60), landed });
          const outcomes = await Promise.allSettled(
            batches.map((batch) =>
              world.intake.door(stream).take(
                batch.map(({ id, is }): RawRow => {
                  if (is === 'cut') return { malformed: 'Cut off.', text: '{' };
                  return is === 'good' ? good(stream, id) : { value: rowOf(stream, { id, at: 'soon' }) };
                }),
              ),
            ),
          );
          let told = 0;
          for (const [index, outcome] of outcomes.entries()) {
            if (outcome.status === 'rejected') {
              expect(outcome.reason).toMatchObject({ code: 60 });
              continue;
            }
            const { value } = outcome;
            expect(value.accepted + value.duplicates + value.rejected.length).toBe(batches[index]?.length);
            answered += batches[index]?.length ?? 0;
            told += value.accepted;
          }
          accepted += told;
          // Of a batch that failed some may be there, though its sender was told that nothing was taken.
          const fresh = (await onDisk()).filter((id) => !before.has(id));
          if (outcomes.some(({ status }) => status === 'rejected') && fresh.length > told)
            for (const id of fresh.slice(told)) untold.add(id);
          world.store.faults.length = 0;
        }
        const ids = await onDisk();
        expect(new Set(ids).size).toBe(ids.length);
        expect(accepted).toBe(ids.length - untold.size);
        if (!steps.some(({ restart }) => restart)) {
          const counts = Object.values(world.intake.counts);
          const sum = counts.reduce(
            (total, { accepted: a, duplicates, rejected }) => total + a + duplicates + rejected,
            0,
          );
          expect(sum).toBe(answered);
        }
        await world.intake.drain();
      }),
      { numRuns: 25 },
    );
  });
});
