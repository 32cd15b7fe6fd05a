import type { MentionInput } from '../../../schema/contracts/mention.ts';
import type { Clock } from '../../clock.ts';
import type { Ingest } from '../ingest.ts';
import { DemoWorld } from './demo-world.ts';

export interface DemoDeps {
  readonly ingest: Ingest;
  readonly clock: Clock;
  readonly seed: number;
  /** Event time of the newest demo mention that is stored, or null in an empty store. */
  readonly lastAt: number | null;
  readonly log: (message: string) => void;
  readonly warn: (message: string, error: unknown) => void;
}

export interface Demo {
  /** Resolves when the day before now has been stored. */
  readonly filled: Promise<void>;
  stop(): Promise<void>;
}

const HISTORY_MS = 86_400_000;
const BATCH = 2_000;
const MINUTE_MS = 60_000;
const LIVE_EVERY_MS = 400;

/** Fills the last day and then lives on, through the same door as everybody else's mentions. */
export function runDemo({ ingest, clock, seed, lastAt, log, warn }: DemoDeps): Demo {
  const world = new DemoWorld(seed);
  const startedAt = clock.now();
  let next = Math.max(startedAt - HISTORY_MS, lastAt === null ? 0 : lastAt + 1);
  let stopped = false;

  const tell = async (mentions: Iterable<MentionInput>): Promise<number> => {
    let count = 0;
    let batch: MentionInput[] = [];
    const send = async () => {
      if (batch.length > 0 && !stopped) await ingest.take(batch.map((value) => ({ value })));
      count += batch.length;
      batch = [];
    };
    let minute = Number.NaN;
    for (const mention of mentions) {
      const next = Math.floor(new Date(mention.at).getTime() / MINUTE_MS);
      // Cut between minutes: half a minute told late would be a revision of the other half.
      if (batch.length >= BATCH && next !== minute) await send();
      minute = next;
      batch.push(mention);
      if (stopped) return count;
    }
    await send();
    return count;
  };
  /** Everything that happened up to now and was not told yet. A failed batch is told again: mentions count once. */
  const catchUp = async (): Promise<number> => {
    const now = clock.now();
    const count = await tell(world.mentions(next, now));
    if (!stopped) next = now;
    return count;
  };

  const fill = async (): Promise<void> => {
    const count = await catchUp();
    if (!stopped)
      log(
        `Demo: ${count} mentions of the last day in ${((clock.now() - startedAt) / 1_000).toFixed(1)} s; now live.`,
      );
  };
  const filled = fill().catch((error: unknown) => warn('The demo could not fill its history.', error));
  let turn: Promise<unknown> = filled;
  const live = clock.scheduler.schedule(function () {
    turn = turn
      .then(() => (stopped ? 0 : catchUp()))
      .catch((error: unknown) => warn('The demo missed a moment and will tell it again.', error));
    void turn.then(() => this.schedule(undefined, LIVE_EVERY_MS));
  }, LIVE_EVERY_MS);

  return {
    filled,
    async stop() {
      stopped = true;
      live.unsubscribe();
      await turn;
    },
  };
}
