/** What a stamp needs to know of how old the data on the screen are. */
export interface Freshness {
  readonly stale: boolean;
  /** When they were last current, by the viewer's clock, and how long ago that is. */
  readonly currentAsOf: number | null;
  readonly ageMs: number | null;
}
