import { describe, expect, it } from 'vitest';
import { WAITING_METRICS } from '../../../pipelines/metrics/responses/waiting.ts';
import { ALL } from '../../../pipelines/metrics/metric.ts';
import type { Case } from '../../../pipelines/evidence/evidence.ts';
import { DAY, MINUTE, MONDAY, caseOf, contextOf, evidenceOf } from '../../helpers/evidence.ts';

const [stillWaiting, oldest, waiting] = WAITING_METRICS;
const at = (minutes: number) => MONDAY + minutes * MINUTE;
const day = { from: MONDAY, to: MONDAY + DAY };
const opened = (mention: string, openedMinutes: number, answeredMinutes: number | null, changes: Partial<Case> = {}) =>
  caseOf({ mention, openedAt: at(openedMinutes), answeredAt: answeredMinutes === null ? null : at(answeredMinutes), ...changes }); // prettier-ignore
const context = (cases: readonly Case[], asOfMinutes: number, changes = {}) =>
  contextOf(evidenceOf({ cases, asOf: at(asOfMinutes) }), day, changes);

describe('the median with those who still wait', () => {
  const cases = [opened('a', 0, 10), opened('b', 5, 25), opened('c', 10, 70), opened('d', 30, null), opened('e', 50, null)]; // prettier-ignore

  it('takes those who wait for at least as long as they have waited', () => {
    // As of minute 110: 10, 20, 60 and 60+ (e), 80+ (d). Survival .8, .6, .4 at 60: the plain median is 20.
    expect(stillWaiting?.read(context(cases, 110))).toEqual({
      value: 60 * 60,
      n: 5,
      low: 10 * 60,
      high: null,
      parts: { answered: 3, waiting: 2 },
      open: true,
    });
  });

  it('is the plain median when nobody waits, and then it is closed', () => {
    expect(stillWaiting?.read(context(cases.slice(0, 3), 110))).toEqual({
      value: 20 * 60,
      n: 3,
      low: 10 * 60,
      high: null,
      parts: { answered: 3, waiting: 0 },
    });
  });

  it('has no value when more than half wait', () => {
    expect(stillWaiting?.read(context(cases.slice(2), 110))).toMatchObject({ value: null, n: 3, open: true });
    expect(stillWaiting?.read(context([], 110))).toMatchObject({ value: null, n: 0 });
  });

  it('leaves out who asks for nothing, and who came before or after the window', () => {
    const others = [
      opened('x', 0, 1, { actionable: false }),
      opened('y', -1, 5),
      opened('z', 24 * 60, 24 * 60 + 1),
    ];
    expect(stillWaiting?.read(context(others, 48 * 60)).n).toBe(0);
  });
});

describe('who waits', () => {
  const cases = [
    opened('old', -10 * 60, null),
    opened('a', 5, 20),
    opened('b', 10, null),
    opened('c', 12, null, { actionable: false }),
    opened('mail', -60, null, { channel: 'email' }),
  ];

  it('is known now, while the window has not ended', () => {
    expect(waiting?.read(context(cases, 15))).toEqual({ value: 4, n: 4 });
    expect(oldest?.read(context(cases, 15))).toEqual({
      value: (10 * 60 + 15) * 60,
      n: 4,
      parts: { mention: 'feed old' },
    });
    expect(waiting?.read(context(cases, 21))).toEqual({ value: 3, n: 3 });
  });

  it('is known as it was when the window ended, whatever came after', () => {
    const ended = [opened('a', 5, 24 * 60), opened('b', 6, 24 * 60 - 1), opened('c', 24 * 60, null)];
    expect(waiting?.read(context(ended, 72 * 60))).toEqual({ value: 1, n: 1 });
    expect(oldest?.read(context(ended, 72 * 60))).toMatchObject({
      value: (24 * 60 - 5) * 60,
      parts: { mention: 'feed a' },
    });
  });

  it('can be asked by channel', () => {
    const byMail = { facets: { ...ALL, channels: ['email'] } };
    expect(waiting?.read(context(cases, 15, byMail))).toEqual({ value: 1, n: 1 });
    expect(oldest?.read(context(cases, 15, byMail))).toMatchObject({ value: 75 * 60 });
  });

  it('is nobody: a count of zero, and no age at all', () => {
    expect(waiting?.read(context([], 15))).toEqual({ value: 0, n: 0 });
    expect(oldest?.read(context([], 15))).toEqual({ value: null, n: 0, parts: { mention: null } });
  });

  it('is given up after thirty days, and by a window that has not begun', () => {
    const month = 30 * 24 * 60;
    expect(waiting?.read(context([opened('a', 60 - month, null)], 60))).toMatchObject({ value: 1 });
    expect(waiting?.read(context([opened('a', 59 - month, null)], 60))).toMatchObject({ value: 0 });
    expect(waiting?.read(context([opened('a', -60, null)], -30))).toMatchObject({ value: 0 });
  });
});
