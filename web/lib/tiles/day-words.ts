import type { BrandReadings } from '../../../schema/contracts/live.ts';
import { figureParts } from '../figures/by-unit.ts';
import { figureOf } from '../live/readings.ts';

export interface DayFigure {
  readonly id: string;
  /** As the metric has them: a tile is drawn before anything was asked of the server. */
  readonly unit: string;
  readonly minN: number;
  /** What follows the number. */
  readonly words: string;
}

/** The few figures of the last day that a tile has room for. */
export const DAY_FIGURES: readonly DayFigure[] = [
  { id: 'sla_attainment', unit: 'share', minN: 5, words: 'within target' },
  { id: 'customers_at_risk', unit: 'customers', minN: 0, words: 'at risk' },
  { id: 'deflection_d', unit: 'share', minN: 20, words: 'deflected (D)' },
];

export interface DayWords {
  readonly id: string;
  readonly figure: string;
  readonly words: string;
  /** It rests on too few: drawn grey. */
  readonly thin: boolean;
}

/** Those that have a value, each with the words that follow it. */
export function dayWords(readings: BrandReadings | undefined): readonly DayWords[] {
  return DAY_FIGURES.flatMap(({ id, unit, minN, words }) => {
    const read = figureOf(readings, id);
    const [part] = figureParts(read?.value ?? null, unit);
    if (read === undefined || part === undefined) return [];
    const figure = part.unit === '%' ? `${part.value}\u202f%` : part.value;
    return [{ id, figure, words, thin: read.n < minN }];
  });
}
