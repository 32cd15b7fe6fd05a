import type { DisplayProgram } from '../../../schema/contracts/displays.ts';
import type {
  BrandTile,
  IngestTotals,
  ResyncFrame,
  SourceHealth,
  StateChange,
  TickerMention,
} from '../../../schema/contracts/live.ts';
import { DISPLAY_PROTOCOL } from '../../../schema/contracts/scenes.ts';
import { Connection } from './connection.ts';
import { parseFrame } from './parse.ts';
import { EMPTY_STREAM, receive, type Stream } from './stream.ts';
import type { Readings } from './readings.ts';
import {
  connectionWords,
  eventClock,
  freshness,
  serverClock,
  STALE_AFTER_MS,
  type Link,
  type LiveStatus,
} from './status.ts';

/** Fine enough for a countdown and for five seconds of silence to be noticed in time. */
const TICK_MS = 250;
/** A hidden page gets no animation frames; it is then kept current by timer, so that it is right when it is shown. */
const APPLY_WITHIN_MS = 250;
/** The wall clock running ahead of the monotonic one by this much means that the machine was asleep. */
const SLEPT_MS = 3_000;

export interface LiveClientDeps {
  readonly url: string;
  /** Called when the server runs another build than this page. */
  readonly onOutdated: () => void;
  /** Of a display; a desk has none. */
  readonly token?: string;
  /** Called when the token is not, or no longer, good. */
  readonly onRevoked?: () => void;
}

/** The stream as the screen sees it: getters out, `start` in. Reads of the getters are reactive. */
export class LiveClient {
  #stream = $state.raw<Stream>(EMPTY_STREAM);
  #link = $state.raw<Link>({ phase: 'connecting', retryAt: null });
  #now = $state(0);
  #wallNow = $state(0);

  #fresh = $derived(freshness(this.#stream, this.#now));
  #words = $derived(connectionWords(this.#fresh, this.#link, this.#now));
  #eventClock = $derived(eventClock(this.#stream, this.#now));
  #currentAsOf = $state<number | null>(null);

  /** Ahead of `#stream` by the frames of the present animation frame. */
  #newest: Stream = EMPTY_STREAM;
  #frame = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #connection: Connection;
  #onOutdated: () => void;

  constructor(deps: LiveClientDeps) {
    this.#onOutdated = deps.onOutdated;
    this.#connection = new Connection(
      {
        url: deps.url,
        now: () => performance.now(),
        random: Math.random,
        // Browsers send no headers with a socket: the token travels as a protocol.
        open: (url) => new WebSocket(url, deps.token === undefined ? [] : [DISPLAY_PROTOCOL, deps.token]),
      },
      {
        onMessage: (data) => this.#receive(data),
        onLink: (link) => (this.#link = link),
        onRefused: () => deps.onRevoked?.(),
      },
    );
  }

  get tiles(): readonly BrandTile[] {
    return this.#stream.tiles;
  }
  get mentions(): readonly TickerMention[] {
    return this.#stream.mentions;
  }
  get totals(): IngestTotals | null {
    return this.#stream.totals;
  }
  /** The figures of each brand's last day, by brand. */
  get readings(): Readings {
    return this.#stream.readings;
  }
  /** Every source, silent ones first. */
  get sources(): readonly SourceHealth[] {
    return this.#stream.sources;
  }
  /** When brands came to be in another state, newest first. */
  get changes(): readonly StateChange[] {
    return this.#stream.changes;
  }
  get program(): DisplayProgram | null {
    return this.#stream.program;
  }
  get demo(): boolean {
    return this.#stream.demo;
  }
  get status(): LiveStatus {
    return this.#fresh.status;
  }
  get ageMs(): number | null {
    return this.#fresh.ageMs;
  }
  get words(): { readonly word: string; readonly detail: string } {
    return this.#words;
  }
  /** The viewer's clock. */
  get wallNow(): number {
    return this.#wallNow;
  }
  /** The clock ages of readings are measured by; null before the first snapshot. */
  get serverNow(): number | null {
    return serverClock(this.#stream, this.#now);
  }
  /** The clock ages of mentions are measured by; null before the first snapshot. */
  get eventNow(): number | null {
    return this.#eventClock?.now ?? null;
  }
  /** Whether what is shown is history on its way through. */
  get isReplay(): boolean {
    return this.#eventClock?.isReplay ?? false;
  }
  /** When the data on the screen were last known to be current, by the viewer's clock. */
  get currentAsOf(): number | null {
    return this.#currentAsOf;
  }

  /** Connects and stays connected. Returns what ends it. */
  start(): () => void {
    const hurry = (): void => {
      this.#tick();
      if (!document.hidden) this.#connection.hurry();
    };
    this.#tick();
    const ticking = setInterval(() => this.#tick(), TICK_MS);
    window.addEventListener('online', hurry);
    document.addEventListener('visibilitychange', hurry);
    this.#connection.open();
    return () => {
      clearInterval(ticking);
      cancelAnimationFrame(this.#frame);
      clearTimeout(this.#timer);
      window.removeEventListener('online', hurry);
      document.removeEventListener('visibilitychange', hurry);
      this.#connection.close();
    };
  }

  #receive(data: unknown): void {
    const frame = parseFrame(data);
    // What cannot be read is skipped; if it was a delta, the next one shows the gap and a snapshot mends it.
    if (frame === null) return;
    const { stream, ask } = receive(this.#newest, frame, performance.now());
    this.#newest = stream;
    if (ask === 'reload') this.#onOutdated();
    if (ask === 'resync') this.#connection.send({ type: 'resync' } satisfies ResyncFrame);
    if (frame.type === 'snapshot') this.#connection.settled();
    this.#schedule();
  }

  #schedule(): void {
    if (this.#timer !== undefined) return;
    this.#frame = requestAnimationFrame(() => this.#apply());
    this.#timer = setTimeout(() => this.#apply(), APPLY_WITHIN_MS);
  }

  #apply(): void {
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#stream = this.#newest;
    this.#advance();
    const { freshAt } = this.#newest;
    // Fixed here, not derived: two clocks read again and again would make the stamp's seconds waver.
    if (freshAt !== null) this.#currentAsOf = this.#wallNow - (this.#now - freshAt);
  }

  #advance(): void {
    this.#now = performance.now();
    this.#wallNow = Date.now();
  }

  /** The watchdog: a cable that was pulled closes no socket, and a machine that slept has a dead one. */
  #tick(): void {
    const before = { now: this.#now, wall: this.#wallNow };
    this.#advance();
    const slept = before.wall > 0 && this.#wallNow - before.wall - (this.#now - before.now) > SLEPT_MS;
    const silent = this.#newest.freshAt !== null && this.#now - this.#newest.freshAt > this.#patienceMs();
    if (this.#link.phase === 'open' && (slept || silent)) this.#connection.drop();
  }

  #patienceMs(): number {
    return Math.max(STALE_AFTER_MS, 3 * this.#newest.heartbeatMs);
  }
}
