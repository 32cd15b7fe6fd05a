import type { Scene } from '../../../schema/contracts/displays.ts';
import type { BrandTile } from '../../../schema/contracts/live.ts';
import { mod } from './mod.ts';

/** Clocks are monotonic milliseconds of this page: a corrected time of day neither holds a scene nor skips it. */
export interface Playing {
  readonly scene: Scene;
  /** Its place in the playlist. */
  readonly index: number;
  readonly since: number;
  readonly until: number;
  /** Somebody asked for it: its dwell is not cut short by its condition. */
  readonly chosen: boolean;
}

/** What conditions are asked of. */
export interface Heard {
  readonly tiles: readonly BrandTile[];
  /** The clock mentions are told by; null when nothing was received yet. */
  readonly eventNow: number | null;
}

const RECENT_MS = 3_600_000;

/** Whether the condition of a scene holds; that of a brand's scene asks for its own brand alone. */
export function holds({ kind, brand, condition }: Scene, { tiles, eventNow }: Heard): boolean {
  const asked = kind === 'brand' ? tiles.filter((tile) => tile.brand === brand) : tiles;
  const isAny = (...levels: readonly string[]): boolean =>
    asked.some(({ state }) => levels.includes(state.level));
  switch (condition) {
    case 'always':
      return true;
    case 'trouble':
      return isAny('watch', 'alert');
    case 'alert':
      return isAny('alert');
    case 'calm':
      return !isAny('watch', 'alert');
    case 'heard':
      return asked.some(
        ({ lastMentionAt: at }) => at !== null && eventNow !== null && eventNow - at < RECENT_MS,
      );
  }
}

/**
 * What to show now. A scene stays for its dwell, unless its condition ends first: trouble must not wait behind a calm
 * hour. The first scene, shown because none holds, gives way as soon as one does. Returns `current` itself when nothing
 * changes, and null when there is nothing to show.
 */
export function play(
  scenes: readonly Scene[],
  heard: Heard,
  now: number,
  current: Playing | null,
): Playing | null {
  if (scenes.length === 0) return null;
  const kept = current === null ? null : keep(scenes, current);
  if (kept !== null && now < kept.until && (kept.chosen || holds(kept.scene, heard))) return kept;
  // After the one that is over, or where one was that is no longer in the list.
  const from = current === null ? 0 : kept === null ? current.index : kept.index + 1;
  const order = scenes.map((_, step) => mod(from + step, scenes.length));
  const index = order.find((at) => isHolding(scenes[at], heard)) ?? 0;
  if (kept !== null && index === kept.index && now < kept.until) return kept;
  return begin(scenes, index, now, false);
}

/** The scene `step` places further, whether it holds or not: who presses a key wants to see it. */
export function skip(
  scenes: readonly Scene[],
  now: number,
  current: Playing | null,
  step: number,
): Playing | null {
  if (scenes.length === 0) return null;
  const from = current === null ? -1 : (keep(scenes, current)?.index ?? current.index - 1);
  return begin(scenes, mod(from + step, scenes.length), now, true);
}

/** The scene of this id, as if somebody had gone to it; null when there is none. */
export function pick(scenes: readonly Scene[], now: number, id: string): Playing | null {
  const index = scenes.findIndex((scene) => scene.id === id);
  return index === -1 ? null : begin(scenes, index, now, true);
}

/** The same scene in a list that may have been edited, with its dwell as it is now; null when it is gone. */
export function keep(scenes: readonly Scene[], current: Playing): Playing | null {
  const index = scenes.findIndex(({ id }) => id === current.scene.id);
  const scene = scenes[index];
  if (scene === undefined) return null;
  if (scene === current.scene && index === current.index) return current;
  return { ...current, scene, index, until: current.since + scene.dwellSeconds * 1_000 };
}

function begin(scenes: readonly Scene[], index: number, now: number, chosen: boolean): Playing | null {
  const scene = scenes[index];
  return scene === undefined
    ? null
    : { scene, index, since: now, until: now + scene.dwellSeconds * 1_000, chosen };
}

const isHolding = (scene: Scene | undefined, heard: Heard): boolean =>
  scene !== undefined && holds(scene, heard);
