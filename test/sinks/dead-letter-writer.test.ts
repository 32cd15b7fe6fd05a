import { describe, expect, it } from 'vitest';
import { createDeadLetterWriter } from '../../pipelines/sinks/dead-letter-writer.ts';
import type { RawRow } from '../../pipelines/sources/ingest.ts';
import { ManualClock, promises } from '../helpers/manual-clock.ts';
import { NOON, SECOND } from '../helpers/mentions.ts';
import { RecordingStore, gate, unreachable } from './recording-store.ts';

function world() {
  const store = new RecordingStore();
  const clock = new ManualClock(NOON);
  const warnings: unknown[] = [];
  const writer = createDeadLetterWriter({
    store,
    clock,
    instance: 'run',
    warn: (_message, error) => warnings.push(error),
  });
  let index = 0;
  const take = (...rows: RawRow[]) =>
    writer.take(
      rows.map((row) => ({
        row,
        rejection: { index: index++, code: 'no_brand' as const, reason: 'It names none.' },
      })),
    );
  const second = async () => {
    clock.advance(SECOND);
    await promises();
  };
  return { store, writer, take, second, warnings };
}
const rows = (from: number, count: number): RawRow[] =>
  Array.from({ length: count }, (_, index) => ({ value: from + index }));
const payloads = (store: RecordingStore) => store.rowsOf('dead_letters').map(({ payload }) => payload);

describe('dead letters', () => {
  it('are written within a second, with why and when', async () => {
    const { store, take, second } = world();
    take({ value: { id: 'x', text: 5 } }, { malformed: 'The line is cut off.', text: '{"id":' });
    expect(store.tried).toEqual([]);
    await second();
    expect(store.inserts).toHaveLength(1);
    expect(store.rowsOf('dead_letters')).toEqual([
      {
        id: 'run-1',
        stream: 'mentions',
        rejected_at: '2026-03-04 12:00:00.000',
        code: 'no_brand',
        reason: 'It names none.',
        payload: '{"id":"x","text":5}',
        cut: false,
        state: 'open',
        version: NOON * 1_000,
      },
      expect.objectContaining({ id: 'run-2', payload: '{"id":', cut: false }),
    ]);
  });

  it('remember which stream they came in by', async () => {
    const { store, writer, take, second } = world();
    const rejection = { index: 0, code: 'no_brand' as const, reason: 'It names none.' };
    writer.of('contacts').take([{ rejection, row: { value: 1 } }]);
    take({ value: 2 });
    writer.of('self-help').take([{ rejection, row: { value: 3 } }]);
    await second();
    expect(store.inserts).toHaveLength(1);
    expect(store.rowsOf('dead_letters').map(({ id, stream }) => [id, stream])).toEqual([
      ['run-1', 'contacts'],
      ['run-2', 'mentions'],
      ['run-3', 'self-help'],
    ]);
  });

  it('are not written when there are none', async () => {
    const { store, second, writer } = world();
    await second();
    await writer.flush();
    await writer.stop();
    expect(store.tried).toEqual([]);
  });

  it('have ids and tokens of their own, batch by batch', async () => {
    const { store, take, second } = world();
    take(...rows(0, 3));
    await second();
    take(...rows(3, 3));
    await second();
    expect(new Set(store.rowsOf('dead_letters').map(({ id }) => id)).size).toBe(6);
    expect(new Set(store.inserts.map(({ token }) => token)).size).toBe(2);
  });

  it('are bounded: what is too much for a second is counted as dropped, and the first are kept', async () => {
    const { store, take, second, writer } = world();
    take(...rows(0, 5_000));
    await second();
    const kept = payloads(store);
    expect(kept.length).toBeGreaterThan(0);
    expect(writer.dropped).toBe(5_000 - kept.length);
    expect(kept.length).toBeLessThan(5_000);
    expect(kept).toEqual(rows(0, kept.length).map((_, index) => String(index)));
    take(...rows(0, 1));
    await second();
    expect(payloads(store)).toHaveLength(kept.length + 1);
  });

  it('are kept when the store fails, and written once it is back', async () => {
    const { store, take, second, warnings } = world();
    store.onInsert = () => {
      throw unreachable();
    };
    take(...rows(0, 3));
    await second();
    take(...rows(3, 2));
    await second();
    expect(warnings).toEqual([unreachable(), unreachable()]);
    store.onInsert = () => undefined;
    await second();
    expect(payloads(store)).toEqual(['0', '1', '2', '3', '4']);
    await second();
    expect(payloads(store)).toHaveLength(5);
  });

  it('are bounded while the store is away, too: the oldest go, counted', async () => {
    const { store, take, second, writer } = world();
    store.onInsert = () => {
      throw unreachable();
    };
    for (let at = 0; at < 5_000; at += 500) {
      take(...rows(at, 500));
      await second();
    }
    store.onInsert = () => undefined;
    await second();
    const kept = payloads(store);
    expect(kept.length + writer.dropped).toBe(5_000);
    expect(kept.length).toBeLessThan(5_000);
    expect(new Set(kept).size).toBe(kept.length);
  });

  it('are written one batch after the other, what comes meanwhile in the next', async () => {
    const { store, take, second } = world();
    const { wait, open } = gate();
    store.onInsert = wait;
    take(...rows(0, 2));
    await second();
    take(...rows(2, 1));
    await second();
    expect(store.tried).toHaveLength(1);
    open();
    await promises();
    expect(store.inserts.map((insert) => insert.rows.length)).toEqual([2, 1]);
  });

  it('are written when the house stops, and the clock ticks for nobody after', async () => {
    const { store, take, second, writer } = world();
    take(...rows(0, 2));
    await writer.stop();
    expect(payloads(store)).toEqual(['0', '1']);
    take(...rows(2, 1));
    await second();
    expect(payloads(store)).toHaveLength(2);
  });

  it('are cut when they are long, and say so', async () => {
    const { store, take, second } = world();
    take({ value: { text: 'x'.repeat(1_000_000) } }, { malformed: 'Cut off.', text: 'y'.repeat(1_000_000) });
    await second();
    for (const letter of store.rowsOf('dead_letters')) {
      expect(letter).toMatchObject({ cut: true });
      expect((letter['payload'] as string).length).toBeLessThan(100_000);
    }
  });

  it('take what JSON cannot say', async () => {
    const { store, take, second } = world();
    const deep = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`) as unknown;
    take({ value: undefined }, { value: 7n }, { value: deep });
    await second();
    expect(store.rowsOf('dead_letters')).toMatchObject([
      { payload: 'null', cut: false },
      { payload: '', cut: true },
      { payload: '', cut: true },
    ]);
  });

  it('hold no half of a surrogate pair, which the store would refuse for ever', async () => {
    const { store, writer, second } = world();
    const reason = 'The channel "\ud83d" is not known.';
    writer.take([
      {
        row: { malformed: 'Cut off.', text: 'half \udc4d' },
        rejection: { index: 0, code: 'unknown_channel', reason },
      },
    ]);
    await second();
    expect(store.rowsOf('dead_letters')).toMatchObject([
      { payload: 'half \ufffd', reason: 'The channel "\ufffd" is not known.' },
    ]);
  });
});
