import { Writable } from 'node:stream';
import fc from 'fast-check';
import fastify from 'fastify';
import { describe, expect, it } from 'vitest';
import { OverloadError } from '../../pipelines/sources/push-source.ts';
import { StoreError } from '../../schema/clickhouse/store.ts';
import { problems } from '../../server/plugins/problems.ts';
import { createRefusalLog, type RefusalLine } from '../../server/plugins/refusal-log.ts';
import { ManualClock } from '../helpers/manual-clock.ts';

const AWAY = { statusCode: 503, code: 'store_unavailable', why: 'The store is away.' };
const FULL = { statusCode: 429, code: 'overloaded', why: 'Too much is waiting.' };

function world() {
  const clock = new ManualClock(0);
  const lines: (RefusalLine & { readonly at: number })[] = [];
  const log = createRefusalLog({ clock, write: (line) => lines.push({ ...line, at: clock.now() }) });
  return { clock, lines, log, messages: () => lines.map(({ at, message }) => [at, message]) };
}

describe('the log of what was turned away', () => {
  it('says the first at once, and then every five seconds how many more there were and why the last', () => {
    const { clock, log, messages } = world();
    log.note(AWAY);
    for (let second = 0; second < 7; second += 1) {
      clock.advance(1_000);
      log.note({ ...AWAY, why: `No answer in second ${second}.` });
    }
    clock.advance(60_000);
    log.note(AWAY);
    expect(messages()).toEqual([
      [0, 'A request was answered with 503: The store is away.'],
      [5_000, '4 requests were answered with 503: No answer in second 3.'],
      [10_000, '3 requests were answered with 503: No answer in second 6.'],
      [67_000, 'A request was answered with 503: The store is away.'],
    ]);
  });

  it('keeps one reason from hiding another', () => {
    const { log, lines } = world();
    for (const refusal of [AWAY, AWAY, FULL, FULL]) log.note(refusal);
    expect(lines.map(({ statusCode, code, requests }) => [statusCode, code, requests])).toEqual([
      [503, 'store_unavailable', 1],
      [429, 'overloaded', 1],
    ]);
  });

  it('writes what it owes when it is closed, and leaves no timer behind', () => {
    const { clock, log, messages } = world();
    for (const refusal of [AWAY, AWAY, AWAY, FULL]) log.note(refusal);
    log.close();
    log.note(AWAY);
    clock.advance(60_000);
    expect(messages().slice(2)).toEqual([
      [0, '2 requests were answered with 503: The store is away.'],
      [0, 'A request was answered with 503: The store is away.'],
    ]);
    expect(clock.scheduler.actions).toEqual([]);
  });

  it('counts every request once, whenever they come, in lines that are five seconds apart', () => {
    const arrivals = fc.array(fc.record({ afterMs: fc.nat(4_000), refusal: fc.constantFrom(AWAY, FULL) }), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(arrivals, (told) => {
        const { clock, lines, log } = world();
        for (const { afterMs, refusal } of told) {
          clock.advance(afterMs);
          log.note(refusal);
        }
        clock.advance(5_000);
        for (const { code } of [AWAY, FULL]) {
          const own = lines.filter((line) => line.code === code);
          const noted = told.filter(({ refusal }) => refusal.code === code).length;
          expect(own.reduce((sum, { requests }) => sum + requests, 0)).toBe(noted);
          own
            .slice(1)
            .forEach(({ at }, index) => expect(at - (own[index]?.at ?? 0)).toBeGreaterThanOrEqual(5_000));
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('the log of the server', () => {
  it('has one line for a crowd that is turned away, and the stack of a mistake of ours', async () => {
    const written: Record<string, unknown>[] = [];
    const stream = new Writable({
      write(chunk: Buffer, _encoding, done) {
        written.push(JSON.parse(chunk.toString()) as Record<string, unknown>);
        done();
      },
    });
    const app = fastify({ logger: { level: 'warn', stream } });
    await app.register(problems, { clock: new ManualClock(0) });
    const errors: Record<string, Error> = {
      '/away': new StoreError('The store at 10.0.0.7 is away.', 'unreachable', 0),
      '/full': new OverloadError('Too much is waiting.', 1_000),
      '/bug': new TypeError('x is not a function'),
    };
    for (const [path, error] of Object.entries(errors))
      app.get(path, () => {
        throw error;
      });
    for (const path of ['/away', '/away', '/away', '/full', '/bug']) await app.inject(path);
    await app.close();
    expect(written.map(({ level, msg, requests }) => [level, msg, requests])).toEqual([
      [50, 'A request was answered with 503: The store at 10.0.0.7 is away.', 1],
      [40, 'A request was answered with 429: Too much is waiting.', 1],
      [50, 'internal', undefined],
      [50, '2 requests were answered with 503: The store at 10.0.0.7 is away.', 2],
    ]);
    const [away, , bug] = written;
    expect(JSON.stringify(away)).not.toMatch(/stack|\bat \S+ \(/);
    expect(bug).toMatchObject({ err: { stack: expect.stringContaining('refusal-log.test.ts') as string } });
  });
});
