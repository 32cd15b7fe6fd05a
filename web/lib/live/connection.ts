import { REVOKED } from '../../../schema/contracts/scenes.ts';
import { backoffMs } from './backoff.ts';
import type { Link } from './status.ts';

export interface ConnectionEvents {
  /** A message, as it came. */
  readonly onMessage: (data: unknown) => void;
  readonly onLink: (link: Link) => void;
  /** The server knows our token no longer: trying again with it is of no use, and is not done. */
  readonly onRefused: () => void;
}

export interface ConnectionDeps {
  readonly url: string;
  readonly now: () => number;
  readonly random: () => number;
  readonly open: (url: string) => WebSocket;
}

/** Time a connection has to say something before the next one is tried: TCP alone would wait for minutes. */
const CONNECT_WITHIN_MS = 4_000;

/** One socket at a time, for ever: opens, drops, waits, opens again. Knows nothing of what the frames mean. */
export class Connection {
  #socket: WebSocket | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #attempt = 0;
  #deps: ConnectionDeps;
  #events: ConnectionEvents;

  constructor(deps: ConnectionDeps, events: ConnectionEvents) {
    this.#deps = deps;
    this.#events = events;
  }

  /** Starts a connection now, in place of whatever is under way. */
  open(): void {
    this.#discard();
    this.#events.onLink({ phase: 'connecting', retryAt: null });
    let socket: WebSocket;
    try {
      socket = this.#deps.open(this.#deps.url);
    } catch {
      this.#retry();
      return;
    }
    this.#socket = socket;
    this.#timer = setTimeout(() => this.drop(), CONNECT_WITHIN_MS);
    socket.onmessage = (event: MessageEvent<unknown>) => {
      if (socket.readyState === WebSocket.OPEN) this.#events.onMessage(event.data);
    };
    socket.onclose = ({ code }: CloseEvent) => {
      if (this.#socket !== socket) return;
      if (code !== REVOKED) return this.#retry();
      this.#discard();
      this.#events.onRefused();
    };
  }

  /** Called once the data are complete: only that, not an open port, makes the next failure a first one again. */
  settled(): void {
    clearTimeout(this.#timer);
    this.#attempt = 0;
    this.#events.onLink({ phase: 'open', retryAt: null });
  }

  /** Gives up on the present socket, which may never notice by itself, and tries again after a pause. */
  drop(): void {
    this.#retry();
  }

  /** Tries at once when a pause is under way; a good connection is left alone. */
  hurry(): void {
    if (this.#socket === null) {
      this.#attempt = 0;
      this.open();
    }
  }

  send(message: object): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(message));
  }

  close(): void {
    this.#discard();
  }

  #retry(): void {
    this.#discard();
    const waitMs = backoffMs(this.#attempt, this.#deps.random());
    this.#attempt += 1;
    this.#events.onLink({ phase: 'waiting', retryAt: this.#deps.now() + waitMs });
    this.#timer = setTimeout(() => this.open(), waitMs);
  }

  #discard(): void {
    clearTimeout(this.#timer);
    const socket = this.#socket;
    this.#socket = null;
    if (socket === null) return;
    socket.onmessage = null;
    socket.onclose = null;
    // Closing while still connecting makes the browser log an error that is none.
    if (socket.readyState === WebSocket.CONNECTING) socket.onopen = () => socket.close();
    else socket.close();
  }
}
