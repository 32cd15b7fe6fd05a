import { describe, expect, it } from 'vitest';
import { MentionWriter } from '../../pipelines/sinks/mention-writer.ts';
import { inTurn } from '../../pipelines/text/mention-reader.ts';
import { StoreError } from '../../schema/clickhouse/store.ts';
import type { Mention } from '../../schema/contracts/mention.ts';
import { ManualClock, promises } from '../helpers/manual-clock.ts';
import { memoryHistory } from '../helpers/memory-history.ts';
import { Disk, MemoryStore } from '../helpers/memory-store.ts';
import { NOON, mention, plainReader } from '../helpers/mentions.ts';

const refused = new StoreError('No.', 'refused', 1);

async function opened(disk = new Disk(), instance = 'first') {
  const store = new MemoryStore(disk);
  const clock = new ManualClock(NOON);
  const asked: bigint[][] = [];
  const port = memoryHistory(store);
  const writer = await MentionWriter.open({
    store,
    history: {
      ...port,
      storedAmong: (identities) => {
        asked.push([...identities]);
        return port.storedAmong(identities);
      },
    },
    clock,
    read: inTurn(plainReader),
    retry: { firstDelayMs: 100, maxDelayMs: 100, giveUpAfterMs: 1_000 },
    random: () => 1,
    warn: () => undefined,
    instance,
  });
  writer.fillFilter();
  await promises();
  return { writer, store, disk, clock, asked };
}
const ids = (mentions: readonly Mention[]) => mentions.map(({ id }) => id);
const counts = (settled: readonly { accepted: number; duplicates: number }[]) =>
  settled.map(({ accepted, duplicates }) => [accepted, duplicates]);
const [a, b, c] = ['a', 'b', 'c'].map((id) => mention({ id })) as [Mention, Mention, Mention];

