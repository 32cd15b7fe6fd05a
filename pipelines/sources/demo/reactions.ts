import { HANDLE_CHANNELS, SHARED_CHANNELS } from './channel-kinds.ts';
import { isOpen } from './contacts.ts';
import type { Draft, Opening } from './drafts.ts';
import type { DemoEvent } from './events.ts';
import { hashText, Random } from './random.ts';
import type { LocalTime } from './rhythm.ts';
import { write } from './write.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** From so many followers or reposts on a post is watched. */
const POPULAR_FOLLOWERS = 3_000;
const POPULAR_REPOSTS = 3;
/** How long after a post its totals are told. */
const LOOKS_MS = [10 * MINUTE_MS, HOUR_MS, 4 * HOUR_MS];
/** Attention comes early: two thirds of what is still to come within this long. */
const FADES_MS = 1.5 * HOUR_MS;
const DECIDERS = ['Tess', 'Ravi', 'Jo', 'Em', 'Sol'];

/**
 * What becomes of an opening beside words: its likes, reposts and views grow, the brand likes it, or someone of the team
 * decides not to answer it. `followers`: of its author.
 */
export function* reactions(
  seed: number,
  opening: Opening,
  thread: readonly Draft[],
  followers: number,
  local: LocalTime,
): Generator<DemoEvent<'engagements' | 'decisions'>> {
  const random = new Random(seed, 0x11ce, hashText(opening.id));
  const repostedAt = thread.filter(({ kind }) => kind === 'repost').map(({ at }) => at);
  const isPublic = SHARED_CHANNELS.has(opening.channel) || HANDLE_CHANNELS.has(opening.channel);
  const growth = random.between(0.5, 4);
  const seen = (suffix: string, at: number, likedByBrand: boolean): DemoEvent<'engagements'> => {
    const id = `${opening.id}-${suffix}`;
    const row = () => ({
      id,
      source: 'demo',
      at,
      mention: opening.id,
      ...totals(seed, opening, growth, repostedAt, at),
      ...(likedByBrand && { likedByBrand }),
    });
    return { stream: 'engagements', id, at, row };
  };
  if (isPublic && (followers >= POPULAR_FOLLOWERS || repostedAt.length >= POPULAR_REPOSTS))
    for (const [index, afterMs] of LOOKS_MS.entries()) yield seen(`e${index}`, opening.at + afterMs, false);
  if (isPublic && opening.mood === 'positive' && random.chance(0.35)) {
    const at =
      opening.at + 2 * MINUTE_MS + Math.floor(Math.min(6 * HOUR_MS, random.exponential(40 * MINUTE_MS)));
    if (isOpen(opening.brand, local, at)) yield seen('like', at, true);
  }
  if (
    opening.mood === 'negative' &&
    opening.turn === null &&
    !thread.some(({ kind }) => kind === 'human-reply')
  )
    yield* noReply(random, opening, local);
}

function* noReply(random: Random, opening: Opening, local: LocalTime): Generator<DemoEvent<'decisions'>> {
  const at = opening.at + 20 * MINUTE_MS + Math.floor(Math.min(8 * HOUR_MS, random.exponential(2 * HOUR_MS)));
  const by = random.pick(DECIDERS);
  if (!random.chance(0.6) || !isOpen(opening.brand, local, at)) return;
  const id = `${opening.id}-d`;
  const row = { id, source: 'demo', at, mention: opening.id, decision: 'no_reply' as const, by };
  yield { stream: 'decisions', id, at, row: () => row };
}

/** Totals never fall: they begin with what the mention came with, and grow with time. */
function totals(seed: number, opening: Opening, growth: number, repostedAt: readonly number[], at: number) {
  const first = write(seed, {
    id: opening.id, at: opening.at, kind: 'opening', opening, parent: '', by: opening.by,
  }).metrics; // prettier-ignore
  const factor = 1 + growth * (1 - Math.exp(-(at - opening.at) / FADES_MS));
  const grown = (count: number | null | undefined) => Math.floor((count ?? 0) * factor);
  return {
    likes: grown(first?.likes),
    reposts: grown(first?.reposts) + repostedAt.filter((reposted) => reposted <= at).length,
    replies: grown(first?.replies),
    views: grown(first?.views),
  };
}
