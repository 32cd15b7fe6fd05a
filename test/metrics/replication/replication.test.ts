import { describe, expect, it } from 'vitest';
import { ALL, type Facets } from '../../../pipelines/metrics/metric.ts';
import { REPLICATION_METRICS } from '../../../pipelines/metrics/replication/metrics.ts';
import type { MentionFact } from '../../../pipelines/evidence/evidence.ts';
import type { Engagement } from '../../../schema/contracts/streams.ts';
import { DAY, HOUR, MINUTE, MONDAY, contextOf, engagement, evidenceOf, mentionFact } from '../../helpers/evidence.ts'; // prettier-ignore
import { repost } from '../../helpers/spread.ts';

const day = { from: MONDAY, to: MONDAY + DAY };
const NOON = MONDAY + 12 * HOUR;
interface Told {
  readonly engagements?: readonly Engagement[];
  readonly asOf?: number;
  readonly facets?: Partial<Facets>;
}
const read = (
  id: string,
  mentions: readonly MentionFact[],
  { engagements = [], asOf = MONDAY + 30 * DAY, facets = {} }: Told = {},
) =>
  REPLICATION_METRICS.find((metric) => metric.id === id)?.read(
    contextOf(evidenceOf({ mentions, engagements, asOf }), day, { facets: { ...ALL, ...facets } }),
  );
const bad = mentionFact({ id: 'bad', at: NOON, sentiment: 'negative' });
const good = mentionFact({ id: 'good', at: NOON, sentiment: 'positive' });

describe('replication', () => {
  it('is reposts and quotes per original, by the tone of the original', () => {
    const mentions = [
      bad, good, mentionFact({ id: 'plain', at: NOON }),
      repost('a', NOON + 1, 'bad', { sentiment: 'negative' }),
      repost('b', NOON + 2, 'a', { kind: 'quote', sentiment: 'positive' }),
      repost('c', NOON + 3, 'good'),
    ]; // prettier-ignore
    // Sizes 2, 1 and 0: mean 1, variance 1, ± 1.96 / √3.
    expect(read('replication', mentions)).toMatchObject({
      value: 1,
      n: 3,
      numerator: 3,
      denominator: 3,
      low: 0,
      high: expect.closeTo(2.131586, 5) as number,
      parts: { reposts: 2, quotes: 1, reportedOnly: 0, negativeR: 2, negativeSpread: 2, negativeOriginals: 1, positiveR: 1, neutralR: 0, unknownR: null, unknownOriginals: 0 },
    }); // prettier-ignore
    expect(read('replication_negative', mentions)).toMatchObject({ value: 2, n: 1, low: null, high: null, parts: { reposts: 1, quotes: 1 } }); // prettier-ignore
  });

  it('counts an older original once it is passed on, and one nobody saw with the tone of its reposts', () => {
    const older = { ...bad, at: MONDAY - 2 * DAY };
    const gone = repost('x', NOON, 'gone', { sentiment: 'negative' });
    expect(read('replication_negative', [older, { ...older, id: 'quiet' }])).toMatchObject({ value: null, n: 0 });
    expect(read('replication_negative', [older, repost('a', NOON, 'bad')])).toMatchObject({ value: 1, n: 1 });
    expect(read('replication_negative', [gone])).toMatchObject({ value: 1, n: 1 });
    // A quote may say the opposite of what it quotes.
    expect(read('replication', [{ ...gone, kind: 'quote' }])?.parts).toMatchObject({ negativeR: null, unknownR: 1 });
    // Seen older than a week: its words are known of its reposts.
    expect(read('replication', [{ ...older, at: NOON - 8 * DAY }, repost('a', NOON, 'bad', { sentiment: 'neutral' })])?.parts).toMatchObject({ negativeR: null, neutralR: 1 });
  }); // prettier-ignore

  it('leaves out the brand, messages, and reposts of themselves', () => {
    const mentions = [
      mentionFact({ id: 'ad', at: NOON, direction: 'outbound' }),
      repost('a', NOON + 1, 'ad'),
      mentionFact({ id: 'dm', at: NOON, kind: 'message' }),
      repost('s', NOON, 's'),
      repost('o', NOON + 1, 'bad', { direction: 'outbound' }),
      bad,
    ];
    expect(read('replication', mentions)).toMatchObject({ value: 0, n: 1 });
    expect(read('spread_reach', mentions)).toMatchObject({ value: 0, n: 0 });
  });

  it('takes the growth of a reported total where it is more than was seen', () => {
    const totals = (...rows: [at: number, reposts: number][]) =>
      rows.map(([at, reposts], index) => engagement({ id: `e${index}`, at, mention: 'bad', reposts }));
    const seen = [bad, repost('a', NOON + 1, 'bad'), repost('b', NOON + 2, 'bad')];
    const size = (engagements: readonly Engagement[], mentions: readonly MentionFact[] = seen) =>
      read('replication_negative', mentions, { engagements })?.value;
    expect(size(totals([NOON + 5, 1]))).toBe(2);
    expect(size(totals([NOON + 5, 4], [NOON + 6, 3], [NOON + 7, 9]))).toBe(9);
    expect(read('replication', seen, { engagements: totals([NOON + 5, 9]) })?.parts).toMatchObject({ reposts: 2, reportedOnly: 7 }); // prettier-ignore
    // Only what came in the window.
    const older = { ...bad, at: MONDAY - DAY };
    expect(size(totals([MONDAY - HOUR, 40], [NOON, 50]), [older])).toBe(10);
    expect(size(totals([NOON, 50]), [{ ...bad, at: NOON - 8 * DAY }])).toBeNull();
    expect(size(totals([NOON - 1, 50]))).toBe(2);
  });

  it('can be cut by where it was passed on, and by who looks automated', () => {
    const mentions = [bad, repost('a', NOON, 'bad', { channel: 'threads' }), repost('b', NOON, 'bad', { suspected: true })]; // prettier-ignore
    expect(read('replication', mentions, { facets: { channels: ['threads'] } })).toMatchObject({
      value: 1,
      n: 1,
    });
    expect(read('replication', mentions, { facets: { humansOnly: true } })).toMatchObject({ value: 1, n: 1 });
    expect(read('replication', mentions)).toMatchObject({ value: 2, n: 1 });
  });
});

