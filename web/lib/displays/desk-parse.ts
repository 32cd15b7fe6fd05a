import type {
  Display,
  DisplaysAnswer,
  Playlist,
  PlaylistVersion,
} from '../../../schema/contracts/displays.ts';
import { isBag, isListOf, isMaybeNumber, isNumber, isText, isUnsetOr } from '../live/guards.ts';
import { isQuietHours, isScene, isTakeover, isTheme } from '../live/program.ts';

const isDisplay = (value: unknown): value is Display =>
  isBag(value) &&
  isText(value.id) &&
  isText(value.name) &&
  isText(value.playlist) &&
  isTheme(value.theme) &&
  typeof value.lobbySafe === 'boolean' &&
  isQuietHours(value.quietHours) &&
  isMaybeNumber(value.pairedAt) &&
  typeof value.online === 'boolean' &&
  isMaybeNumber(value.lastSeenAt);

const isVersion = (value: unknown): value is PlaylistVersion =>
  isBag(value) &&
  isNumber(value.version) &&
  isListOf(value.scenes, isScene) &&
  isNumber(value.publishedAt) &&
  isText(value.publishedBy) &&
  isUnsetOr(value.of, isNumber);

const isPlaylist = (value: unknown): value is Playlist =>
  isBag(value) &&
  isText(value.id) &&
  isText(value.name) &&
  isListOf(value.draft, isScene) &&
  isNumber(value.draftAt) &&
  isListOf(value.versions, isVersion);

/**
 * Every display and playlist; null when there is no telling. One of a kind that this page does not know is left out whole:
 * half of it would be saved over the whole.
 */
export function parseDesk(value: unknown): DisplaysAnswer | null {
  if (!isBag(value)) return null;
  const { displays, playlists, takeover } = value;
  if (!Array.isArray(displays) || !Array.isArray(playlists)) return null;
  if (takeover !== null && !isTakeover(takeover)) return null;
  return { displays: displays.filter(isDisplay), playlists: playlists.filter(isPlaylist), takeover };
}

/** The id of what was just made; null when the answer does not say. */
export const parseId = (value: unknown): string | null =>
  isBag(value) && isText(value.id) ? value.id : null;
