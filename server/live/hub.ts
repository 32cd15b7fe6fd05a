import { Buffer } from 'node:buffer';
import type { WebSocket } from 'ws';
import { LIVE_PROTOCOL, type HelloFrame, type LiveFrame } from '../../schema/contracts/live.ts';
import type { Clock } from '../../pipelines/clock.ts';
import type { LiveView } from './live-view.ts';

export interface HubDeps {
  readonly view: LiveView;
  readonly clock: Clock;
  readonly build: string;
  readonly instance: string;
  readonly demo: () => boolean;
  readonly maxViewers: number;
}

export interface Hub {
  /** Serves a socket until it closes. */
  welcome(socket: WebSocket): void;
  readonly viewers: number;
  /** Tells every viewer that the server goes away, and takes no more. */
  close(): void;
}

const HEARTBEAT_MS = 1_000;
/** Beyond this a reader is slow: it gets nothing until it has caught up, and then one snapshot instead of the past. */
const SLOW_BYTES = 1_048_576;
/** A reader that stays slow for this long is let go; it will come back and start with a snapshot. */
const SLOW_FOR_MS = 30_000;
/** A viewer that does not answer the goodbye must not hold the stop up. */
const GOODBYE_MS = 1_000;
const MAX_MESSAGE_BYTES = 1_024;
/** "Try again later" of RFC 6455. */
const TRY_AGAIN_LATER = 1013;
const POLICY_VIOLATION = 1008;

interface Viewer {
  readonly socket: WebSocket;
  /** Since when it has been too slow for deltas, or null. */
  slowSince: number | null;
}

/** Sends every frame to every viewer: serialised once, the same bytes for all. */
export function createHub({ view, clock, build, instance, demo, maxViewers }: HubDeps): Hub {
  const viewers = new Set<Viewer>();
  let closed = false;

  const hello = (): HelloFrame => ({
    type: 'hello',
    protocol: LIVE_PROTOCOL,
    build,
    instance,
    demo: demo(),
    heartbeatMs: HEARTBEAT_MS,
    sentAt: clock.now(),
  });
  let snapshot: { readonly seq: number; readonly bytes: Buffer } = { seq: -1, bytes: Buffer.alloc(0) };
  /** A thousand viewers that come back at once get the same bytes. */
  const sendSnapshot = ({ socket }: Viewer) => {
    if (snapshot.seq !== view.seq) snapshot = { seq: view.seq, bytes: encode(view.snapshot()) };
    socket.send(snapshot.bytes, TEXT);
  };

  const broadcast = (frame: LiveFrame) => {
    if (viewers.size === 0) return;
    const bytes = encode(frame);
    const now = clock.now();
    for (const viewer of viewers) {
      if (!isSlow(viewer, now)) viewer.socket.send(bytes, TEXT);
    }
  };
  /** Notes whether a reader keeps up; one that has caught up gets a snapshot first. */
  const isSlow = (viewer: Viewer, now: number): boolean => {
    if (viewer.socket.bufferedAmount > SLOW_BYTES) {
      viewer.slowSince ??= now;
      if (now - viewer.slowSince > SLOW_FOR_MS) viewer.socket.close(TRY_AGAIN_LATER, 'too slow');
      return true;
    }
    if (viewer.slowSince === null) return false;
    viewer.slowSince = null;
    sendSnapshot(viewer);
    return true;
  };

  const deltas = view.deltas$.subscribe(broadcast);
  const heartbeat = clock.scheduler.schedule(function () {
    broadcast({ type: 'heartbeat', seq: view.seq, watermark: view.watermark, sentAt: clock.now() });
    this.schedule(undefined, HEARTBEAT_MS);
  }, HEARTBEAT_MS);

  return {
    get viewers() {
      return viewers.size;
    },
    welcome(socket) {
      const viewer: Viewer = { socket, slowSince: null };
      // Before anything else: an event without a listener would end the process or be missed.
      socket.on('error', () => socket.terminate());
      socket.on('close', () => viewers.delete(viewer));
      socket.on('message', (data: Buffer) => {
        if (!isResync(data)) socket.close(POLICY_VIOLATION, 'unknown message');
        // Who asks without reading gets its snapshot when it has caught up: asking must not fill our memory.
        else if (socket.bufferedAmount > SLOW_BYTES) viewer.slowSince ??= clock.now();
        else sendSnapshot(viewer);
      });
      if (closed || viewers.size >= maxViewers) return socket.close(TRY_AGAIN_LATER, 'try again later');
      socket.send(encode(hello()), TEXT);
      sendSnapshot(viewer);
      viewers.add(viewer);
    },
    close() {
      closed = true;
      deltas.unsubscribe();
      heartbeat.unsubscribe();
      for (const { socket } of viewers) socket.close(1001, 'server is going away');
      clock.scheduler.schedule(() => {
        for (const { socket } of viewers) socket.terminate();
      }, GOODBYE_MS);
    },
  };
}

const TEXT = { binary: false };
const encode = (frame: LiveFrame): Buffer => Buffer.from(JSON.stringify(frame));

function isResync(data: Buffer): boolean {
  if (data.length > MAX_MESSAGE_BYTES) return false;
  try {
    const message: unknown = JSON.parse(data.toString('utf8'));
    return (
      typeof message === 'object' && message !== null && (message as { type?: unknown }).type === 'resync'
    );
  } catch {
    return false;
  }
}
