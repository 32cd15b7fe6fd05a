import { createCalendar, type Calendar } from '../pipelines/calendar/calendar.ts';
import { settingsOf, type BrandSettings } from '../pipelines/metrics/settings.ts';
import type { Config } from './config.ts';

const DEFAULT_ZONE = 'UTC';

/** What the configuration says of each brand's desk and costs, worked out once. */
export function careOf({ brands, weights }: Pick<Config, 'brands' | 'weights'>): {
  readonly settingsOf: (brand: string) => BrandSettings;
  /** Null: the desk never closes. */
  readonly calendarOf: (brand: string) => Calendar | null;
} {
  const known = new Map<string, BrandSettings>();
  const calendars = new Map<string, Calendar>();
  for (const { id, zone = DEFAULT_ZONE, care = {} } of brands) {
    known.set(id, settingsOf(id, zone, care, weights));
    if (care.hours !== undefined) calendars.set(id, createCalendar(zone, care.hours, care.holidays ?? []));
  }
  return {
    settingsOf: (brand) => known.get(brand) ?? settingsOf(brand, DEFAULT_ZONE, {}, weights),
    calendarOf: (brand) => calendars.get(brand) ?? null,
  };
}
