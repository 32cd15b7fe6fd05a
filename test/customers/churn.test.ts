import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { churnHistory, churnRisk, churnScore, levelOf } from '../../pipelines/customers/churn.ts';
import {
  CHURN_BIAS,
  CHURN_INPUTS,
  CHURN_WEIGHTS,
  SIGNAL_REACH_MS,
} from '../../pipelines/customers/churn-signals.ts';
import { journeysOf, type Journey } from '../../pipelines/customers/journey.ts';
import { settingsOf } from '../../pipelines/metrics/settings.ts';
import {
  DAY,
  HOUR,
  MINUTE,
  MONDAY,
  contact,
  evidenceAround,
  mentionFact,
  reply,
  selfHelp,
  type World,
} from '../helpers/evidence.ts';
import {
  ALL_TIME,
  complaint,
  customerWorld,
  instant,
  leaving,
  ownerOf,
  profiles,
  spoken,
  thanks,
} from '../helpers/customer-worlds.ts';

const settings = settingsOf('acme', 'UTC');
const PERSON = 'c\u0000c-1';
const NOBODY: Journey = {
  person: PERSON, brand: 'acme', customer: 'c-1', profiled: false, tier: 'standard', enrolled: false, events: [], cut: false,
}; // prettier-ignore
const journeyIn = (world: World): Journey =>
  journeysOf(evidenceAround(world, ALL_TIME)).get(PERSON) ?? NOBODY;
const riskOf = (world: World, at: number) => churnRisk(journeyIn(world), at, settings);
const logistic = (x: number) => 1 / (1 + Math.exp(-x));

describe('churn risk', () => {
  it('is low where nothing is known, and gives no reason', () => {
    const { score, level, reasons } = churnRisk(NOBODY, MONDAY, settings);
    expect(score).toBeCloseTo(logistic(-3.2), 12);
    expect(score).toBeLessThan(0.1);
    expect({ level, reasons }).toEqual({ level: 'low', reasons: [] });
    expect(churnRisk({ ...NOBODY, tier: 'high' }, MONDAY, settings).score).toBeLessThan(0.1);
  });

  it('is worked out by hand', () => {
    // Said two hours ago that it is leaving, and waits for an answer since then.
    const at = MONDAY + 2 * HOUR;
    const intent = 2 ** (-2 / (14 * 24));
    const waiting = 1 - 2 ** (-2 / 24);
    const { score, level, reasons, inputs } = riskOf({ mentions: [leaving('m1', MONDAY)] }, at);
    expect(score).toBeCloseTo(logistic(-3.2 + 4.5 * intent + 2 * (1 / 5) * intent + 1.5 * waiting), 12);
    expect(level).toBe('critical');
    expect(inputs).toMatchObject({ churnIntent: intent, unanswered: waiting, repeatContacts: 0 });
    expect(reasons.map(({ id, text }) => [id, text])).toEqual([
      ['churnIntent', 'Said it is leaving, 2 h ago'],
      ['negativeStreak', 'A negative mention, 2 h ago'],
      ['unanswered', 'Waiting for an answer for 2 h'],
    ]);
    expect(reasons[0]?.weight).toBeCloseTo(4.5 * intent, 12);
  });

  it('names each signal with its numbers', () => {
    const told: World = {
      mentions: [
        complaint('m1', MONDAY - 3 * DAY, 'ann', { conversation: 'one', pulledAway: true }),
        reply('r1', MONDAY - 3 * DAY + HOUR, 'm1'),
        complaint('m2', MONDAY - 2 * DAY, 'ann', { conversation: 'one', pulledAway: true }),
        reply('r2', MONDAY - 2 * DAY + HOUR, 'm2'),
      ],
      contacts: [1, 2, 3].map((day) => contact({ id: `c${day}`, at: MONDAY - day * DAY })),
      selfHelp: [selfHelp({ at: MONDAY - 30 * MINUTE, kind: 'unsolved' })],
      customers: profiles({ 'c-1': 'high' }),
    };
    const { inputs, reasons } = riskOf(told, MONDAY);
    const two = 2 ** (-2 / 14);
    expect(inputs).toEqual({
      churnIntent: 0,
      negativeStreak: (2 / 5) * two,
      repeatContacts: 2 / 3,
      unanswered: 0,
      unresolved: (2 / 3) * 2 ** (-0.5 / (14 * 24)),
      competitorPull: two,
      valueTier: 1,
      relief: 0,
    });
    expect(reasons.map(({ text }) => text)).toEqual([
      'Drawn to a competitor, 2 d ago',
      '3 contacts within 7 days',
      'Came back with an unsolved problem 2 times, the last 30 min ago',
    ]);
  });

  it('is above the threshold for a week after a plain announcement, and fades', () => {
    const answered = { mentions: [leaving('m1', MONDAY), reply('r1', MONDAY + MINUTE, 'm1')] };
    const scoreAfter = (days: number) => riskOf(answered, MONDAY + days * DAY).score;
    expect([0, 7, 14, 30].map((days) => levelOf(scoreAfter(days), 0.5))).toEqual([
      'critical', 'high', 'watch', 'low',
    ]); // prettier-ignore
    expect(scoreAfter(61)).toBe(logistic(CHURN_BIAS));
  });

  it('is lower when they are pleased again, but not because they leave politely', () => {
    const hurt = [complaint('m1', MONDAY - DAY), complaint('m2', MONDAY - HOUR)];
    const { score } = riskOf({ mentions: hurt }, MONDAY);
    expect(riskOf({ mentions: [...hurt, thanks('m3', MONDAY)] }, MONDAY).score).toBeLessThan(score);
    const polite = leaving('m3', MONDAY, 'ann', { sentiment: 'positive', score: 0.9 });
    expect(riskOf({ mentions: [...hurt, polite] }, MONDAY).score).toBeGreaterThan(score);
  });

  it('hears nothing in what they pass on of others, nor in joining us', () => {
    const passedOn = leaving('m1', MONDAY, 'ann', { kind: 'repost', opensClock: false, actionable: false });
    expect(riskOf({ mentions: [passedOn] }, MONDAY).score).toBe(logistic(CHURN_BIAS));
    // Reading it, leaving another brand for us is a comment.
    const joined = mentionFact({ author: 'ann', customer: 'c-1', intent: 'comment', actionable: false });
    expect(riskOf({ mentions: [joined] }, MONDAY).score).toBe(logistic(CHURN_BIAS));
  });

  it('counts a wait only from when something was asked, and forgets it when it is answered', () => {
    const remark = complaint('m1', MONDAY, 'ann', { sentiment: 'neutral', intent: 'comment', actionable: false, conversation: 'one' }); // prettier-ignore
    const question = { ...remark, id: 'm2', at: MONDAY + DAY, actionable: true };
    const told = { mentions: [remark, question, reply('r1', MONDAY + 2 * DAY, 'm2')] };
    expect(riskOf(told, MONDAY + DAY - 1).inputs.unanswered).toBe(0);
    expect(riskOf(told, MONDAY + DAY).inputs.unanswered).toBeCloseTo(0.5, 12);
    expect(riskOf(told, MONDAY + 2 * DAY).inputs.unanswered).toBe(0);
  });

  it('has its level by the threshold of the brand', () => {
    expect([0, 0.29, 0.3, 0.5, 0.79, 0.8, 1].map((score) => levelOf(score, 0.5))).toEqual([
      'low', 'low', 'watch', 'high', 'high', 'critical', 'critical',
    ]); // prettier-ignore
    expect([0, 0.7, 1].map((score) => levelOf(score, 1))).toEqual(['low', 'watch', 'critical']);
    expect([0, 0.7].map((score) => levelOf(score, 0))).toEqual(['high', 'critical']);
  });

  it('prints a weight and a reason for each signal', () => {
    for (const input of CHURN_INPUTS) {
      const { weight, measures, why } = CHURN_WEIGHTS[input];
      expect(Number.isFinite(weight)).toBe(true);
      expect(measures).toMatch(/^\S/);
      expect(why).toMatch(/^[A-Z].*\.$/);
    }
  });
});

