import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createIngest, type RawRow } from '../../pipelines/sources/ingest.ts';
import { OverloadError, createPushSource } from '../../pipelines/sources/push-source.ts';
import type { Delivery, Settled } from '../../pipelines/sources/source.ts';
import { StoreError } from '../../schema/clickhouse/store.ts';
import type { Rejection } from '../../schema/contracts/receipt.ts';
import { ROW, context } from '../parse/parse-context.ts';

const good = (id: string): RawRow => ({ value: { ...ROW, id } });
const bad = (id: string): RawRow => ({ value: { ...ROW, id, channel: 'myspace' } });
const NONE = { accepted: 0, duplicates: 0, rejected: 0, turnedAway: 0 };
const cut: RawRow = { malformed: 'The line is cut off.', text: '{"id":' };

/** Where each delivery is answered by what `answer` says of the ids in it. */
function world(answer: (ids: readonly string[]) => Settled | Error) {
  const source = createPushSource({ maxBufferedRows: 1_000 });
  const delivered: string[][] = [];
  const letters: { rejection: Rejection; row: RawRow }[] = [];
  source.deliveries$.subscribe(({ mentions, ack, fail }: Delivery) => {
    const ids = mentions.map(({ id }) => id);
    delivered.push(ids);
    const outcome = answer(ids);
    if (outcome instanceof Error) fail(outcome);
    else ack(outcome);
  });
  const ingest = createIngest(source, context, { take: (taken) => void letters.push(...taken) });
  return { ingest, delivered, letters };
}
const storing = (ids: readonly string[]): Settled => ({ accepted: ids.length, duplicates: 0, refused: [] });

describe('a batch of rows', () => {
  it('is answered row by row: good ones stored, bad ones named by their place', async () => {
    const { ingest, delivered } = world(storing);
    const receipt = await ingest.take([good('a'), cut, bad('b'), good('c'), { value: null }]);
    expect(receipt).toEqual({
      accepted: 2,
      duplicates: 0,
      rejected: [
        { index: 1, code: 'malformed_json', reason: 'The line is cut off.' },
        { index: 2, id: 'b', code: 'unknown_channel', reason: expect.stringContaining('myspace') as string },
        { index: 4, code: 'not_an_object', reason: expect.stringContaining('null') as string },
      ],
    });
    expect(delivered).toEqual([['a', 'c']]);
    expect(ingest.counts).toEqual({ accepted: 2, duplicates: 0, rejected: 3, turnedAway: 0 });
  });

  it('of bad rows alone never reaches the store', async () => {
    const { ingest, delivered } = world(() => new Error('Not to be asked.'));
    expect((await ingest.take([bad('a'), cut])).rejected).toHaveLength(2);
    expect((await ingest.take([])).rejected).toEqual([]);
    expect(delivered).toEqual([]);
  });

  it('gives what the store refused its own place among all rows', async () => {
    const { ingest } = world(() => ({
      accepted: 1,
      duplicates: 1,
      refused: [{ index: 1, reason: 'Too wide'.repeat(100) }],
    }));
    const { accepted, duplicates, rejected } = await ingest.take([
      cut,
      good('a'),
      bad('x'),
      good('b'),
      good('c'),
    ]);
    expect([accepted, duplicates]).toEqual([1, 1]);
    expect(rejected.map(({ index, id, code }) => [index, id, code])).toEqual([
      [0, undefined, 'malformed_json'],
      [2, 'x', 'unknown_channel'],
      [3, 'b', 'store_refused'],
    ]);
    expect(rejected[2]?.reason).toMatch(/^The store does not take this row: Too wide/);
    expect(rejected[2]?.reason.length).toBeLessThan(400);
  });

  it('that met a mistake of ours counts nothing, not even as turned away, and keeps no letters', async () => {
    const { ingest, letters } = world(() => new Error('A bug.'));
    await expect(ingest.take([good('a'), bad('b')])).rejects.toThrow('A bug.');
    expect(ingest.counts).toEqual(NONE);
    expect(letters).toEqual([]);
  });

  it.each([
    ['the store is away', new StoreError('The store is away.', 'unreachable', 0)],
    ['too much is waiting', new OverloadError('Too much is waiting.', 1_000)],
  ])('is turned away whole, bad rows included, when %s, every time it comes', async (_, error) => {
    let isAway = true;
    const { ingest, letters } = world((ids) => (isAway ? error : storing(ids)));
    const rows = [good('a'), bad('b'), cut];
    await expect(ingest.take(rows)).rejects.toBe(error);
    await expect(ingest.takeAgain(rows)).rejects.toBe(error);
    expect(ingest.counts).toEqual({ ...NONE, turnedAway: 6 });
    expect(letters).toEqual([]);
    isAway = false;
    await ingest.take(rows);
    expect(ingest.counts).toEqual({ accepted: 1, duplicates: 0, rejected: 2, turnedAway: 6 });
  });
});

