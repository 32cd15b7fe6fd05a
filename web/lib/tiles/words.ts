import type { BrandLevel, BrandTile } from '../../../schema/contracts/live.ts';
import { formatAge, formatBrief, formatCount, formatDuration, formatSigned } from '../format.ts';

export const LEVEL_WORDS: Readonly<Record<BrandLevel, string>> = {
  quiet: 'Quiet',
  calm: 'Calm',
  watch: 'Watch',
  alert: 'Alert',
};

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

/** Who is waiting and for how long, or that nobody is. */
export function waitingWords(response: BrandTile['firstResponse'], now: number | null): string {
  if (response.waiting === 0) return 'nobody waiting';
  const waiting = `${formatCount(response.waiting)} waiting`;
  if (response.oldestWaitingAt === null || now === null) return waiting;
  return `${waiting}, oldest ${formatDuration(Math.max(0, now - response.oldestWaitingAt))}`;
}

/** What stands where a volume would when there is none: never heard is not the same as silent for a while. */
export function silenceWords(tile: BrandTile, now: number | null): string {
  if (tile.lastMentionAt === null) return 'never heard';
  if (now === null) return 'silent';
  const ageMs = Math.max(0, now - tile.lastMentionAt);
  // A reply by the brand is heard as well, and no inbound mention.
  return ageMs < 2_000 ? 'heard just now' : `silent for ${formatAge(ageMs)}`;
}
