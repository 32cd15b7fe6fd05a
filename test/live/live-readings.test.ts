import { expect, it } from 'vitest';
import type { EvidenceSpan } from '../../pipelines/evidence/evidence-source.ts';
import { METRICS } from '../../pipelines/metrics/registry.ts';
import { settingsOf } from '../../pipelines/metrics/settings.ts';
import type { BrandReadings } from '../../schema/contracts/live.ts';
import { createLiveReadings } from '../../server/live/live-readings.ts';
import { evidenceOf, marketMention, mentionFact } from '../helpers/evidence.ts';
import { ManualClock, promises } from '../helpers/manual-clock.ts';
import { HOUR, NOON } from '../helpers/mentions.ts';

const BRANDS = ['acme', 'zoom', 'bolt'];
/** One mention of the first brand, two of the second, three of the third. */
const MARKET = BRANDS.flatMap((brand, nth) =>
  Array.from({ length: nth + 1 }, (_, n) => marketMention({ brand, at: NOON - HOUR + n })),
);

/** Reads two metrics of three brands; while a brand is read, time goes on. */
function reading() {
  const clock = new ManualClock(NOON);
  const asked: EvidenceSpan[] = [];
  const read: BrandReadings[] = [];
  const readings = createLiveReadings({
    metrics: METRICS.filter(({ id }) => id === 'share_of_voice' || id === 'volume'),
    evidence: async (span) => {
      asked.push(span);
      const { brand, asOf, needs } = span;
      clock.advance(1_000);
      return evidenceOf({
        brand,
        asOf,
        mentions: needs.includes('mentions') ? [mentionFact({ at: NOON - HOUR })] : [],
        market: needs.includes('market') ? MARKET.map((mention) => ({ ...mention })) : [],
      });
    },
    texts: () => Promise.resolve(new Map()),
    settingsOf: (brand) => settingsOf(brand, 'UTC'),
    calendarOf: () => null,
    brands: () => BRANDS,
    counts: () => ({ accepted: 0 }),
    clock,
    warn: (message, error) => expect.unreachable(`${message} ${String(error)}`),
  });
  readings.readings$.subscribe((one) => read.push(one));
  const round = async (): Promise<BrandReadings[]> => {
    read.length = 0;
    asked.length = 0;
    clock.advance(60_000);
    for (let turn = 0; turn < 200 && read.length < BRANDS.length; turn += 1) await promises();
    return [...read];
  };
  return { readings, asked, round };
}
const marketsIn = (asked: readonly EvidenceSpan[]) => asked.filter(({ needs }) => needs.includes('market'));
const shares = (read: readonly BrandReadings[]) =>
  read.map(({ figures }) => figures['share_of_voice']?.value);

it('reads what all brands have in common once a round, and each brand of it its own', async () => {
  const { readings, asked, round } = reading();
  for (const nth of ['first', 'second']) {
    const read = await round();
    expect(read.map(({ brand }) => brand)).toEqual(BRANDS);
    expect(shares(read)).toEqual([1 / 6, 2 / 6, 3 / 6]);
    expect(read.map(({ figures }) => figures['volume']?.value)).toEqual([1, 1, 1]);
    expect(marketsIn(asked), `of the ${nth} round`).toHaveLength(1);
  }
  await readings.stop();
});

it('reads all brands of a round as of one instant, and those of the next as of a later one', async () => {
  const { readings, asked, round } = reading();
  const instants: number[] = [];
  for (let nth = 0; nth < 2; nth += 1) {
    const read = await round();
    const [asOf = NaN, ...others] = new Set(read.map((one) => one.asOf));
    expect(others).toEqual([]);
    expect(new Set(asked.map((span) => span.asOf))).toEqual(new Set([asOf]));
    instants.push(asOf);
  }
  expect(instants[1]).toBeGreaterThan(instants[0] ?? NaN);
  await readings.stop();
});
