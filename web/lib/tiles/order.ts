import { BRAND_LEVELS } from '../../../schema/contracts/live.ts';
import type { BrandLevel, BrandTile } from '../../../schema/contracts/live.ts';

const severity = (tile: BrandTile): number => BRAND_LEVELS.indexOf(tile.state.level);

/** How much busier a brand must be to overtake its neighbour: tiles that swap places all day cannot be found. */
const OVERTAKE = 1.3;
const OVERTAKE_MENTIONS = 5;

/**
 * Worst first, then busiest. A change of level moves a tile at once; a difference in volume only when it is clear, so
 * given the order shown before, equals keep their places.
 */
export function orderTiles(tiles: readonly BrandTile[], shown: readonly string[] = []): readonly BrandTile[] {
  const place = new Map(shown.map((brand, index) => [brand, index]));
  const known = tiles.filter((tile) => place.has(tile.brand));
  const added = tiles.filter((tile) => !place.has(tile.brand));
  known.sort((a, b) => severity(b) - severity(a) || (place.get(a.brand) ?? 0) - (place.get(b.brand) ?? 0));
  const ordered: BrandTile[] = [];
  for (const tile of known) insert(ordered, tile, clearlyBefore);
  added.sort(
    (a, b) => severity(b) - severity(a) || b.volume.value - a.volume.value || compare(a.name, b.name),
  );
  for (const tile of added) insert(ordered, tile, before);
  return ordered;
}

/**
 * The brands of tiles in their order; `before` itself while nobody has moved. Lists of what moves are keyed by it: to
 * move, every place is measured, which lays out the whole page, and figures change several times a second.
 */
export function brandOrder(tiles: readonly BrandTile[], before: readonly string[]): readonly string[] {
  const isSame = tiles.length === before.length && tiles.every(({ brand }, index) => brand === before[index]);
  return isSame ? before : tiles.map(({ brand }) => brand);
}

function insert(
  ordered: BrandTile[],
  tile: BrandTile,
  goesBefore: (a: BrandTile, b: BrandTile) => boolean,
): void {
  let at = ordered.length;
  for (let previous = ordered[at - 1]; previous !== undefined && goesBefore(tile, previous);) {
    at -= 1;
    previous = ordered[at - 1];
  }
  ordered.splice(at, 0, tile);
}

function before(a: BrandTile, b: BrandTile): boolean {
  return severity(a) === severity(b) ? a.volume.value > b.volume.value : severity(a) > severity(b);
}

function clearlyBefore(a: BrandTile, b: BrandTile): boolean {
  if (severity(a) !== severity(b)) return severity(a) > severity(b);
  return a.volume.value > b.volume.value * OVERTAKE + OVERTAKE_MENTIONS;
}

/** By code point: the same on every screen, whatever its language. */
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

export interface Overall {
  readonly level: BrandLevel;
  readonly text: string;
  /** Brands the sentence is about. */
  readonly names: readonly string[];
}

const brandsWord = (count: number): string => (count === 1 ? '1 brand' : `${count} brands`);

/** The whole wall in one sentence. */
export function overallState(tiles: readonly BrandTile[]): Overall {
  const at = (level: BrandLevel): readonly string[] =>
    tiles.filter((tile) => tile.state.level === level).map((tile) => tile.name);
  const alert = at('alert');
  const watch = at('watch');
  if (alert.length > 0) {
    return {
      level: 'alert',
      text: `${brandsWord(alert.length)} need${alert.length === 1 ? 's' : ''} attention`,
      names: alert,
    };
  }
  if (watch.length > 0) return { level: 'watch', text: `${brandsWord(watch.length)} to watch`, names: watch };
  if (at('calm').length > 0) return { level: 'calm', text: 'All calm', names: [] };
  return { level: 'quiet', text: tiles.length === 0 ? 'Nothing heard yet' : 'All quiet', names: [] };
}
