import type { Buffer } from 'node:buffer';
import type { Observable } from 'rxjs';
import type { WebSocket } from 'ws';
import type { DisplayProgram } from '../../schema/contracts/displays.ts';
import {
  LIVE_PROTOCOL,
  type DeltaFrame,
  type HelloFrame,
  type LiveFrame,
} from '../../schema/contracts/live.ts';
import { REVOKED } from '../../schema/contracts/scenes.ts';
import type { Clock } from '../../pipelines/clock.ts';
import { FrameBytes, encode } from './frame-bytes.ts';
import { LatestBytes } from './latest-bytes.ts';
import type { LiveView } from './live-view.ts';
import { isResync } from './resync.ts';

export interface HubDeps {
  readonly view: LiveView;
  readonly clock: Clock;
  readonly build: string;
  readonly instance: string;
  readonly demo: () => boolean;
  readonly maxViewers: number;
  /** What any screen is to show may be another now. */
  readonly programs$: Observable<unknown>;
  /** A frame without the people in it; the same frame when there are none. */
  readonly mask: (frame: LiveFrame) => LiveFrame;
}

/** Who looks when it is not a desk. */
export interface Screen {
  /** What it is to show now; null: its token is not, or no longer, good. */
  program(): DisplayProgram | null;
}

export interface Hub {
  /** Serves a socket until it closes, that of a desk when no screen is named. False: it was closed at once. */
  welcome(socket: WebSocket, screen?: Screen | null): boolean;
  readonly viewers: number;
  /** Tells every viewer that the server goes away, and takes no more. */
  close(): void;
}

const HEARTBEAT_MS = 1_000;
/**
 * Beyond this a reader is slow and gets nothing until all of it has left: then one delta says what it missed. What waits
 * here is old news that nobody may take back; a tile is 2 to 4 KB, so this is a whole wall of sixty brands and more.
 */
const SLOW_BYTES = 262_144;
/** A reader that stays slow for this long is let go; it will come back and start with a snapshot. */
const SLOW_FOR_MS = 60_000;
/** A viewer that does not answer the goodbye must not hold the stop up. */
const GOODBYE_MS = 1_000;
/** "Try again later" of RFC 6455. */
const TRY_AGAIN_LATER = 1013;
const POLICY_VIOLATION = 1008;

interface Viewer {
  readonly socket: WebSocket;
  readonly screen: Screen | null;
  lobbySafe: boolean;
  /** The program it was told last, as JSON. */
  told: string;
  /** Of the newest delta, or of the snapshot, that it was sent. */
  seq: number;
  /** Since when it has been too slow for deltas, or null. */
  slowSince: number | null;
  /** It asked for one, or may not go on without one. */
  wantsSnapshot: boolean;
}

