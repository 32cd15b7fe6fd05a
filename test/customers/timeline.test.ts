import fc from 'fast-check';
import { Compile } from 'typebox/compile';
import { describe, expect, it } from 'vitest';
import { customerViewOf } from '../../pipelines/customers/customer-view.ts';
import { journeysOf, type Journey } from '../../pipelines/customers/journey.ts';
import { timelineOf } from '../../pipelines/customers/timeline.ts';
import { settingsOf } from '../../pipelines/metrics/settings.ts';
import { CustomerViewSchema, TimelineEntrySchema } from '../../schema/contracts/customers.ts';
import {
  DAY,
  HOUR,
  MINUTE,
  MONDAY,
  contact,
  evidenceAround,
  reply,
  selfHelp,
  type World,
} from '../helpers/evidence.ts';
import { ALL_TIME, customerWorld, instant, leaving, profiles, thanks } from '../helpers/customer-worlds.ts';

const settings = settingsOf('acme', 'UTC');
const isEntry = Compile(TimelineEntrySchema);
const isView = Compile(CustomerViewSchema);
const journeyIn = (world: World) => journeysOf(evidenceAround(world, ALL_TIME)).get('c\u0000c-1') as Journey;

const told = journeyIn({
  mentions: [
    leaving('m1', MONDAY, 'ann', { topics: ['billing.refund'] }),
    reply('auto', MONDAY + MINUTE, 'm1', { automated: true }),
    reply('r1', MONDAY + HOUR, 'm1', { channel: 'email' }),
    thanks('m2', MONDAY + DAY, 'ann2'),
  ],
  contacts: [contact({ at: MONDAY - DAY, reason: 'refund', durationMs: 90_000 })],
  selfHelp: [selfHelp({ at: MONDAY - 2 * DAY, kind: 'unsolved', article: 'refunds' })],
  customers: profiles({ 'c-1': 'high' }),
});

describe('the timeline of a customer', () => {
  it('tells everything in the order of time, and where the risk changed', () => {
    const entries = timelineOf(told, settings, MONDAY + 2 * DAY);
    expect(entries.map(({ kind, at }) => `${kind} ${at.slice(5, 16)}`)).toEqual([
      'self-help 11-01T00:00',
      'contact 11-02T00:00',
      'mention 11-03T00:00',
      'case-opened 11-03T00:00',
      'risk 11-03T00:00',
      'reply 11-03T00:01',
      'reply 11-03T01:00',
      'case-answered 11-03T01:00',
      'mention 11-04T00:00',
      'case-opened 11-04T00:00',
      'risk 11-04T00:00',
    ]);
    expect(entries[2]).toEqual({
      kind: 'mention', at: '2025-11-03T00:00:00.000Z', source: 'feed', id: 'm1', channel: 'twitter', account: 'ann', followers: 0,
      form: 'post', sentiment: 'negative', intent: 'churn', topics: ['billing.refund'], pulledAway: false,
    }); // prettier-ignore
    expect(entries[1]).toMatchObject({ channel: 'call', reason: 'refund', durationMs: 90_000 });
    expect(entries[4]).toMatchObject({ level: 'critical', was: 'low' });
    expect(entries[5]).toMatchObject({ id: 'auto', automated: true });
    expect(entries[7]).toMatchObject({ id: 'm1', channel: 'email', waitedMs: HOUR });
    expect(entries[10]).toMatchObject({ was: 'critical' });
  });

  it('tells that a risk has faded though nothing happened', () => {
    const faded = timelineOf(journeyIn({ mentions: [leaving('m1', MONDAY)] }), settings);
    const levels = faded.flatMap((entry) => (entry.kind === 'risk' ? [entry.level] : []));
    expect(levels[0]).toBe('critical');
    expect(levels.at(-1)).toBe('low');
    expect(levels.length).toBeGreaterThan(2);
  });

  it('of any journey is in order and as its contract says', () => {
    fc.assert(
      fc.property(customerWorld, instant, (world, until) => {
        for (const journey of journeysOf(evidenceAround(world, ALL_TIME)).values()) {
          const entries = timelineOf(journey, settings, until);
          for (const entry of entries) expect(isEntry.Check(entry)).toBe(true);
          const instants = entries.map(({ at }) => Date.parse(at));
          expect(instants).toEqual(instants.toSorted((a, b) => a - b));
          for (const at of instants) expect(at).toBeLessThan(until);
          const events = journey.events.filter(({ at }) => at < until);
          expect(entries.filter(({ kind }) => kind !== 'risk')).toHaveLength(events.length);
        }
      }),
      { numRuns: 50 },
    );
  });
});

describe('the view of a customer', () => {
  const asOf = MONDAY + 2 * DAY;

  it('reaches as many as follow their largest account, which what was paid for does not make larger', () => {
    const { reach } = customerViewOf(
      journeyIn({
        mentions: [
          leaving('m1', MONDAY, 'ann', { followers: 12 }),
          leaving('m2', MONDAY + HOUR, 'ann2', { followers: 90 }),
          leaving('m3', MONDAY + 2 * HOUR, 'ann', { followers: 7_000, promoted: true }),
        ],
      }),
      settings,
      asOf,
      { offset: 0, limit: 1 },
    );
    expect(reach).toBe(90);
  });

  it('ends with what was last when the newest of it are asked for', () => {
    const whole = customerViewOf(told, settings, asOf, { offset: 0, limit: 100 });
    const newest = customerViewOf(told, settings, asOf, { offset: null, limit: 3 });
    expect(newest.timeline).toEqual(whole.timeline.slice(-3));
    expect(newest).toMatchObject({ total: 11, next: null });
    expect(customerViewOf(told, settings, asOf, { offset: null, limit: 100 }).timeline).toEqual(
      whole.timeline,
    );
  });

  it('is told page by page', () => {
    const whole = customerViewOf(told, settings, asOf, { offset: 0, limit: 100 });
    expect(isView.Check(whole)).toBe(true);
    expect(whole).toMatchObject({
      customer: 'c-1',
      brand: 'acme',
      tier: 'high',
      enrolled: true,
      total: 11,
      next: null,
      cut: false,
      accounts: [
        { channel: 'twitter', account: 'ann' },
        { channel: 'twitter', account: 'ann2' },
      ],
    });
    expect(whole.risk.history.length).toBeGreaterThan(4);
    const pages = [0, 4, 8, 12].map((offset) => customerViewOf(told, settings, asOf, { offset, limit: 4 }));
    expect(pages.map(({ next }) => next)).toEqual(['4', '8', null, null]);
    expect(pages.flatMap(({ timeline }) => timeline)).toEqual(whole.timeline);
  });

  it('of someone of whom nothing is known has no events and a low risk', () => {
    const nobody: Journey = {
      person: 'c\u0000c-1', brand: 'acme', customer: 'c-1', profiled: true, tier: 'standard', enrolled: false, events: [], cut: false,
    }; // prettier-ignore
    const view = customerViewOf(nobody, settings, asOf, { offset: 0, limit: 10 });
    expect(isView.Check(view)).toBe(true);
    expect(view).toMatchObject({ risk: { level: 'low', reasons: [], history: [] }, timeline: [], total: 0 });
  });
});