describe('the reach of what is passed on', () => {
  it('is the audience of each account once, paid apart', () => {
    const by = (id: string, author: string, followers: number, promoted = false) =>
      repost(id, NOON, 'bad', { author, followers, promoted });
    expect(read('spread_reach', [bad, by('a', 'ben', 10), by('b', 'ben', 40), by('c', 'cat', 7), by('d', 'dan', 900, true)])).toMatchObject({
      value: 47, n: 3, parts: { paidReach: 900 },
    }); // prettier-ignore
  });
});

describe('the doubling time', () => {
  const hourly = (root: string, sizes: readonly number[]) =>
    sizes.flatMap((size, hour) =>
      Array.from({ length: size - (sizes[hour - 1] ?? 0) }, (_, index) =>
        repost(`${root}${hour}-${index}`, MONDAY + (hour + 1) * HOUR, root),
      ),
    );
  const fast = hourly('fast', [1, 3, 7, 15]);
  const slow = hourly('slow', [1, 2, 3, 4]);

  it('is of the fastest story', () => {
    const mentions = [...slow, ...fast, mentionFact({ id: 'fast', promoted: true })];
    expect(read('doubling_time', mentions)).toMatchObject({
      value: expect.closeTo(3_600, 6) as number,
      n: 2,
      parts: { source: 'feed', story: 'fast', size: 15, paid: 'yes', paidByCustomer: 'yes' },
    });
    expect(read('doubling_time', slow)).toMatchObject({ n: 1, parts: { story: 'slow', paid: 'no' } });
  });

  it('is not there where nothing grows, or nothing is known yet', () => {
    const nothing = { value: null, n: 0, parts: { story: null, size: null, paid: null } };
    expect(read('doubling_time', [bad, good])).toMatchObject(nothing);
    expect(read('doubling_time', fast, { asOf: MONDAY + 2 * HOUR })).toMatchObject(nothing);
    expect(read('doubling_time', fast, { asOf: MONDAY - HOUR })).toMatchObject(nothing);
  });

  it('knows of a story what a week before the window tells of it', () => {
    const long = [8, 6].flatMap((days) => [1, 2].map((each) => repost(`d${days}-${each}`, MONDAY - days * DAY, 'fast'))); // prettier-ignore
    expect(read('doubling_time', [...long, ...fast])?.parts).toMatchObject({ size: 17 });
  });

  it('reads 10,000 reposts', () => {
    const mentions = Array.from({ length: 10_000 }, (_, index) =>
      repost(`r${index}`, MONDAY + Math.round(Math.log2(index + 2) * HOUR), 'one'),
    );
    const reading = read('doubling_time', mentions);
    expect(reading?.parts).toMatchObject({ size: 10_000 });
    expect(Math.abs((reading?.value ?? 0) / 3_600 - 1)).toBeLessThan(0.01);
    expect(read('replication', mentions)).toMatchObject({ value: 10_000, n: 1 });
  });
});

describe('mentions paid for by others', () => {
  it('are the promoted ones that are not of the brand', () => {
    const promoted = (id: string, changes: Partial<MentionFact>) => mentionFact({ id, at: NOON, promoted: true, ...changes }); // prettier-ignore
    const mentions = [
      promoted('a', { sentiment: 'negative', intent: 'complaint' }),
      promoted('b', { sentiment: 'negative' }),
      promoted('c', { sentiment: 'positive' }),
      promoted('d', { direction: 'outbound' }),
      promoted('e', { at: day.to }),
      bad,
    ];
    expect(read('paid_amplification', mentions)).toMatchObject({ value: 3, n: 3, parts: { positive: 1, neutral: 0, negative: 2, complaints: 1 } }); // prettier-ignore
    expect(read('paid_amplification', [bad])).toMatchObject({ value: 0, n: 0 });
  });
});

it('a repost dated a minute before its original goes to it all the same', () => {
  const mentions = [repost('a', NOON - MINUTE, 'bad'), bad];
  expect(read('replication_negative', mentions)).toMatchObject({ value: 1, n: 1 });
});