describe('a wait', () => {
  const HALF_A_DAY = 12 * HOUR;
  const waitingAt = (at: number, ...mentions: World['mentions'] & object) =>
    riskOf({ mentions }, at).inputs.unanswered;
  const began = complaint('m1', MONDAY, 'ann', { conversation: 'one' });
  const asked = complaint('m2', MONDAY + SIGNAL_REACH_MS, 'ann', { conversation: 'one' });

  it('goes on for who asks again on a clock that began out of reach, from what is within it', () => {
    const at = MONDAY + SIGNAL_REACH_MS + HALF_A_DAY;
    expect(waitingAt(at, began)).toBe(0);
    expect(waitingAt(at, began, asked)).toBeCloseTo(1 - 2 ** -0.5, 12);
    expect(waitingAt(at, began, asked, reply('r1', at, 'm2'))).toBe(0);
  });

  it('counts from where the clock began while that is within reach', () => {
    expect(waitingAt(MONDAY + SIGNAL_REACH_MS - 1, began, { ...asked, at: MONDAY + DAY })).toBeCloseTo(1, 12);
    expect(waitingAt(MONDAY + 2 * DAY, began, { ...asked, at: MONDAY + DAY })).toBeCloseTo(1 - 2 ** -2, 12);
  });
});

describe('of any journey', () => {
  it('the score is a number between 0 and 1, with at most three reasons, whenever it is asked for', () => {
    const whenever = fc.oneof(instant, fc.constantFrom(0, Infinity, -Infinity, NaN, 8.64e15));
    fc.assert(
      fc.property(customerWorld, whenever, (world, at) => {
        for (const journey of journeysOf(evidenceAround(world, ALL_TIME)).values()) {
          const { score, inputs, reasons } = churnRisk(journey, at, settings);
          expect(score > 0 && score < 1).toBe(true);
          for (const strength of Object.values(inputs)) expect(strength >= 0 && strength <= 1).toBe(true);
          expect(reasons.length).toBeLessThanOrEqual(3);
          for (const { text, weight } of reasons) {
            expect(weight > 0).toBe(true);
            expect(text).not.toMatch(/NaN|undefined|null|-\d/);
          }
        }
      }),
    );
  });

  it('the score knows nothing of what comes later', () => {
    /** What shows only later that two things belong together is news of a thread, not of a customer: left out here. */
    const forwards = customerWorld.map((world) => {
      const known = new Map(world.mentions?.map(({ id, at }) => [id, at]));
      const mentions = (world.mentions ?? []).map((said) => ({
        ...said,
        conversation: '',
        inReplyTo: (known.get(said.inReplyTo) ?? Infinity) <= said.at ? said.inReplyTo : '',
      }));
      return { ...world, mentions };
    });
    fc.assert(
      fc.property(forwards, instant, (world, at) => {
        const then = evidenceAround(world, { from: ALL_TIME.from, to: at + 1, asOf: at + 1 });
        const now = journeyIn(world);
        const known = journeysOf(then).get(PERSON) ?? { ...NOBODY, tier: now.tier, profiled: now.profiled };
        expect(churnRisk(now, at, settings)).toEqual(churnRisk(known, at, settings));
      }),
    );
  });

  it('more signs of leaving never lower the score', () => {
    const more = fc.oneof(
      spoken.map((said) => ({
        mentions: [
          { ...said(99), author: 'ann', customer: ownerOf('ann'), direction: 'inbound' as const, kind: 'post' as const,
            opensClock: true, intent: 'churn' as const },
        ],
      })),
      instant.map((at) => ({ mentions: [complaint('m99', at, 'ann', { pulledAway: true })] })),
      instant.map((at) => ({ contacts: [contact({ id: 'c99', at })] })),
      instant.map((at) => ({ selfHelp: [selfHelp({ id: 's99', at, kind: 'unsolved' })] })),
    ) as fc.Arbitrary<World>; // prettier-ignore
    fc.assert(
      fc.property(customerWorld, more, instant, (world, added, at) => {
        // One out of reach may begin a thread in which a reply then answers what was said since.
        const signs = [...(added.mentions ?? []), ...(added.contacts ?? []), ...(added.selfHelp ?? [])];
        fc.pre(signs.every((sign) => sign.at > at - SIGNAL_REACH_MS));
        const worse = {
          ...world,
          mentions: [...(world.mentions ?? []), ...(added.mentions ?? [])],
          contacts: [...(world.contacts ?? []), ...(added.contacts ?? [])],
          selfHelp: [...(world.selfHelp ?? []), ...(added.selfHelp ?? [])],
        };
        expect(churnScore(journeyIn(worse), at)).toBeGreaterThanOrEqual(churnScore(journeyIn(world), at));
      }),
      { numRuns: 300 },
    );
  });

  it('an answer never raises the score', () => {
    fc.assert(
      fc.property(customerWorld, fc.nat(20), fc.nat(10 * DAY), instant, (world, which, afterMs, at) => {
        const asked = (world.mentions ?? []).filter(({ direction, opensClock }) => direction === 'inbound' && opensClock);
        const mention = asked[which % Math.max(1, asked.length)];
        if (mention === undefined) return;
        const answered = {
          ...world,
          mentions: [...(world.mentions ?? []), reply('r99', mention.at + afterMs, mention.id)],
        };
        expect(churnScore(journeyIn(answered), at)).toBeLessThanOrEqual(churnScore(journeyIn(world), at));
      }),
      { numRuns: 300 },
    ); // prettier-ignore
  });
});

describe('the history of a score', () => {
  it('has a point at every event and every day', () => {
    const journey = journeyIn({ mentions: [leaving('m1', MONDAY), reply('r1', MONDAY + 30 * HOUR, 'm1')] });
    const history = churnHistory(journey, MONDAY - DAY, MONDAY + 3 * DAY);
    expect(history.map(({ at }) => (at - MONDAY) / HOUR)).toEqual([0, 24, 30, 48]);
    for (const { at, score } of history) expect(score).toBe(churnRisk(journey, at, settings).score);
  });

  it('ends when all has faded, however long it is asked for, and is empty of nobody', () => {
    const journey = journeyIn({ mentions: [thanks('m1', 0), leaving('m2', MONDAY)] });
    const history = churnHistory(journey, -Infinity, Infinity);
    expect(history.length).toBeLessThan(5_000);
    expect(history.at(-1)?.at).toBeGreaterThan(MONDAY + 40 * DAY);
    expect(churnHistory(NOBODY, -Infinity, Infinity)).toEqual([]);
    expect(churnHistory(journey, MONDAY, MONDAY)).toEqual([]);
  });
});
