import type { BrandLevel, BrandTile, SourceHealth } from '../../../schema/contracts/live.ts';
import { formatCount } from '../../lib/format.ts';
import { tameText } from '../../lib/text.ts';
import { overallState } from '../../lib/tiles/order.ts';

export interface Standing {
  readonly level: BrandLevel;
  readonly text: string;
}

/** The desk's one sentence. Brands that are calm are not all that there is to be calm about. */
export function standing(tiles: readonly BrandTile[], sources: readonly SourceHealth[]): Standing {
  const { level, text } = overallState(tiles);
  if (level !== 'calm') return { level, text };
  const overdue = tiles.reduce((sum, tile) => sum + tile.firstResponse.overdue, 0);
  const silent = sources.filter(({ status }) => status === 'silent').length;
  const loose = [
    overdue === 0 ? '' : `${formatCount(overdue)} overdue`,
    silent === 0 ? '' : `${silent === 1 ? '1 source' : `${silent} sources`} silent`,
  ].filter((part) => part !== '');
  return { level, text: loose.length === 0 ? 'All calm' : `All brands calm, but ${loose.join(' and ')}` };
}

export interface NextStep {
  readonly what: string;
  /** Of the brand: tamed words from outside. */
  readonly name: string;
  readonly brand: string;
}

/** Where to begin when brands are in trouble: with who waits too long, else with who waits. Null when none is. */
export function nextWords(ordered: readonly BrandTile[]): NextStep | null {
  const worst = ordered[0]?.state.level;
  if (worst !== 'alert' && worst !== 'watch') return null;
  const troubled = ordered.filter(({ state }) => state.level === worst);
  const most = (of: (tile: BrandTile) => number): BrandTile | undefined =>
    troubled.reduce<BrandTile | undefined>(
      (found, tile) => (of(tile) > (found === undefined ? 0 : of(found)) ? tile : found),
      undefined,
    );
  const late = most(({ firstResponse }) => firstResponse.overdue);
  if (late) return at(late, `${formatCount(late.firstResponse.overdue)} overdue at`);
  const asked = most(({ firstResponse }) => firstResponse.waiting);
  if (asked) return at(asked, `${formatCount(asked.firstResponse.waiting)} waiting at`);
  return troubled[0] === undefined ? null : at(troubled[0], 'nobody waits; read what is said of');
}

const at = ({ brand, name }: BrandTile, what: string): NextStep => ({
  what,
  name: tameText(name, 40),
  brand,
});
