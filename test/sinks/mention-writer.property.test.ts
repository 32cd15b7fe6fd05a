import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { History } from '../../pipelines/history/history.ts';
import { loadIdentity } from '../../pipelines/sinks/identity.ts';
import { MentionWriter, type MentionWriterDeps } from '../../pipelines/sinks/mention-writer.ts';
import { inTurn } from '../../pipelines/text/mention-reader.ts';
import type { Mention } from '../../schema/contracts/mention.ts';
import { ManualClock, promises } from '../helpers/manual-clock.ts';
import { memoryHistory } from '../helpers/memory-history.ts';
import { Disk, MemoryStore } from '../helpers/memory-store.ts';
import { NOON, mention, plainReader } from '../helpers/mentions.ts';
import { CANNOT_PARSE, refusedFor, unreachable } from './recording-store.ts';

const UNKNOWN_TABLE = 60;
const identityOf = await loadIdentity();
const said = (...ids: string[]): Mention[] => ids.map((id) => mention({ id }));

/** A store that refuses a batch for the rows whose text says so. */
class PickyStore extends MemoryStore {
  override async insert(table: string, rows: readonly object[], token: string): Promise<void> {
    if (!rows.some((row) => (row as { text?: string }).text === 'poison'))
      return super.insert(table, rows, token);
    await this.step();
    throw refusedFor(CANNOT_PARSE);
  }
}

/** A writer over a disk, before it has read what is on it. */
async function writerOver(disk = new Disk(), changes: Partial<MentionWriterDeps> = {}) {
  const store = new PickyStore(disk);
  const clock = new ManualClock(NOON);
  const warnings: string[] = [];
  const writer = await MentionWriter.open({
    store,
    history: memoryHistory(store),
    clock,
    read: inTurn(plainReader),
    retry: { firstDelayMs: 100, maxDelayMs: 1_000, giveUpAfterMs: 5_000 },
    random: () => 1,
    warn: (message) => warnings.push(message),
    instance: 'run',
    ...changes,
  });
  const settled = async (...groups: Mention[][]) => (await writer.write(groups)).settled;
  return { writer, store, clock, disk, warnings, settled };
}
const all = (accepted: number, duplicates = 0) => ({ accepted, duplicates, refused: [] });
const idsOn = (disk: Disk) => disk.mentions.map(({ id }) => id);

describe('before every stored identity has been read', () => {
  it('repeats of an earlier run are found, by asking the store about all', async () => {
    const { settled, disk } = await writerOver();
    await settled(said('a', 'b'));
    const next = await writerOver(disk, { instance: 'next' });
    expect(await next.settled(said('a', 'c', 'b'))).toEqual([all(1, 2)]);
    expect(idsOn(disk)).toEqual(['a', 'b', 'c']);
  });

  it('a failure to read them is told and made good, and no repeat slips through meanwhile', async () => {
    const disk = new Disk();
    const memory = memoryHistory(new MemoryStore(disk));
    let failures = 1;
    let asked = 0;
    const history: History = {
      ...memory,
      identities: () => {
        if (failures-- > 0) throw unreachable();
        return memory.identities();
      },
      storedAmong: (identities) => {
        asked += 1;
        return memory.storedAmong(identities);
      },
    };
    const { writer, settled, warnings, clock } = await writerOver(disk, { history });
    writer.fillFilter();
    await promises();
    expect(warnings).toHaveLength(1);
    await settled(said('a'));
    expect(await settled(said('a'))).toEqual([all(0, 1)]);
    clock.advance(60_000);
    await promises();
    asked = 0;
    expect(await settled(said('b'))).toEqual([all(1)]);
    expect([asked, warnings.length]).toEqual([0, 1]);
    await writer.stop();
  });

  it('a stop ends the reading', async () => {
    const { writer, settled } = await writerOver();
    await settled(said('a', 'b', 'c', 'd', 'e', 'f', 'g'));
    writer.fillFilter();
    await writer.stop();
    writer.fillFilter();
    expect(await settled(said('a', 'h'))).toEqual([all(1, 1)]);
  });
});

describe('a row the store will never take', () => {
  it('costs no other row, and each copy of it is told where it was and why', async () => {
    const { writer, disk } = await writerOver();
    const poison = mention({ id: 'p', text: 'poison' });
    const { mentions, settled } = await writer.write([
      said('a'),
      [...said('b'), poison, ...said('c', 'a')],
      [poison],
    ]);
    const reason = 'Refused with 26.';
    expect(settled).toEqual([
      all(1),
      { accepted: 2, duplicates: 1, refused: [{ index: 1, reason }] },
      { accepted: 0, duplicates: 0, refused: [{ index: 0, reason }] },
    ]);
    expect(mentions.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
    expect(idsOn(disk)).toEqual(['a', 'b', 'c']);
  });

  it('is stored when it comes again and has been mended', async () => {
    const { settled } = await writerOver();
    await settled([mention({ id: 'p', text: 'poison' })]);
    expect(await settled([mention({ id: 'p', text: 'fine' })])).toEqual([all(1)]);
  });
});

describe('an identity that only one other mention has', () => {
  it('costs no mention: it is looked up by source and id', async () => {
    const disk = new Disk();
    const twin = { ...mention({ id: 'a' }), identity: identityOf('feed', 'b') };
    const { settled } = await writerOver(disk);
    await settled([twin]);
    const onDisk = disk.mentions[0];
    if (onDisk === undefined) throw new Error('It is not on disk.');
    disk.mentions = [{ ...onDisk, identity: identityOf('feed', 'b').toString() }];
    expect(await settled(said('b'))).toEqual([all(1)]);
  });
});

describe('whatever is written, fails, is sent again and restarted', () => {
  const row = fc.record({ id: fc.constantFrom(...'abcdefgh'), poison: fc.boolean() });
  const step = fc.record({
    groups: fc.array(fc.array(row, { maxLength: 5 }), { minLength: 1, maxLength: 3 }),
    /** Whether the write fails and, if so, whether it lands all the same. */
    landed: fc.option(fc.boolean()),
    restart: fc.constantFrom('no', 'no', 'empty filter', 'full filter'),
  });

  it('rows = accepted + duplicates + refused, and what was accepted is on disk once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 8 }), async (steps) => {
        const disk = new Disk();
        let world = await writerOver(disk);
        const untold = new Set<string>();
        let accepted = 0;
        for (const [number, { groups, landed, restart }] of steps.entries()) {
          if (restart !== 'no') world = await writerOver(disk, { instance: `run ${number}` });
          if (restart === 'full filter') world.writer.fillFilter();
          await promises();
          if (landed !== null)
            world.store.faults.push({ table: 'mentions', error: refusedFor(UNKNOWN_TABLE), landed });
          const before = new Set(idsOn(disk));
          const mentions = groups.map((group) =>
            group.map(({ id, poison }) => mention({ id, text: poison ? 'poison' : 'fine' })),
          );
          try {
            for (const [index, outcome] of (await world.settled(...mentions)).entries()) {
              const told = outcome.accepted + outcome.duplicates + outcome.refused.length;
              expect(told).toBe(groups[index]?.length);
              accepted += outcome.accepted;
            }
          } catch (error) {
            expect(error).toMatchObject({ code: UNKNOWN_TABLE });
            // Its sender was told that nothing was counted; some of it may be there.
            for (const id of idsOn(disk)) if (!before.has(id)) untold.add(id);
          }
          world.store.faults.length = 0;
        }
        const ids = idsOn(disk);
        expect(new Set(ids).size).toBe(ids.length);
        expect(accepted).toBe(ids.length - untold.size);
      }),
      { numRuns: 60 },
    );
  });
});
