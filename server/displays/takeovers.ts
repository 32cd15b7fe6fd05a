import { randomUUID } from 'node:crypto';
import type { Takeover, TakeoverRequest } from '../../schema/contracts/displays.ts';
import { checkTakeover } from './checks.ts';
import type { BookDeps, Shared } from './display-book.ts';
import type { StoredTakeover } from './stored.ts';

/** Changes resolve once they are on disk. @throws HttpProblem, StoreError */
export interface Takeovers {
  /** What holds now. */
  current(): Takeover | null;
  /** In place of the one that holds, if one does. */
  begin(request: TakeoverRequest): Promise<Takeover>;
  /** Nothing when none holds: two people may end it at once. */
  end(): Promise<void>;
  stop(): void;
}

const MINUTE_MS = 60_000;
/** By the time of day, however long the machine slept in between. */
const LOOK_EVERY_MS = 1_000;

export function createTakeovers(
  deps: BookDeps & Shared & { readonly stored: StoredTakeover | null },
): Takeovers {
  const { clock, writer, line, changed, isBrand } = deps;
  let held = deps.stored;

  const current = (): StoredTakeover | null =>
    held === null || held.endedAt !== null || (held.endsAt !== null && held.endsAt <= clock.now())
      ? null
      : held;
  let wasHeld = current() !== null;
  const timer = clock.scheduler.schedule(function () {
    const holds = current() !== null;
    if (wasHeld && !holds) changed();
    wasHeld = holds;
    this.schedule(undefined, LOOK_EVERY_MS);
  }, LOOK_EVERY_MS);

  return {
    current() {
      const takeover = current();
      return takeover === null ? null : shown(takeover);
    },
    begin: (request) =>
      line.run(async () => {
        checkTakeover(request, isBrand);
        const { message, level, brand = null, by, evenInQuietHours, minutes } = request;
        const now = clock.now();
        const earlier = current();
        const takeover: StoredTakeover = {
          id: randomUUID(),
          message: message.trim(),
          level,
          brand,
          by: by.trim(),
          startedAt: now,
          endsAt: minutes === null ? null : now + minutes * MINUTE_MS,
          evenInQuietHours,
          endedAt: null,
        };
        await writer.takeovers([...(earlier === null ? [] : [{ ...earlier, endedAt: now }]), takeover]);
        held = takeover;
        wasHeld = true;
        changed();
        return shown(takeover);
      }),
    end: () =>
      line.run(async () => {
        const takeover = current();
        if (takeover === null) return;
        const over = { ...takeover, endedAt: clock.now() };
        await writer.takeovers([over]);
        held = over;
        wasHeld = false;
        changed();
      }),
    stop: () => timer.unsubscribe(),
  };
}

const shown = (takeover: StoredTakeover): Takeover => {
  const { message, level, brand, by, startedAt, endsAt, evenInQuietHours } = takeover;
  return { message, level, brand, by, startedAt, endsAt, evenInQuietHours };
};
