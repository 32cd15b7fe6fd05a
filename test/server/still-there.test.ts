import { EventEmitter } from 'node:events';
import { expect, it } from 'vitest';
import type { WebSocket } from 'ws';
import { endWhenGone } from '../../server/live/still-there.ts';
import { ManualClock } from '../helpers/manual-clock.ts';

class FakeSocket extends EventEmitter {
  readonly OPEN = 1;
  readonly readyState = 1;
  pings = 0;
  ping(): void {
    this.pings += 1;
  }
  terminate(): void {
    this.emit('close');
  }
}

it('ends a screen that has not answered for long enough, and nobody else', () => {
  const clock = new ManualClock(0);
  const sockets = [new FakeSocket(), new FakeSocket(), new FakeSocket()] as const;
  const ended: number[] = [];
  for (const [nth, socket] of sockets.entries()) {
    socket.on('close', () => ended.push(nth));
    endWhenGone(socket as unknown as WebSocket, clock);
  }
  const [pulled, alive, left] = sockets;
  left.emit('close');
  for (let asked = 0; asked < 10; asked += 1) {
    clock.advance(20_000);
    alive.emit('pong');
  }
  expect(ended).toEqual([2, 0]);
  expect([pulled.pings, alive.pings, left.pings]).toEqual([4, 10, 0]);
});