describe('the mention writer', () => {
  it('stores what is new in the order it came, with what reading it added', async () => {
    const { writer, disk } = await opened();
    const written = await writer.write([[{ ...a, text: 'good' }], [b]]);
    expect(ids(written.mentions)).toEqual(['a', 'b']);
    expect(written.mentions[0]).toMatchObject({
      batch: 1,
      storedAt: NOON,
      sentiment: 'positive',
      sentimentModel: 'plain',
      identity: writer.identityOf('feed', 'a'),
    });
    expect(ids(disk.mentions as never)).toEqual(['a', 'b']);
    expect(counts(written.settled)).toEqual([[1, 0], [1, 0]]); // prettier-ignore
  });

  it('counts copies in one batch once, for the first who sent it', async () => {
    const { writer, disk } = await opened();
    const { mentions, settled } = await writer.write([[a, a], [b, a], [b]]);
    expect(ids(mentions)).toEqual(['a', 'b']);
    expect(counts(settled)).toEqual([[1, 1], [1, 1], [0, 1]]); // prettier-ignore
    expect(disk.mentions).toHaveLength(2);
  });

  it('knows what an earlier batch has stored, and asks the store about nothing else', async () => {
    const { writer, asked } = await opened();
    await writer.write([[a]]);
    expect(asked).toEqual([]);
    const { mentions, settled, batch } = await writer.write([[a, b]]);
    expect(ids(mentions)).toEqual(['b']);
    expect(counts(settled)).toEqual([[1, 1]]);
    expect(batch).toBe(2);
    expect(asked).toEqual([[writer.identityOf('feed', 'a')]]);
  });

  it('writes nothing when nothing is new', async () => {
    const { writer, store } = await opened();
    await writer.write([[a]]);
    const { mentions, settled, batch } = await writer.write([[a], [a]]);
    expect(mentions).toEqual([]);
    expect(counts(settled)).toEqual([[0, 1], [0, 1]]); // prettier-ignore
    expect(batch).toBe(1);
    expect(store.tried).toHaveLength(1);
  });

  it('keeps mentions of two sources apart, whatever their ids', async () => {
    const { writer } = await opened();
    const { mentions } = await writer.write([[a, { ...a, source: 'other' }]]);
    expect(mentions).toHaveLength(2);
  });

  it('knows after a restart what was stored before, and goes on counting batches', async () => {
    const { disk, writer: before } = await opened();
    await before.write([[a]]);
    await before.write([[b]]);
    const { writer } = await opened(disk, 'second');
    expect(writer.lastBatch).toBe(2);
    const { mentions, batch } = await writer.write([[a, b, c]]);
    expect(ids(mentions)).toEqual(['c']);
    expect(batch).toBe(3);
  });

  it('never gives a number again that panes are already vouched for', async () => {
    const disk = new Disk();
    disk.checkpoints.push({ name: 'panes', batch: 9 });
    const { writer } = await opened(disk);
    expect((await writer.write([[a]])).batch).toBe(10);
  });

  it('stores a mention that only looks like a stored one', async () => {
    const { writer, disk } = await opened();
    await writer.write([[a]]);
    // As if another mention had the identity of this one: "maybe" is settled by source and id.
    disk.mentions[0] = { ...disk.mentions[0]!, id: 'someone-else' };
    expect(ids((await writer.write([[a]])).mentions)).toEqual(['a']);
  });

  it('counts nothing of a batch that failed, and stores it when it is sent again', async () => {
    const { writer, store, disk } = await opened();
    store.faults.push({ table: 'mentions', error: refused, landed: false });
    await expect(writer.write([[a, b]])).rejects.toBe(refused);
    expect(disk.mentions).toEqual([]);
    const { mentions, settled } = await writer.write([[a, b]]);
    expect(ids(mentions)).toEqual(['a', 'b']);
    expect(counts(settled)).toEqual([[2, 0]]);
  });

  it('recognises a batch that had landed though it failed', async () => {
    const { writer, store, disk } = await opened();
    store.faults.push({ table: 'mentions', error: refused, landed: true });
    await expect(writer.write([[a, b]])).rejects.toBe(refused);
    const { mentions } = await writer.write([[b, c, a]]);
    expect(ids(mentions)).toEqual(['c']);
    expect(ids(disk.mentions as never)).toEqual(['a', 'b', 'c']);
  });

  it('repeats a batch under one token while the store is away, so that it lands once', async () => {
    const { writer, store, disk, clock } = await opened();
    const away = new StoreError('No answer.', 'unreachable', 0);
    store.faults.push(
      { table: 'mentions', error: away, landed: true },
      { table: 'mentions', error: away, landed: false },
    );
    const written = writer.write([[a]]);
    for (let passed = 0; passed < 500; passed += 50) {
      await promises();
      clock.advance(50);
    }
    expect(counts((await written).settled)).toEqual([[1, 0]]);
    expect(store.tried).toHaveLength(3);
    expect(new Set(store.tried).size).toBe(1);
    expect(disk.mentions).toHaveLength(1);
  });

  it.each([
    [1, ['', '', '-lost']],
    // What is sent under another token meets the same fate, and is looked after in the same way.
    [2, ['', '', '-lost', '', '-lost', '-lost-lost']],
  ])('puts on disk what a server knows the token of and has lost, killed %d times', async (kills, tokens) => {
    const { writer, store, disk, clock } = await opened();
    const error = new StoreError('No answer.', 'unreachable', 0);
    const insert = store.insert.bind(store);
    const met = new Set<string>();
    store.insert = (table, rows, token) => {
      if (!met.has(token) && met.size < kills) store.faults.push({ table, error, landed: 'token' });
      met.add(token);
      return insert(table, rows, token);
    };
    const written = writer.write([[a, b]]);
    for (let passed = 0; passed < 500; passed += 50) {
      await promises();
      clock.advance(50);
    }
    expect(counts((await written).settled)).toEqual([[2, 0]]);
    expect(ids(disk.mentions as never)).toEqual(['a', 'b']);
    const first = store.tried[0] ?? '';
    expect(store.tried).toEqual(tokens.map((end) => `${first}${end}`));
  });

  it('uses a token of its own for each batch and each start', async () => {
    const { writer, store, disk } = await opened();
    await writer.write([[a]]);
    await writer.write([[b]]);
    const second = await opened(disk, 'second');
    await second.writer.write([[c]]);
    expect(new Set([...store.tried, ...second.store.tried]).size).toBe(3);
  });
});
