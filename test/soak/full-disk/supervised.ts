import { sleep } from '../../helpers/api-client.ts';
import { launch, type Exit } from '../../helpers/server-process.ts';
import type { Ledger } from '../ledger.ts';

const START_WITHIN_MS = 60_000;
/** What the program promises, and what a busy machine adds. */
const STOP_WITHIN_MS = 25_000;
/** What a person must be told: that it is the disk, and what to do. */
const SENTENCE =
  /^(The stream has stopped and cannot go on\. )?The disk of the data directory .+ (is full: .+ Free some space|filled up .+ Free some space).*\.$/m;

export type Started = 'serving' | 'ended with the sentence' | 'failed';

/** The real server on one port, started again when it ends for want of space: what a supervisor does. */
export class Supervised {
  readonly url: string;
  readonly #env: Record<string, string>;
  readonly #ledger: Ledger;
  #process: ReturnType<typeof launch> | null = null;
  /** How often it ended by itself with a sentence about the disk. */
  endedWithSentence = 0;

  readonly #log: (line: string) => void;

  constructor(port: number, dataDir: string, ledger: Ledger, log: (line: string) => void) {
    this.#log = log;
    this.url = `http://127.0.0.1:${port}`;
    this.#env = { PORT: String(port), BRANDWALL_DATA: dataDir };
    this.#ledger = ledger;
  }

  get stderr(): string {
    return this.#process?.stderr() ?? '';
  }

  /** Starts it and waits until it answers or has ended; anything but a sentence about the disk is a violation. */
  async start(): Promise<Started> {
    this.#process = launch({ env: this.#env });
    const until = performance.now() + START_WITHIN_MS;
    while (!this.#hasEnded()) {
      if ((await this.status('/healthz')) === 200) return 'serving';
      if (performance.now() > until) {
        this.#ledger.violation(`It neither answered nor ended within ${START_WITHIN_MS} ms: ${this.stderr}`);
        return 'failed';
      }
      await sleep(25);
    }
    return (await this.#judgeExit()) ? 'ended with the sentence' : 'failed';
  }

  /** Starts it again if it has ended with the sentence. */
  async keepUp(): Promise<void> {
    if (this.#process === null || !this.#hasEnded()) return;
    if (await this.#judgeExit()) await this.start();
  }

  /** 0: no answer. */
  async status(path: string): Promise<number> {
    return fetch(this.url + path, { signal: AbortSignal.timeout(START_WITHIN_MS) }).then(
      (answer) => answer.arrayBuffer().then(() => answer.status),
      () => 0,
    );
  }

  /** Milliseconds until it has ended. */
  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number> {
    const ending = this.#process;
    if (ending === null) return 0;
    const startedAt = performance.now();
    ending.child.kill(signal);
    await Promise.race([ending.exited, sleep(STOP_WITHIN_MS)]);
    if (!this.#hasEnded()) {
      this.#ledger.violation(`It did not end within ${STOP_WITHIN_MS} ms of ${signal}: ${this.stderr}`);
      ending.child.kill('SIGKILL');
    }
    await ending.exited;
    this.#process = null;
    return Math.round(performance.now() - startedAt);
  }

  #hasEnded(): boolean {
    const child = this.#process?.child;
    return child === undefined || child.exitCode !== null || child.signalCode !== null;
  }

  async #judgeExit(): Promise<boolean> {
    const { code, signal }: Exit = (await this.#process?.exited) ?? { code: null, signal: null };
    if (code === 1 && SENTENCE.test(this.stderr)) {
      this.endedWithSentence += 1;
      this.#log(`  ${this.stderr.trim().split('\n').at(-1) ?? ''}`);
      return true;
    }
    this.#ledger.violation(`It ended by itself (${code ?? signal}): ${this.stderr.slice(-2_000)}`);
    return false;
  }
}
