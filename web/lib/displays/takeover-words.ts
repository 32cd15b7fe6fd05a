import type { BrandTile } from '../../../schema/contracts/live.ts';
import { formatAge, formatClock, formatCount, formatDay, formatSigned, windowWords } from '../format.ts';
import { sentimentFigure, silenceWords } from '../tiles/words.ts';

const DAY_MS = 86_400_000;

/** `Since 14:02, 12 min`; with the day when the time of day alone would not tell. */
export function sinceWords(startedAt: number, now: number): string {
  const ageMs = Math.max(0, now - startedAt);
  const clock = formatClock(startedAt, false);
  if (ageMs < 60_000) return `Since ${clock}, just now`;
  return `Since ${ageMs < DAY_MS ? clock : `${formatDay(startedAt)}, ${clock}`}, ${formatAge(ageMs)}`;
}

export interface TakeoverFigure {
  readonly title: string;
  readonly value: string;
  readonly note: string;
}

/** How the brand stands of which a takeover speaks; empty when nothing is known of it. */
export function takeoverFigures(tile: BrandTile | undefined, now: number | null): readonly TakeoverFigure[] {
  if (tile === undefined) return [];
  const { netSentiment, volume, windowMs } = tile;
  return [
    {
      title: 'Net sentiment',
      value: formatSigned(netSentiment.value),
      note: sentimentFigure(netSentiment).note,
    },
    {
      title: `Mentions in ${windowWords(windowMs)}`,
      value: formatCount(volume.value),
      note:
        volume.value === 0
          ? silenceWords(tile, now)
          : volume.usual === null
            ? 'no history yet'
            : `usually ${formatCount(volume.usual)}`,
    },
  ];
}
