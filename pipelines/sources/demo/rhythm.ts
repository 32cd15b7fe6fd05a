const HOUR_MS = 3_600_000;

/** Weight of each local hour, midnight first. Scaled so that a day has mean 1. */
const SHAPES = {
  daytime: scaled([
    3, 2, 1.5, 1.5, 2, 4, 7, 10, 12, 12, 12, 12, 12.5, 12, 11.5, 11.5, 12, 13, 13, 12, 11, 9, 7, 5,
  ]),
  morning: scaled([2, 1.5, 1, 1, 2, 5, 12, 18, 20, 17, 14, 12, 12, 12, 11, 10, 9, 8, 7, 6, 5, 4.5, 4, 3]),
  office: scaled([2, 1.5, 1, 1, 1, 2, 5, 9, 14, 16, 16, 15, 14, 12, 12, 13, 13, 13, 12, 10, 9, 7, 5, 3]),
  evening: scaled([
    6, 4, 2.5, 2, 1.5, 2, 4, 6, 8, 9, 9, 9.5, 10, 10, 9.5, 9.5, 10, 11, 13, 15, 17, 17, 14, 10,
  ]),
} as const;
export type DayShape = keyof typeof SHAPES;

function scaled(hours: readonly number[]): readonly number[] {
  const mean = hours.reduce((sum, hour) => sum + hour, 0) / hours.length;
  return hours.map((hour) => hour / mean);
}

/** How busy a local moment is against the day's mean; moves smoothly from hour to hour. */
export function busyness(shape: DayShape, localMs: number): number {
  const hour = (((localMs / HOUR_MS) % 24) + 24) % 24;
  const left = Math.floor(hour);
  const part = hour - left;
  const hours = SHAPES[shape];
  return hours[left]! * (1 - part) + hours[(left + 1) % 24]! * part;
}

/** Milliseconds as a clock on the wall of a zone counts them. Offsets are looked up once an hour of a zone. */
export class LocalTime {
  readonly #format: Intl.DateTimeFormat;
  #hour = NaN;
  #offsetMs = 0;

  constructor(zone: string) {
    this.#format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
  }

  of(at: number): number {
    const hour = Math.floor(at / HOUR_MS);
    if (hour !== this.#hour) {
      const name = this.#format
        .formatToParts(hour * HOUR_MS)
        .find((part) => part.type === 'timeZoneName')?.value;
      const [, sign, hours, minutes] = /GMT([+-])(\d\d):(\d\d)/.exec(name ?? '') ?? [];
      this.#offsetMs = (sign === '-' ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60_000;
      this.#hour = hour;
    }
    return at + this.#offsetMs;
  }
}

/** 0 Sunday … 6 Saturday of a local moment. */
export function localWeekday(localMs: number): number {
  return (((Math.floor(localMs / (24 * HOUR_MS)) + 4) % 7) + 7) % 7;
}
