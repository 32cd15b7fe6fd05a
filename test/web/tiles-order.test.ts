import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BRAND_LEVELS, type BrandLevel, type BrandTile } from '../../schema/contracts/live.ts';
import { brandOrder, orderTiles, overallState } from '../../web/lib/tiles/order.ts';
import { tile } from '../helpers/live-frames.ts';

const brands = (tiles: readonly BrandTile[]) => tiles.map(({ brand }) => brand).join(' ');
const calm = (brand: string, volume: number) => tile(brand, { volume });

describe('the order of the tiles', () => {
  it('puts trouble before volume', () => {
    const tiles = [
      tile('quiet', { level: 'quiet', volume: 999 }),
      tile('calm', { level: 'calm', volume: 500 }),
      tile('watch', { level: 'watch', volume: 2 }),
      tile('alert', { level: 'alert', volume: 1 }),
    ];
    expect(brands(orderTiles(tiles))).toBe('alert watch calm quiet');
  });

  it('puts the busier first among equals, then goes by name', () => {
    expect(brands(orderTiles([calm('b', 5), calm('c', 9), calm('a', 5)]))).toBe('c a b');
  });

  it('keeps places when a neighbour is only a little busier', () => {
    expect(brands(orderTiles([calm('a', 100), calm('b', 135)], ['a', 'b']))).toBe('a b');
    expect(brands(orderTiles([calm('a', 0), calm('b', 5)], ['a', 'b']))).toBe('a b');
  });

  it('lets one overtake that is clearly busier, and come back only when it is clearly behind again', () => {
    const overtaken = orderTiles([calm('a', 100), calm('b', 136)], ['a', 'b']);
    expect(brands(overtaken)).toBe('b a');
    expect(brands(orderTiles([calm('a', 100), calm('b', 99)], ['b', 'a']))).toBe('b a');
    expect(brands(orderTiles([calm('a', 100), calm('b', 74)], ['b', 'a']))).toBe('b a');
    expect(brands(orderTiles([calm('a', 102), calm('b', 74)], ['b', 'a']))).toBe('a b');
  });

  it('moves a tile at once when its level changes, either way', () => {
    const shown = ['a', 'b', 'c'];
    expect(
      brands(orderTiles([calm('a', 9), calm('b', 8), tile('c', { level: 'watch', volume: 1 })], shown)),
    ).toBe('c a b');
    expect(brands(orderTiles([tile('a', { level: 'quiet' }), calm('b', 8), calm('c', 7)], shown))).toBe(
      'b c a',
    );
  });

  it('finds the place of a new brand by its volume and forgets one that is gone', () => {
    expect(brands(orderTiles([calm('a', 9), calm('new', 5), calm('b', 1)], ['gone', 'a', 'b']))).toBe(
      'a new b',
    );
  });

  it('is the same list until a brand moves, comes or goes', () => {
    const shown = brandOrder(orderTiles([calm('a', 9), calm('b', 5)]), []);
    expect(shown).toEqual(['a', 'b']);
    expect(brandOrder(orderTiles([calm('b', 7), calm('a', 8)], shown), shown)).toBe(shown);
    expect(brandOrder([calm('b', 50), calm('a', 8)], shown)).toEqual(['b', 'a']);
    expect(brandOrder([calm('a', 9)], shown)).toEqual(['a']);
    expect(brandOrder([calm('a', 9), calm('b', 5), calm('c', 1)], shown)).toEqual(['a', 'b', 'c']);
  });

  const wall = fc.uniqueArray(
    fc.record({
      brand: fc.string({ minLength: 1, maxLength: 3 }),
      level: fc.constantFrom<BrandLevel>(...BRAND_LEVELS),
      volume: fc.nat(300),
    }),
    { selector: ({ brand }) => brand, maxLength: 40 },
  );
  const tilesOf = (rows: readonly { brand: string; level: BrandLevel; volume: number }[]) =>
    rows.map(({ brand, ...fields }) => tile(brand, fields));

  it('shows every brand once, the worst never below the better, whatever was shown before', () => {
    fc.assert(
      fc.property(wall, fc.array(fc.string({ maxLength: 3 })), (rows, strangers) => {
        const shown = [...strangers, ...rows.slice(0, rows.length / 2).map(({ brand }) => brand)];
        const ordered = orderTiles(tilesOf(rows), shown);
        expect(new Set(ordered.map(({ brand }) => brand))).toEqual(new Set(rows.map(({ brand }) => brand)));
        expect(ordered).toHaveLength(rows.length);
        const levels = ordered.map(({ state }) => BRAND_LEVELS.indexOf(state.level));
        expect(levels).toEqual([...levels].sort((a, b) => b - a));
      }),
    );
  });

  it('rests: the same figures again move nothing, in whatever order they come', () => {
    fc.assert(
      fc.property(wall, (rows) => {
        const first = orderTiles(tilesOf(rows));
        const again = orderTiles(
          tilesOf([...rows].reverse()),
          first.map(({ brand }) => brand),
        );
        expect(brands(again)).toBe(brands(first));
      }),
    );
  });
});

describe('the whole wall in a sentence', () => {
  const of = (...levels: readonly BrandLevel[]) =>
    overallState(levels.map((level, index) => tile(`${level} ${index}`, { level })));

  it('is about the worst there is, and names it', () => {
    expect(of('alert', 'alert', 'watch', 'calm')).toEqual({
      level: 'alert',
      text: '2 brands need attention',
      names: ['alert 0', 'alert 1'],
    });
    expect(of('calm', 'alert').text).toBe('1 brand needs attention');
    expect(of('watch', 'calm')).toEqual({ level: 'watch', text: '1 brand to watch', names: ['watch 0'] });
  });

  it('calls a wall calm when somebody is, and quiet when nobody was heard', () => {
    expect(of('calm', 'quiet')).toEqual({ level: 'calm', text: 'All calm', names: [] });
    expect(of('quiet')).toEqual({ level: 'quiet', text: 'All quiet', names: [] });
    expect(of()).toEqual({ level: 'quiet', text: 'Nothing heard yet', names: [] });
  });
});
