/** Where a chart is drawn, in pixels. */
export interface Box {
  readonly width: number;
  readonly height: number;
  /** Pixels of 1 em here: charts write in the size of the text around them. */
  readonly em: number;
}

/** What was pointed at: the series' id, and the place and name of the datum in it. */
export interface Picked {
  readonly series: string;
  readonly index: number;
  readonly name: string;
}

/** A part of an axis of buckets, both inclusive. */
export interface Buckets {
  readonly first: number;
  readonly last: number;
}

/** A chart in words and figures: the same for who cannot see it, and for who wants the number. */
export interface ChartTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}
