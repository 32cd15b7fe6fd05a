import { describe, expect, it } from 'vitest';
import { readOnce } from '../../server/readings/read-once.ts';
import { promises } from '../helpers/manual-clock.ts';

function world({ most = 10, keptMs = 10_000 } = {}) {
  let now = 0;
  const begun: { readonly key: string; readonly end: (value: string) => void; readonly fail: () => void }[] =
    [];
  const read = readOnce<string>({
    read: (key) =>
      new Promise((resolve, reject) =>
        begun.push({ key, end: resolve, fail: () => reject(new Error(`no ${key}`)) }),
      ),
    keptMs: () => keptMs,
    most,
    clock: { now: () => now },
  });
  return { read, begun, pass: (ms: number) => void (now += ms) };
}

describe('reading once', () => {
  it('is for all who ask while it lasts and soon after', async () => {
    const { read, begun, pass } = world();
    const asked = [read('a'), read('a')];
    await promises();
    expect(begun).toHaveLength(1);
    pass(500);
    begun[0]?.end('first');
    expect(await Promise.all(asked)).toEqual(['first', 'first']);
    pass(4_999);
    expect(await read('a')).toBe('first');
    expect(begun).toHaveLength(1);
    pass(1);
    const again = read('a');
    await promises();
    begun[1]?.end('second');
    expect(await again).toBe('second');
  });

  it('keeps what is read at once for a second, and what takes long for as long as it may grow old', async () => {
    const quick = world();
    const first = quick.read('a');
    await promises();
    quick.begun[0]?.end('x');
    await first;
    quick.pass(999);
    expect(await quick.read('a')).toBe('x');
    quick.pass(1);
    void quick.read('a');
    await promises();
    expect(quick.begun).toHaveLength(2);

    const slow = world();
    const long = slow.read('a');
    await promises();
    slow.pass(60_000);
    slow.begun[0]?.end('x');
    await long;
    slow.pass(9_999);
    expect(await slow.read('a')).toBe('x');
    slow.pass(1);
    void slow.read('a');
    await promises();
    expect(slow.begun).toHaveLength(2);
  });

  it('takes one at a time', async () => {
    const { read, begun } = world();
    const all = [read('a'), read('b')];
    await promises();
    expect(begun.map(({ key }) => key)).toEqual(['a']);
    begun[0]?.end('A');
    await promises();
    expect(begun.map(({ key }) => key)).toEqual(['a', 'b']);
    begun[1]?.end('B');
    expect(await Promise.all(all)).toEqual(['A', 'B']);
  });

  it('tells all who wait of a failure, keeps none, and goes on', async () => {
    const { read, begun } = world();
    const asked = [read('a'), read('a'), read('b')].map((one) => one.catch((error: Error) => error.message));
    await promises();
    begun[0]?.fail();
    await promises();
    begun[1]?.end('B');
    expect(await Promise.all(asked)).toEqual(['no a', 'no a', 'B']);
    void read('a');
    await promises();
    expect(begun).toHaveLength(3);
  });

  it('forgets what was asked for longest ago', async () => {
    const { read, begun } = world({ most: 2 });
    for (const key of ['a', 'b', 'a', 'c']) {
      const asked = read(key);
      await promises();
      begun.at(-1)?.end(key.toUpperCase());
      await asked;
    }
    expect(begun.map(({ key }) => key)).toEqual(['a', 'b', 'c']);
    await read('a');
    expect(begun).toHaveLength(3);
    void read('b');
    await promises();
    expect(begun).toHaveLength(4);
  });
});