describe('what was rejected', () => {
  it('is kept with its row and its reason', async () => {
    const { ingest, letters } = world((ids) => ({
      accepted: ids.length - 1,
      duplicates: 0,
      refused: [{ index: 0, reason: 'No.' }],
    }));
    const receipt = await ingest.take([good('a'), cut, good('b')]);
    expect(letters).toEqual([
      { rejection: receipt.rejected[0], row: good('a') },
      { rejection: receipt.rejected[1], row: cut },
    ]);
  });

  it('stays where it is when it was sent again and rejected again', async () => {
    const { ingest, letters } = world(storing);
    const receipt = await ingest.takeAgain([bad('a'), good('b')]);
    expect(receipt).toMatchObject({ accepted: 1, rejected: [{ index: 0 }] });
    expect(letters).toEqual([]);
    expect(ingest.counts).toEqual({ accepted: 1, duplicates: 0, rejected: 1, turnedAway: 0 });
  });
});

describe('counts', () => {
  const fate = fc.constantFrom('stored', 'duplicate', 'refused', 'bad', 'cut');
  const batchOf = fc.record({
    fates: fc.array(fate, { maxLength: 12 }),
    attempts: fc.integer({ min: 1, max: 3 }),
  });

  it('add up: rows taken = accepted + duplicates + rejected, always, and rows turned away are beside them', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(batchOf, { maxLength: 5 }), async (batches) => {
        let isAway = false;
        let turnedAway = 0;
        const away = new StoreError('The store is away.', 'unreachable', 0);
        const { ingest, letters } = world((ids) =>
          isAway
            ? away
            : {
                accepted: ids.filter((id) => id.startsWith('stored')).length,
                duplicates: ids.filter((id) => id.startsWith('duplicate')).length,
                refused: ids.flatMap((id, index) =>
                  id.startsWith('refused') ? [{ index, reason: 'No.' }] : [],
                ),
              },
        );
        for (const { fates, attempts } of batches) {
          const rows = fates.map((each, index) =>
            each === 'cut' ? cut : each === 'bad' ? bad(`bad ${index}`) : good(`${each} ${index}`),
          );
          // A batch without a good row needs no store, and is taken at once.
          const isStored = fates.some((each) => !/bad|cut/.test(each));
          isAway = true;
          for (let attempt = 1; isStored && attempt < attempts; attempt += 1) {
            await expect(ingest.take(rows)).rejects.toBe(away);
            turnedAway += rows.length;
          }
          isAway = false;
          const { accepted, duplicates, rejected } = await ingest.take(rows);
          expect(accepted + duplicates + rejected.length).toBe(rows.length);
          const indexes = rejected.map(({ index }) => index);
          expect(indexes).toEqual(
            fates.flatMap((each, index) => (/refused|bad|cut/.test(each) ? [index] : [])),
          );
        }
        const total = batches.flatMap(({ fates }) => fates);
        expect(ingest.counts).toEqual({
          accepted: total.filter((each) => each === 'stored').length,
          duplicates: total.filter((each) => each === 'duplicate').length,
          rejected: letters.length,
          turnedAway,
        });
      }),
      { numRuns: 50 },
    );
  });
});
