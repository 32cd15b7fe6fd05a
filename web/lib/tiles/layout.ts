/** All lengths in rem: the root size follows the screen, so one rule holds from 720 lines to 4K. */
export interface WallLayout {
  readonly columns: number;
  readonly rows: number;
  /** Brands that get a tile; the next `listed` get a line, and `unlisted` only a count. */
  readonly tiles: number;
  readonly listColumns: number;
  readonly listRows: number;
  readonly listed: number;
  readonly unlisted: number;
}

export const GAP = 0.9;
export const LIST_ROW = 1.6;
export const LIST_HEAD = 2.2;

/** Below this a tile cannot be read across a room. */
const LEAST = { width: 19.5, height: 16 };
/** The shape a tile is at its best in. */
const IDEAL = { width: 30, height: 28 };
const LIST_COLUMN = 15;
/** The list may not eat the tiles. */
const LIST_SHARE = 0.45;

const fit = (room: number, least: number): number => Math.max(1, Math.floor((room + GAP) / (least + GAP)));
const cell = (room: number, count: number): number => (room - GAP * (count - 1)) / count;

/** How `brands` are spread over an area: tiles for all when they fit, else the first as tiles and the rest as a list. */
export function layOut(brands: number, width: number, height: number): WallLayout {
  const none = { listColumns: 0, listRows: 0, listed: 0, unlisted: 0 };
  const mostColumns = fit(width, LEAST.width);
  const mostRows = fit(height, LEAST.height);
  if (brands <= mostColumns * mostRows) {
    return { ...bestGrid(Math.max(1, brands), width, height, mostColumns, mostRows), tiles: brands, ...none };
  }
  const listColumns = Math.max(1, Math.floor(width / LIST_COLUMN));
  for (let rows = mostRows; rows > 1; rows -= 1) {
    const tiles = mostColumns * rows;
    const listRows = Math.ceil((brands - tiles) / listColumns);
    const room = height - LIST_HEAD - listRows * LIST_ROW - GAP;
    if (cell(room, rows) >= LEAST.height && height - room <= height * LIST_SHARE) {
      return {
        columns: mostColumns,
        rows,
        tiles,
        listColumns,
        listRows,
        listed: brands - tiles,
        unlisted: 0,
      };
    }
  }
  const rows = Math.max(1, fit(height * (1 - LIST_SHARE) - GAP, LEAST.height));
  const tiles = mostColumns * rows;
  const listRows = Math.max(0, Math.floor((height * LIST_SHARE - LIST_HEAD) / LIST_ROW));
  const listed = Math.min(brands - tiles, listColumns * listRows);
  return {
    columns: mostColumns,
    rows,
    tiles,
    listColumns,
    listRows,
    listed,
    unlisted: brands - tiles - listed,
  };
}

function bestGrid(
  brands: number,
  width: number,
  height: number,
  mostColumns: number,
  mostRows: number,
): { readonly columns: number; readonly rows: number } {
  let best = { columns: mostColumns, rows: Math.ceil(brands / mostColumns), score: -Infinity };
  for (let columns = 1; columns <= mostColumns; columns += 1) {
    const rows = Math.ceil(brands / columns);
    if (rows > mostRows) continue;
    const scale = Math.min(cell(width, columns) / IDEAL.width, cell(height, rows) / IDEAL.height);
    // Holes cost: three stand side by side, not two above one.
    const score = scale * (1 - 0.08 * (columns * rows - brands));
    if (score > best.score) best = { columns, rows, score };
  }
  return { columns: best.columns, rows: best.rows };
}
