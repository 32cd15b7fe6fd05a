import type { MetricDefinition } from '../../../schema/contracts/metrics.ts';
import { stepWindows } from '../../calendar/steps.ts';
import type { Aggregator } from '../aggregator.ts';
import type { Family, Reading } from '../family.ts';
import { metricOf, type Metric } from '../metric.ts';
import { BASELINE_REACH_MS, BASELINE_WEEKS, expectationOf, timelineOf, weeksBefore, type Expectation } from './expected-calls.ts'; // prettier-ignore

const HOUR_MS = 3_600_000;
/** 95 %, two-sided. */
const Z = 1.959963984540054;

/** An hour: what calls and all contacts did in it, or why nothing can be said. */
export type CallHour =
  | { readonly kind: 'read'; readonly calls: Expectation; readonly contacts: Expectation }
  | { readonly kind: 'unknown' | 'pending' };

/** Sums over hours. */
export interface CallLoad {
  hours: number;
  unknown: number;
  pending: number;
  adjusted: number;
  actual: number;
  expected: number;
  mean: number;
  spread: number;
  meanNoise: number;
  demandNoise: number;
  contacts: number;
  contactsExpected: number;
}

const nothing = (): CallLoad => ({
  hours: 0, unknown: 0, pending: 0, adjusted: 0, actual: 0, expected: 0, mean: 0, spread: 0, meanNoise: 0,
  demandNoise: 0, contacts: 0, contactsExpected: 0,
}); // prettier-ignore

export const callLoad: Aggregator<CallHour, CallLoad, CallLoad> = {
  empty: nothing,
  add(acc, hour) {
    if (hour.kind !== 'read') {
      acc[hour.kind] += 1;
      return acc;
    }
    const { calls, contacts } = hour;
    acc.hours += 1;
    if (calls.adjusted) acc.adjusted += 1;
    acc.actual += calls.actual;
    acc.expected += calls.expected;
    acc.mean += calls.mean;
    acc.spread += calls.spread;
    acc.meanNoise += calls.meanNoise;
    acc.demandNoise += calls.demandNoise;
    acc.contacts += contacts.actual;
    acc.contactsExpected += contacts.expected;
    return acc;
  },
  merge(a, b) {
    const merged = nothing();
    for (const name of Object.keys(merged) as (keyof CallLoad)[]) merged[name] = a[name] + b[name];
    return merged;
  },
  result: (acc) => acc,
};

/** One fact an hour of the brand's zone, at its beginning; an hour that has not passed by now is pending. */
export const callHours: Family<CallHour, CallLoad, CallLoad> = {
  id: 'call_hours',
  needs: ['mentions', 'contacts', 'selfHelp'],
  lookBackMs: BASELINE_REACH_MS,
  lookAheadMs: HOUR_MS,
  *facts({ evidence, settings }, from, to) {
    const timeline = timelineOf(evidence);
    const before = weeksBefore(settings.zone);
    for (const hour of stepWindows(from, to, '1h', settings.zone)) {
      if (hour.from < from) continue;
      const fact = { at: hour.from, channel: '', venue: '', topics: [], suspected: false } as const;
      if (hour.to > evidence.asOf) {
        yield { ...fact, value: { kind: 'pending' } };
        continue;
      }
      const calls = expectationOf(timeline, timeline.calls, hour, before);
      const contacts = expectationOf(timeline, timeline.contacts, hour, before);
      yield {
        ...fact,
        value: calls === null || contacts === null ? { kind: 'unknown' } : { kind: 'read', calls, contacts },
      };
    }
  },
  aggregator: callLoad,
};

/**
 * Interval of `1 − actual/expected`: the shares `r` of the expected calls for which actual is not too far from
 * `r · expected`. One hour varies by the over-dispersion of past weeks (negative binomial), `expected` by their number
 * and by the counting of demand. Null ends where the past weeks say too little to bound it.
 */
