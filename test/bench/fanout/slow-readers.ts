import type { WebSocket } from 'ws';
import { asyncScheduler } from 'rxjs';
import { median, ms, preciseNow, sleep } from '../stats.ts';
import type { Target } from '../targets.ts';
import type { ClientProcess, Report } from './messages.ts';
import type { Recording } from './recorded.ts';
import { hubWay, serve } from './ways.ts';

export interface SlowReadersOptions {
  readonly clients: number;
  readonly rounds: number;
  /** Frames of one turn. */
  readonly frames: number;
}

const BETWEEN_FRAMES_MS = 50;
const READERS = [0, 1, 10] as const;
type Slow = (typeof READERS)[number];
/** Enough snapshots to fill what the kernel takes for a reader, eight megabytes, and the hub's own patience. */
const STALL_BYTES = 12 * 1_048_576;
/** The hub may hold a megabyte and what it was about to say. */
const BOUND_BYTES = 2 * 1_048_576;

/** What readers that stop reading cost the others in latency and the server in memory. */
export async function measureSlowReaders(
  recording: Recording,
  clients: ClientProcess,
  { clients: count, rounds, frames }: SlowReadersOptions,
): Promise<Target[]> {
  const clock = { now: preciseNow, scheduler: asyncScheduler };
  const way = hubWay(recording, clock, count + Math.max(...READERS));
  const { url, server } = await serve({ hub: way });
  await clients.ask<null>({ do: 'open', group: 'others', url: `${url}/hub`, count });
  const others = new Set(way.sockets);
  const resyncs = Math.ceil(STALL_BYTES / JSON.stringify(recording.snapshot).length);
  let heldMost = 0;
  const held = (): number => {
    const slow = [...way.sockets].filter((socket) => !others.has(socket));
    return Math.max(0, ...slow.map((socket: WebSocket) => socket.bufferedAmount));
  };

  const turn = async (slow: Slow): Promise<number> => {
    if (slow > 0) {
      await clients.ask<null>({ do: 'open', group: 'slow', url: `${url}/hub`, count: slow });
      await clients.ask<null>({ do: 'stall', group: 'slow', resyncs });
      if (held() === 0) throw new Error('The slow readers are not slow: the kernel took everything.');
    }
    await sleep(500);
    await clients.ask<null>({ do: 'reset' });
    for (let sent = 0; sent < frames; sent += 1) {
      way.send();
      heldMost = Math.max(heldMost, held());
      await sleep(BETWEEN_FRAMES_MS);
    }
    await sleep(500);
    const { p99, frames: arrived } = await clients.ask<Report>({ do: 'report', group: 'others' });
    if (arrived < frames * count) throw new Error(`${arrived} of ${frames * count} frames have arrived.`);
    if (slow > 0) await clients.ask<null>({ do: 'close', group: 'slow' });
    return p99;
  };

  await turn(0);
  const turns: Record<Slow, number>[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const p99: Record<Slow, number> = { 0: 0, 1: 0, 10: 0 };
    // Each takes its turn at being first.
    for (let at = 0; at < READERS.length; at += 1) {
      const slow = READERS[(at + round) % READERS.length] as Slow;
      p99[slow] = await turn(slow);
    }
    turns.push(p99);
    console.error(
      `round ${round + 1}: p99 ${READERS.map((slow) => `${slow} slow ${ms(p99[slow], 1)}`).join(', ')}`,
    );
  }
  await clients.ask<null>({ do: 'close', group: 'others' });
  way.hub.close();
  server.closeAllConnections();
  server.close();

  const row = (slow: Slow): Target => {
    const ratio = median(turns.map((p99) => p99[slow] / p99[0]));
    return {
      name: `p99 of ${count} others beside ${slow} that stopped reading`,
      ours: ms(median(turns.map((p99) => p99[slow])), 1),
      peer: ms(median(turns.map((p99) => p99[0])), 1),
      ratio,
      target: '≤ 1.10',
      met: ratio <= 1.1,
    };
  };
  return [
    row(1),
    row(10),
    {
      name: 'most that is held for one that stopped reading',
      ours: `${(heldMost / 1_048_576).toFixed(2)} MiB`,
      target: '≤ 2 MiB',
      met: heldMost > 0 && heldMost <= BOUND_BYTES,
    },
  ];
}
