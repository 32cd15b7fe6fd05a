import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GAP, layOut, LIST_HEAD, LIST_ROW, type WallLayout } from '../../web/lib/tiles/layout.ts';
import { glide } from '../../web/lib/tiles/glide.ts';

/** What `styles.css` and the wall's grid leave for the tiles, in rem. */
function area(widthPx: number, heightPx: number): { readonly width: number; readonly height: number } {
  const rem =
    widthPx < 700 ? 16 : Math.min(96, Math.max(12, Math.min(0.00834 * widthPx, 0.01482 * heightPx)));
  const ticker = 23;
  return { width: widthPx / rem - 2 * 1.1 - GAP - ticker, height: heightPx / rem - 0.9 - 1.1 - GAP - 3.6 };
}
const WALLS = [
  ['1280 × 720', area(1280, 720)],
  ['1920 × 1080', area(1920, 1080)],
  ['3840 × 2160', area(3840, 2160)],
  ['2560 × 1080', area(2560, 1080)],
] as const;
/** A telephone scrolls and has no list beside; the rule must hold in its narrow column as well. */
const SCREENS = [...WALLS, ['390 × 844', { width: 390 / 16 - 1.5, height: 844 / 16 }]] as const;

const listHeight = (layout: WallLayout): number =>
  layout.listed === 0 ? 0 : GAP + LIST_HEAD + Math.ceil(layout.listed / layout.listColumns) * LIST_ROW;
const cellOf = (layout: WallLayout, width: number, height: number) => ({
  width: (width - GAP * (layout.columns - 1)) / layout.columns,
  height: (height - listHeight(layout) - GAP * (layout.rows - 1)) / layout.rows,
});
const COUNTS = Array.from({ length: 100 }, (_, index) => index + 1);

describe.each(SCREENS)('the layout at %s', (_, { width, height }) => {
  it('accounts for each of 1 to 100 brands once: a tile, a line or a count', () => {
    for (const brands of COUNTS) {
      const { tiles, listed, unlisted, columns, rows, listColumns, listRows } = layOut(brands, width, height);
      expect(tiles + listed + unlisted).toBe(brands);
      expect(Math.min(tiles, listed + 1, unlisted + 1)).toBeGreaterThan(0);
      expect(tiles).toBeLessThanOrEqual(columns * rows);
      expect(listed).toBeLessThanOrEqual(listColumns * listRows);
    }
  });

  it('never needs more room than there is, and never draws a tile too small to be read', () => {
    for (const brands of COUNTS) {
      const layout = layOut(brands, width, height);
      const cell = cellOf(layout, width, height);
      expect(cell.width).toBeGreaterThanOrEqual(19.5 - 1e-9);
      expect(cell.height).toBeGreaterThanOrEqual(16 - 1e-9);
      // The list may not eat the tiles.
      expect(listHeight(layout) - GAP).toBeLessThanOrEqual(height * 0.45 + 1e-9);
    }
  });

  it('gives no fewer tiles nor fewer places to more brands until the list begins', () => {
    const tileOnly = COUNTS.map((brands) => layOut(brands, width, height)).filter(
      ({ listed }) => listed === 0,
    );
    tileOnly.forEach((layout, index) => expect(layout.tiles).toBe(index + 1));
  });

  it('is the same for the same brands and room', () => {
    for (const brands of COUNTS) expect(layOut(brands, width, height)).toEqual(layOut(brands, width, height));
  });
});

describe('the layout', () => {
  it.each(SCREENS)(
    'counts brands without a name at %s only once the list is full',
    (_, { width, height }) => {
      for (const brands of COUNTS) {
        const { unlisted, listed, listColumns, listRows } = layOut(brands, width, height);
        if (unlisted > 0) expect(listed).toBe(listColumns * listRows);
      }
    },
  );

  it.each(WALLS)('names every one of 66 brands at %s', (_, { width, height }) => {
    expect(layOut(66, width, height).unlisted).toBe(0);
  });

  it('is the same at 4K as at 1080 lines: the root size takes the difference', () => {
    for (const brands of COUNTS)
      expect(layOut(brands, ...sizes(3840, 2160))).toEqual(layOut(brands, ...sizes(1920, 1080)));
  });

  it('puts three brands side by side on a wide wall, and has a place for none', () => {
    expect(layOut(3, ...sizes(1920, 1080))).toMatchObject({ columns: 3, rows: 1, tiles: 3 });
    expect(layOut(0, ...sizes(1920, 1080))).toMatchObject({ tiles: 0, listed: 0, unlisted: 0 });
  });

  it('loses no brand in any room, however small or large, and always has a grid to put tiles in', () => {
    const room = fc.double({ min: 0, max: 400, noNaN: true });
    fc.assert(
      fc.property(fc.nat(500), room, room, (brands, width, height) => {
        const { tiles, listed, unlisted, columns, rows } = layOut(brands, width, height);
        expect(tiles + listed + unlisted).toBe(brands);
        expect(Math.min(tiles, listed, unlisted)).toBeGreaterThanOrEqual(0);
        expect(Math.min(columns, rows)).toBeGreaterThanOrEqual(1);
        expect(tiles).toBeLessThanOrEqual(columns * rows);
      }),
      { numRuns: 1_000 },
    );
  });

  const sizes = (widthPx: number, heightPx: number): [number, number] => {
    const { width, height } = area(widthPx, heightPx);
    return [width, height];
  };
});

describe('the glide of a tile to its new place', () => {
  const box = (left: number, top: number, width = 100, height = 50) =>
    ({ left, top, width, height }) as DOMRect;
  const move = (from: DOMRect, to: DOMRect, durationMs = 600) =>
    glide(undefined as unknown as Element, { from, to }, { durationMs });

  it('starts where the tile was and ends where it is', () => {
    const { css, easing, duration } = move(box(0, 0), box(30, 40));
    expect(duration).toBe(600);
    expect([css?.(0, 1), css?.(1, 0)]).toEqual([
      'transform: translate(-30px, -40px)',
      'transform: translate(0px, 0px)',
    ]);
    expect([easing?.(0), easing?.(1)]).toEqual([0, 1]);
  });

  it('does not move what stayed, what changed its size, or anything for those who asked for no motion', () => {
    expect(move(box(5, 5), box(5, 5))).toEqual({ duration: 0 });
    expect(move(box(0, 0), box(30, 40, 130))).toEqual({ duration: 0 });
    expect(move(box(0, 0), box(30, 40), 0).duration).toBe(0);
  });
});
