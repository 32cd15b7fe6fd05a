import fc from 'fast-check';
import { Compile } from 'typebox/compile';
import { describe, expect, it } from 'vitest';
import { paneAggregator, type PaneAccumulator } from '../../pipelines/metrics/pane-accumulator.ts';
import { METRICS, metricById } from '../../pipelines/metrics/registry.ts';
import { MetricDefinitionSchema } from '../../schema/contracts/metrics.ts';

const acc: PaneAccumulator = {
  counts: { inbound: 10, outbound: 4, positive: 5, neutral: 2, negative: 3 },
  responsesMs: [60_000, 1_000, 2_500],
};
/** What the panes alone say, by metric. */
const readAll = (from: PaneAccumulator) =>
  Object.fromEntries(
    METRICS.flatMap(({ id, panes }) => {
      if (panes === undefined) return [];
      const { value, n } = panes.read(from);
      return [[id, { value, n }]];
    }),
  );

describe('the registry of metrics', () => {
  it('gives every metric an id of its own, by which it is found', () => {
    const ids = METRICS.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const metric of METRICS) {
      expect(metric.id).toMatch(/^[a-z][a-z0-9_]*$/);
      expect(metricById(metric.id)).toBe(metric);
    }
    expect(['', 'nps', 'constructor', '__proto__'].map(metricById)).toEqual(Array(4).fill(undefined));
  });

  it('says in full what each one is', () => {
    const definition = Compile(MetricDefinitionSchema);
    for (const metric of METRICS) {
      expect(definition.Check(metric)).toBe(true);
      for (const text of [metric.title, metric.unit, metric.formula]) expect(text).toMatch(/\S/);
      for (const sentence of [metric.includes, metric.n, metric.window, metric.interval, metric.source])
        expect(sentence).toMatch(/^[A-Z].+\.$/);
    }
  });

  it('reads each one from an accumulator', () => {
    expect(readAll(acc)).toEqual({
      volume: { value: 10, n: 10 },
      outbound_volume: { value: 4, n: 4 },
      net_sentiment: { value: 20, n: 10 },
      first_response_time: { value: 2.5, n: 3 },
      first_response_time_p90: { value: 48.5, n: 3 },
      first_response_time_p99: { value: 58.85, n: 3 },
    });
  });

  it('reads an empty one as no volume and no figure, which is not zero', () => {
    const nothing = { value: null, n: 0 };
    expect(readAll(paneAggregator.empty())).toEqual({
      volume: { value: 0, n: 0 },
      outbound_volume: { value: 0, n: 0 },
      net_sentiment: nothing,
      first_response_time: nothing,
      first_response_time_p90: nothing,
      first_response_time_p99: nothing,
    });
  });

  it('never reads a number that is none, and changes nothing by reading', () => {
    const count = fc.nat(1e9);
    const accumulator = fc.record({
      counts: fc
        .record({ outbound: count, positive: count, neutral: count, negative: count })
        .map((counts) => ({ ...counts, inbound: counts.positive + counts.neutral + counts.negative })),
      responsesMs: fc.array(fc.nat(1e9), { maxLength: 10 }),
    });
    fc.assert(
      fc.property(accumulator, (from) => {
        const before = structuredClone(from);
        for (const { value, n } of Object.values(readAll(from))) {
          expect(n).toBeGreaterThanOrEqual(0);
          if (value !== null) expect(Number.isFinite(value)).toBe(true);
        }
        expect(from).toEqual(before);
      }),
    );
  });
});
