import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MentionWriter } from '../../pipelines/sinks/mention-writer.ts';
import { ReadAhead } from '../../pipelines/sinks/read-ahead.ts';
import { RollupWriter } from '../../pipelines/sinks/rollup-writer.ts';
import { createPushSource } from '../../pipelines/sources/push-source.ts';
import { createTopology } from '../../pipelines/topology.ts';
import { inTurn, type BatchReader } from '../../pipelines/text/mention-reader.ts';
import type { Mention } from '../../schema/contracts/mention.ts';
import { ManualClock, promises } from '../helpers/manual-clock.ts';
import { memoryHistory } from '../helpers/memory-history.ts';
import { Disk, MemoryStore } from '../helpers/memory-store.ts';
import { NOON, mention, plainReader } from '../helpers/mentions.ts';

const WORDS = ['good', 'bad', 'so so', 'good?'];
const said = (count: number, prefix = 'm'): Mention[] =>
  Array.from({ length: count }, (_, at) =>
    mention({ id: `${prefix}${at}`, text: WORDS[at % WORDS.length] ?? '' }),
  );
const inOrder = inTurn(plainReader);

/** A reader that tells how many it was given each time. */
function counting(): { read: BatchReader; asked: number[] } {
  const asked: number[] = [];
  return { asked, read: (mentions) => (asked.push(mentions.length), inOrder(mentions)) };
}

describe('reading ahead', () => {
  it('gives the readings there would have been, in the order asked for, whatever was read before', () => {
    const all = said(400);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(399), fc.integer({ min: 0, max: 200 })), { maxLength: 4 }),
        fc.array(fc.nat(399), { maxLength: 60 }),
        (ahead, asked) => {
          const reader = new ReadAhead(inOrder);
          for (const [from, count] of ahead) reader.begin(all.slice(from, from + count));
          const mentions = asked.map((at) => all[at] as Mention);
          expect(reader.of(mentions)).toEqual(inOrder(mentions));
        },
      ),
    );
  });

  it('reads nothing twice, few only in their turn, and lets go of what is forgotten', () => {
    const { read, asked } = counting();
    const reader = new ReadAhead(read);
    const [many, few] = [said(100, 'many'), said(10, 'few')];
    reader.begin(many);
    reader.begin(few);
    expect(asked).toEqual([100]);
    reader.of([...few, ...many]);
    expect(asked).toEqual([100, 10]);
    reader.forget(many);
    reader.of(many);
    expect(asked).toEqual([100, 10, 100]);
  });

  it('holds no more than it may', () => {
    const { read, asked } = counting();
    const reader = new ReadAhead(read);
    reader.begin(said(15_000, 'first'));
    reader.begin(said(5_001, 'second'));
    reader.begin(said(5_000, 'third'));
    expect(asked).toEqual([15_000, 5_000]);
  });
});

describe('a writer with time on its hands', () => {
  async function opened(read: BatchReader) {
    const store = new MemoryStore(new Disk());
    const clock = new ManualClock(NOON);
    const writer = await MentionWriter.open({
      store,
      history: memoryHistory(store),
      clock,
      read,
      retry: { firstDelayMs: 100, maxDelayMs: 100, giveUpAfterMs: 1_000 },
      random: () => 1,
      warn: () => undefined,
      instance: 'first',
    });
    writer.fillFilter();
    await promises();
    return writer;
  }

  it('reads what waits while it writes, and stores what it would have stored', async () => {
    const { read, asked } = counting();
    const writer = await opened(read);
    const [first, second] = [said(80, 'a'), said(90, 'b')];
    writer.prepare(second);
    expect(asked, 'it has nothing to wait for yet').toEqual([]);
    const writing = writer.write([first]);
    writer.prepare(second);
    expect(asked).toContain(90);
    await writing;
    const { mentions } = await writer.write([second]);
    expect(asked.filter((count) => count === 90)).toEqual([90]);
    const plain = await (await opened(inOrder)).write([second]);
    const bare = (stored: (typeof mentions)[number]) => ({ ...stored, batch: 0 });
    expect(mentions.map(bare)).toEqual(plain.mentions.map(bare));
  });

  it('tells the sender of what cannot be read, and nobody else', async () => {
    const writer = await opened((mentions) => {
      if (mentions.some(({ text }) => text === 'cursed')) throw new Error('It cannot be read.');
      return inOrder(mentions);
    });
    const cursed = said(100, 'c').map((one) => ({ ...one, text: 'cursed' }));
    const writing = writer.write([said(3)]);
    expect(() => writer.prepare(cursed)).not.toThrow();
    expect((await writing).settled).toEqual([{ accepted: 3, duplicates: 0, refused: [] }]);
    await expect(writer.write([cursed])).rejects.toThrow('It cannot be read.');
  });
});

describe('the line of mentions', () => {
  it('has what waits read before the store has answered for what came first', async () => {
    const { read, asked } = counting();
    const store = new MemoryStore(new Disk());
    const source = createPushSource({ maxBufferedRows: 1_000 });
    const topology = await createTopology({
      rollups: new RollupWriter(store, () => 'UTC', []),
      store,
      history: memoryHistory(store),
      clock: new ManualClock(NOON),
      sources: [source],
      read,
      eventTime: { maxOutOfOrdernessMs: 0, idleTimeoutMs: 30_000, allowedLatenessMs: 3_600_000 },
      retry: { firstDelayMs: 100, maxDelayMs: 100, giveUpAfterMs: 1_000 },
      random: () => 1,
      instance: 'first',
      warn: () => undefined,
      fatal: (error) => {
        throw error;
      },
    });
    let answered = 0;
    const first = source.push(said(80, 'a')).then(() => (answered += 1));
    const second = source.push(said(90, 'b'));
    expect([answered, asked.includes(90)]).toEqual([0, true]);
    await first;
    expect(await second).toEqual({ accepted: 90, duplicates: 0, refused: [] });
    expect(asked.filter((count) => count === 90)).toEqual([90]);
    source.close();
    await topology.drain();
  });
});
