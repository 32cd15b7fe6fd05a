import { within } from '../../evidence/evidence.ts';
import type { Aggregator } from '../aggregator.ts';
import type { Family } from '../family.ts';
import { quantile } from '../responses/response-times.ts';
import { stateAt } from '../responses/waiting.ts';

export const HEARD_MS = 24 * 3_600_000;
const SHORTEST_SILENCE_MS = 15 * 60_000;
const USUAL_GAPS = 5;

/** What is longer than this is too long; null where nothing was heard twice. `times`: ascending, epoch milliseconds. */
export function silenceBoundMs(times: readonly number[]): number | null {
  const gaps = times.slice(1).map((time, index) => time - (times[index] ?? time));
  const usual = quantile(
    gaps.sort((a, b) => a - b),
    0.5,
  );
  return usual === null ? null : Math.max(SHORTEST_SILENCE_MS, USUAL_GAPS * usual);
}

export interface Silence {
  readonly source: string;
  readonly ms: number;
  /** Longer than this is too long. */
  readonly boundMs: number;
}
/** By source. */
export type Silences = Map<string, Silence>;

/** Whichever heard of a source last knows better. */
const newer = (a: Silence, b: Silence): Silence =>
  a.ms !== b.ms ? (a.ms < b.ms ? a : b) : a.boundMs <= b.boundMs ? a : b;

function put(silences: Silences, silence: Silence): Silences {
  const known = silences.get(silence.source);
  return silences.set(silence.source, known === undefined ? silence : newer(known, silence));
}

export const silences: Aggregator<Silence, Silences, Silences> = {
  empty: () => new Map(),
  add: put,
  merge: (a, b) => [...b.values()].reduce<Silences>(put, new Map(a)),
  result: (acc) => acc,
};

/**
 * How long each source has been silent at the end of the window, or now: a state, so its facts depend on `to` and not
 * on where it begins. A source heard only once in a day has no usual gap and is not judged.
 */
export const quietSources: Family<Silence, Silences, Silences> = {
  id: 'quiet_sources',
  needs: ['mentions'],
  lookBackMs: HEARD_MS,
  lookAheadMs: 0,
  *facts(context, from, to) {
    const at = stateAt(context, to);
    // A window that has not begun is in no state.
    if (at <= from) return;
    const heard = new Map<string, number[]>();
    for (const mention of within(context.evidence.mentions, at - HEARD_MS, at)) {
      const times = heard.get(mention.source);
      if (times === undefined) heard.set(mention.source, [mention.at]);
      else times.push(mention.at);
    }
    for (const [source, times] of heard) {
      const last = times.at(-1) ?? at;
      const boundMs = silenceBoundMs(times);
      if (boundMs === null) continue;
      const value = { source, ms: at - last, boundMs };
      yield { at: last, channel: '', venue: '', topics: [], suspected: false, value };
    }
  },
  aggregator: silences,
};
