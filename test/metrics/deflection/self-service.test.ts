import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SELF_SERVICE_METRICS, ratioInterval } from '../../../pipelines/metrics/deflection/self-service.ts';
import type { Metric } from '../../../pipelines/metrics/metric.ts';
import { DAY, MONDAY, contact, readFrom, selfHelp, type World } from '../../helpers/evidence.ts';

const [score, resolved] = SELF_SERVICE_METRICS as [Metric, Metric];
const day = { from: MONDAY, to: MONDAY + DAY, asOf: MONDAY + 30 * DAY };
const helped = (customers: string, changes = {}) =>
  [...customers].map((customer, index) => selfHelp({ id: `s${index}`, customer, ...changes }));
const called = (customers: string, changes = {}) =>
  [...customers].map((customer, index) => contact({ id: `c${index}`, customer, ...changes }));

describe('deflection, class B', () => {
  const read = (world: World) => readFrom(score, world, day);

  it('is people who helped themselves to people with tickets, each once', () => {
    expect(read({ selfHelp: helped('aabcde'), contacts: called('eefe', { channel: 'visit' }) })).toMatchObject({
      value: 2.5, n: 6, numerator: 5, denominator: 2, parts: { class: 'B', printed: '2.5 : 1', both: 1 },
    });
  }); // prettier-ignore

  it('counts nobody where it is not known who', () => {
    const world = { selfHelp: [...helped('ab'), ...helped(' ', { customer: '' })], contacts: called('c') };
    expect(read(world)).toMatchObject({ value: 2, parts: { helpWithoutCustomer: 1, ticketsWithoutCustomer: 0 } });
  }); // prettier-ignore

  it('is no ratio without tickets', () => {
    expect(read({ selfHelp: helped('ab') })).toMatchObject({
      value: null, n: 2, low: null, missing: ['contacts of known people'], parts: { printed: null },
    });
    expect(read({ contacts: called('ab') })).toMatchObject({ value: 0, low: 0 });
  }); // prettier-ignore

  it('has an interval around it, narrower the more people there are', () => {
    const count = fc.nat(1_000);
    fc.assert(
      fc.property(count, fc.integer({ min: 1, max: 1_000 }), count, (help, tickets, overlap) => {
        const both = Math.min(overlap, help, tickets);
        const { low, high } = ratioInterval(help, tickets, both);
        expect(low).toBeLessThanOrEqual(help / tickets);
        expect(high).toBeGreaterThanOrEqual(help / tickets);
        expect(low).toBeGreaterThanOrEqual(0);
        const more = ratioInterval(4 * help, 4 * tickets, 4 * both);
        expect((more.high ?? NaN) - (more.low ?? NaN)).toBeLessThan((high ?? NaN) - (low ?? NaN) + 1e-12);
      }),
    );
  });
});

describe('deflection, class C', () => {
  const read = (world: World) => readFrom(resolved, world, day);

  it('is resolutions over resolutions and tickets, known people or not', () => {
    const world = {
      selfHelp: [
        ...helped('ab', { kind: 'solved' }),
        ...helped('a', { kind: 'accepted_answer', customer: '' }),
        ...helped('cd', { kind: 'view' }),
        ...helped('e', { kind: 'unsolved' }),
      ],
      contacts: [...called('a'), ...called('b', { channel: 'email', customer: '' })],
    };
    expect(read(world)).toMatchObject({
      value: 0.6, n: 5, numerator: 3, denominator: 5, parts: { class: 'C', resolutions: 3, contacts: 2 },
    });
  }); // prettier-ignore

  it('is nothing of nothing, with the reason', () => {
    expect(read({})).toMatchObject({ value: null, n: 0, missing: ['self-help resolutions or contacts'] });
  });
});
