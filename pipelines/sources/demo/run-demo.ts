import type { Clock } from '../../clock.ts';
import type { Ingest } from '../ingest.ts';
import { BACK_STORY_MS, tellBackStory, tellIdentities, type Span } from './back-story.ts';
import { DemoWorld } from './demo-world.ts';
import { tell, type Intake, type TellDeps } from './tell.ts';

/** What a store holds of the demo. Epoch milliseconds. */
export interface StoredDemo {
  /** Event time of the oldest mention and of the newest one. */
  readonly firstAt: number;
  readonly lastAt: number;
  /** Up to where contacts and self-help are stored of the time before the oldest mention, or null: nothing. */
  readonly backStoryAt: number | null;
}

export interface DemoDeps {
  readonly ingest: Ingest;
  /** Without it only mentions are told. */
  readonly intake?: Intake;
  readonly clock: Clock;
  readonly seed: number;
  /** Null: an empty store. */
  readonly stored: StoredDemo | null;
  readonly log: (message: string) => void;
  readonly warn: (message: string, error: unknown) => void;
}

export interface Demo {
  /** Resolves when the day before now has been stored, and the weeks of contacts before it, or that failed. */
  readonly filled: Promise<void>;
  stop(): Promise<void>;
}

const HISTORY_MS = 86_400_000;
const LIVE_EVERY_MS = 400;

/**
 * Fills the last day and then lives on, through the same doors as everybody else's rows. Whose accounts the brands know,
 * and the weeks before of contacts and self-help alone, follow while it lives: a wall must not wait for them.
 */
export function runDemo({ ingest, intake, clock, seed, stored, log, warn }: DemoDeps): Demo {
  const world = new DemoWorld(seed);
  const startedAt = clock.now();
  const dayAt = startedAt - HISTORY_MS;
  let next = Math.max(dayAt, stored === null ? 0 : stored.lastAt + 1);
  let stopped = false;
  const deps: TellDeps = { ingest, ...(intake && { intake }), isStopped: () => stopped };
  const seconds = () => `${((clock.now() - startedAt) / 1_000).toFixed(1)} s`;

  /** Everything that happened up to now and was not told yet. A failed batch is told again: rows count once. */
  const catchUp = async (): Promise<number> => {
    const now = clock.now();
    const count = await tell(world.events(next, now), deps);
    if (!stopped) next = now;
    return count;
  };

  const fill = async (): Promise<void> => {
    const count = await catchUp();
    if (!stopped) log(`Demo: ${count} mentions of the last day in ${seconds()}; now live.`);
  };
  const fillBack = async (): Promise<void> => {
    if (intake === undefined || stopped) return;
    await tellIdentities(seed, intake);
    await tellBackStory(seed, untold(dayAt, stored), deps);
    if (!stopped) log(`Demo: customers and five weeks of contacts and self-help in ${seconds()}.`);
  };
  const history = fill().catch((error: unknown) => warn('The demo could not fill its history.', error));
  const filled = history
    .then(fillBack)
    .catch((error: unknown) => warn('The demo could not fill the weeks before its history.', error));
  let turn: Promise<unknown> = history;
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
      await Promise.all([turn, filled]);
    },
  };
}

/** What the store lacks of the weeks before the last day: the rest of the back story, and the days nobody ran the demo. */
function untold(dayAt: number, stored: StoredDemo | null): Span[] {
  const oldestAt = dayAt + HISTORY_MS - BACK_STORY_MS;
  const backAt = stored?.backStoryAt ?? null;
  return [
    { from: Math.max(oldestAt, backAt === null ? 0 : backAt + 1), to: Math.min(dayAt, stored?.firstAt ?? dayAt) },
    { from: Math.max(oldestAt, stored === null ? dayAt : stored.lastAt + 1), to: dayAt },
  ].filter(({ from, to }) => from < to);
} // prettier-ignore
