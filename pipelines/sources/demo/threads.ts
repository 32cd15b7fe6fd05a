import type { Draft, DraftKind, Opening } from './drafts.ts';
import type { Cast } from './cast.ts';
import { MESSAGE_CHANNELS, REVIEW_CHANNELS, SHARED_CHANNELS } from './channel-kinds.ts';
import type { Random } from './random.ts';
import type { LocalTime } from './rhythm.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** A conversation is over this long after its opening, answered or not. Whoever starts reading looks back this far. */
export const HORIZON_MS = 10 * HOUR_MS;

/** Everything that follows an opening, in no particular order: answers, further words of the customer, reposts. */
export function* thread(opening: Opening, random: Random, local: LocalTime, cast: Cast): Generator<Draft> {
  const endAt = opening.at + HORIZON_MS;
  const draft = (suffix: string, kind: DraftKind, at: number, parent: string, by = opening.by): Draft => ({
    id: `${opening.id}-${suffix}`,
    at: Math.floor(at),
    kind,
    opening,
    parent,
    by,
  });

  if (random.chance(opening.profile.team.auto) && opening.mood !== 'positive') {
    yield draft('auto', 'auto-reply', opening.at + random.between(2_000, 20_000), opening.id);
  }
  const answerAt = answered(opening, random, local);
  const impatient = opening.mood === 'negative' && random.chance(0.16);
  const nagAt = opening.at + Math.max(25 * MINUTE_MS, random.logNormal(70 * MINUTE_MS, 0.5));
  if (impatient && nagAt < Math.min(answerAt, endAt)) yield draft('nag', 'nag', nagAt, opening.id);
  if (answerAt < endAt) {
    yield draft('r1', 'human-reply', answerAt, opening.id);
    yield* rest(opening, answerAt, endAt, random, draft);
  }
  yield* reposts(opening, random, draft, cast);
}

type MakeDraft = (suffix: string, kind: DraftKind, at: number, parent: string, by?: number) => Draft;

function* rest(
  opening: Opening,
  answerAt: number,
  endAt: number,
  random: Random,
  draft: MakeDraft,
): Generator<Draft> {
  if (REVIEW_CHANNELS.has(opening.channel) || opening.mood === 'positive' || !random.chance(0.36)) return;
  const backAt = answerAt + Math.max(20_000, random.logNormal(7 * MINUTE_MS, 1));
  if (backAt >= endAt) return;
  const kind = random.weighted({ thanks: 42, detail: 30, protest: opening.mood === 'negative' ? 28 : 8 });
  yield draft('c2', kind, backAt, `${opening.id}-r1`);
  const secondAt =
    backAt + Math.max(MINUTE_MS, random.logNormal(opening.profile.team.medianDelayMin * MINUTE_MS, 0.8));
  if (kind === 'thanks' || !random.chance(0.93) || secondAt >= endAt) return;
  yield draft('r2', 'second-reply', secondAt, `${opening.id}-c2`);
}

/** Most posts are never passed on; trouble is, and so is what many people read. */
function* reposts(opening: Opening, random: Random, draft: MakeDraft, cast: Cast): Generator<Draft> {
  if (!SHARED_CHANNELS.has(opening.channel)) return;
  const viral = random.chance(opening.theme ? 0.02 : 0.001);
  const mean = viral ? 12 : opening.theme ? 0.25 : opening.mood === 'negative' ? 0.09 : 0.05;
  const count = Math.min(60, random.negativeBinomial(mean, 1));
  for (let i = 0; i < count; i++) {
    const at = opening.at + 5_000 + Math.min(3 * HOUR_MS, random.exponential(18 * MINUTE_MS));
    yield draft(
      `p${i}`,
      'repost',
      at,
      opening.id,
      cast.author(opening.brand, opening.channel, 'anything', random.next()),
    );
  }
}

/** When a person of the brand answers, or Infinity. Nobody is there at night; the morning begins with what was left. */
function answered(opening: Opening, random: Random, local: LocalTime): number {
  const { team } = opening.profile;
  const willing = opening.theme ? 0.86 : team.answers[opening.mood];
  const pace = (opening.theme ? 2.5 : 1) * (MESSAGE_CHANNELS.has(opening.channel) ? 0.5 : 1);
  const slower = REVIEW_CHANNELS.has(opening.channel) ? 4 : 1;
  const delayMs = Math.max(
    MINUTE_MS,
    random.logNormal(team.medianDelayMin * pace * slower * MINUTE_MS, 0.95),
  );
  const backlogMs = random.exponential(35 * MINUTE_MS);
  if (!random.chance(willing)) return Infinity;
  const hour = (local.of(opening.at) / HOUR_MS) % 24;
  const open = hour >= team.from && hour < team.to;
  if (open && (hour + delayMs / HOUR_MS < team.to || random.chance(0.3))) return opening.at + delayMs;
  const untilOpenMs = ((team.from - hour + 24) % 24) * HOUR_MS;
  return opening.at + untilOpenMs + 2 * MINUTE_MS + backlogMs;
}
