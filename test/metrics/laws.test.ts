import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mentionCounts, type CountedMention } from '../../pipelines/metrics/mention-counts.ts';
import {
  paneAggregator,
  sameAccumulator,
  type PaneAccumulator,
  type PaneInput,
} from '../../pipelines/metrics/pane-accumulator.ts';
import { responseTimes } from '../../pipelines/metrics/responses/response-times.ts';
import { obeysTheLaws } from '../helpers/laws.ts';

const mention: fc.Arbitrary<CountedMention> = fc.record({
  direction: fc.constantFrom('inbound', 'inbound', 'outbound'),
  sentiment: fc.constantFrom('positive', 'neutral', 'negative'),
});
const ms = fc.nat(1_000_000);
const paneInput: fc.Arbitrary<PaneInput> = fc.oneof(
  mention.map((counted) => ({ kind: 'mention' as const, mention: counted })),
  ms.map((value) => ({ kind: 'response' as const, ms: value })),
);
/** The order in which answers were heard says nothing. */
const ascending = (values: readonly number[]) => values.toSorted((a, b) => a - b);

obeysTheLaws('mentionCounts', mentionCounts, mention, (acc) => acc);
obeysTheLaws('responseTimes', responseTimes, ms, ascending);
obeysTheLaws('paneAggregator', paneAggregator, paneInput, ({ counts, responsesMs }: PaneAccumulator) => ({
  counts,
  responsesMs: ascending(responsesMs),
}));

describe('sameAccumulator', () => {
  const acc = fc
    .array(paneInput, { maxLength: 12 })
    .map((inputs) => inputs.reduce(paneAggregator.add, paneAggregator.empty()));

  it('does not mind the order of the answers, and changes neither side', () => {
    fc.assert(
      fc.property(acc, (a) => {
        const b = { counts: { ...a.counts }, responsesMs: a.responsesMs.toReversed() };
        const before = structuredClone([a, b]);
        expect(sameAccumulator(a, b)).toBe(true);
        expect([a, b]).toEqual(before);
      }),
    );
  });

  it('sees every difference', () => {
    fc.assert(
      fc.property(acc, paneInput, (a, more) => {
        const b = paneAggregator.add(paneAggregator.merge(a, paneAggregator.empty()), more);
        expect(sameAccumulator(a, b)).toBe(false);
        expect(sameAccumulator(b, a)).toBe(false);
      }),
    );
    const answered = (...responsesMs: number[]): PaneAccumulator => ({
      counts: mentionCounts.empty(),
      responsesMs,
    });
    expect(sameAccumulator(answered(1, 1, 2), answered(1, 2, 2))).toBe(false);
    expect(sameAccumulator(answered(10, 9), answered(9, 10))).toBe(true);
  });
});

describe('mention counts', () => {
  it('take sentiment from inbound mentions only', () => {
    const counts = [
      { direction: 'inbound', sentiment: 'positive' },
      { direction: 'inbound', sentiment: 'negative' },
      { direction: 'inbound', sentiment: 'neutral' },
      { direction: 'inbound', sentiment: 'positive' },
      { direction: 'outbound', sentiment: 'positive' },
    ] as const satisfies CountedMention[];
    const acc = counts.reduce<ReturnType<typeof mentionCounts.empty>>(
      mentionCounts.add,
      mentionCounts.empty(),
    );
    expect(acc).toEqual({ inbound: 4, outbound: 1, positive: 2, neutral: 1, negative: 1 });
    expect(mentionCounts.result(acc)).toEqual({ netSentiment: 25 });
  });

  it('have no net sentiment when nothing inbound was heard', () => {
    const acc = mentionCounts.add(mentionCounts.empty(), { direction: 'outbound', sentiment: 'negative' });
    expect(mentionCounts.result(acc)).toEqual({ netSentiment: null });
  });

  it('have a net sentiment between −100 and 100', () => {
    fc.assert(
      fc.property(fc.array(mention), (mentions) => {
        const { netSentiment } = mentionCounts.result(
          mentions.reduce(mentionCounts.add, mentionCounts.empty()),
        );
        if (netSentiment === null) return;
        expect(netSentiment).toBeGreaterThanOrEqual(-100);
        expect(netSentiment).toBeLessThanOrEqual(100);
      }),
    );
  });
});
