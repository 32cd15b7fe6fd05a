import { EventEmitter } from 'node:events';
import { Subject } from 'rxjs';
import { describe, expect, it } from 'vitest';
import type { WebSocket } from 'ws';
import type { DisplayProgram } from '../../schema/contracts/displays.ts';
import type { DeltaFrame, LiveFrame } from '../../schema/contracts/live.ts';
import { createFrameMask } from '../../server/displays/lobby-safe.ts';
import { createHub, type Screen } from '../../server/live/hub.ts';
import { NOON, delta, line, snapshot, tile } from '../helpers/live-frames.ts';
import { ManualClock } from '../helpers/manual-clock.ts';

const MB = 1_048_576;

/** A socket whose other end reads when it is told to. */
class FakeSocket extends EventEmitter {
  bufferedAmount = 0;
  readonly sent: Buffer[] = [];
  closedWith: [number, string] | null = null;
  send(bytes: Buffer): void {
    this.sent.push(bytes);
  }
  close(code: number, reason: string): void {
    this.closedWith ??= [code, reason];
    this.emit('close');
  }
  terminate(): void {
    this.emit('close');
  }
  get frames(): LiveFrame[] {
    return this.sent.map((bytes) => JSON.parse(bytes.toString()) as LiveFrame);
  }
  /** Frames that were sent since this was asked last. */
  #read = 0;
  news(): LiveFrame[] {
    const news = this.frames.slice(this.#read);
    this.#read = this.sent.length;
    return news;
  }
}

function world({ maxViewers = 10 } = {}) {
  const clock = new ManualClock(NOON);
  const deltas = new Subject<DeltaFrame>();
  const programs = new Subject<void>();
  const state = { seq: 0, snapshots: 0, masked: 0 };
  const mask = createFrameMask();
  const hub = createHub({
    view: {
      deltas$: deltas,
      get seq() {
        return state.seq;
      },
      watermark: NOON,
      snapshot: () => {
        state.snapshots += 1;
        return snapshot(state.seq, { sources: [], changes: [] });
      },
      stop: () => undefined,
    },
    clock,
    build: 'one',
    instance: 'i',
    demo: () => false,
    maxViewers,
    programs$: programs,
    mask: (frame) => {
      state.masked += 1;
      return mask(frame);
    },
  });
  const open = (screen: Screen | null = null) => {
    const socket = new FakeSocket();
    const stays = hub.welcome(socket as unknown as WebSocket, screen);
    return Object.assign(socket, { stays });
  };
  const say = (fields: Partial<DeltaFrame> = {}) => {
    state.seq += 1;
    deltas.next(delta(state.seq, fields));
  };
  return { clock, hub, open, say, state, programs };
}

const typesOf = (frames: readonly LiveFrame[]) => frames.map(({ type }) => type);

function screenWith(fields: Partial<DisplayProgram['display']> = {}) {
  const display = {
    id: 'd',
    name: 'Hall',
    theme: 'dark' as const,
    lobbySafe: false,
    quietHours: null,
    ...fields,
  };
  const held = { program: { display, version: 1, scenes: [], takeover: null } as DisplayProgram | null };
  return { held, screen: { program: () => held.program } };
}

describe('a reader that does not keep up', () => {
  it('gets nothing while bytes wait for it, and then one delta that says what it missed', () => {
    const { open, say } = world();
    const [slow, quick] = [open(), open()];
    say({ tiles: [tile('acme', { volume: 1 })] });
    slow.news();
    quick.news();
    slow.bufferedAmount = MB;
    for (let volume = 2; volume <= 50; volume += 1)
      say({ tiles: [tile('acme', { volume })], mentions: [line(`test/${volume}`)] });
    expect(slow.news()).toEqual([]);
    // Some of it has left: the rest is still old news in its way.
    slow.bufferedAmount = 1;
    say({ tiles: [tile('acme', { volume: 51 })] });
    expect(slow.news()).toEqual([]);
    slow.bufferedAmount = 0;
    say({ tiles: [tile('globex')] });
    const [caughtUp, ...more] = slow.news();
    expect(more).toEqual([]);
    expect(caughtUp).toMatchObject({ type: 'delta', since: 1, seq: 52 });
    expect((caughtUp as DeltaFrame).tiles).toEqual([tile('acme', { volume: 51 }), tile('globex')]);
    expect((caughtUp as DeltaFrame).mentions.map(({ key }) => key).slice(0, 2)).toEqual([
      'test/50',
      'test/49',
    ]);
    say();
    expect(slow.news()).toMatchObject([{ type: 'delta', seq: 53 }]);
    expect(typesOf(quick.news())).toEqual(Array.from({ length: 52 }, () => 'delta'));
  });

  it('catches up at a heartbeat too, and is told nothing when it missed nothing', () => {
    const { open, say, clock } = world();
    const [late, idle] = [open(), open()];
    late.news();
    idle.news();
    late.bufferedAmount = MB;
    say();
    idle.bufferedAmount = MB;
    clock.advance(1_000);
    late.bufferedAmount = 0;
    idle.bufferedAmount = 0;
    clock.advance(1_000);
    expect(late.news()).toMatchObject([{ type: 'delta', since: 0, seq: 1 }]);
    expect(idle.news()).toMatchObject([{ type: 'delta', seq: 1 }]);
  });

  it('shares its bytes with those who missed the same', () => {
    const { open, say } = world();
    const slow = [open(), open(), open()];
    for (const socket of slow) socket.bufferedAmount = MB;
    say();
    say();
    for (const socket of slow) socket.bufferedAmount = 0;
    say();
    const last = slow.map(({ sent }) => sent.at(-1));
    expect(last[1]).toBe(last[0]);
    expect(last[2]).toBe(last[0]);
    expect(slow[0]?.frames.at(-1)).toMatchObject({ since: 0, seq: 3 });
  });

  it('gets a snapshot when it asked for one meanwhile, once, or when it is too long ago', () => {
    const { open, say, state } = world();
    const [asking, lost] = [open(), open()];
    asking.news();
    lost.news();
    asking.bufferedAmount = MB;
    lost.bufferedAmount = MB;
    for (let count = 0; count < 1_000; count += 1) asking.emit('message', Buffer.from('{"type":"resync"}'));
    for (let k = 0; k < 6; k += 1)
      say({ removed: Array.from({ length: 100 }, (_, nth) => `test/${k}-${nth}`) });
    expect([...asking.news(), ...lost.news()]).toEqual([]);
    asking.bufferedAmount = 0;
    lost.bufferedAmount = 0;
    const before = state.snapshots;
    say();
    expect(asking.news()).toMatchObject([{ type: 'snapshot', seq: 7 }]);
    expect(lost.news()).toMatchObject([{ type: 'snapshot', seq: 7 }]);
    expect(state.snapshots).toBe(before + 1);
  });

  it('is let go when it takes nothing for a minute', () => {
    const { open, clock, hub } = world();
    const [stuck, fine] = [open(), open()];
    stuck.bufferedAmount = MB;
    clock.advance(61_000);
    expect(stuck.closedWith).toBeNull();
    clock.advance(1_000);
    expect(stuck.closedWith).toEqual([1013, 'too slow']);
    expect([fine.closedWith, hub.viewers]).toEqual([null, 1]);
  });
});

describe('frames', () => {
  it('are written out once for desks and once for lobbies, and not at all for nobody', () => {
    const { open, say, state } = world();
    const lobby = screenWith({ lobbySafe: true }).screen;
    const [desks, screens] = [
      [open(), open(screenWith().screen)],
      [open(lobby), open(lobby)],
    ];
    state.masked = 0;
    say({ mentions: [line('test/1', { author: 'rosalind', text: 'by @rosalind' })] });
    expect(desks[1]?.sent.at(-1)).toBe(desks[0]?.sent.at(-1));
    expect(screens[1]?.sent.at(-1)).toBe(screens[0]?.sent.at(-1));
    expect(state.masked).toBe(1);
    expect(screens[0]?.sent.at(-1)?.toString()).not.toContain('rosalind');
    expect(desks[0]?.sent.at(-1)?.toString()).toContain('rosalind');
  });

  it('are masked for a slow reader in a lobby too', () => {
    const { open, say } = world();
    const screen = open(screenWith({ lobbySafe: true }).screen);
    screen.bufferedAmount = MB;
    say({ mentions: [line('test/1', { author: 'rosalind' })] });
    screen.bufferedAmount = 0;
    say({ mentions: [line('test/2', { author: 'rosalind' })] });
    expect(screen.frames.at(-1)).toMatchObject({
      since: 0,
      mentions: [{ author: 'r•••' }, { author: 'r•••' }],
    });
    expect(screen.sent.join('')).not.toContain('rosalind');
  });
});

describe('a screen', () => {
  it('is told its program after hello, and again only when it is another', () => {
    const { open, programs } = world();
    const { held, screen } = screenWith();
    const socket = open(screen);
    expect(typesOf(socket.news())).toEqual(['hello', 'display', 'snapshot']);
    programs.next();
    expect(socket.news()).toEqual([]);
    if (held.program !== null) held.program = { ...held.program, version: 2 };
    programs.next();
    expect(socket.news()).toMatchObject([{ type: 'display', program: { version: 2 } }]);
  });

  it('that is slow is told when it has caught up, before what it missed', () => {
    const { open, say, programs } = world();
    const { held, screen } = screenWith();
    const socket = open(screen);
    socket.news();
    socket.bufferedAmount = MB;
    say();
    for (const version of [2, 3]) {
      if (held.program !== null) held.program = { ...held.program, version };
      programs.next();
    }
    expect(socket.news()).toEqual([]);
    socket.bufferedAmount = 0;
    say();
    expect(socket.news()).toMatchObject([
      { type: 'display', program: { version: 3 } },
      { type: 'delta', since: 0, seq: 2 },
    ]);
  });

  it('hears nothing more once its token is no good, not even before its socket has closed', () => {
    const { open, say, programs, hub } = world();
    const { held, screen } = screenWith();
    const [socket, desk] = [open(screen), open()];
    socket.close = (code, reason) => void (socket.closedWith ??= [code, reason]);
    socket.news();
    held.program = null;
    programs.next();
    expect([socket.closedWith, hub.viewers]).toEqual([[4401, 'revoked'], 1]);
    say();
    socket.emit('message', Buffer.from('{"type":"resync"}'));
    expect(socket.news()).toEqual([]);
    expect(typesOf(desk.frames)).toContain('delta');
  });

  it('without a good token is told so even when there is no room', () => {
    const { open } = world({ maxViewers: 1 });
    expect(open().stays).toBe(true);
    const { held, screen } = screenWith();
    expect([open(screen).stays, open(screen).closedWith]).toEqual([false, [1013, 'try again later']]);
    held.program = null;
    expect(open(screen).closedWith).toEqual([4401, 'revoked']);
  });
});
