import { createServer, type Server } from 'node:http';
import { NEVER, Subject } from 'rxjs';
import { WebSocketServer, type WebSocket } from 'ws';
import { createFrameMask } from '../../../server/displays/lobby-safe.ts';
import { createHub, type Hub } from '../../../server/live/hub.ts';
import type { LiveView } from '../../../server/live/live-view.ts';
import type { Clock } from '../../../pipelines/clock.ts';
import type { DeltaFrame } from '../../../schema/contracts/live.ts';
import { preciseNow } from '../stats.ts';
import type { Recording } from './recorded.ts';

/** One way of bringing a frame to everybody. */
export interface Way {
  readonly welcome: (socket: WebSocket) => void;
  /** Sends the recording's next delta to all. */
  readonly send: () => void;
  readonly sockets: Set<WebSocket>;
}

export interface HubWay extends Way {
  readonly hub: Hub;
}

/** The deltas of a recording one after the other, for ever, dated now and counted on. */
function deltasOf({ deltas }: Recording): () => DeltaFrame {
  let seq = 0;
  return () => {
    const delta = deltas[seq % deltas.length] as DeltaFrame;
    seq += 1;
    return { ...delta, seq, sentAt: preciseNow() };
  };
}

/** The real hub over a view that says what the recording says. */
export function hubWay(recording: Recording, clock: Clock, maxViewers: number): HubWay {
  const next = deltasOf(recording);
  const deltas = new Subject<DeltaFrame>();
  let seq = 0;
  const watermark = recording.snapshot.watermark ?? 0;
  const view: LiveView = {
    deltas$: deltas,
    get seq() {
      return seq;
    },
    watermark,
    snapshot: () => ({ ...recording.snapshot, seq, sentAt: preciseNow() }),
    stop: () => deltas.complete(),
  };
  const hub = createHub({
    view,
    clock,
    build: 'bench',
    instance: 'bench',
    demo: () => true,
    maxViewers,
    programs$: NEVER,
    mask: createFrameMask(),
  });
  const sockets = new Set<WebSocket>();
  return {
    hub,
    sockets,
    welcome: (socket) => {
      keep(sockets, socket);
      hub.welcome(socket);
    },
    send: () => {
      const delta = next();
      seq = delta.seq;
      deltas.next(delta);
    },
  };
}

/** The least there can be: a loop over the sockets and bytes that were made beforehand. */
export function bareWay({ deltas }: Recording): Way {
  const frames = deltas.map((delta) => Buffer.from(JSON.stringify(delta)));
  return loop((sockets, turn) => {
    const bytes = frames[turn % frames.length] as Buffer;
    for (const socket of sockets) socket.send(bytes, { binary: false });
  });
}

/** What is written first: every client gets the object, each in a string of its own. */
export function stringifyWay(recording: Recording): Way {
  const next = deltasOf(recording);
  return loop((sockets) => {
    const delta = next();
    for (const socket of sockets) socket.send(JSON.stringify(delta));
  });
}

function loop(sendTo: (sockets: Set<WebSocket>, turn: number) => void): Way {
  const sockets = new Set<WebSocket>();
  let turn = 0;
  return {
    sockets,
    welcome: (socket) => keep(sockets, socket),
    send: () => sendTo(sockets, turn++),
  };
}

function keep(sockets: Set<WebSocket>, socket: WebSocket): void {
  sockets.add(socket);
  socket.on('close', () => sockets.delete(socket));
  socket.on('error', () => socket.terminate());
}

/** Every way at a path of its own, over sockets as `GET /live` opens them. */
export async function serve(ways: Readonly<Record<string, Way>>): Promise<{ url: string; server: Server }> {
  const upgrades = new WebSocketServer({ noServer: true, maxPayload: 4_096, perMessageDeflate: false });
  const server = createServer();
  server.on('upgrade', (request, socket, head) => {
    const way = ways[(request.url ?? '').slice(1)];
    if (way === undefined) return socket.destroy();
    upgrades.handleUpgrade(request, socket, head, (opened) => way.welcome(opened));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', 2_048, resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return { url: `ws://127.0.0.1:${port}`, server };
}
