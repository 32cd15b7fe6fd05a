import { describe, expect, it } from 'vitest';
import { OverloadError, createPushSource } from '../../pipelines/sources/push-source.ts';
import type { Delivery, Settled } from '../../pipelines/sources/source.ts';
import { ManualClock, promises } from '../helpers/manual-clock.ts';
import { NOON, mention } from '../helpers/mentions.ts';

const rows = (n: number) => Array.from({ length: n }, (_, index) => mention({ id: `m${index}` }));
const accepted = (n: number): Settled => ({ accepted: n, duplicates: 0, refused: [] });

function source(maxBufferedRows = 10) {
  const pushed = createPushSource({ maxBufferedRows });
  const deliveries: Delivery[] = [];
  let completed = false;
  pushed.deliveries$.subscribe({
    next: (delivery) => deliveries.push(delivery),
    complete: () => (completed = true),
  });
  return { pushed, deliveries, isCompleted: () => completed };
}

describe('a push source', () => {
  it('hands the mentions on at once and waits for their ack', async () => {
    const { pushed, deliveries } = source();
    const mentions = rows(2);
    const answer = pushed.push(mentions);
    expect(deliveries).toHaveLength(1);
    expect(deliveries[0]!.mentions).toBe(mentions);
    expect(pushed.bufferedRows).toBe(2);
    deliveries[0]!.ack({ accepted: 1, duplicates: 1, refused: [] });
    expect(await answer).toEqual({ accepted: 1, duplicates: 1, refused: [] });
    expect(pushed.bufferedRows).toBe(0);
  });

  it('tells the caller when they could not be stored, and frees their room', async () => {
    const { pushed, deliveries } = source();
    const answer = pushed.push(rows(2));
    deliveries[0]!.fail(new Error('No.'));
    await expect(answer).rejects.toThrow('No.');
    expect(pushed.bufferedRows).toBe(0);
  });

  it('takes no more than may wait, and says when to come back', async () => {
    const { pushed, deliveries } = source(10);
    const first = pushed.push(rows(6));
    const overload = await pushed.push(rows(5)).catch((error: unknown) => error);
    expect(overload).toBeInstanceOf(OverloadError);
    expect(overload).toMatchObject({ retryAfterMs: 1_000 });
    expect((overload as Error).message).toContain('6 mentions are waiting');
    expect(deliveries).toHaveLength(1);
    expect(pushed.bufferedRows).toBe(6);
    const second = pushed.push(rows(4));
    deliveries[0]!.ack(accepted(6));
    deliveries[1]!.ack(accepted(4));
    await Promise.all([first, second]);
    expect(pushed.bufferedRows).toBe(0);
  });

  it('takes a batch larger than the buffer when it is alone', async () => {
    const { pushed, deliveries } = source(10);
    const answer = pushed.push(rows(50));
    await expect(pushed.push(rows(1))).rejects.toBeInstanceOf(OverloadError);
    deliveries[0]!.ack(accepted(50));
    expect(await answer).toEqual(accepted(50));
  });

  it('takes nothing more once it is closed, and still delivers what it took', async () => {
    const { pushed, deliveries, isCompleted } = source();
    const answer = pushed.push(rows(1));
    pushed.close();
    expect(isCompleted()).toBe(true);
    const late = await pushed.push(rows(1)).catch((error: unknown) => error);
    expect(late).toBeInstanceOf(OverloadError);
    expect(late).toMatchObject({ retryAfterMs: 5_000 });
    deliveries[0]!.ack(accepted(1));
    expect(await answer).toEqual(accepted(1));
    expect(pushed.bufferedRows).toBe(0);
  });

  it('lets a caller go whose patience has ended, and keeps its room taken until the store has answered', async () => {
    const clock = new ManualClock(NOON);
    const pushed = createPushSource({ maxBufferedRows: 10, patience: { ms: 1_000, clock } });
    const deliveries: Delivery[] = [];
    pushed.deliveries$.subscribe((delivery) => deliveries.push(delivery));
    const answer = pushed.push(rows(6)).catch((error: unknown) => error);
    await promises();
    clock.advance(1_001);
    expect(await answer).toMatchObject({ kind: 'unreachable' });
    expect(pushed.bufferedRows).toBe(6);
    deliveries[0]!.ack(accepted(6));
    await promises();
    expect(pushed.bufferedRows).toBe(0);
  });
});
