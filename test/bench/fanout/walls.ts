import { connect } from 'node:net';
import { WebSocket as NodeSocket } from 'ws';
import { Connection } from '../../../web/lib/live/connection.ts';
import { preciseNow, sleep } from '../stats.ts';
import type { Comeback } from './messages.ts';

const LOOK_EVERY_MS = 5;
const OPEN_WITHIN_MS = 30_000;
const BACK_WITHIN_MS = 90_000;

interface Wall {
  readonly connection: Connection;
  currentAt: number;
}

let walls: Wall[] = [];
let address = new URL('ws://127.0.0.1');

/** The page's own connection, with its pauses and its dice, over sockets of this process. */
export async function openWalls(url: string, count: number): Promise<void> {
  // The page finds it in the browser.
  Object.assign(globalThis, { WebSocket: NodeSocket });
  address = new URL(url);
  const startedAt = preciseNow();
  walls = Array.from({ length: count }, () => wallAt(url));
  for (const { connection } of walls) connection.open();
  await until(startedAt, OPEN_WITHIN_MS);
}

function wallAt(url: string): Wall {
  const wall: Wall = {
    currentAt: 0,
    connection: new Connection(
      { url, now: () => performance.now(), random: Math.random, open: socketTo },
      {
        onMessage: (data) => {
          if (!String(data).startsWith('{"type":"snapshot"')) return;
          wall.currentAt = preciseNow();
          wall.connection.settled();
        },
        onLink: () => undefined,
        onRefused: () => undefined,
      },
    ),
  };
  return wall;
}

function socketTo(url: string): WebSocket {
  const socket = new NodeSocket(url, { perMessageDeflate: false, skipUTF8Validation: true });
  // A refused connection is a close for the page; without a listener it would be the end of this process.
  socket.on('error', () => undefined);
  return socket as unknown as WebSocket;
}

/** All of them lose their connection at once, such as behind a switch that restarts. */
export function dropWalls(): void {
  for (const { connection } of walls) connection.drop();
}

export function closeWalls(): void {
  for (const { connection } of walls) connection.close();
  walls = [];
}

/** Everyone's way back after the server has gone at `since`. */
export async function wallsCurrent(since: number): Promise<Comeback> {
  let reachableAt = Number.NaN;
  while (Number.isNaN(reachableAt) && preciseNow() < since + BACK_WITHIN_MS) {
    if (await takesConnections()) reachableAt = preciseNow();
    else await sleep(LOOK_EVERY_MS);
  }
  // From when they were lost, not from when we noticed: some are quicker than our knocking.
  await until(since, BACK_WITHIN_MS);
  return { reachableAt, currentAt: walls.map(({ currentAt }) => currentAt) };
}

const takesConnections = (): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(Number(address.port), address.hostname);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });

/** @throws when some are not current in time. */
async function until(since: number, withinMs: number): Promise<void> {
  const waitUntil = preciseNow() + withinMs;
  for (;;) {
    const late = walls.filter(({ currentAt }) => !(currentAt > since)).length;
    if (late === 0) return;
    if (preciseNow() > waitUntil) throw new Error(`${late} of ${walls.length} walls are not current.`);
    await sleep(LOOK_EVERY_MS);
  }
}
