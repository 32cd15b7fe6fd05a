import type { Duplex } from 'node:stream';
import { WebSocket } from 'ws';
import { readConfig } from '../../../server/config.ts';
import { start } from '../../../server/start.ts';
import { startFastClock } from './fast-clock.ts';
import type { FromServer, ToServer } from './server-child.ts';

/**
 * The whole server and its demo, living on a clock that another process sets the pace of. Speaks once the demo has told
 * its day and the weeks before, and then tells what it is asked for.
 */
const fast = startFastClock();
let warnings = 0;
let frames = 0;
let bytes = 0;
const tell = (message: FromServer) => process.send?.(message);
const server = await start(readConfig([]), {
  clock: fast.clock,
  log: (line) => {
    if (line.startsWith('Demo: customers')) tell({ ready: server.url });
  },
  // Writers that wait for a busy disk are late by a clock that runs a hundred times as fast: they try again.
  warn: () => void (warnings += 1),
  fatal: (error) => {
    console.error(error);
    process.exit(1);
  },
});
const sockets = new Set<Duplex>();
server.app.server.on('upgrade', (_request, socket: Duplex) => {
  sockets.add(socket);
  socket.on('close', () => sockets.delete(socket));
});

const send = Reflect.get(WebSocket.prototype, 'send') as (...args: unknown[]) => void;
WebSocket.prototype.send = function (this: WebSocket, data: unknown, ...rest: unknown[]) {
  frames += 1;
  bytes += (data as Buffer).length;
  Reflect.apply(send, this, [data, ...rest]);
};

process.on('message', (message: ToServer) => {
  if (message.do === 'pace') fast.pace = message.pace;
  if (message.do === 'drop') for (const socket of sockets) socket.destroy();
  tell({ status: { now: fast.clock.now(), frames, bytes, warnings } });
});
process.on('disconnect', () => process.exit());
