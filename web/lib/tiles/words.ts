import type { BrandLevel, BrandTile, TileRevision } from '../../../schema/contracts/live.ts';
import type { RevisionReason } from '../../../schema/contracts/revisions.ts';
import {
  formatAge,
  formatBrief,
  formatClock,
  formatCount,
  formatDuration,
  formatLeft,
  formatSigned,
} from '../format.ts';
import { tameText } from '../text.ts';

export const LEVEL_WORDS: Readonly<Record<BrandLevel, string>> = {
  quiet: 'Quiet',
  calm: 'Calm',
  watch: 'Watch',
  alert: 'Alert',
};

/** The reasons of a state one by one, for where not all of them may have room. */
export const reasonsOf = (why: string): string[] => tameText(why, 200).replace(/\.$/, '').split(', ');

/** Fewer judged mentions than this make a number that jumps about; it is shown grey, with its n. */
export const LEAST_N = 10;
const LEAST_REPLIES = 3;

export interface Figure {
  readonly n: number;
  /** Few or none: the figure is drawn grey. */
  readonly weak: boolean;
  readonly note: string;
  /** The second line, for tiles that have room for it. */
  readonly detail: string;
}

export function sentimentFigure(net: BrandTile['netSentiment']): Figure {
  const n = net.positive + net.neutral + net.negative;
  if (net.value === null) return { n, weak: true, note: 'nothing to judge', detail: '' };
  if (n < LEAST_N) return { n, weak: true, note: 'too few to tell', detail: `${n} judged` };
  const note = net.usual === null ? 'no history yet' : `usually ${formatSigned(net.usual)}`;
  return { n, weak: false, note, detail: `${formatCount(n)} judged` };
}

export function responseFigure(response: BrandTile['firstResponse']): Figure {
  const { n, p90Ms, medianMs } = response;
  if (medianMs === null) return { n, weak: true, note: 'no replies yet', detail: '' };
  const note = p90Ms === null ? 'median' : `90\u202f% in ${formatBrief(p90Ms)}`;
  return { n, weak: n < LEAST_REPLIES, note, detail: n === 1 ? '1 reply' : `${formatCount(n)} replies` };
}

const DAY_MS = 86_400_000;
/** A tile looks back a day: who has waited that long may have been waiting for longer. */
export const isOfTheEdge = (waitedMs: number): boolean => waitedMs >= DAY_MS - 300_000;

/** Who is waiting and for how long, or that nobody is. */
export function waitingWords(response: BrandTile['firstResponse'], now: number | null): string {
  if (response.waiting === 0) return 'nobody waiting';
  const waiting = `${formatCount(response.waiting)} waiting`;
  if (response.oldestWaitingAt === null || now === null) return waiting;
  const ms = Math.max(0, now - response.oldestWaitingAt);
  return `${waiting}, oldest ${isOfTheEdge(ms) ? '≥\u00a024\u202fh' : formatDuration(ms)}`;
}

/** What comes next for those who wait: how many are past the target, or when the first will be. Null: nothing does. */
export function dueWords(
  { overdue, nextBreachAt }: Pick<BrandTile['firstResponse'], 'overdue' | 'nextBreachAt'>,
  now: number | null,
): string | null {
  if (overdue > 0) return `${formatCount(overdue)} overdue`;
  if (nextBreachAt === null || now === null) return null;
  return `next due in ${formatLeft(nextBreachAt, now)}`;
}

/** What stands where a volume would when there is none: never heard is not the same as silent for a while. */
export function silenceWords(tile: BrandTile, now: number | null): string {
  if (tile.lastMentionAt === null) return 'never heard';
  if (now === null) return 'silent';
  const ageMs = Math.max(0, now - tile.lastMentionAt);
  // A reply by the brand is heard as well, and no inbound mention.
  return ageMs < 2_000 ? 'heard just now' : `silent for ${formatAge(ageMs)}`;
}

/** For this long a change of a final minute is news. */
export const REVISION_NEWS_MS = 15 * 60_000;

export const REASON_WORDS: Readonly<Record<RevisionReason, string>> = {
  late: 'late mentions',
  deletion: 'a mention was deleted',
  restart: 'recounted after a restart',
  requested: 'recounted on request',
  correction: 'a label was corrected',
  reread: 'mentions were read again',
};

export interface ProvisionalWords {
  readonly word: string;
  /** Left out where there is no room. */
  readonly open: string;
}

/** Null when no minute of the headline figures can change any more. */
export function provisionalWords(openMinutes: number): ProvisionalWords | null {
  return openMinutes > 0
    ? { word: 'provisional', open: `${formatCount(openMinutes)}\u00a0min\u00a0open` }
    : null;
}

export interface RevisionWords {
  /** `12:04 was 17, now 18`. */
  readonly change: string;
  readonly reason: string;
}

/** What a minute said before and says now; null when there was no change, or none lately. */
export function revisionWords(revision: TileRevision | null, now: number | null): RevisionWords | null {
  if (revision === null || now === null) return null;
  // Either way: an instant well ahead of the clock is a mistake, and would never grow old.
  if (Math.abs(now - revision.revisedAt) >= REVISION_NEWS_MS) return null;
  const minute = minuteWords(revision.windowStart, now);
  return { change: `${minute} ${changeWords(revision)}`, reason: REASON_WORDS[revision.reason] };
}

function changeWords({ before, after }: TileRevision): string {
  if (before.volume !== after.volume)
    return `was ${formatCount(before.volume)}, now ${formatCount(after.volume)}`;
  const [was, is] = [formatSigned(before.netSentiment), formatSigned(after.netSentiment)];
  // Replies, reach, or a tenth of a point: it is another minute now, with the same figures.
  return was === is ? 'was corrected' : `sentiment was ${was}, now ${is}`;
}

/** The charted day reaches back over midnight. */
function minuteWords(at: number, now: number): string {
  const clock = formatClock(at, false);
  return new Date(at).toDateString() === new Date(now).toDateString() ? clock : `yesterday ${clock}`;
}
