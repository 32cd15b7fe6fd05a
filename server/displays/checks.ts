import type { DisplayInput, PlaylistInput, Scene, TakeoverRequest } from '../../schema/contracts/displays.ts';
import { HttpProblem } from '../plugins/problems.ts';

/** What a schema cannot say. Each throws an HttpProblem with a sentence. */

export type KnownBrand = (brand: string) => boolean;

export function checkScenes(scenes: readonly Scene[], isBrand: KnownBrand): void {
  const ids = new Set<string>();
  for (const [index, { id, kind, brand, message }] of scenes.entries()) {
    const which = `Scene ${index + 1} ("${id}")`;
    if (ids.has(id))
      throw bad('duplicate_scene', `${which} has the id of an earlier scene; each needs its own.`);
    ids.add(id);
    if (kind === 'brand' && brand === undefined)
      throw bad('scene_without_brand', `${which} shows one brand and does not say which; give it "brand".`);
    if (brand !== undefined) checkBrand(brand, isBrand);
    if (kind === 'message' && (message === undefined || message.trim() === ''))
      throw bad('scene_without_message', `${which} shows a message and has none; give it "message".`);
    if (message !== undefined) checkWords('message', message);
  }
}

export function checkPlaylist({ name, scenes }: PlaylistInput, isBrand: KnownBrand): void {
  checkWords('name', name);
  checkScenes(scenes, isBrand);
}

export function checkDisplay({ name, quietHours }: DisplayInput): void {
  checkWords('name', name);
  if (quietHours === null) return;
  if (quietHours.from === quietHours.to)
    throw bad('empty_quiet_hours', 'Quiet hours end when they begin; let "from" and "to" differ.');
  if (!isZone(quietHours.zone))
    throw bad(
      'unknown_zone',
      `There is no time zone "${quietHours.zone}"; write one such as Europe/Berlin or UTC.`,
    );
}

export function checkTakeover({ message, by, brand }: TakeoverRequest, isBrand: KnownBrand): void {
  checkWords('message', message);
  checkWords('by', by);
  if (brand !== undefined) checkBrand(brand, isBrand);
}

/** Half a surrogate pair is on no keyboard, and the store would refuse it. */
export function checkWords(parameter: string, words: string): void {
  if (words.trim() === '') throw bad('blank_words', `The parameter "${parameter}" is blank.`);
  if (!words.isWellFormed()) throw bad('broken_words', `The parameter "${parameter}" holds half a letter.`);
}

/** People tell screens, and what they show, by name. */
export function checkFree<T extends { readonly id: string; readonly name: string }>(
  name: string,
  taken: Iterable<T>,
  own: string | null,
): void {
  const plain = (words: string) => words.trim().toLowerCase();
  for (const { id, name: other } of taken)
    if (id !== own && plain(other) === plain(name))
      throw new HttpProblem(409, 'name_taken', `There is a "${other}" already; choose another name.`);
}

function checkBrand(brand: string, isBrand: KnownBrand): void {
  if (!isBrand(brand)) throw bad('unknown_brand', `No brand "${brand}" is configured or has been heard of.`);
}

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

const bad = (code: string, message: string) => new HttpProblem(400, code, message);
