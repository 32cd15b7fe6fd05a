import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { createBrandBook } from '../../pipelines/brands/brand-book.ts';
import { casesOf } from '../../pipelines/conversations/cases.ts';
import type { MentionFact } from '../../pipelines/evidence/evidence.ts';
import { FIRST_RESPONSE_METRICS } from '../../pipelines/metrics/responses/metrics.ts';
import { RESPONSE_METRICS } from '../../pipelines/metrics/responses/response-metrics.ts';
import { parseMention } from '../../pipelines/parse/parse-mention.ts';
import { TwcsIndex, type TwcsRow } from '../../server/cli/replay/twcs.ts';
import { DAY, contextOf, evidenceOf, mentionFact } from '../helpers/evidence.ts';
import { twcsFile } from '../helpers/real-data.ts';
import { recount, type BrandCount } from '../helpers/twcs-recount.ts';

const file = twcsFile();
const metrics = [...FIRST_RESPONSE_METRICS, ...RESPONSE_METRICS];

/** The file as the product reads it; every customer who speaks waits for an answer. */
function readFacts(path: string): MentionFact[] {
  const rows: TwcsRow[] = parse(readFileSync(path), { columns: true, relax_column_count: true, bom: true });
  const index = new TwcsIndex();
  for (const row of rows) index.add(row);
  const context = {
    channels: new Set(['twitter']),
    brands: createBrandBook([], { maxDiscovered: 1_000 }),
    time: { now: Date.UTC(2030, 0, 1), maxFutureSkewMs: 0 },
  };
  const facts = new Map<string, MentionFact>();
  for (const row of rows) {
    const parsed = parseMention(index.mention(row), context);
    if (!parsed.ok || facts.has(parsed.mention.id)) continue;
    const { source, id, at, direction, automated, inReplyTo, conversation, channel, brands, venue, kind, author } =
      parsed.mention;
    facts.set(
      id,
      mentionFact({ source, id, at, direction, automated, inReplyTo, conversation, channel, brands, venue, kind, author: author.id }),
    );
  }
  return [...facts.values()];
} // prettier-ignore

describe(`the response times of recorded customer care (${file.name})`, () => {
  const facts = readFacts(file.path);
  const expected = recount(file.path);
  const first = facts.reduce((earliest, { at }) => Math.min(earliest, at), Infinity);
  const last = facts.reduce((latest, { at }) => Math.max(latest, at), 0);
  const window = { from: first, to: last + 1 };
  const asOf = last + DAY;

  const reportOf = (brand: string) => {
    const cases = casesOf(facts, brand, () => false);
    const context = contextOf(evidenceOf({ brand, asOf, cases }), window);
    const read = (id: string) => metrics.find((metric) => metric.id === id)?.read(context);
    return {
      n: read('first_response_time')?.n,
      median: read('first_response_time')?.value,
      p90: read('first_response_time_p90')?.value,
      within5: read('sla_band_5')?.numerator,
      of: read('sla_band_5')?.denominator,
      waiting: read('still_waiting_median')?.parts?.['waiting'],
      oldest: read('oldest_waiting')?.value,
    };
  };

  it(`are those of an independent recount for each of ${expected.brands.size} brands`, () => {
    expect(new Set(facts.flatMap(({ brands }) => brands))).toEqual(new Set(expected.brands.keys()));
    for (const [brand, count] of expected.brands)
      expect.soft(reportOf(brand), brand).toEqual(reportFrom(count, last + 1));
    const answered = [...expected.brands.values()].flatMap(({ firstResponsesMs }) => firstResponsesMs);
    // The invented file has five.
    expect(answered.length).toBeGreaterThanOrEqual(5);
  });
});

/** The same report from the recount alone. */
function reportFrom({ firstResponsesMs, waitingSince }: BrandCount, end: number) {
  const seconds = firstResponsesMs.map((ms) => ms / 1_000);
  const since = waitingSince.filter((at) => at >= end - 30 * DAY);
  return {
    n: seconds.length,
    median: percentile(seconds, 50),
    p90: percentile(seconds, 90),
    within5: seconds.filter((value) => value <= 300).length,
    of: seconds.length,
    waiting: waitingSince.length,
    oldest: since.length === 0 ? null : (end - Math.min(...since)) / 1_000,
  };
}

/** Between the neighbours in rank; null of nothing. */
function percentile(ascending: readonly number[], percent: number): unknown {
  if (ascending.length === 0) return null;
  const rank = ((ascending.length - 1) * percent) / 100;
  const [low = 0, high = 0] = [ascending[Math.floor(rank)], ascending[Math.ceil(rank)]];
  return expect.closeTo(low + (high - low) * (rank % 1), 6);
}
