import { statfsSync } from 'node:fs';
import { StoreError } from './store.ts';

/**
 * Nothing is written with less than this free: room for what is already being written, and for another program that
 * is filling the disk at the same time. Bytes.
 */
export const NEEDED_BYTES = 64 * 2 ** 20;
/** Merging goes on when there is this much, so that it does not stop and start around one limit. Bytes. */
const COMFORTABLE_BYTES = 2 * NEEDED_BYTES;
/** While a write runs the disk may lose this much without suspicion. Bytes. */
const LEFT_AFTER_BYTES = NEEDED_BYTES / 2;
const LOOK_EVERY_MS = 250;
/** Whatever was being written when the room ran out is younger than this when it is noticed. */
const RECENT_S = 30;
const NOT_ENOUGH_SPACE = 243;
const CORRUPTED_DATA = 246;

/** What the guard asks of the engine, on a handle of its own: it must not wait behind a long statement. */
export interface GuardedEngine {
  query(sql: string): Promise<object[]>;
  command(sql: string): Promise<void>;
  close(): Promise<void>;
}

export interface DiskGuardOptions {
  /** The data directory. */
  readonly path: string;
  /** Called when it is first needed: on a disk with room it never is. */
  readonly open: () => GuardedEngine;
  /** Told once that something on disk is damaged: only a restart lets the engine set it aside. */
  readonly damaged: (error: StoreError) => void;
  /** Free bytes of the disk of a directory. */
  readonly free?: (path: string) => number;
}

/**
 * Keeps the embedded engine from writing on a full disk. chDB 3.4.0 takes a write that fails with ENOSPC for one that
 * succeeded: files stay empty, and inserts, merges and changes of tables report success over them.
 *
 * So nothing is written without room to spare, merging stops when there is none, and whatever was written while the
 * space ran out is read again before anybody is told that it is stored.
 */
export class DiskGuard {
  readonly #options: DiskGuardOptions;
  readonly #timer: NodeJS.Timeout;
  #merging = true;
  #opened: GuardedEngine | null = null;
  #looking: Promise<void> = Promise.resolve();
  #damage: StoreError | null = null;

  constructor(options: DiskGuardOptions) {
    this.#options = options;
    let idle = true;
    this.#timer = setInterval(() => {
      if (!idle) return;
      idle = false;
      this.#looking = this.#look().finally(() => (idle = true));
    }, LOOK_EVERY_MS);
    this.#timer.unref();
  }

  /** @throws StoreError when there is no room to write, or something is damaged. */
  requireRoom(): void {
    if (this.#damage !== null) throw this.#damage;
    requireRoom(this.#options.path, this.#free());
  }

  /** After a write that reported success. @throws StoreError when it, or anything else of late, cannot be read again. */
  async confirm(): Promise<void> {
    if (this.#free() < LEFT_AFTER_BYTES) await this.#check();
    if (this.#damage !== null) throw this.#damage;
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#looking;
    await this.#opened?.close();
  }

  #free(): number {
    const { path, free = freeBytes } = this.#options;
    return free(path);
  }

  #engine(): GuardedEngine {
    return (this.#opened ??= this.#options.open());
  }

  /** Never rejects: what failed is tried again at the next look. */
  async #look(): Promise<void> {
    try {
      const free = this.#free();
      if (free < NEEDED_BYTES && this.#merging) {
        // This also breaks off what is being merged; its parts stay as they are.
        await this.#engine().command('SYSTEM STOP MERGES');
        await this.#check();
        this.#merging = false;
      } else if (free >= COMFORTABLE_BYTES && !this.#merging) {
        await this.#check();
        await this.#engine().command('SYSTEM START MERGES');
        this.#merging = true;
      }
    } catch {
      // The state is unchanged, so that the next look does the same again.
    }
  }

  /** Reads every part again that was written of late. */
  async #check(): Promise<void> {
    for (const { table, name } of await this.#parts(`modification_time >= now() - ${RECENT_S}`)) {
      const why = await this.#whyBroken(table, name);
      // A part that was merged meanwhile cannot be checked, and need not be.
      if (why === null || (await this.#parts(`table = '${table}' AND name = '${name}'`)).length === 0)
        continue;
      this.#report(table, name, why);
      return;
    }
  }

  async #parts(condition: string): Promise<{ table: string; name: string }[]> {
    const rows = await this.#engine().query(
      `SELECT table, name FROM system.parts WHERE active AND database = currentDatabase() AND ${condition}`,
    );
    return rows as { table: string; name: string }[];
  }

  async #whyBroken(table: string, part: string): Promise<string | null> {
    try {
      const rows = await this.#engine().query(`CHECK TABLE \`${table}\` PART '${part}'`);
      const failed = (rows as { is_passed: number; message: string }[]).find(
        ({ is_passed: passed }) => Number(passed) === 0,
      );
      return failed?.message ?? null;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }

  #report(table: string, part: string, why: string): void {
    if (this.#damage !== null) return;
    this.#damage = new StoreError(
      `The disk of the data directory ${this.#options.path} filled up while ${part} of the table ${table} was being written, and it is damaged. Free some space and start again: it is set aside then, and what was not acknowledged is sent again.`,
      'refused',
      CORRUPTED_DATA,
      { cause: new Error(why) },
    );
    this.#options.damaged(this.#damage);
  }
}

/** @throws StoreError when the disk has no room to write. */
export function requireRoom(path: string, free = freeBytes(path)): void {
  if (free < NEEDED_BYTES) throw fullError(path, free);
}

export function fullError(path: string, free: number, cause?: unknown): StoreError {
  const mebibytes = (bytes: number) => `${Math.floor(bytes / 2 ** 20)} MiB`;
  return new StoreError(
    `The disk of the data directory ${path} is full: ${mebibytes(free)} are free and ${mebibytes(NEEDED_BYTES)} must be. Free some space on it, or choose another with BRANDWALL_DATA.`,
    'refused',
    NOT_ENOUGH_SPACE,
    { cause },
  );
}

function freeBytes(path: string): number {
  const { bavail, bsize } = statfsSync(path);
  return bavail * bsize;
}
