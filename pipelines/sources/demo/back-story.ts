import { DemoWorld } from './demo-world.ts';
import type { DemoEvent } from './events.ts';
import { identities } from './identities.ts';
import { tell, type Intake, type TellDeps } from './tell.ts';

const DAY_MS = 86_400_000;
const HALF_DAY_MS = DAY_MS / 2;
/** Five weeks: what an hour of the week is measured by. */
export const BACK_STORY_MS = 35 * DAY_MS;

/** Instants in epoch milliseconds: `from ≤ at < to`. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/**
 * Contacts and help that was found or not, in the weeks before the mentions begin. Views of help pages are left out:
 * with mentions they are what contacts are measured against, and weeks with views but no mentions would pass for quiet.
 */
export function* backStory(world: DemoWorld, { from, to }: Span): Generator<DemoEvent> {
  for (const event of world.events(from, to, ['contacts', 'self-help']))
    if (event.stream === 'contacts' || event.row().kind !== 'view') yield event;
}

/** Whose accounts the brands know, in one go. Rows that were told before are duplicates. @throws what the door does */
export async function tellIdentities(seed: number, intake: Intake): Promise<void> {
  await intake(
    'identities',
    Array.from(identities(seed), (value) => ({ value })),
  );
}

/** Tells back stories, oldest first, half a day at a time: others get a turn in between. @throws what the door does */
export async function tellBackStory(seed: number, spans: readonly Span[], deps: TellDeps): Promise<void> {
  const world = new DemoWorld(seed);
  for (const span of spans)
    for (let { from } = span; from < span.to && !deps.isStopped(); from += HALF_DAY_MS)
      await tell(backStory(world, { from, to: Math.min(span.to, from + HALF_DAY_MS) }), deps);
}
