import type { Subscription } from 'rxjs';
import type { Clock } from '../../pipelines/clock.ts';

/** A request that was answered with 429 or 503. */
export interface Refusal {
  readonly statusCode: number;
  readonly code: string;
  /** One sentence, for the log only: it may say where the store is. */
  readonly why: string;
}

export interface RefusalLine {
  readonly statusCode: number;
  readonly code: string;
  /** How many requests this line stands for. */
  readonly requests: number;
  readonly message: string;
}

export interface RefusalLogDeps {
  readonly clock: Clock;
  readonly write: (line: RefusalLine) => void;
}

export interface RefusalLog {
  note(refusal: Refusal): void;
  /** Writes what is still owed and stops its timers. What comes later is written one by one. */
  close(): void;
}

/** An outage turns everybody away, many times a second: its log is to be read, and to leave room on the disk. */
const LINE_EVERY_MS = 5_000;

/** An engine may quote what it was sent. */
const LONGEST_WHY = 500;

interface Period {
  requests: number;
  latest: Refusal;
  readonly timer: Subscription;
}

/**
 * One line for the first refusal of a code, and then one every five seconds that says how many there were since and why
 * the latest was. None is left out of the count: a period that saw some ends with their line.
 */
export function createRefusalLog({ clock, write }: RefusalLogDeps): RefusalLog {
  const periods = new Map<string, Period>();
  let closed = false;

  const writeLine = ({ statusCode, code, why }: Refusal, requests: number): void =>
    write({
      statusCode,
      code,
      requests,
      message: `${requests === 1 ? 'A request was' : `${requests} requests were`} answered with ${statusCode}: ${why.trim().slice(0, LONGEST_WHY)}`,
    });
  const begin = (latest: Refusal): void => {
    const timer = clock.scheduler.schedule(() => end(latest.code), LINE_EVERY_MS);
    periods.set(latest.code, { requests: 0, latest, timer });
  };
  const end = (code: string): void => {
    const period = periods.get(code);
    periods.delete(code);
    if (period === undefined || period.requests === 0) return;
    writeLine(period.latest, period.requests);
    if (!closed) begin(period.latest);
  };

  return {
    note(refusal) {
      const period = periods.get(refusal.code);
      if (period !== undefined) {
        period.requests += 1;
        period.latest = refusal;
        return;
      }
      writeLine(refusal, 1);
      if (!closed) begin(refusal);
    },
    close() {
      closed = true;
      for (const [code, { timer }] of [...periods]) {
        timer.unsubscribe();
        end(code);
      }
    },
  };
}