export function deflectionInterval(load: CallLoad): { low: number | null; high: number | null } {
  const { actual, expected, mean, spread, meanNoise, demandNoise } = load;
  const dispersion = mean > 0 ? Math.max(1, spread / mean) : 1;
  const a = expected ** 2 - Z ** 2 * (dispersion * meanNoise + demandNoise ** 2);
  if (!(a > 0)) return { low: null, high: null };
  const b = 2 * actual * expected + Z ** 2 * dispersion * expected;
  const root = Math.sqrt(Math.max(0, b * b - 4 * a * actual * actual));
  // A spread beyond all measure over a mean next to nothing: there is no telling.
  if (!Number.isFinite(root)) return { low: null, high: null };
  const share = actual / expected;
  return {
    low: 1 - Math.max(share, (b + root) / (2 * a)),
    high: 1 - Math.max(0, Math.min(share, (b - root) / (2 * a))),
  };
}

function deflectionReading(load: CallLoad): Reading {
  const { hours, unknown, pending, adjusted, actual, expected, contacts, contactsExpected } = load;
  const known = expected > 0;
  const missing =
    hours === 0 && unknown > 0
      ? ['contacts of at least three past weeks']
      : hours > 0 && !known
        ? ['calls in the same hours of past weeks']
        : [];
  return {
    value: known ? (expected - actual) / expected : null,
    n: hours,
    ...(known ? { numerator: expected - actual, denominator: expected, ...deflectionInterval(load) } : {}),
    ...(missing.length > 0 ? { missing } : {}),
    ...(pending > 0 ? { open: true } : {}),
    parts: {
      class: 'A',
      actual,
      expected,
      contacts,
      contactsExpected,
      contactsDeflection:
        contactsExpected > 0 ? (contactsExpected - contacts) / contactsExpected : null,
      hoursAdjustedByDemand: adjusted,
      hoursNotAdjusted: hours - adjusted,
      hoursWithoutPastWeeks: unknown,
      hoursPending: pending,
    },
  };
} // prettier-ignore

/** `cost`: of one contact, or null when nobody says. */
function valueReading(load: CallLoad, cost: number | null): Reading {
  const { value, n, low, high, numerator, missing = [], open, parts } = deflectionReading(load);
  const deflected = numerator ?? null;
  const money = (share: number | null | undefined) =>
    share == null || cost === null ? null : share * load.expected * cost;
  const lacks = [...missing, ...(cost === null ? ['cost per contact (care.costs.perContact)'] : [])];
  return {
    value: deflected === null || cost === null ? null : deflected * cost,
    n,
    low: money(low),
    high: money(high),
    ...(lacks.length > 0 ? { missing: lacks } : {}),
    ...(open === undefined ? {} : { open }),
    parts: { ...parts, deflection: value, deflected, perContact: cost },
  };
}

const OF_CALLS = {
  includes: `Contacts of channel "call"; all channels together are in the parts. Expected: the mean of the same hour of the week, in the brand’s zone, over up to ${BASELINE_WEEKS} past weeks in which contacts were recorded, times demand (inbound mentions that do not look automated, and views of self-help, in the seven days before) over the mean demand of those weeks; without demand it is not adjusted. It measures a change: what lasts for ${BASELINE_WEEKS} weeks becomes the new normal. An hour counts once it has passed, and only after a contact was recorded in the seven days before it.`,
  n: 'Hours of the window that have passed and have at least three past weeks.',
  window: 'The beginning of the hour.',
  interval:
    'Score interval, from the over-dispersed (negative binomial) variance of past weeks, the noise of the hours themselves and of the counting of demand; hours are taken as independent.',
  minN: 24,
  source: 'Model of social customer care; Forrester.',
  version: 1,
} satisfies Partial<MetricDefinition>;

export const CALL_METRICS: readonly Metric[] = [
  metricOf(
    {
      ...OF_CALLS,
      facets: [],
      id: 'deflection_a',
      title: 'Deflection, class A: calls',
      unit: 'share',
      formula: '(expected calls − actual calls) / expected calls; below 0 when there were more than expected',
      numerator: 'Expected less actual calls.',
      denominator: 'Expected calls.',
    },
    callHours,
    deflectionReading,
  ),
  metricOf(
    {
      ...OF_CALLS,
      facets: [],
      id: 'deflection_value',
      title: 'Value of deflected calls',
      unit: 'money',
      formula: '(expected calls − actual calls) · cost per contact',
      includes: `${OF_CALLS.includes} In the currency of care.costs.perContact.`,
    },
    callHours,
    (load, { settings }) => valueReading(load, settings.care.costs?.perContact ?? null),
  ),
]; // prettier-ignore
