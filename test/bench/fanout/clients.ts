import { once } from 'node:events';
import { WebSocket } from 'ws';
import { percentile, preciseNow, sleep } from '../stats.ts';
import type { Answer, Order, Report } from './messages.ts';
import { closeWalls, dropWalls, openWalls, wallsCurrent } from './walls.ts';

interface Group {
  readonly sockets: WebSocket[];
  latencies: number[];
  frames: number;
  bytes: number;
}

const groups = new Map<string, Group>();
const SENT_AT = Buffer.from('"sentAt":');
/** Handshakes under way at a time: more would wait in the kernel's queue and be refused. */
const AT_ONCE = 100;

/** Of a frame, without reading all of it: five hundred clients in one process have no time for that. */
function sentAtOf(frame: Buffer): number {
  const found = frame.indexOf(SENT_AT);
  return found < 0 ? Number.NaN : Number.parseFloat(frame.toString('latin1', found + 9, found + 32));
}

async function open(name: string, url: string, count: number): Promise<void> {
  const group: Group = groups.get(name) ?? { sockets: [], latencies: [], frames: 0, bytes: 0 };
  groups.set(name, group);
  for (let opened = 0; opened < count; opened += AT_ONCE)
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, count - opened) }, () => join(group, url)));
}

async function join(group: Group, url: string): Promise<void> {
  const socket = new WebSocket(url, { perMessageDeflate: false });
  group.sockets.push(socket);
  socket.on('message', (data: Buffer) => {
    group.frames += 1;
    group.bytes += data.length;
    const latency = preciseNow() - sentAtOf(data);
    if (latency >= 0) group.latencies.push(latency);
  });
  await once(socket, 'open');
  socket.on('error', () => undefined);
}

/** The kernel takes megabytes for a reader that does not read; only then does the server notice. */
async function stall({ sockets }: Group, resyncs: number): Promise<void> {
  for (const socket of sockets) socket.pause();
  for (let asked = 0; asked < resyncs; asked += 1) {
    for (const socket of sockets) socket.send('{"type":"resync"}');
    await sleep(5);
  }
}

function report({ latencies, frames, bytes }: Group): Report {
  const at = (share: number) => percentile(latencies, share);
  return { frames, bytes, p50: at(0.5), p99: at(0.99), max: at(1) };
}

function groupOf(name: string): Group {
  const group = groups.get(name);
  if (group === undefined) throw new Error(`There is no group "${name}".`);
  return group;
}

async function obey(order: Order): Promise<Extract<Answer, { result: unknown }>['result']> {
  switch (order.do) {
    case 'open':
      await open(order.group, order.url, order.count);
      return null;
    case 'stall':
      await stall(groupOf(order.group), order.resyncs);
      return null;
    case 'close':
      for (const socket of groupOf(order.group).sockets) socket.terminate();
      groups.delete(order.group);
      return null;
    case 'reset':
      for (const group of groups.values()) Object.assign(group, { latencies: [], frames: 0, bytes: 0 });
      return null;
    case 'report':
      return report(groupOf(order.group));
    case 'walls':
      await openWalls(order.url, order.count);
      return null;
    case 'drop':
      dropWalls();
      return null;
    case 'leave':
      closeWalls();
      return null;
    case 'current':
      return wallsCurrent(order.since);
  }
}

process.on('message', ({ id, order }: { id: number; order: Order }) => {
  obey(order).then(
    (result) => process.send?.({ id, result } satisfies Answer),
    (error: unknown) => process.send?.({ id, error: String(error) } satisfies Answer),
  );
});
process.on('disconnect', () => process.exit());
