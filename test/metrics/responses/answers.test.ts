import { describe, expect, it } from 'vitest';
import type { Case } from '../../../pipelines/evidence/evidence.ts';
import { ANSWER_METRICS } from '../../../pipelines/metrics/responses/answers.ts';
import { DAY, MINUTE, MONDAY, caseOf, contextOf, evidenceOf } from '../../helpers/evidence.ts';

const [rate, time, reopened] = ANSWER_METRICS;
const at = (minutes: number) => MONDAY + minutes * MINUTE;
const day = { from: MONDAY, to: MONDAY + DAY };
const query = (askedMinutes: number, answeredMinutes: number | null, changes: Partial<Case> = {}) =>
  caseOf({
    openedAt: at(askedMinutes),
    askedAt: at(askedMinutes),
    answeredAt: answeredMinutes === null ? null : at(answeredMinutes),
    ...changes,
  });
const context = (cases: readonly Case[]) => contextOf(evidenceOf({ cases }), day);

describe('answers to queries', () => {
  it('are a share of all queries, and the time from the question to the answer', () => {
    const cases = [query(0, 10), query(5, 9), query(10, 40), query(20, null)];
    expect(rate?.read(context(cases))).toMatchObject({ value: 0.75, n: 4, numerator: 3, denominator: 4, open: true }); // prettier-ignore
    expect(time?.read(context(cases))).toMatchObject({ value: 600, n: 3, parts: { waiting: 1 }, open: true });
    expect(rate?.read(context(cases.slice(0, 3)))).not.toHaveProperty('open');
    expect(time?.read(context(cases.slice(0, 3)))).not.toHaveProperty('open');
  });

  it('start with the question, whatever was said before it, and count when it was asked', () => {
    const late = query(30, 40, { openedAt: at(-60) });
    expect(time?.read(context([late]))).toMatchObject({ value: 600, n: 1 });
    const tomorrow = query(24 * 60, 24 * 60 + 1, { openedAt: at(5) });
    expect(rate?.read(context([tomorrow]))).toMatchObject({ value: null, n: 0 });
  });

  it('are asked of questions only: a complaint without one, and a question for nobody, are none', () => {
    const cases = [query(0, 10, { askedAt: null }), query(0, 10, { actionable: false })];
    expect(rate?.read(context(cases))).toMatchObject({ value: null, n: 0 });
    expect(time?.read(context(cases))).toMatchObject({ value: null, n: 0, parts: { waiting: 0 } });
  });

  it('take no time when they are dated before their question', () => {
    expect(time?.read(context([query(10, 5)]))).toMatchObject({ value: 0, n: 1 });
  });
});

describe('reopened cases', () => {
  it('are those of customers who had been answered before', () => {
    const cases = [query(0, 1), query(2, 3, { reopened: true }), query(4, null, { reopened: true }), query(5, null)]; // prettier-ignore
    expect(reopened?.read(context(cases))).toMatchObject({ value: 0.5, n: 4, numerator: 2, denominator: 4 });
    expect(reopened?.read(context([]))).toMatchObject({ value: null, n: 0 });
  });
});
