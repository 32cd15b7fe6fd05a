import { Temporal } from 'temporal-polyfill';

/** A stretch of time in which the clocks of a zone are not put forward or back. */
export interface OffsetSpan {
  /** Inclusive, epoch milliseconds; −Infinity where nothing came before. */
  readonly from: number;
  /** Exclusive; Infinity where nothing more is known to come. */
  readonly to: number;
  /** Local time less UTC. */
  readonly offsetMs: number;
}

/** Looks up the span an instant lies in. Remembers what it found: neighbours mostly ask for the same one. */
export function offsetSpans(zone: string): (at: number) => OffsetSpan {
  const known: OffsetSpan[] = [];
  let last: OffsetSpan | undefined;
  const holds = (at: number) => (span: OffsetSpan) => at >= span.from && at < span.to;
  return (at) => {
    if (last !== undefined && holds(at)(last)) return last;
    let span = known.find(holds(at));
    if (span === undefined) known.push((span = readSpan(at, zone)));
    last = span;
    return span;
  };
}

function readSpan(at: number, zone: string): OffsetSpan {
  const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
  // "Previous" is strictly before: a transition at this very instant has happened.
  const previous = local.add({ milliseconds: 1 }).getTimeZoneTransition('previous');
  const next = local.getTimeZoneTransition('next');
  return {
    from: previous?.epochMilliseconds ?? -Infinity,
    to: next?.epochMilliseconds ?? Infinity,
    offsetMs: local.offsetNanoseconds / 1e6,
  };
}
