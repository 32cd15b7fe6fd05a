import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { REVOKED } from '../../schema/contracts/scenes.ts';
import { backoffMs } from '../../web/lib/live/backoff.ts';
import { Connection } from '../../web/lib/live/connection.ts';
import { reloadOnce } from '../../web/lib/live/reload.ts';
import type { Link } from '../../web/lib/live/status.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('the pause before another attempt', () => {
  it('is anything from nothing to a ceiling that doubles, and never more than a second and a half', () => {
    expect([0, 1, 2, 3, 4, 50, Infinity].map((attempt) => backoffMs(attempt, 1))).toEqual([
      250, 500, 1_000, 1_000, 1_000, 1_000, 1_000,
    ]);
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.nat(10_000), share, (attempt, random) => {
        const ms = backoffMs(attempt, random);
        expect(Number.isInteger(ms)).toBe(true);
        expect(ms).toBeGreaterThanOrEqual(0);
        expect(ms).toBeLessThanOrEqual(backoffMs(attempt, 1));
        expect(ms).toBeLessThanOrEqual(1_500);
      }),
    );
  });
  it('spreads a thousand walls over the whole of it', () => {
    const pauses = Array.from({ length: 1_000 }, (_, wall) => backoffMs(4, wall / 1_000));
    expect(new Set(pauses).size).toBe(1_000);
  });
});

describe('the reload for another build', () => {
  function page(storage: Partial<Storage>) {
    const reload = vi.fn();
    vi.stubGlobal('location', { reload });
    vi.stubGlobal('sessionStorage', storage);
    return reload;
  }
  function memory(): Partial<Storage> {
    const held = new Map<string, string>();
    return { getItem: (key) => held.get(key) ?? null, setItem: (key, value) => void held.set(key, value) };
  }

  it('happens at most once in ten seconds', () => {
    const reload = page(memory());
    for (let elapsed = 0; elapsed < 10_000; elapsed += 500) {
      reloadOnce();
      vi.advanceTimersByTime(500);
    }
    expect(reload).toHaveBeenCalledTimes(1);
    reloadOnce();
    expect(reload).toHaveBeenCalledTimes(2);
  });

  it('is not held up by a clock that was set back', () => {
    const reload = page(memory());
    reloadOnce();
    vi.setSystemTime(Date.now() - 86_400_000);
    reloadOnce();
    expect(reload).toHaveBeenCalledTimes(2);
  });

  it('happens all the same where storage is forbidden, or holds nonsense', () => {
    const forbidden = page({
      getItem: () => {
        throw new Error('SecurityError');
      },
    });
    reloadOnce();
    expect(forbidden).toHaveBeenCalledTimes(1);
    const nonsense = page({ ...memory(), getItem: () => 'yesterday' });
    reloadOnce();
    expect(nonsense).toHaveBeenCalledTimes(1);
  });
});

/** A connection that went without a goodbye. */
const LOST = 1006;

describe('the connection', () => {
  class FakeSocket {
    static readonly CONNECTING = 0;
    static readonly OPEN = 1;
    readyState = 0;
    onmessage: ((event: { data: unknown }) => void) | null = null;
    onclose: ((event: { code: number }) => void) | null = null;
    onopen: (() => void) | null = null;
    readonly sent: string[] = [];
    closed = false;
    close = (): void => void (this.closed = true);
    send = (text: string): void => void this.sent.push(text);
    hears(data: unknown): void {
      this.readyState = 1;
      this.onmessage?.({ data });
    }
  }

  function connect(random = 1) {
    vi.stubGlobal('WebSocket', FakeSocket);
    const sockets: FakeSocket[] = [];
    const links: Link[] = [];
    const messages: unknown[] = [];
    const onRefused = vi.fn();
    const connection = new Connection(
      {
        url: 'ws://wall/live',
        now: () => 0,
        random: () => random,
        open: () => {
          const socket = new FakeSocket();
          sockets.push(socket);
          return socket as unknown as WebSocket;
        },
      },
      { onMessage: (data) => messages.push(data), onLink: (link) => links.push(link), onRefused },
    );
    connection.open();
    return { connection, sockets, links, messages, onRefused, last: () => sockets.at(-1) as FakeSocket };
  }

  it('waits longer after each failure and starts again with the shortest pause once data have come', () => {
    const { connection, links, last } = connect();
    const fail = () => {
      last().onclose?.({ code: LOST });
      const retryAt = links.at(-1)?.retryAt ?? -1;
      vi.advanceTimersByTime(retryAt);
      return retryAt;
    };
    expect([fail(), fail(), fail()]).toEqual([250, 500, 1_000]);
    last().hears('snapshot');
    connection.settled();
    expect(links.at(-1)).toEqual({ phase: 'open', retryAt: null });
    expect(fail()).toBe(250);
    connection.close();
  });

  it('gives up on a server that says nothing within four seconds', () => {
    const { connection, sockets, links } = connect();
    vi.advanceTimersByTime(4_000);
    expect(links.at(-1)?.phase).toBe('waiting');
    vi.advanceTimersByTime(250);
    expect(sockets).toHaveLength(2);
    connection.close();
  });

  it('has one socket at a time and is deaf to the one before', () => {
    const { connection, sockets, messages, last } = connect();
    const first = last();
    first.hears('one');
    connection.drop();
    first.hears('from the grave');
    vi.advanceTimersByTime(250);
    last().hears('two');
    expect([messages, sockets.length, first.closed]).toEqual([['one', 'two'], 2, true]);
    connection.close();
  });

  it('hurries only when it is between two sockets', () => {
    const { connection, sockets, last } = connect();
    connection.hurry();
    expect(sockets).toHaveLength(1);
    last().onclose?.({ code: LOST });
    connection.hurry();
    expect(sockets).toHaveLength(2);
    connection.close();
  });

  it('leaves nothing behind when it is closed, and sends only over an open socket', () => {
    const { connection, sockets, last } = connect();
    connection.send({ type: 'resync' });
    expect(last().sent).toEqual([]);
    last().hears('hello');
    connection.send({ type: 'resync' });
    expect(last().sent).toEqual(['{"type":"resync"}']);
    connection.close();
    vi.advanceTimersByTime(60_000);
    expect([sockets.length, vi.getTimerCount()]).toEqual([1, 0]);
  });

  it('says so, and tries no more, when the server knows its token no longer', () => {
    const { sockets, links, onRefused, last } = connect();
    last().hears('hello');
    last().onclose?.({ code: REVOKED });
    expect(onRefused).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(3_600_000);
    expect([sockets.length, vi.getTimerCount()]).toEqual([1, 0]);
    expect(links.map(({ phase }) => phase)).toEqual(['connecting']);
  });

  it.each([1000, 1001, 1006, 1008, 1013, REVOKED - 1, REVOKED + 1])(
    'takes close code %d for no refusal and comes back',
    (code) => {
      const { connection, sockets, onRefused, last } = connect();
      last().onclose?.({ code });
      vi.advanceTimersByTime(250);
      expect([sockets.length, onRefused.mock.calls.length]).toEqual([2, 0]);
      connection.close();
    },
  );

  it('does not take the refusal of a socket that it has given up for one of the next', () => {
    const { connection, onRefused, last } = connect();
    const { onclose } = last();
    connection.drop();
    vi.advanceTimersByTime(250);
    onclose?.({ code: REVOKED });
    expect(onRefused).not.toHaveBeenCalled();
    connection.close();
  });
});
