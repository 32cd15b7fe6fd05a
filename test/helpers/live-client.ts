import { once } from 'node:events';
import { WebSocket, type ClientOptions } from 'ws';
import type { LiveFrame } from '../../schema/contracts/live.ts';
import { eventually } from './api-client.ts';

type FrameOf<K extends LiveFrame['type']> = Extract<LiveFrame, { type: K }>;

export interface LiveClient {
  readonly socket: WebSocket;
  /** Every frame so far, in order. */
  readonly frames: LiveFrame[];
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>;
  /** The first frame of this type that passes, of those heard already or still to come. */
  readonly next: <K extends LiveFrame['type']>(
    type: K,
    passes?: (frame: FrameOf<K>) => boolean,
  ) => Promise<FrameOf<K>>;
  readonly close: () => Promise<void>;
}

/** Listens at `/live` of a server. @throws when the handshake is refused. */
export async function listen(
  url: string,
  options: ClientOptions = {},
  protocols: string[] = [],
): Promise<LiveClient> {
  const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/live`, protocols, options);
  const frames: LiveFrame[] = [];
  socket.on('message', (data: Buffer) => frames.push(JSON.parse(data.toString()) as LiveFrame));
  const closed = new Promise<{ code: number; reason: string }>((resolve) =>
    socket.on('close', (code, reason) => resolve({ code, reason: reason.toString() })),
  );
  await once(socket, 'open');
  socket.on('error', () => undefined);
  return {
    socket,
    frames,
    closed,
    next: <K extends LiveFrame['type']>(type: K, passes: (frame: FrameOf<K>) => boolean = () => true) =>
      eventually(() =>
        frames.find((frame): frame is FrameOf<K> => frame.type === type && passes(frame as FrameOf<K>)),
      ),
    async close() {
      socket.terminate();
      await closed;
    },
  };
}

/** What the server answers to a handshake it refuses. */
export async function refusal(
  url: string,
  options: ClientOptions,
): Promise<{ status: number; body: string }> {
  const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/live`, options);
  return new Promise((resolve, reject) => {
    socket.on('open', () => reject(new Error('The handshake was accepted.')));
    socket.on('error', () => undefined);
    socket.on('unexpected-response', (_request, response) => {
      let body = '';
      response.on('data', (chunk: Buffer) => (body += chunk.toString()));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
    });
  });
}
