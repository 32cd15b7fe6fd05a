import type { BrandReadings, BrandTile, StateChange } from '../../../schema/contracts/live.ts';
import {
  durationParts,
  formatAge,
  formatCount,
  formatSigned,
  NO_DATA,
  THIN,
  windowWords,
  type Quantity,
} from '../../lib/format.ts';
import { figureOf } from '../../lib/live/readings.ts';
import { sentimentFigure, silenceWords } from '../../lib/tiles/words.ts';
import { URGENT_MS } from '../../lib/overall/figures.ts';

/** A figure of a row and the words under it. */
export interface Cell {
  /** What it is, for who cannot see the head of the column. */
  readonly label: string;
  readonly parts: readonly Quantity[];
  readonly note: string;
  /** Drawn grey: little or nothing behind it. */
  readonly weak: boolean;
  /** What has to move first is drawn so. */
  readonly mark: 'watch' | 'alert' | null;
}

/** Four digits fit a column; from there on thousands carry the meaning. */
const briefCount = (value: number): string =>
  value >= 10_000 && value < 999_500 ? `${Math.round(value / 1_000)}${THIN}k` : formatCount(value);

const plain = (value: string): readonly Quantity[] => [{ value, unit: '' }];

export function netCell({ netSentiment }: BrandTile): Cell {
  const { weak, note } = sentimentFigure(netSentiment);
  return { label: 'Net sentiment', parts: plain(formatSigned(netSentiment.value)), note, weak, mark: null };
}

/** How many times the usual; the count where nothing is known of what is usual. */
export function volumeCell(tile: BrandTile, now: number | null): Cell {
  const { value, usual } = tile.volume;
  const base = { label: 'Mentions', mark: null } as const;
  if (tile.lastMentionAt === null) return { ...base, parts: plain(NO_DATA), note: 'never heard', weak: true };
  if (value === 0) return { ...base, parts: plain('0'), note: silenceWords(tile, now), weak: true };
  if (usual === null) return { ...base, parts: plain(briefCount(value)), note: 'no history yet', weak: false };
  if (usual < 0.05) return { ...base, parts: plain(briefCount(value)), note: 'usually none', weak: false };
  return { ...base, parts: plain(timesText(value / usual)), note: `${briefCount(value)} in ${windowWords(tile.windowMs)}`, weak: false };
} // prettier-ignore

const timesText = (times: number): string =>
  times >= 99.5 ? '>99×' : times < 0.05 ? '<0.1×' : `${times < 9.95 ? times.toFixed(1) : Math.round(times)}×`;

export function waitingCell({ firstResponse: { waiting, overdue } }: BrandTile): Cell {
  return {
    label: 'Waiting',
    parts: plain(briefCount(waiting)),
    note: overdue > 0 ? `${briefCount(overdue)} overdue` : waiting > 0 ? 'in time' : 'nobody',
    weak: waiting === 0,
    mark: overdue > 0 ? 'watch' : null,
  };
}

export function breachCell({ firstResponse: { nextBreachAt } }: BrandTile, now: number | null): Cell {
  const base = { label: 'Next breach', mark: null } as const;
  if (nextBreachAt === null || now === null)
    return { ...base, parts: plain(NO_DATA), note: 'nothing is due', weak: true };
  const isUrgent = nextBreachAt - now < URGENT_MS;
  const parts = durationParts(Math.ceil((nextBreachAt - now) / 1_000) * 1_000);
  return { ...base, parts, note: isUrgent ? 'answer now' : 'left', weak: false, mark: isUrgent ? 'alert' : null };
} // prettier-ignore

export function riskCell(readings: BrandReadings | undefined): Cell {
  const read = figureOf(readings, 'customers_at_risk');
  const value = read?.value ?? null;
  return {
    label: 'At risk',
    parts: plain(value === null ? NO_DATA : briefCount(value)),
    note: value === null ? 'unknown' : value === 0 ? 'none' : value === 1 ? 'person' : 'people',
    weak: value === null || value === 0,
    mark: null,
  };
}

/** When the brand came to be as it is: `for 12 min`; empty when the change was not within the day. */
export function sinceWords(tile: BrandTile, changes: readonly StateChange[], now: number | null): string {
  const last = changes.find(({ brand }) => brand === tile.brand);
  if (last === undefined || last.to !== tile.state.level || now === null) return '';
  const age = formatAge(Math.max(0, now - last.at));
  return age === 'now' ? 'just now' : `for ${age}`;
}
