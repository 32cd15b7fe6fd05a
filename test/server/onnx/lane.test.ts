import { Worker } from 'node:worker_threads';
import { afterEach, describe, expect, it } from 'vitest';
import { Lane } from '../../../server/text/onnx/lane.ts';
import { eventually } from '../../helpers/api-client.ts';
import { ManualClock } from '../../helpers/manual-clock.ts';

/** Threads with little in them: what matters is when they end. */
const READY = `const { parentPort } = require('node:worker_threads'); parentPort.postMessage({ kind: 'ready', runtime: 'none' });`;
const ANSWERS = `${READY} parentPort.on('message', ({ texts }) =>
  texts[0] === 'die' ? process.exit(7) : parentPort.postMessage({ kind: 'read', logits: texts.map(() => [1]), trouble: null }));`;
const HANGS = `${READY} parentPort.on('message', () => { for (;;); });`;
const DIES_AT_ONCE = `throw new Error('no room');`;

const clock = new ManualClock(0);
const started: { readonly at: number; readonly worker: Worker }[] = [];
let warnings: unknown[] = [];
let programs: string[] = [];
let lane: Lane | null = null;
const open = async (...given: string[]) => {
  programs = given;
  lane = await Lane.open({
    clock,
    spawn() {
      const worker = new Worker(programs.length > 1 ? (programs.shift() ?? '') : (programs[0] ?? ''), { eval: true });
      started.push({ at: clock.now(), worker });
      return worker;
    },
    warn: (_, error) => warnings.push(error),
    free: () => undefined,
  });
  return lane;
}; // prettier-ignore
afterEach(async () => {
  await lane?.stop();
  for (const { worker } of started) expect(worker.threadId).toBe(-1);
  started.length = 0;
  warnings = [];
});
const warned = (times: number) => eventually(() => (warnings.length >= times ? true : undefined));

describe('a lane', () => {
  it('gives up a batch that kills its thread, and has another thread a second later', async () => {
    const one = await open(ANSWERS);
    expect(await one.ask(['a', 'b'])).toEqual({ kind: 'read', logits: [[1], [1]], trouble: null });
    expect(await one.ask(['die'])).toBe(null);
    await warned(1);
    expect(one.isFree).toBe(false);
    expect(await one.ask(['a'])).toBe(null);
    clock.advance(1_000);
    await eventually(() => (one.isFree ? true : undefined));
    expect(await one.ask(['a'])).toMatchObject({ logits: [[1]] });
    expect(one.restarts).toBe(1);
  });

  it('waits longer each time a thread dies before it has answered, and at most a minute', async () => {
    await open(ANSWERS, DIES_AT_ONCE);
    await lane?.ask(['die']);
    await warned(1);
    const delays: number[] = [];
    for (const expected of [1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]) {
      const before = started.length;
      clock.advance(expected - 1);
      expect(started).toHaveLength(before);
      clock.advance(1);
      expect(started).toHaveLength(before + 1);
      delays.push(expected);
      await warned(delays.length + 1);
    }
    expect(String(warnings.at(-1))).toContain('no room');
  });

  it('ends a thread that has not answered for two minutes', async () => {
    const one = await open(HANGS);
    const asked = one.ask(['a']);
    clock.advance(119_999);
    expect(one.isFree).toBe(false);
    clock.advance(1);
    expect(await asked).toBe(null);
  });

  it('starts nothing any more when it is stopped, whatever was planned', async () => {
    const one = await open(ANSWERS);
    await one.ask(['die']);
    await warned(1);
    await one.stop();
    clock.advance(120_000);
    expect(started).toHaveLength(1);
    expect(await one.ask(['a'])).toBe(null);
  });
});