/** Sends every frame to every viewer: written out once for each kind of viewer, the same bytes for all of a kind. */
export function createHub(deps: HubDeps): Hub {
  const { view, clock, build, instance, demo, maxViewers, programs$, mask } = deps;
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
  const latest = new LatestBytes({ view, clock, mask });
  const sendSnapshot = (viewer: Viewer): void => {
    viewer.wantsSnapshot = false;
    viewer.seq = view.seq;
    viewer.socket.send(latest.snapshot().for(viewer.lobbySafe), TEXT);
  };
  const sendMissed = (viewer: Viewer): void => {
    if (viewer.seq === view.seq) return;
    const bytes = latest.missed(viewer.seq);
    if (bytes === null) return sendSnapshot(viewer);
    viewer.seq = view.seq;
    viewer.socket.send(bytes.for(viewer.lobbySafe), TEXT);
  };

  const broadcast = (frame: LiveFrame): void => {
    if (viewers.size === 0) return;
    const bytes = new FrameBytes(frame, mask);
    const now = clock.now();
    for (const viewer of viewers) {
      if (isSlow(viewer, now)) continue;
      if (viewer.slowSince !== null) {
        catchUp(viewer);
        continue;
      }
      if (frame.type === 'delta') viewer.seq = frame.seq;
      viewer.socket.send(bytes.for(viewer.lobbySafe), TEXT);
    }
  };
  /** Whether a reader is still, or has become, too slow for another frame. */
  const isSlow = (viewer: Viewer, now: number): boolean => {
    const { socket } = viewer;
    // The kernel has bytes of its own to send meanwhile: an empty buffer here does not let the line run dry.
    if (socket.bufferedAmount <= (viewer.slowSince === null ? SLOW_BYTES : 0)) return false;
    viewer.slowSince ??= now;
    if (now - viewer.slowSince > SLOW_FOR_MS) socket.close(TRY_AGAIN_LATER, 'too slow');
    return true;
  };
  const catchUp = (viewer: Viewer): void => {
    viewer.slowSince = null;
    if (!tell(viewer)) return;
    if (viewer.wantsSnapshot) sendSnapshot(viewer);
    else sendMissed(viewer);
  };

  /** Tells a screen what to show unless it knows. False: it may show nothing any more and is shown out. */
  const tell = (viewer: Viewer): boolean => {
    const { socket, screen } = viewer;
    if (screen === null) return true;
    const program = screen.program();
    if (program === null) {
      viewers.delete(viewer);
      socket.close(REVOKED, 'revoked');
      return false;
    }
    const { lobbySafe } = program.display;
    if (lobbySafe !== viewer.lobbySafe) viewer.wantsSnapshot = true;
    viewer.lobbySafe = lobbySafe;
    const frame = JSON.stringify(program);
    if (viewer.slowSince !== null || frame === viewer.told) return true;
    viewer.told = frame;
    socket.send(encode({ type: 'display', program }), TEXT);
    return true;
  };
  const tellAll = (): void => {
    for (const viewer of viewers)
      if (tell(viewer) && viewer.wantsSnapshot && viewer.slowSince === null) sendSnapshot(viewer);
  };

  const subscriptions = [
    view.deltas$.subscribe((delta: DeltaFrame) => {
      latest.note(delta);
      broadcast(delta);
    }),
    programs$.subscribe(tellAll),
  ];
  const heartbeat = clock.scheduler.schedule(function () {
    broadcast({ type: 'heartbeat', seq: view.seq, watermark: view.watermark, sentAt: clock.now() });
    this.schedule(undefined, HEARTBEAT_MS);
  }, HEARTBEAT_MS);

  return {
    get viewers() {
      return viewers.size;
    },
    welcome(socket, screen = null) {
      const viewer: Viewer = {
        socket, screen, lobbySafe: false, told: '', seq: view.seq, slowSince: null, wantsSnapshot: false,
      }; // prettier-ignore
      // Before anything else: an event without a listener would end the process or be missed.
      socket.on('error', () => socket.terminate());
      socket.on('close', () => viewers.delete(viewer));
      socket.on('message', (data: Buffer) => {
        if (!isResync(data)) return socket.close(POLICY_VIOLATION, 'unknown message');
        if (!viewers.has(viewer)) return;
        // Who asks without reading gets its snapshot when it has caught up: asking must not fill our memory.
        if (!isSlow(viewer, clock.now()) && viewer.slowSince === null) return sendSnapshot(viewer);
        viewer.wantsSnapshot = true;
      });
      // Before any word: a page knows by the code that its token is gone, whoever else is here.
      if (screen !== null && screen.program() === null) {
        socket.close(REVOKED, 'revoked');
        return false;
      }
      if (closed || viewers.size >= maxViewers) {
        socket.close(TRY_AGAIN_LATER, 'try again later');
        return false;
      }
      socket.send(encode(hello()), TEXT);
      tell(viewer);
      sendSnapshot(viewer);
      viewers.add(viewer);
      return true;
    },
    close() {
      closed = true;
      for (const subscription of subscriptions) subscription.unsubscribe();
      heartbeat.unsubscribe();
      for (const { socket } of viewers) socket.close(1001, 'server is going away');
      clock.scheduler.schedule(() => {
        for (const { socket } of viewers) socket.terminate();
      }, GOODBYE_MS);
    },
  };
}

const TEXT = { binary: false };
