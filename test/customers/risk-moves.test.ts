import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { atRisk } from '../../pipelines/customers/at-risk.ts';
import { churnScore } from '../../pipelines/customers/churn.ts';
import { SIGNAL_REACH_MS, signalsAt } from '../../pipelines/customers/churn-signals.ts';
import { journeysOf, type Journey } from '../../pipelines/customers/journey.ts';
import { isAtRisk, riskMoves } from '../../pipelines/customers/risk-moves.ts';
import { settingsOf } from '../../pipelines/metrics/settings.ts';
import { AtRiskAnswerSchema } from '../../schema/contracts/customers.ts';
import { Compile } from 'typebox/compile';
import {
  DAY,
  HOUR,
  MONDAY,
  contact,
  evidenceAround,
  mentionFact,
  reply,
  type World,
} from '../helpers/evidence.ts';
import {
  ALL_TIME,
  complaint,
  customerWorld,
  instant,
  leaving,
  profiles,
  thanks,
} from '../helpers/customer-worlds.ts';

const journeyIn = (world: World): Journey =>
  journeysOf(evidenceAround(world, ALL_TIME)).get('c\u0000c-1') as Journey;
const movesIn = (world: World, threshold = 0.5) =>
  riskMoves(journeyIn(world), threshold).map(({ at, kind }) => [kind, (at - MONDAY) / HOUR]);

/** An announcement that was answered at once: nothing but it is left to fade. */
const announced = [leaving('m1', MONDAY), reply('r1', MONDAY, 'm1')];

describe('coming to be at risk, and out of it', () => {
  it('is found to the millisecond where a signal fades', () => {
    // −3.2 + (4.5 + 0.4) · 2^(−d/14) = 0 where d = 14 · log2(4.9 / 3.2).
    const days = 14 * Math.log2(4.9 / 3.2);
    const [entered, left] = riskMoves(journeyIn({ mentions: announced }), 0.5);
    expect(entered).toEqual({ at: MONDAY, kind: 'entered' });
    expect(left?.at).toBe(MONDAY + Math.floor(days * DAY) + 1);
  });

  it('is found where a wait raises the score over the threshold and then lets it fade', () => {
    // A score that rises from below, peaks and falls between two events.
    const mentions = [
      ...[1, 2, 3, 4].map((day) => complaint(`m${day}`, MONDAY - day * DAY, 'ann', { actionable: false })),
      complaint('m5', MONDAY, 'ann', { pulledAway: true }),
    ];
    // −3.2 + (2 + 1.8) · 2^(−t/336 h) + 1.5 · (1 − 2^(−t/24 h)) is 0.6 at once and highest, 1.4, after 64 hours.
    const moves = movesIn({ mentions }, 0.8);
    expect(moves.map(([kind]) => kind)).toEqual(['entered', 'left']);
    expect(Number(moves[0]?.[1])).toBeCloseTo(55.13, 1);
    expect(Number(moves[1]?.[1])).toBeCloseTo(73.19, 1);
    expect(movesIn({ mentions }, 0.81)).toEqual([]);
  });

  it('is saved by a reply while at risk, and not by one from before', () => {
    const unhappy = leaving('m1', MONDAY);
    const solved = { mentions: [unhappy, reply('r1', MONDAY + HOUR, 'm1'), thanks('m2', MONDAY + 2 * HOUR)] };
    expect(movesIn(solved, 0.7)).toEqual([['entered', 0], ['saved', 2]]); // prettier-ignore
    const before = {
      mentions: [
        complaint('m0', MONDAY - 2 * DAY),
        reply('r0', MONDAY - DAY, 'm0'),
        unhappy,
        thanks('m2', MONDAY + 2 * HOUR),
      ],
    };
    expect(movesIn(before, 0.7).at(-1)).toEqual(['left', 2]);
  });

  it('is saved by a contact while at risk, but not by the one that made it so', () => {
    const calls = (...hours: number[]) =>
      hours.map((hour, index) => contact({ id: `c${index}`, at: MONDAY + hour * HOUR }));
    const unhappy = complaint('m1', MONDAY - HOUR, 'ann', { pulledAway: true, actionable: false });
    const angry = { mentions: [unhappy], contacts: calls(-3, -2, -1, 0) };
    expect(movesIn(angry, 0.45)).toEqual([['entered', -1], ['saved', 165]]); // prettier-ignore
    const kinds = movesIn({ mentions: [unhappy], contacts: calls(-3, -2, -1) }, 0.45).map(([kind]) => kind);
    expect(kinds).toEqual(['entered', 'left']);
  });

  it('happens to nobody of whom nothing is known, and to everyone heard of where the threshold is 0', () => {
    const quiet = mentionFact({ author: 'ann', customer: 'c-1', actionable: false });
    expect(movesIn({ mentions: [quiet] })).toEqual([]);
    expect(movesIn({ mentions: [quiet] }, 0)).toEqual([['entered', 0], ['left', SIGNAL_REACH_MS / HOUR]]); // prettier-ignore
  });
});

