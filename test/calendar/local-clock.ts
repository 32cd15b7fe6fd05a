import type { Hours } from '../../schema/contracts/care.ts';

/** What a clock on the wall of a zone shows, told by Intl: nothing is shared with the calendar under test. */
export function localClock(zone: string): (at: number) => { date: string; day: string; minute: number } {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone, hourCycle: 'h23', weekday: 'short', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit',
  }); // prettier-ignore
  return (at) => {
    const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
    return {
      date: `${part['year']}-${part['month']}-${part['day']}`,
      day: String(part['weekday']).toLowerCase(),
      minute: Number(part['hour']) * 60 + Number(part['minute']),
    };
  };
}

/** Whether a desk is open in each minute of `[from, to)`, looked up minute by minute. */
export function openMinutes(zone: string, hours: Hours, holidays: readonly string[], from: number, to: number): boolean[] {
  const clock = localClock(zone);
  const minutes: boolean[] = [];
  for (let at = from; at < to; at += 60_000) {
    const { date, day, minute } = clock(at);
    const intervals = hours[day as keyof Hours] ?? [];
    const isWithin = intervals.some((interval) => {
      const [opens = 0, closes = 0] = interval
        .split('-')
        .map((time) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3)));
      return minute >= opens && minute < closes;
    });
    minutes.push(isWithin && !holidays.includes(date));
  }
  return minutes;
} // prettier-ignore
