/** All lengths in rem, as in the layout of the wall. */
export interface RowLayout {
  /** Brands with a row of their own; the next `listed` get a line, `unlisted` only a count. */
  readonly rows: number;
  readonly rowHeight: number;
  /** `full`: figures with a second line below them; `short`: one line each. */
  readonly look: 'full' | 'short';
  /** Lines of the reason in a row. */
  readonly whyLines: 1 | 2 | 3;
  readonly listColumns: number;
  readonly listRows: number;
  readonly listed: number;
  readonly unlisted: number;
}

const BEST_ROW = 7;
const LEAST_FULL = 3.5;
/** Below this a second line of the reason would not fit between its neighbours. */
const TWO_LINES = 4.5;
const LEAST_SHORT = 2.1;
export const LINE = 1.6;
export const LIST_HEAD = 1.9;
const LIST_COLUMN = 19;
/** The list may not eat the rows. */
const LIST_SHARE = 0.5;

/** How `brands` are spread over an area: rows shrink, then the rest is listed, then counted. */
export function layRows(brands: number, width: number, height: number): RowLayout {
  const none = { listColumns: 0, listRows: 0, listed: 0, unlisted: 0 };
  const each = height / Math.max(1, brands);
  if (each >= LEAST_FULL)
    return {
      rows: brands,
      rowHeight: Math.min(BEST_ROW, each),
      look: 'full',
      whyLines: each >= TWO_LINES ? 2 : 1,
      ...none,
    };
  if (each >= LEAST_SHORT) return { rows: brands, rowHeight: each, look: 'short', whyLines: 1, ...none };
  const listColumns = Math.max(1, Math.floor(width / LIST_COLUMN));
  const most = Math.max(0, Math.floor((height * LIST_SHARE - LIST_HEAD) / LINE));
  for (let listRows = 1; listRows < most; listRows += 1) {
    const rows = rowsAbove(listRows, height);
    if (rows + listRows * listColumns >= brands)
      return list(brands, Math.min(rows, brands), listRows, listColumns, height);
  }
  return list(brands, Math.min(rowsAbove(most, height), brands), most, listColumns, height);
}

const roomAbove = (listRows: number, height: number): number => height - LIST_HEAD - listRows * LINE;
const rowsAbove = (listRows: number, height: number): number =>
  Math.max(1, Math.floor(roomAbove(listRows, height) / LEAST_SHORT));

function list(
  brands: number,
  rows: number,
  listRows: number,
  listColumns: number,
  height: number,
): RowLayout {
  const listed = Math.min(brands - rows, listRows * listColumns);
  return {
    rows,
    rowHeight: Math.max(LEAST_SHORT, roomAbove(listRows, height) / rows),
    look: 'short',
    whyLines: 1,
    listColumns,
    listRows: Math.ceil(listed / listColumns),
    listed,
    unlisted: brands - rows - listed,
  };
}

/** A telephone scrolls: those in trouble in full, and never fewer than a few, the rest as lines. */
export function layPhone(brands: number, troubled: number): RowLayout {
  const rows = Math.min(brands, 12, Math.max(3, troubled));
  const listed = Math.min(brands - rows, 88);
  return { rows, rowHeight: 0, look: 'full', whyLines: 3, listColumns: 1, listRows: listed, listed, unlisted: brands - rows - listed };
} // prettier-ignore