describe('a clock that two accounts by one name are on', () => {
  it('moves the one that did not start it too, to the instant of its answer', () => {
    const said = { author: 'dan', customer: null, conversation: 'one' } as const;
    const world = {
      mentions: [
        complaint('m1', MONDAY, 'dan', said),
        leaving('m2', MONDAY, 'dan', { ...said, channel: 'email' }),
        reply('r1', MONDAY + 5 * DAY, 'm1', { conversation: 'one' }),
      ],
    };
    const journeys = journeysOf(evidenceAround(world, ALL_TIME));
    const byEmail = journeys.get('a\u0000email\u0000dan') as Journey;
    const [before, after] = [MONDAY + 5 * DAY - 1, MONDAY + 5 * DAY];
    const level = (churnScore(byEmail, before) + churnScore(byEmail, after)) / 2;
    expect(isAtRisk(riskMoves(byEmail, level), before)).toBe(true);
    expect(isAtRisk(riskMoves(byEmail, level), after)).toBe(false);
  });
});

describe('of any journey', () => {
  const threshold = fc.constantFrom(0, 0.05, 0.2, 0.5, 0.8);

  it('the moves say at every instant what the score says', () => {
    fc.assert(
      fc.property(
        customerWorld,
        threshold,
        fc.array(instant, { minLength: 20, maxLength: 20 }),
        (world, level, instants) => {
          for (const journey of journeysOf(evidenceAround(world, ALL_TIME)).values()) {
            const moves = riskMoves(journey, level);
            // Random instants, and those right around each move and event.
            const around = [...moves, ...journey.events].flatMap(({ at }) => [at - 1, at, at + 1]);
            for (const at of [...instants, ...around])
              expect(isAtRisk(moves, at)).toBe(
                signalsAt(journey, at).heard && churnScore(journey, at) >= level,
              );
          }
        },
      ),
    );
  });

  it('the moves come in turn, in time, and end outside', () => {
    fc.assert(
      fc.property(customerWorld, threshold, (world, level) => {
        for (const journey of journeysOf(evidenceAround(world, ALL_TIME)).values()) {
          const moves = riskMoves(journey, level);
          for (const [index, { kind, at }] of moves.entries()) {
            expect(kind === 'entered').toBe(index % 2 === 0);
            expect(at).toBeGreaterThan(moves[index - 1]?.at ?? -Infinity);
          }
          expect(moves.length % 2).toBe(0);
        }
      }),
    );
  });
});

describe('who is at risk', () => {
  const settings = settingsOf('acme', 'UTC');
  const isAnswer = Compile(AtRiskAnswerSchema);

  it('is listed by score, known customers and strangers alike', () => {
    const evidence = evidenceAround(
      {
        mentions: [
          leaving('m1', MONDAY, 'ann2'),
          leaving('m2', MONDAY, 'dan'),
          leaving('m3', MONDAY - 5 * DAY, 'ben'),
          complaint('m4', MONDAY, 'cat'),
          leaving('m5', MONDAY + 2 * DAY, 'cat'),
        ],
        customers: profiles({ 'c-1': 'high' }),
      },
      ALL_TIME,
    );
    const answer = atRisk(evidence, settings, MONDAY + HOUR, 10);
    expect(isAnswer.Check(answer)).toBe(true);
    expect(answer).toMatchObject({ brand: 'acme', asOf: '2025-11-03T01:00:00.000Z', threshold: 0.5 });
    expect(answer.customers.map(({ customer, tier }) => [customer, tier])).toEqual([
      ['c-1', 'high'],
      ['c-2', 'standard'],
      [null, 'standard'],
    ]);
    expect(answer.customers[0]).toMatchObject({
      accounts: [{ channel: 'twitter', account: 'ann2' }],
      lastSeenAt: '2025-11-03T00:00:00.000Z',
      level: 'critical',
    });
    expect(atRisk(evidence, settings, MONDAY + HOUR, 1).customers).toEqual(answer.customers.slice(0, 1));
    expect(atRisk(evidence, settings, MONDAY + HOUR, -1).customers).toEqual([]);
  });

  it('of any world is those whose score is at the threshold', () => {
    fc.assert(
      fc.property(customerWorld, instant, (world, at) => {
        const evidence = evidenceAround(world, ALL_TIME);
        const answer = atRisk(evidence, settings, at, 100);
        expect(isAnswer.Check(answer)).toBe(true);
        const risky = [...journeysOf(evidence).values()].filter((one) => churnScore(one, at) >= 0.5);
        expect(answer.customers).toHaveLength(risky.length);
        const scores = answer.customers.map(({ score }) => score);
        expect(scores).toEqual(scores.toSorted((a, b) => b - a));
      }),
    );
  });
});
