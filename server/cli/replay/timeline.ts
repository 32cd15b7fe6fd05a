/** When each event of a replay is due. */
export interface Timeline {
  /** Milliseconds after the start, per event, never falling. */
  readonly offsetsMs: readonly number[];
  readonly totalMs: number;
  /** Gaps between neighbours that were cut to `maxGapMs`, and how much of the file's time went with them. */
  readonly cutGaps: number;
  readonly cutFileMs: number;
}

/**
 * Lays events out from their recorded times: the distance between neighbours divided by `speed`, at most `maxGapMs`
 * of it. An archive has strays years apart; without the cut nobody would live to see the end of it.
 *
 * @param ats event times in epoch ms, ascending.
 * @param speed times as fast as it happened, > 0.
 * @param maxGapMs longest wait between two events, in ms of real time.
 */
export function planTimeline(ats: readonly number[], options: { speed: number; maxGapMs: number }): Timeline {
  const offsetsMs: number[] = [];
  let offsetMs = 0;
  let cutGaps = 0;
  let cutFileMs = 0;
  ats.forEach((at, index) => {
    const gapMs = index === 0 ? 0 : Math.max(0, at - ats[index - 1]!) / options.speed;
    if (gapMs > options.maxGapMs) {
      cutGaps++;
      cutFileMs += (gapMs - options.maxGapMs) * options.speed;
    }
    offsetMs += Math.min(gapMs, options.maxGapMs);
    offsetsMs.push(offsetMs);
  });
  return { offsetsMs, totalMs: offsetMs, cutGaps, cutFileMs };
}

/** Orders by time; rows without a readable one stay behind the row they follow in the file. */
export function inTimeOrder<T extends { readonly at: number }>(
  rows: readonly T[],
): (T & { readonly sortAt: number })[] {
  let last = rows.find((row) => !Number.isNaN(row.at))?.at ?? 0;
  return rows
    .map((row) => {
      if (!Number.isNaN(row.at)) last = row.at;
      return { ...row, sortAt: last };
    })
    .sort((a, b) => a.sortAt - b.sortAt);
}

/** An event time as the ingest contract spells it, in epoch ms; NaN when it is none. */
export function eventTime(at: unknown): number {
  if (typeof at === 'number') return Number.isFinite(at) && at > 1e11 ? at : NaN;
  // A time without a zone would be read in the zone of this machine: leave it to the server to refuse it.
  if (typeof at !== 'string' || !/[zZ]$|[+-]\d\d:?\d\d$/.test(at)) return NaN;
  return Date.parse(at);
}
