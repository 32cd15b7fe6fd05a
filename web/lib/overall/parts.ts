import type { BrandTile } from '../../../schema/contracts/live.ts';
import { formatBrief, formatCount, formatDuration, formatLeft } from '../format.ts';
import type { Readings } from '../live/readings.ts';
import { figureOf } from '../live/readings.ts';
import { tameText } from '../text.ts';
import { isOfTheEdge } from '../tiles/words.ts';
import { oldestAloneMs, unattendedOf, type LiveState, type Overall } from './figures.ts';

/** What one brand adds to a figure over all of them. */
export interface OverallPart {
  readonly brand: string;
  readonly name: string;
  /** The figure of the brand that knows more of it. */
  readonly metric: string;
  readonly value: string;
  /** What else there is to it, the first the most important. */
  readonly facts: readonly string[];
}

interface Ranked extends OverallPart {
  /** The least is first. */
  readonly rank: number;
}

/** The brands that have a part in a figure, the most pressing first. Of sources it is not a brand's. */
export function partsOf(id: Overall, live: LiveState): readonly OverallPart[] {
  const { tiles, eventNow } = live;
  if (id === 'silent_sources') return [];
  const ranked = tiles.flatMap((tile): Ranked[] => {
    if (id === 'unattended') return aloneOf(tile, live.readings, live.serverNow);
    return eventNow === null ? [] : (id === 'oldest_waiting' ? oldestOf : dueOf)(tile, eventNow);
  });
  return ranked.toSorted((a, b) => a.rank - b.rank || (a.name < b.name ? -1 : 1));
}

const nameOf = (tile: BrandTile): string => tameText(tile.name, 40);

const waitingFacts = ({ waiting, overdue }: BrandTile['firstResponse']): readonly string[] => [
  `${formatCount(waiting)} waiting`,
  overdue === 0 ? 'none overdue' : `${formatCount(overdue)} overdue`,
];

function oldestOf(tile: BrandTile, now: number): Ranked[] {
  const { firstResponse } = tile;
  const at = firstResponse.oldestWaitingAt;
  if (at === null) return [];
  const value = isOfTheEdge(now - at) ? '≥\u00a024\u202fh' : formatDuration(Math.max(0, now - at));
  const facts = waitingFacts(firstResponse);
  return [{ brand: tile.brand, name: nameOf(tile), metric: 'oldest_waiting', value, facts, rank: at }];
}

/** Those with nobody who is due come last, the most overdue first. */
function dueOf(tile: BrandTile, now: number): Ranked[] {
  const { firstResponse } = tile;
  const { nextBreachAt, overdue, waiting } = firstResponse;
  if (waiting === 0) return [];
  const value = nextBreachAt === null ? 'nothing is due' : formatLeft(nextBreachAt, now);
  const facts = waitingFacts(firstResponse);
  const rank = nextBreachAt ?? Number.MAX_SAFE_INTEGER - overdue;
  return [{ brand: tile.brand, name: nameOf(tile), metric: 'sla_attainment', value, facts, rank }];
}

function aloneOf(tile: BrandTile, readings: Readings, now: number | null): Ranked[] {
  const read = readings.get(tile.brand);
  const count = unattendedOf(read);
  if (read === undefined || count === null || count === 0) return [];
  const all = figureOf(read, 'negative_attendance')?.n ?? 0;
  const aloneMs = oldestAloneMs(read, now);
  const oldest = aloneMs === null ? '' : `oldest ${formatBrief(aloneMs)}`;
  return [
    {
      brand: tile.brand,
      name: nameOf(tile),
      metric: 'negative_attendance',
      value: formatCount(count),
      facts: [`of ${formatCount(all)} negatives`, oldest].filter((fact) => fact !== ''),
      rank: -count,
    },
  ];
}
