import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocket, WebSocketServer } from 'ws';
import type { LiveFrame } from '../../../schema/contracts/live.ts';
import { moved } from './moved.ts';
import { Replay, type Stamped } from './replay.ts';

export interface Relay {
  readonly url: string;
  /** Simulated epoch milliseconds; the server's own while nothing is replayed. */
  now(): number;
  readonly frames: number;
  readonly bytes: number;
  /** From now on the page hears these frames at this pace in place of the server's. */
  replay(recorded: readonly Stamped[], lengthMs: number, pace: number): void;
  /** Time stands still while it is held. */
  hold(held: boolean): void;
  /** From now on the page hears the server itself; it is cut off once, to begin with a snapshot of the present. */
  passThrough(): void;
  /** Cuts every page off, as a switch that restarts. */
  drop(): void;
  close(): void;
}

const STEP_MS = 4;
/** A page that cannot keep up makes a slower day; nothing is left out. */
const MOST_BUFFERED = 2 * 1_048_576;
/** What is owed after a stretch the machine was busy elsewhere is not told all at once. */
const MOST_BEHIND_MS = 250;

interface Viewer {
  readonly page: WebSocket;
  /** Of the newest frame it was sent; null before its snapshot. */
  seq: number | null;
}

/**
 * Stands between the page and the real server: hands everything through, but can put other deltas in place of the
 * server's. Greetings, snapshots and programs of displays stay the server's own, moved to the simulated time.
 */
export async function startRelay(serverUrl: string): Promise<Relay> {
  const viewers = new Set<Viewer>();
  let replay: Replay | null = null;
  let [pace, now, owedSince, isHeld] = [1, 0, 0, false];
  const counts = { frames: 0, bytes: 0 };
  const simulatedNow = () => (replay === null ? Date.now() : now);

  const send = ({ page }: Viewer, frame: LiveFrame): void => {
    const text = JSON.stringify(frame);
    counts.frames += 1;
    counts.bytes += text.length;
    page.send(text);
  };
  const tell = (frame: Stamped): void => {
    for (const viewer of viewers) {
      if (viewer.seq === null) continue;
      if (frame.type === 'delta') viewer.seq += 1;
      // Sequence numbers are each viewer's own: the recording's begin anew with every telling.
      send(viewer, { ...frame, seq: viewer.seq, ...('since' in frame ? { since: viewer.seq - 1 } : {}) });
    }
  };
  const timer = setInterval(() => {
    if (replay === null) return;
    const at = performance.now();
    const gone = Math.min(MOST_BEHIND_MS, at - owedSince) * pace;
    owedSince = at;
    const listening = [...viewers].filter(({ seq }) => seq !== null);
    // Hours that nobody hears are not told.
    if (isHeld || listening.length === 0) return;
    if (listening.some(({ page }) => page.bufferedAmount > MOST_BUFFERED)) return;
    now += gone;
    for (let frame = replay.next(now); frame !== null; frame = replay.next(now)) tell(frame);
  }, STEP_MS);

  const serve = (page: WebSocket, { url, headers }: IncomingMessage): void => {
    const asked = headers['sec-websocket-protocol']?.split(/,\s*/) ?? [];
    const upstream = new WebSocket(serverUrl.replace('http', 'ws') + (url ?? ''), asked);
    const viewer: Viewer = { page, seq: null };
    viewers.add(viewer);
    upstream.on('message', (data: Buffer) => {
      const frame = JSON.parse(data.toString()) as LiveFrame;
      const isNews = frame.type === 'delta' || frame.type === 'heartbeat';
      if (replay !== null && isNews) return;
      if (frame.type === 'snapshot' || frame.type === 'delta') viewer.seq = frame.seq;
      send(viewer, replay === null ? frame : moved(frame, now - Date.now(), ''));
    });
    page.on('message', (data: Buffer) => {
      if (upstream.readyState === WebSocket.OPEN) upstream.send(data.toString());
    });
    page.on('close', () => {
      viewers.delete(viewer);
      upstream.terminate();
    });
    upstream.on('close', () => page.terminate());
    for (const socket of [page, upstream]) socket.on('error', () => socket.terminate());
  };

  const sockets = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    handleProtocols: (protocols) => [...protocols][0] ?? false,
  });
  const http = createServer((asked, answer) => handThrough(serverUrl, asked, answer));
  http.on('upgrade', (asked, socket, head) =>
    sockets.handleUpgrade(asked, socket, head, (page) => serve(page, asked)),
  );
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const drop = () => viewers.forEach(({ page }) => page.terminate());
  return {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    now: simulatedNow,
    get frames() {
      return counts.frames;
    },
    get bytes() {
      return counts.bytes;
    },
    replay(recorded, lengthMs, asked) {
      replay = new Replay(recorded, lengthMs);
      [pace, now, owedSince] = [asked, replay.startAt, performance.now()];
    },
    hold: (held) => void (isHeld = held),
    passThrough() {
      replay = null;
      drop();
    },
    drop,
    close() {
      clearInterval(timer);
      drop();
      http.closeAllConnections();
      http.close();
    },
  };
}

/** Answers as the server does, but for the origin, which is ours. */
function handThrough(serverUrl: string, asked: IncomingMessage, answer: ServerResponse): void {
  const { host } = new URL(serverUrl);
  const forwarded = request(
    serverUrl + (asked.url ?? ''),
    { method: asked.method, headers: { ...asked.headers, host, origin: serverUrl } },
    (response) => {
      answer.writeHead(response.statusCode ?? 502, response.headers);
      response.pipe(answer);
    },
  );
  forwarded.on('error', () => answer.destroy());
  asked.pipe(forwarded);
}
