import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WatermarkTracker, type WatermarkConfig } from '../../pipelines/operators/watermark-tracker.ts';

const config: WatermarkConfig = { maxOutOfOrdernessMs: 10, idleTimeoutMs: 100, allowedLatenessMs: 1_000 };
const START = 50_000;
const tracker = (changes: Partial<WatermarkConfig> = {}) =>
  new WatermarkTracker({ ...config, ...changes }, START);

describe('the watermark', () => {
  it('begins the out-of-orderness behind the clock', () => {
    expect(tracker().current).toBe(START - 10);
  });

  it('stays the out-of-orderness behind the newest event of a lone source', () => {
    const watermark = tracker();
    watermark.observe('feed', START + 40, START + 50);
    expect(watermark.advance(START + 50)).toBe(START + 30);
    watermark.observe('feed', START + 45, START + 51);
    watermark.observe('feed', START + 20, START + 52);
    expect(watermark.advance(START + 52)).toBe(START + 35);
    expect(watermark.current).toBe(START + 35);
  });

  it('is held back by the slowest source that is alive', () => {
    const watermark = tracker();
    watermark.observe('fast', START + 90, START + 90);
    watermark.observe('slow', START + 20, START + 90);
    expect(watermark.advance(START + 90)).toBe(START + 10);
    watermark.observe('slow', START + 60, START + 95);
    expect(watermark.advance(START + 95)).toBe(START + 50);
  });

  it('lets a source go when it has been silent for longer than the timeout, and not before', () => {
    const watermark = tracker();
    watermark.observe('slow', START, START);
    watermark.observe('fast', START + 100, START + 100);
    expect(watermark.advance(START + 100)).toBe(START - 10);
    expect(watermark.advance(START + 101)).toBe(START + 90);
  });

  it('follows the clock when every source is idle', () => {
    const watermark = tracker();
    expect(watermark.advance(START + 500)).toBe(START + 490);
    watermark.observe('feed', START + 600, START + 600);
    expect(watermark.advance(START + 700)).toBe(START + 590);
    expect(watermark.advance(START + 701)).toBe(START + 691);
    expect(watermark.advance(START + 5_000)).toBe(START + 4_990);
  });

  it('is not set back by a source that wakes up behind it', () => {
    const watermark = tracker();
    watermark.advance(START + 500);
    watermark.observe('feed', START + 100, START + 510);
    expect(watermark.advance(START + 510)).toBe(START + 490);
    watermark.observe('feed', START + 505, START + 520);
    expect(watermark.advance(START + 520)).toBe(START + 495);
  });

  it('is not held back by history, nor kept alive by it', () => {
    const watermark = tracker();
    watermark.observe('backfill', START - 1_001, START);
    expect(watermark.advance(START + 20)).toBe(START + 10);
    watermark.observe('backfill', START - 980, START + 20);
    expect(watermark.advance(START + 50)).toBe(START + 10);
    watermark.observe('backfill', START - 10_000, START + 120);
    expect(watermark.advance(START + 121)).toBe(START + 111);
  });

  it('takes an event that is exactly as old as the lateness for a live one', () => {
    const watermark = tracker();
    watermark.observe('feed', START - 1_000, START);
    expect(watermark.advance(START + 60)).toBe(START - 10);
  });

  it('does not close windows early for an event that claims to be ahead of the clock', () => {
    const watermark = tracker();
    watermark.observe('feed', START + 60_000, START + 5);
    expect(watermark.advance(START + 5)).toBe(START - 5);
    expect(watermark.advance(START + 90)).toBe(START - 5);
    watermark.observe('feed', START + 90, START + 95);
    expect(watermark.advance(START + 95)).toBe(START + 80);
  });

  it('does not move when the clock is set back', () => {
    const watermark = tracker();
    watermark.advance(START + 500);
    expect(watermark.advance(START - 5_000)).toBe(START + 490);
  });

  it('never runs backwards and never lags further behind the clock than it says', () => {
    const step = fc.record({
      source: fc.constantFrom('a', 'b', 'c'),
      age: fc.integer({ min: -500, max: 3_000 }),
      passes: fc.nat(300),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const watermark = tracker();
        let now = START;
        let last = watermark.current;
        for (const { source, age, passes } of steps) {
          now += passes;
          watermark.observe(source, now - age, now);
          const next = watermark.advance(now);
          expect(next).toBeGreaterThanOrEqual(last);
          expect(next).toBeLessThanOrEqual(now - config.maxOutOfOrdernessMs);
          expect(next).toBeGreaterThanOrEqual(
            now - config.maxOutOfOrdernessMs - config.allowedLatenessMs - config.idleTimeoutMs,
          );
          last = next;
        }
      }),
    );
  });
});
