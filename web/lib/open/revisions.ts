import type { PaneFigures } from '../../../schema/contracts/pane-figures.ts';
import { netOf } from '../charts/river.ts';
import { formatClock, formatCount, formatDay, formatSigned } from '../format.ts';
import { isBag, isCount, isText } from '../live/guards.ts';
import { REASON_WORDS } from '../tiles/words.ts';
import type { Window } from './window.ts';

/** As many as one reads. */
export const MOST_REVISIONS = 100;

export const revisionsUrl = (brand: string, { from, to }: Window): string =>
  `/api/revisions?${new URLSearchParams({ brand, from: String(from), to: String(to), limit: String(MOST_REVISIONS) })}`;

export interface RevisionLine {
  readonly minute: string;
  readonly channel: string;
  readonly change: string;
  readonly reason: string;
  readonly when: string;
}

type Figures = Pick<PaneFigures, 'inbound' | 'positive' | 'neutral' | 'negative'>;
const isFigures = (value: unknown): value is Figures =>
  isBag(value) &&
  isCount(value.inbound) &&
  isCount(value.positive) &&
  isCount(value.neutral) &&
  isCount(value.negative);

const netWords = ({ positive, neutral, negative }: Figures): string =>
  formatSigned(netOf(positive, neutral, negative));

function changeWords(before: Figures, after: Figures): string {
  if (before.inbound !== after.inbound)
    return `was ${formatCount(before.inbound)} mentions, now ${formatCount(after.inbound)}`;
  const [was, is] = [netWords(before), netWords(after)];
  return was === is ? 'answers or reach were corrected' : `net sentiment was ${was}, now ${is}`;
}

/** The changes in an answer of `GET /api/revisions`, newest first, of one channel or all; null when it is none. */
export function revisionLines(answer: unknown, only?: string): readonly RevisionLine[] | null {
  if (!isBag(answer) || !Array.isArray(answer.revisions)) return null;
  return answer.revisions.flatMap((value: unknown): RevisionLine[] => {
    if (!isBag(value) || !isText(value.windowStart) || !isText(value.revisedAt)) return [];
    if (!isText(value.channel) || !isText(value.reason)) return [];
    if (only !== undefined && value.channel !== only) return [];
    if (!isFigures(value.before) || !isFigures(value.after)) return [];
    const [start, revised] = [Date.parse(value.windowStart), Date.parse(value.revisedAt)];
    const reasons: Readonly<Record<string, string>> = REASON_WORDS;
    return [
      {
        minute: `${formatDay(start)}, ${formatClock(start, false)}`,
        channel: value.channel,
        change: changeWords(value.before, value.after),
        reason: Object.hasOwn(reasons, value.reason) ? (reasons[value.reason] ?? '') : value.reason,
        when: `${formatDay(revised)}, ${formatClock(revised)}`,
      },
    ];
  });
}

/** How many there are, if all were read. */
export function changesWords(count: number): string {
  if (count >= MOST_REVISIONS) return `the newest ${MOST_REVISIONS} changes`;
  return count === 1 ? '1 minute was revised' : `${count} revisions of minutes`;
}
