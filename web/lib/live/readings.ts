import type { BrandReadings, LiveFigure } from '../../../schema/contracts/live.ts';
import { isBag, isCount, isListOf, isMaybeNumber, isNumber, isText, isUnsetOr } from './guards.ts';
import { isStory } from './stories.ts';

/** The figures of the last day of each brand, by brand: newest of each. */
export type Readings = ReadonlyMap<string, BrandReadings>;
export const NO_READINGS: Readings = new Map();

const isFlag = (value: unknown): boolean => typeof value === 'boolean';

function isFigure(value: unknown): value is LiveFigure {
  return (
    isBag(value) &&
    isMaybeNumber(value.value) &&
    isCount(value.n) &&
    isUnsetOr(value.numerator, isNumber) &&
    isUnsetOr(value.denominator, isNumber) &&
    isUnsetOr(value.low, isMaybeNumber) &&
    isUnsetOr(value.high, isMaybeNumber) &&
    isUnsetOr(value.open, isFlag) &&
    isUnsetOr(value.missing, (missing) => isListOf(missing, isText))
  );
}

/** A brand's readings without those figures that are none; null when there is no telling whose or of when they are. */
export function parseReadings(value: unknown): BrandReadings | null {
  if (!isBag(value)) return null;
  const { brand, from, to, asOf, figures, stories } = value;
  if (!isText(brand) || !isNumber(from) || !isNumber(to) || !isNumber(asOf) || !isBag(figures)) return null;
  const sound = Object.entries(figures).filter((entry): entry is [string, LiveFigure] => isFigure(entry[1]));
  return {
    brand,
    from,
    to,
    asOf,
    figures: Object.fromEntries(sound),
    stories: Array.isArray(stories) ? stories.filter(isStory) : [],
  };
}

/** Newer ones replace their predecessors; the same map when there was nothing new, so nothing redraws for it. */
export function mergeReadings(old: Readings, added: readonly BrandReadings[] = []): Readings {
  let merged: Map<string, BrandReadings> | undefined;
  for (const reading of added) {
    const known = (merged ?? old).get(reading.brand);
    if (known !== undefined && known.asOf > reading.asOf) continue;
    merged ??= new Map(old);
    merged.set(reading.brand, reading);
  }
  return merged ?? old;
}

/** A metric may be named like a method of every object. */
export const figureOf = (readings: BrandReadings | undefined, id: string): LiveFigure | undefined =>
  readings !== undefined && Object.hasOwn(readings.figures, id) ? readings.figures[id] : undefined;
