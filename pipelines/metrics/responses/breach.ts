import type { Calendar } from '../../calendar/calendar.ts';
import type { Waiting } from '../../conversations/first-responses.ts';
import { HIGH_PRIORITY_FOLLOWERS, targetOf, type BrandSettings } from '../settings.ts';

/** As much of a running clock as says when it has run for too long. */
export type Judged = Pick<Waiting, 'brand' | 'since' | 'channel' | 'followers' | 'leaving'>;

/**
 * When a clock misses its target: the first instant at which `sla_attainment` would call it past, epoch milliseconds;
 * Infinity when the desk never opens for that long. First come those who leave and those whom many hear; that a customer
 * is worth much is known to history alone.
 */
export const breachOf =
  (settingsOf: (brand: string) => BrandSettings, calendarOf: (brand: string) => Calendar | null) =>
  ({ brand, since, channel, followers, leaving }: Judged): number => {
    const settings = settingsOf(brand);
    const { targets, highPriorityFollowers = HIGH_PRIORITY_FOLLOWERS } = settings.care;
    const calendar = targets?.clock === 'business' ? calendarOf(brand) : null;
    const highPriority = leaving || followers >= highPriorityFollowers;
    // An answer at the very end of its target is in time.
    const tooLongMs = targetOf(settings, { channel, highPriority }) + 1;
    return calendar === null ? since + tooLongMs : calendar.after(since, tooLongMs);
  };
