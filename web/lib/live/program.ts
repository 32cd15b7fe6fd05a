import type { DisplayProgram, QuietHours, Scene, Takeover } from '../../../schema/contracts/displays.ts';
import { BRAND_LEVELS } from '../../../schema/contracts/live.ts';
import { DISPLAY_THEMES, SCENE_CONDITIONS, SCENE_KINDS, SPANS } from '../../../schema/contracts/scenes.ts';
import { isBag, isMaybeNumber, isNumber, isText, isUnsetOr } from './guards.ts';

const isOneOf =
  (words: readonly unknown[]) =>
  (value: unknown): boolean =>
    words.includes(value);
const isKind = isOneOf(SCENE_KINDS);
const isSpan = isOneOf(SPANS);
const isCondition = isOneOf(SCENE_CONDITIONS);
export const isTheme = isOneOf(DISPLAY_THEMES);
const isLevel = isOneOf(BRAND_LEVELS);

export const isScene = (value: unknown): value is Scene =>
  isBag(value) &&
  isText(value.id) &&
  isKind(value.kind) &&
  isUnsetOr(value.brand, isText) &&
  isUnsetOr(value.message, isText) &&
  isSpan(value.span) &&
  isNumber(value.dwellSeconds) &&
  value.dwellSeconds >= 1 &&
  isCondition(value.condition);

export const isTakeover = (value: unknown): value is Takeover =>
  isBag(value) &&
  isText(value.message) &&
  isLevel(value.level) &&
  (value.brand === null || isText(value.brand)) &&
  isText(value.by) &&
  isNumber(value.startedAt) &&
  isMaybeNumber(value.endsAt) &&
  typeof value.evenInQuietHours === 'boolean';

export const isQuietHours = (value: unknown): value is QuietHours | null =>
  value === null || (isBag(value) && isText(value.from) && isText(value.to) && isText(value.zone));

const isDisplay = (value: unknown): value is DisplayProgram['display'] =>
  isBag(value) &&
  isText(value.id) &&
  isText(value.name) &&
  isTheme(value.theme) &&
  typeof value.lobbySafe === 'boolean' &&
  isQuietHours(value.quietHours);

/** What a display is to show, without scenes that this page cannot; null when there is no telling. */
export function parseProgram(value: unknown): DisplayProgram | null {
  if (!isBag(value)) return null;
  const { display, version, scenes, takeover } = value;
  if (!isDisplay(display) || !isNumber(version) || !Array.isArray(scenes)) return null;
  if (takeover !== null && !isTakeover(takeover)) return null;
  return { display, version, scenes: scenes.filter(isScene), takeover };
}
