import type { Pairing as Code } from '../../../schema/contracts/displays.ts';
import { ask, AskError } from '../api/ask.ts';
import { backoffMs } from '../live/backoff.ts';
import { goodForMs } from './code-words.ts';
import { parsePairing, parsePairingAnswer } from './parse.ts';

const POLL_MS = 2_000;
const TICK_MS = 250;
/** Asked not to ask so often: a hall of screens that were switched on together. */
const CROWDED_MS = 10_000;

export interface PairingDeps {
  readonly onpaired: (token: string) => void;
}

/** A screen that asks to be paired, for as long as it takes: a code, another when that is over, and never a login. */
export class Pairing {
  #code = $state<string | null>(null);
  #leftMs = $state<number | null>(null);
  #trouble = $state<string | null>(null);
  #claim: Code | null = null;
  /** Monotonic; null when the clocks do not tell. */
  #endsAt: number | null = null;
  #failures = 0;
  #deps: PairingDeps;

  constructor(deps: PairingDeps) {
    this.#deps = deps;
  }

  /** Six digits, or null while there are none. */
  get code(): string | null {
    return this.#code;
  }
  /** How long the code is good for; null when that is not known. */
  get leftMs(): number | null {
    return this.#leftMs;
  }
  /** Why there is no new word from the server, as a sentence. */
  get trouble(): string | null {
    return this.#trouble;
  }

  /** Asks until the screen is paired. Returns what ends it. */
  start(): () => void {
    const stop = new AbortController();
    const ticking = setInterval(() => this.#tick(), TICK_MS);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const again = async (): Promise<void> => {
      const waitMs = await this.#step(stop.signal);
      if (!stop.signal.aborted && waitMs !== null) timer = setTimeout(() => void again(), waitMs);
    };
    void again();
    return () => {
      stop.abort();
      clearInterval(ticking);
      clearTimeout(timer);
    };
  }

  /** One question to the server. Returns how long to wait before the next one; null: there is none. */
  async #step(signal: AbortSignal): Promise<number | null> {
    try {
      const isOver = this.#endsAt !== null && performance.now() >= this.#endsAt;
      const claim = isOver ? null : this.#claim;
      if (claim === null) this.#show(parsePairing(await ask('/api/pairings', { method: 'POST', signal })));
      const answer = claim === null ? null : parsePairingAnswer(await this.#asked(claim, signal));
      this.#failures = 0;
      this.#trouble = null;
      if (answer?.state === 'paired' && answer.token !== undefined) {
        this.#deps.onpaired(answer.token);
        return null;
      }
      if (answer?.state === 'expired') {
        this.#claim = null;
        return 0;
      }
      return POLL_MS;
    } catch (error) {
      if (signal.aborted) return null;
      this.#failures += 1;
      const status = error instanceof AskError ? error.status : null;
      const isCrowded = status === 429;
      // Nobody there can try again: the screen does.
      if (status === 0) this.#trouble = 'The server cannot be reached.';
      else this.#trouble = error instanceof Error ? error.message : String(error);
      return (isCrowded ? CROWDED_MS : POLL_MS) + backoffMs(this.#failures, Math.random());
    }
  }

  #asked = ({ claim }: Code, signal: AbortSignal): Promise<unknown> =>
    ask(`/api/pairings/${encodeURIComponent(claim)}`, { signal });

  #show(pairing: Code | null): void {
    if (pairing === null) throw new Error('The server answered with something this page cannot read.');
    const goodFor = goodForMs(pairing.expiresAt, Date.now());
    this.#claim = pairing;
    this.#code = pairing.code;
    this.#endsAt = goodFor === null ? null : performance.now() + goodFor;
    this.#tick();
  }

  #tick(): void {
    this.#leftMs = this.#endsAt === null ? null : Math.max(0, this.#endsAt - performance.now());
  }
}
