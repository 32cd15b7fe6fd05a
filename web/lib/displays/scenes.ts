import type { Playlist, PlaylistInput, Scene } from '../../../schema/contracts/displays.ts';
import type { SceneCondition, SceneKind, Span } from '../../../schema/contracts/scenes.ts';

export const KIND_WORDS: Readonly<Record<SceneKind, string>> = {
  wall: 'Wall',
  brand: 'Brand',
  crisis: 'Crisis',
  message: 'Message',
};

/** What a screen of this kind is for, as an offer to add one. */
export const KIND_NOTES: Readonly<Record<SceneKind, string>> = {
  wall: 'every brand',
  brand: 'one brand in depth',
  crisis: 'what burns and what waits',
  message: 'words of your own',
};

export const CONDITION_WORDS: Readonly<Record<SceneCondition, string>> = {
  always: 'Always',
  trouble: 'Only on watch or alert',
  alert: 'Only on alert',
  calm: 'Only when all is calm',
  heard: 'Only when something was said in the last hour',
};

/** Of a brand's scene, whose condition asks for its own brand alone. */
export const BRAND_CONDITION_WORDS: Readonly<Record<SceneCondition, string>> = {
  always: 'Always',
  trouble: 'Only when it is on watch or alert',
  alert: 'Only when it is on alert',
  calm: 'Only when it is calm',
  heard: 'Only when it was heard of in the last hour',
};

export const LEAST_DWELL = 5;
export const MOST_DWELL = 3_600;
const USUAL_DWELL = 30;
const USUAL_SPAN: Span = '1d';

/** A scene to begin with, whose id no other of the list has. */
export function newScene(kind: SceneKind, scenes: readonly Scene[], brand?: string): Scene {
  const numbers = scenes.map(({ id }) => Number(/-(\d{1,9})$/.exec(id)?.[1] ?? 0));
  return {
    id: `${kind}-${Math.max(0, ...numbers) + 1}`,
    kind,
    ...(kind === 'brand' && brand !== undefined ? { brand } : {}),
    span: USUAL_SPAN,
    dwellSeconds: USUAL_DWELL,
    condition: 'always',
  };
}

/** The scene as one of another kind. What that does not show is dropped: nobody could see that it is still there. */
export function ofKind(scene: Scene, kind: SceneKind, brand?: string): Scene {
  const { brand: own, message, ...rest } = scene;
  const shown = own ?? brand;
  return {
    ...rest,
    kind,
    ...(kind === 'brand' && shown !== undefined ? { brand: shown } : {}),
    ...(kind === 'message' && message !== undefined ? { message } : {}),
  };
}

/** The list with one of its items a place further up or down; the same list at its ends. */
export function moved<T>(items: readonly T[], index: number, step: -1 | 1): readonly T[] {
  const [item, other] = [items[index], items[index + step]];
  if (item === undefined || other === undefined) return items;
  return items.map((one, at) => (at === index ? other : at === index + step ? item : one));
}

export const replaced = (scenes: readonly Scene[], scene: Scene): readonly Scene[] =>
  scenes.map((one) => (one.id === scene.id ? scene : one));

/** A whole number of seconds that a scene may stay; `fallback` when none was typed. */
export function dwellOf(typed: number, fallback: number): number {
  if (!Number.isFinite(typed)) return fallback;
  return Math.min(MOST_DWELL, Math.max(LEAST_DWELL, Math.round(typed)));
}

/** What a scene lacks before it can be shown, as a sentence. */
export function sceneFault({ kind, brand, message }: Scene): string | null {
  if (kind === 'brand' && (brand === undefined || brand === '')) return 'Choose the brand it shows.';
  if (kind === 'message' && (message === undefined || message.trim() === ''))
    return 'Write the words it shows.';
  return null;
}

/** What keeps a draft from being saved, as a sentence. */
export function draftFault({ name, scenes }: PlaylistInput): string | null {
  if (name.trim() === '') return 'A playlist needs a name.';
  const at = scenes.findIndex((scene) => sceneFault(scene) !== null);
  return at === -1 ? null : `Scene ${at + 1} is not complete; the draft is saved when it is.`;
}

const FIELDS = ['id', 'kind', 'brand', 'message', 'span', 'dwellSeconds', 'condition'] as const;

export const sameScenes = (a: readonly Scene[], b: readonly Scene[]): boolean =>
  a.length === b.length &&
  a.every((scene, index) => FIELDS.every((field) => scene[field] === b[index]?.[field]));

/** Whether screens show these scenes already. */
export const isShown = (scenes: readonly Scene[], { versions: [shown] }: Playlist): boolean =>
  shown !== undefined && sameScenes(scenes, shown.scenes);

/** How long all scenes take when each is shown. */
export const roundMs = (scenes: readonly Scene[]): number =>
  scenes.reduce((sum, { dwellSeconds }) => sum + dwellSeconds * 1_000, 0);
