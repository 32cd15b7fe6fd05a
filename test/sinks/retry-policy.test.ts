import { describe, expect, it } from 'vitest';
import { isPassing, withRetry, type RetryConfig } from '../../pipelines/sinks/retry-policy.ts';
import { StoreError } from '../../schema/clickhouse/store.ts';
import { ManualClock, promises } from '../helpers/manual-clock.ts';
import { NOON } from '../helpers/mentions.ts';

const config: RetryConfig = { firstDelayMs: 100, maxDelayMs: 1_000, giveUpAfterMs: 5_000 };
const away = new StoreError('No answer.', 'unreachable', 0);
const refused = new StoreError('No such column.', 'refused', 47);

/** Runs work that fails as told and then succeeds; `attempts` are the instants it was begun. */
function attempting(failures: readonly Error[], random = () => 1) {
  const clock = new ManualClock(NOON);
  const attempts: number[] = [];
  const told: string[] = [];
  const work = () => {
    const failure = failures[attempts.length];
    attempts.push(clock.now() - NOON);
    return failure === undefined ? Promise.resolve('done') : Promise.reject(failure);
  };
  const subscription = withRetry(work, clock, config, random).subscribe({
    next: (value) => told.push(value),
    error: (error: unknown) => told.push(error instanceof Error ? error.message : 'no error'),
    complete: () => told.push('complete'),
  });
  const run = async (ms: number) => {
    for (let passed = 0; passed < ms; passed += 50) {
      await promises();
      clock.advance(50);
    }
    await promises();
  };
  return { attempts, told, run, clock, subscription };
}
const times = (n: number, failure: Error) => Array.from({ length: n }, () => failure);

describe('a retry', () => {
  it('is not made when the first attempt succeeds', async () => {
    const { attempts, told, run } = attempting([]);
    await run(10_000);
    expect(attempts).toEqual([0]);
    expect(told).toEqual(['done', 'complete']);
  });

  it('waits twice as long each time, up to the longest delay', async () => {
    const { attempts, told, run } = attempting(times(6, away));
    await run(10_000);
    expect(attempts).toEqual([0, 100, 300, 700, 1_500, 2_500, 3_500]);
    expect(told).toEqual(['done', 'complete']);
  });

  it('gives up with the error itself once its time has passed', async () => {
    const { attempts, told, run } = attempting(times(100, away));
    await run(20_000);
    expect(attempts.at(-1)).toBeGreaterThan(config.giveUpAfterMs);
    expect(attempts.at(-1)).toBeLessThanOrEqual(config.giveUpAfterMs + config.maxDelayMs);
    expect(told).toEqual(['No answer.']);
  });

  it('is not made for an error that would come again', async () => {
    for (const failure of [refused, new Error('a bug'), new StoreError('Locked.', 'locked', 0)]) {
      const { attempts, told, run } = attempting([failure]);
      await run(5_000);
      expect(attempts).toEqual([0]);
      expect(told).toEqual([failure.message]);
    }
  });

  it('ends when an error that passes is followed by one that does not', async () => {
    const { attempts, told, run } = attempting([away, refused]);
    await run(5_000);
    expect(attempts).toEqual([0, 100]);
    expect(told).toEqual(['No such column.']);
  });

  it('comes at a random moment of its delay, so that many do not come at once', async () => {
    const { attempts, run } = attempting(times(3, away), () => 0.5);
    await run(5_000);
    expect(attempts).toEqual([0, 50, 150, 350]);
    const eager = attempting(times(3, away), () => 0);
    await eager.run(200);
    expect(eager.attempts).toHaveLength(4);
  });

  it('is not made any more after an unsubscribe', async () => {
    const { attempts, told, run, subscription } = attempting(times(9, away));
    await run(100);
    subscription.unsubscribe();
    await run(10_000);
    expect(attempts).toEqual([0, 100]);
    expect(told).toEqual([]);
  });

  it('begins anew for each subscriber', async () => {
    const clock = new ManualClock(NOON);
    let begun = 0;
    const work$ = withRetry(
      () => Promise.resolve((begun += 1)),
      clock,
      config,
      () => 1,
    );
    expect(begun).toBe(0);
    work$.subscribe();
    work$.subscribe();
    await promises();
    expect(begun).toBe(2);
  });

  it('turns work that throws at once into an error', () => {
    const told: unknown[] = [];
    const broken = (): Promise<string> => {
      throw refused;
    };
    withRetry(broken, new ManualClock(NOON), config, () => 1).subscribe({
      error: (error: unknown) => told.push(error),
    });
    expect(told).toEqual([refused]);
  });
});

describe('an error that passes by itself', () => {
  it('is told by kind and number, never by its words', () => {
    expect(isPassing(away)).toBe(true);
    for (const code of [159, 202, 209, 210, 241, 242, 243, 252, 999])
      expect(isPassing(new StoreError('Any words.', 'refused', code)), String(code)).toBe(true);
    for (const code of [0, 26, 47, 60, 62])
      expect(isPassing(new StoreError('Timeout exceeded, try again', 'refused', code))).toBe(false);
    expect(isPassing(new Error('ECONNREFUSED'))).toBe(false);
    expect(isPassing(undefined)).toBe(false);
  });
});
