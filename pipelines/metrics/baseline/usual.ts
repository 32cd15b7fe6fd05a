import type { Board } from '../../../schema/contracts/board.ts';
import { hourStartIn, sameTimeIn } from '../../calendar/same-time.ts';
import { countQuantile } from './negative-binomial.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const WEEK_MS = 7 * DAY_MS;
const WEEKS = 8;
const DAYS = 14;
/** Fewer of the same hour are no habit. */
const LEAST = { hour_of_week: 3, hour_of_day: 4, mean: 4 } as const;

/** How far before a bucket the hours should reach. */
export const USUAL_REACH_MS = WEEKS * WEEK_MS;

/** An hour of the brand's zone in which something was heard. */
export interface HourCount {
  /** Epoch milliseconds. */
  readonly windowStart: number;
  readonly inbound: number;
}

export interface UsualInputs {
  /** Where the buckets begin, ascending. */
  readonly at: readonly number[];
  /** A part of an hour, or whole hours. */
  readonly stepMs: number;
  /** Ascending. An hour that is not among them, after the first one, was silent. */
  readonly hours: readonly HourCount[];
  readonly zone: string;
}

type Known = Exclude<Board['usual']['baseline'], 'none'>;

/** Counts of like stretches of time, and how much longer they are than a bucket. */
interface Samples {
  readonly counts: readonly number[];
  readonly perBucket: number;
}

/**
 * What is usual in each bucket: the mean of the same hours of the week in the eight weeks before, by the clocks of the
 * zone. With less than three such weeks the same hours of the fourteen days before, four of them at least; with less
 * than that the mean of the day before. A bucket is never compared with itself or with what came after it. The band
 * holds nine of ten ordinary buckets: counts are over-dispersed, so it is the 5 % to 95 % of a negative binomial
 * distribution by moments, wider for few samples. Which of the three it is, the newest bucket decides; older ones that
 * know too little for it have nothing.
 */
export function usualOf(inputs: UsualInputs): Board['usual'] {
  const { at, hours } = inputs;
  const since = hours[0]?.windowStart ?? Infinity;
  const newest = at.at(-1);
  const samplesOf = samplesIn(inputs, since);
  const baseline =
    newest === undefined
      ? undefined
      : (['hour_of_week', 'hour_of_day', 'mean'] as const).find(
          (one) => samplesOf(newest, one).counts.length >= LEAST[one],
        );
  const nothing = at.map(() => null);
  if (baseline === undefined || newest === undefined)
    return { baseline: 'none', weeks: 0, expected: nothing, low: nothing, high: nothing };
  const bands = at.map((bucket) => {
    const samples = samplesOf(bucket, baseline);
    return samples.counts.length < LEAST[baseline] ? null : bandOf(samples);
  });
  return {
    baseline,
    weeks: weeksOf(baseline, samplesOf(newest, baseline).counts.length),
    expected: bands.map((band) => band?.expected ?? null),
    low: bands.map((band) => band?.low ?? null),
    high: bands.map((band) => band?.high ?? null),
  };
}

const weeksOf = (baseline: Known, samples: number): number =>
  hundredths(
    baseline === 'hour_of_week' ? samples : baseline === 'hour_of_day' ? samples / 7 : samples / 168,
  );

function samplesIn({ stepMs, hours, zone }: UsualInputs, since: number) {
  const sameTime = sameTimeIn(zone);
  const hourStart = hourStartIn(zone);
  /** Of a part of an hour the whole hour is known. */
  const lengthMs = Math.max(HOUR_MS, stepMs);
  const perBucket = stepMs / lengthMs;
  const countIn = (from: number, to: number): number => {
    let sum = 0;
    for (let index = firstFrom(hours, from); index < hours.length; index += 1) {
      const hour = hours[index];
      if (hour === undefined || hour.windowStart >= to) break;
      sum += hour.inbound;
    }
    return sum;
  };
  const before = (start: number, stepDays: number, most: number): number[] => {
    const counts: number[] = [];
    for (let n = 1; n <= most; n += 1) {
      const then = sameTime(start, n * stepDays);
      if (then >= since) counts.push(countIn(then, then + lengthMs));
    }
    return counts;
  };
  return (bucket: number, baseline: Known): Samples => {
    const start = stepMs < HOUR_MS ? hourStart(bucket) : bucket;
    if (baseline === 'hour_of_week') return { counts: before(start, 7, WEEKS), perBucket };
    if (baseline === 'hour_of_day') return { counts: before(start, 1, DAYS), perBucket };
    const counts: number[] = [];
    for (let hour = start - DAY_MS; hour < start; hour += HOUR_MS)
      if (hour >= since) counts.push(countIn(hour, hour + HOUR_MS));
    return { counts, perBucket: stepMs / HOUR_MS };
  };
}

function bandOf({ counts, perBucket }: Samples): { expected: number; low: number; high: number } {
  const n = counts.length;
  const mean = counts.reduce((sum, count) => sum + count, 0) / n;
  const variance = n < 2 ? mean : counts.reduce((sum, count) => sum + (count - mean) ** 2, 0) / (n - 1);
  const expected = mean * perBucket;
  // Silence heard n times does not promise silence.
  const likely = Math.max(expected, perBucket / n);
  // What varies beyond chance varies alike in a part of the hour; the mean itself is only known from n samples.
  const spread = (likely + perBucket ** 2 * Math.max(0, variance - mean)) * (1 + 1 / n);
  return {
    expected: hundredths(expected),
    low: Math.min(countQuantile(likely, spread, 0.05), hundredths(expected)),
    high: Math.max(countQuantile(likely, spread, 0.95), hundredths(expected)),
  };
}

const hundredths = (value: number): number => Math.round(value * 100) / 100;

/** Index of the first hour that begins at an instant or later. */
function firstFrom(hours: readonly HourCount[], at: number): number {
  let low = 0;
  let high = hours.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((hours[middle]?.windowStart ?? Infinity) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}
