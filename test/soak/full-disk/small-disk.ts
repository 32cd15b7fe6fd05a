import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sleep } from '../../helpers/api-client.ts';

const SIZE_MB = 300;
/** Bytes one file of the filler takes at most. */
const PIECE = 16 * 2 ** 20;
const REFILL_EVERY_MS = 100;

/** A filesystem of its own in memory that can be filled and freed: the machine's disk is never touched. */
export class SmallDisk {
  readonly #root: string;
  #pieces = 0;
  #keeping: { stop: boolean; done: Promise<void> } | null = null;

  /** @throws when this user may not mount. */
  constructor() {
    this.#root = mkdtempSync(join(tmpdir(), 'brandwall-disk-'));
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${SIZE_MB}m`, 'tmpfs', this.#root], {
        stdio: 'pipe',
      });
    } catch (error) {
      rmSync(this.#root, { recursive: true, force: true });
      throw error;
    }
  }

  get dataDir(): string {
    return join(this.#root, 'data');
  }

  /** Bytes. */
  get free(): number {
    const { bavail, bsize } = statfsSync(this.#root);
    return bavail * bsize;
  }

  /** Takes everything but so many bytes, and with 0 every byte the engine frees later on, until `release`. */
  fill(leaveBytes = 0): void {
    this.#take(leaveBytes);
    if (leaveBytes > 0 || this.#keeping !== null) return;
    const keeping = { stop: false, done: Promise.resolve() };
    keeping.done = (async () => {
      while (!keeping.stop) {
        this.#take(0);
        await sleep(REFILL_EVERY_MS);
      }
    })();
    this.#keeping = keeping;
  }

  async release(): Promise<void> {
    if (this.#keeping !== null) {
      this.#keeping.stop = true;
      await this.#keeping.done;
      this.#keeping = null;
    }
    for (const name of readdirSync(this.#root))
      if (name.startsWith('filler-')) rmSync(join(this.#root, name));
  }

  async unmount(): Promise<void> {
    await this.release();
    execFileSync('umount', ['-l', this.#root]);
    rmSync(this.#root, { recursive: true, force: true });
  }

  #take(leaveBytes: number): void {
    for (;;) {
      const size = Math.min(this.free - leaveBytes, PIECE);
      if (size <= 0) return;
      this.#pieces += 1;
      try {
        writeFileSync(join(this.#root, `filler-${this.#pieces}`), Buffer.alloc(size));
      } catch (error) {
        // The server was quicker; what could be written stays.
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
        return;
      }
    }
  }
}
