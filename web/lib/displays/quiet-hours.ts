import type { QuietHours, Takeover } from '../../../schema/contracts/displays.ts';

const MINUTES_AN_HOUR = 60;

/** Making one is slow, and a display asks several times a second. */
const formats = new Map<string, Intl.DateTimeFormat | null>();

function formatOf(zone: string): Intl.DateTimeFormat | null {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  let format: Intl.DateTimeFormat | null = null;
  try {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
  } catch {
    // An old browser may not know a zone the server does.
  }
  formats.set(zone, format);
  return format;
}

/** Minutes since midnight on the clocks of a zone; null in a zone this browser does not know. */
export function minuteOfDay(at: number, zone: string): number | null {
  const parts = formatOf(zone)?.formatToParts(at);
  return parts === undefined
    ? null
    : Number(valueOf(parts, 'hour')) * MINUTES_AN_HOUR + Number(valueOf(parts, 'minute'));
}

const valueOf = (parts: readonly Intl.DateTimeFormatPart[], type: string): string =>
  parts.find((part) => part.type === type)?.value ?? '';

const minutesOf = (clock: string): number => {
  const [hours = NaN, minutes = NaN] = clock.split(':').map(Number);
  return hours * MINUTES_AN_HOUR + minutes;
};

/** Whether it is night for a display: from `from` on, until `to`, by the clocks of its zone, also over midnight. */
export function isQuiet(quietHours: QuietHours | null, at: number): boolean {
  if (quietHours === null) return false;
  const minute = minuteOfDay(at, quietHours.zone);
  const [from, to] = [minutesOf(quietHours.from), minutesOf(quietHours.to)];
  if (minute === null || Number.isNaN(from + to)) return false;
  return from < to ? minute >= from && minute < to : from > to && (minute >= from || minute < to);
}

/** The takeover a display shows: none that is over, and at night only one that says so. */
export function takeoverAt(takeover: Takeover | null, quiet: boolean, at: number): Takeover | null {
  if (takeover === null || (takeover.endsAt !== null && takeover.endsAt <= at)) return null;
  return quiet && !takeover.evenInQuietHours ? null : takeover;
}
