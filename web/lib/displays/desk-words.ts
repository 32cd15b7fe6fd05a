import type { Display, PlaylistVersion, QuietHours, Takeover } from '../../../schema/contracts/displays.ts';
import { formatAge, formatClock, formatDay } from '../format.ts';
import type { GlyphName } from '../tiles/glyph-name.ts';

const DAY_MS = 86_400_000;

export interface Sighting {
  readonly glyph: GlyphName;
  readonly word: string;
  /** A screen that should be there and is not. */
  readonly isMissing: boolean;
}

/** Whether the screen of a display is there, and since when it is not. */
export function sightingOf({ online, lastSeenAt, pairedAt }: Display, now: number): Sighting {
  if (online) return { glyph: 'live', word: 'Online now', isMissing: false };
  if (pairedAt === null) return { glyph: 'quiet', word: 'No screen is paired', isMissing: false };
  if (lastSeenAt === null) return { glyph: 'wait', word: 'Paired, and not seen yet', isMissing: false };
  return { glyph: 'stale', word: `Last seen ${agoWords(lastSeenAt, now)}`, isMissing: true };
}

/** `3 min ago`; under two seconds it was just now. */
export function agoWords(at: number, now: number): string {
  const age = formatAge(Math.max(0, now - at));
  return age === 'now' ? 'just now' : `${age} ago`;
}

/** `14:02` today, `Friday 28 Nov, 14:02` on another day. */
export function whenWords(at: number, now: number): string {
  const clock = formatClock(at, false);
  const isToday = new Date(at).toDateString() === new Date(now).toDateString();
  return isToday ? clock : `${formatDay(at, Math.abs(now - at) > 180 * DAY_MS)}, ${clock}`;
}

/** `4 displays, 2 online, 1 missing`: what is to be looked for is said, that there is nothing is not. */
export function countWords(displays: readonly Display[], now: number): string {
  const online = displays.filter((display) => display.online).length;
  const missing = displays.filter((display) => sightingOf(display, now).isMissing).length;
  return `${displaysWord(displays.length)}, ${online} online${missing > 0 ? `, ${missing} missing` : ''}`;
}

const byName = new Intl.Collator('en', { numeric: true });

/** Displays whose name, playlist or standing has these words in it, `Screen 2` before `Screen 10`. */
export function findDisplays(
  displays: readonly Display[],
  words: string,
  playlistName: (id: string) => string,
  now: number,
): readonly Display[] {
  const wanted = words.trim().toLowerCase();
  const told = (display: Display): string =>
    [display.name, playlistName(display.playlist), sightingOf(display, now).word].join('\n').toLowerCase();
  return displays
    .filter((display) => wanted === '' || told(display).includes(wanted))
    .sort((a, b) => byName.compare(a.name, b.name));
}

export const quietWords = ({ from, to, zone }: QuietHours): string => `${from}–${to}, ${zone}`;

export const scenesWord = (count: number): string => (count === 1 ? '1 scene' : `${count} scenes`);
export const displaysWord = (count: number): string => (count === 1 ? '1 display' : `${count} displays`);

/** `14:02 by Kim, 3 scenes, those of version 2`. */
export function versionWords({ publishedAt, scenes, of }: PlaylistVersion, now: number): string {
  const again = of === undefined ? '' : `, those of version ${of}`;
  return `${whenWords(publishedAt, now)}, ${scenesWord(scenes.length)}${again}`;
}

/** Where a takeover is seen, since when and until when. */
export function takeoverReach(
  { startedAt, endsAt, evenInQuietHours }: Takeover,
  displays: readonly Display[],
  now: number,
): string {
  const isAnyQuiet = displays.some(({ quietHours }) => quietHours !== null);
  const where = !isAnyQuiet ? '' : evenInQuietHours ? ', also in quiet hours,' : ' outside its quiet hours';
  const until = endsAt === null ? 'until somebody ends it' : `until ${whenWords(endsAt, now)}`;
  return `On every display${where} since ${whenWords(startedAt, now)}, ${until}`;
}
