import { rmSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { loadIdentity } from '../../pipelines/sinks/identity.ts';
import { openStreamWriter, streamIdentity } from '../../pipelines/sinks/stream-writer.ts';
import { openStore } from '../../schema/clickhouse/client.ts';
import { migrate } from '../../schema/clickhouse/migrate.ts';
import type { Store } from '../../schema/clickhouse/store.ts';
import type { Contact } from '../../schema/contracts/streams.ts';
import { createStreamHistory } from '../../server/repositories/streams.ts';
import { eventually } from '../helpers/api-client.ts';
import { ManualClock, promises } from '../helpers/manual-clock.ts';
import { NOON } from '../helpers/mentions.ts';
import { temporaryDir } from '../helpers/server.ts';
import { taken } from '../helpers/streams.ts';
import { FaultyStore } from './faulty-store.ts';
import { refusedFor, unreachable } from './recording-store.ts';

const UNKNOWN_TABLE = 60;
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
beforeEach(async () => {
  for (const table of ['contacts', 'self_help']) await disk.command(`TRUNCATE TABLE ${table}`);
});

let starts = 0;
/** The writer of one start of the process. The disk takes its own time, whatever the clock says. */
async function opened(giveUpAfterMs = 1_000) {
  const store = new FaultyStore(disk);
  const clock = new ManualClock(NOON);
  const writer = await openStreamWriter('contacts', {
    store,
    history: createStreamHistory(store),
    clock,
    retry: { firstDelayMs: 100, maxDelayMs: 100, giveUpAfterMs },
    random: () => 1,
    instance: `start-${(starts += 1)}`,
  });
  const settled = async (...groups: Contact[][]) => (await writer.write(groups)).settled;
  /** Lets time pass until the call is settled. */
  const inTime = async <T>(call: Promise<T>): Promise<T> => {
    let done = false;
    const ended = call.finally(() => (done = true));
    ended.catch(() => undefined);
    await eventually(() => {
      clock.advance(50);
      return done ? true : undefined;
    });
    return ended;
  };
  return { writer, store, clock, settled, inTime };
}
const contacts = (...ids: string[]): Contact[] => ids.map((id) => taken('contacts', { id }));
const all = (accepted: number, duplicates = 0) => ({ accepted, duplicates, refused: [] });
const stored = async () =>
  (await disk.query<{ id: string }>('SELECT id FROM contacts ORDER BY batch, id')).map(({ id }) => id);

describe('the writer of a stream', () => {
  it('stores what is new, with what it is looked up by and when', async () => {
    const { writer } = await opened();
    const { rows, batch } = await writer.write([contacts('a'), contacts('b')]);
    const identity = streamIdentity('contacts', await loadIdentity())('contacts', 'a');
    expect(rows[0]).toEqual({ ...contacts('a')[0], identity, batch: 1, storedAt: NOON });
    expect(batch).toBe(1);
    expect(await stored()).toEqual(['a', 'b']);
    const [same] = await disk.query<{ same: number }>(
      `SELECT min(identity = xxHash64(concat('contacts', '\\0', source, '\\0', id))) AS same FROM contacts`,
    );
    expect(same).toEqual({ same: 1 });
  });

  it('stores copies in one batch once, for the first who sent it', async () => {
    const { settled } = await opened();
    expect(await settled(contacts('a', 'a'), contacts('b', 'a'), contacts('b'))).toEqual([
      all(1, 1),
      all(1, 1),
      all(0, 1),
    ]);
    expect(await stored()).toEqual(['a', 'b']);
  });

  it('knows what an earlier batch has stored, however old it says it is', async () => {
    const { settled, writer } = await opened();
    await settled(contacts('a', 'b'));
    const later = taken('contacts', { id: 'a', at: '2019-01-01T00:00:00Z', brand: 'zoom' });
    expect(await settled([later, ...contacts('c')])).toEqual([all(1, 1)]);
    expect(writer.lastBatch).toBe(2);
    expect(await stored()).toEqual(['a', 'b', 'c']);
  });

  it('knows after a restart what was stored before, and goes on counting batches', async () => {
    const before = await opened();
    await before.settled(contacts('a'));
    await before.settled(contacts('b'));
    const { settled, writer } = await opened();
    expect(writer.lastBatch).toBe(2);
    expect(await settled(contacts('a', 'b', 'c'))).toEqual([all(1, 2)]);
    expect(writer.lastBatch).toBe(3);
  });

  it('writes nothing when nothing is new', async () => {
    const { settled, store } = await opened();
    await settled(contacts('a'));
    expect(await settled(contacts('a'), contacts('a'))).toEqual([all(0, 1), all(0, 1)]);
    expect(store.tried).toHaveLength(1);
  });

  it('keeps rows of two sources apart, and rows of two streams', async () => {
    const { settled, store } = await opened();
    await settled(contacts('a'));
    expect(await settled([taken('contacts', { id: 'a', source: 'other' })])).toEqual([all(1)]);
    const selfHelp = await openStreamWriter('self-help', {
      store,
      history: createStreamHistory(store),
      clock: new ManualClock(NOON),
      retry: { firstDelayMs: 100, maxDelayMs: 100, giveUpAfterMs: 1_000 },
      random: () => 1,
      instance: 'another',
    });
    const row = taken('self-help', { id: 'a', source: 'contacts' });
    expect((await selfHelp.write([[row]])).settled).toEqual([all(1)]);
  });

  it('looks up thousands at once', async () => {
    const { settled } = await opened();
    const many = contacts(...Array.from({ length: 12_000 }, (_, index) => `many-${index}`));
    expect(await settled(many)).toEqual([all(12_000)]);
    expect(await settled(many.toReversed())).toEqual([all(0, 12_000)]);
  });
});

describe('an insert whose fate is not known', () => {
  it.each([
    ['landed', true],
    ['did not land', false],
  ])('is repeated under its own token until it is known: it %s', async (_what, landed) => {
    const { settled, store, inTime } = await opened(3_600_000);
    store.faults.push({ error: unreachable(), landed }, { error: unreachable(), landed: false });
    expect(await inTime(settled(contacts('a', 'b')))).toEqual([all(2)]);
    expect(store.tried).toHaveLength(3);
    expect(new Set(store.tried.map(({ token }) => token)).size).toBe(1);
    expect(await stored()).toEqual(['a', 'b']);
  });

  it('is told to nobody as stored; it is recognised when it is sent again', async () => {
    const { settled, store } = await opened();
    store.faults.push({ error: refusedFor(UNKNOWN_TABLE), landed: true });
    await expect(settled(contacts('a'))).rejects.toMatchObject({ code: UNKNOWN_TABLE });
    expect(await settled(contacts('a', 'b'))).toEqual([all(1, 1)]);
    expect(await stored()).toEqual(['a', 'b']);
  });

  it('counts for nothing when it did not land, and is stored when it is sent again', async () => {
    const { settled, store } = await opened();
    store.faults.push({ error: refusedFor(UNKNOWN_TABLE), landed: false });
    await expect(settled(contacts('a'))).rejects.toMatchObject({ code: UNKNOWN_TABLE });
    expect(await stored()).toEqual([]);
    expect(await settled(contacts('a'))).toEqual([all(1)]);
  });

  it('holds up the next batch, and is called accepted when its sender comes back', async () => {
    const { writer, settled, store, clock, inTime } = await opened();
    store.always = { error: unreachable(), landed: false };
    await expect(inTime(settled(contacts('a')))).rejects.toMatchObject({ kind: 'unreachable' });
    expect(writer.isUnsettled).toBe(true);
    await expect(inTime(settled(contacts('a', 'b')))).rejects.toMatchObject({ kind: 'unreachable' });
    expect(new Set(store.tried.map(({ token }) => token)).size).toBe(1);
    store.always = null;
    await eventually(() => {
      clock.advance(50);
      return writer.isUnsettled ? undefined : true;
    });
    expect(await stored()).toEqual(['a']);
    expect(await settled(contacts('a', 'b'))).toEqual([all(2)]);
    expect(await settled(contacts('a', 'b'))).toEqual([all(0, 2)]);
    expect(await stored()).toEqual(['a', 'b']);
  });

  it('is let go of when the writer stops', async () => {
    const { writer, settled, store, clock, inTime } = await opened();
    store.always = { error: unreachable(), landed: false };
    await expect(inTime(settled(contacts('a')))).rejects.toMatchObject({ kind: 'unreachable' });
    writer.stop();
    await promises();
    const tried = store.tried.length;
    clock.advance(60_000);
    await promises();
    expect(store.tried).toHaveLength(tried);
  });
});

describe('a row the store will never take', () => {
  it('costs no other row, and each copy is told where it was and why', async () => {
    await disk.command("ALTER TABLE contacts ADD CONSTRAINT no_poison CHECK position(reason, 'poison') = 0");
    const { settled } = await opened();
    const poison = taken('contacts', { id: 'p', reason: 'poison' });
    const [first, second] = await settled([...contacts('a'), poison, ...contacts('b')], [poison]);
    await disk.command('ALTER TABLE contacts DROP CONSTRAINT no_poison');
    const reason = expect.stringContaining('no_poison') as string;
    expect(first).toEqual({ accepted: 2, duplicates: 0, refused: [{ index: 1, reason }] });
    expect(second).toEqual({ accepted: 0, duplicates: 0, refused: [{ index: 0, reason }] });
    expect(await stored()).toEqual(['a', 'b']);
    expect(await settled([poison])).toEqual([all(1)]);
  });
});
