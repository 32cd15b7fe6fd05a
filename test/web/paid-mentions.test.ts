import { describe, expect, it } from 'vitest';
import { createCalendar } from '../../pipelines/calendar/calendar.ts';
import type { MentionFact } from '../../pipelines/evidence/evidence.ts';
import { ALL, type Metric } from '../../pipelines/metrics/metric.ts';
import { METRICS } from '../../pipelines/metrics/registry.ts';
import { settingsOf } from '../../pipelines/metrics/settings.ts';
import type { Care } from '../../schema/contracts/care.ts';
import { makingsOf } from '../../web/lib/open/mentions-of.ts';
import { BRAND, DAY, MONDAY, readFrom, type World } from '../helpers/evidence.ts';
import { randomInputs } from '../helpers/random-inputs.ts';

const DAYS = 60;
const SPAN = { from: MONDAY - (DAYS - 1) * DAY, to: MONDAY, asOf: MONDAY };
const CARE: Care = {
  hours: { mon: ['09:00-18:00'], wed: ['09:00-18:00'], fri: ['09:00-18:00'] },
  costs: {
    perContact: 5,
    marginPerCustomer: 40,
    program: 500,
    retention: { low: 0.2, base: 0.4, high: 0.6 },
  },
};
const CONTEXT = {
  settings: settingsOf(BRAND, 'UTC', CARE),
  calendar: createCalendar('UTC', CARE.hours ?? {}, []),
};

/** Weeks of a brand in which every third thing that is said to it was paid for. */
const WORLDS: readonly World[] = [1, 2].map((seed) =>
  paidFor(
    randomInputs(seed, MONDAY, DAYS, MONDAY).world,
    ({ direction }, index) => direction === 'inbound' && index % 3 === 0,
  ),
);

function paidFor(world: World, isPaid: (mention: MentionFact, index: number) => boolean): World {
  const mentions = (world.mentions ?? []).map((one, index) => ({ ...one, promoted: isPaid(one, index) }));
  return { ...world, mentions };
}

/** All that the brand said, and of what was said to it this part. */
const only = (world: World, isPaid: boolean): World => ({
  ...world,
  mentions: (world.mentions ?? []).filter(
    ({ direction, promoted }) => direction === 'outbound' || promoted === isPaid,
  ),
});

/** Of all channels and of one: a share of them all is always 1. */
const valuesOf = (metric: Metric, change: (world: World) => World): readonly (number | null)[] =>
  WORLDS.map(change).flatMap((world) =>
    (metric.facets.includes('channel') ? [[], ['twitter']] : [[]]).map(
      (channels) => readFrom(metric, world, SPAN, { ...CONTEXT, facets: { ...ALL, channels } }).value,
    ),
  );

/** What a number is of, found by counting: paid mentions alone, all but these, some of each, or whatever they are. */
function countedBy(metric: Metric): 'true' | 'false' | 'some of each' | 'whatever' {
  const values = valuesOf(metric, (world) => world);
  const isSame = (change: (world: World) => World): boolean =>
    valuesOf(metric, change).every((value, index) => value === values[index]);
  if (isSame((world) => paidFor(world, () => false))) return 'whatever';
  if (isSame((world) => only(world, true))) return 'true';
  return isSame((world) => only(world, false)) ? 'false' : 'some of each';
}

const COUNTED = METRICS.map((metric) => ({ id: metric.id, by: countedBy(metric) }));
const isOneKind = (by: string): boolean => by === 'true' || by === 'false';

describe('the mentions behind a number', () => {
  it('are weighed in worlds where all but what is told of sources has a value', () => {
    const isSilent = (metric: Metric) => valuesOf(metric, (world) => world).every((value) => value === null);
    expect(METRICS.filter(isSilent).map(({ id }) => id)).toEqual(['silent_sources']);
  });

  it('are asked for as paid or not wherever the number counts no others, and nowhere else', () => {
    const asked = METRICS.map(({ id }) => ({ id, promoted: makingsOf(id).filter?.['promoted'] }));
    expect(asked).toEqual(COUNTED.map(({ id, by }) => ({ id, promoted: isOneKind(by) ? by : undefined })));
  });

  it('are told apart in words where paid ones count in part', () => {
    const inPart = COUNTED.filter(({ by }) => by === 'some of each').map(({ id }) => id);
    expect(inPart).toEqual(['reach_weighted_sentiment']);
    for (const id of inPart) expect(makingsOf(id).note).toContain('“promoted”');
  });
});
