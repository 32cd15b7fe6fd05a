import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Value } from 'typebox/value';
import {
  AtRiskAnswerSchema,
  CustomerViewSchema,
  type CustomerView,
  type TimelineEntry,
} from '../../schema/contracts/customers.ts';
import { riskLabel, riskTable } from '../../web/lib/charts/risk.ts';
import { hashOfRef, refInHash } from '../../web/lib/open/open-ref.ts';
import { nameOfPerson, parseAtRisk } from '../../web/lib/open/people-at-risk.ts';
import { HOSTILE } from '../helpers/crisis-frames.ts';
import { accountWords, entryWords, parsePerson, personIdOf, personUrl } from '../../web/lib/open/person.ts';

const AT = '2026-01-05T12:00:00.000Z';
const row = { at: AT, source: 'feed', id: '1' };
const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ');

const ENTRIES: readonly (readonly [words: string, entry: TimelineEntry])[] = [
  [
    'negative | Said | I am off | Twitter, 1 200 followers, negative, churn, drawn to a competitor',
    { kind: 'mention', ...row, channel: 'twitter', account: 'a', followers: 1_200, form: 'post', sentiment: 'negative', intent: 'churn', topics: [], pulledAway: true, text: 'I am off' },
  ],
  [
    'neutral | Said |  | Facebook, neutral',
    { kind: 'mention', ...row, channel: 'facebook', account: 'a', followers: 0, form: 'post', sentiment: 'neutral', intent: 'comment', topics: [], pulledAway: false },
  ],
  ['outbound | Answered by the brand | Sorry | Twitter', { kind: 'reply', ...row, channel: 'twitter', automated: false, text: 'Sorry' }],
  ['outbound | Answered by a machine |  | Twitter', { kind: 'reply', ...row, channel: 'twitter', automated: true }],
  ['inbound | Called | refund | for 1 min 30 s', { kind: 'contact', ...row, channel: 'call', reason: 'refund', durationMs: 90_000 }],
  ['inbound | Came in |  | ', { kind: 'contact', ...row, channel: 'visit', reason: '', durationMs: null }],
  ['quiet | Did not find the answer in an article | How to | ', { kind: 'self-help', ...row, event: 'unsolved', article: 'How to' }],
  ['wait | Waits again |  | still waiting', { kind: 'case-opened', ...row, channel: 'twitter', actionable: true, reopened: true, answeredAt: null }],
  ['wait | Waits for an answer |  | ', { kind: 'case-opened', ...row, channel: 'twitter', actionable: true, reopened: false, answeredAt: AT }],
  ['flat | Has an answer |  | after 5 min 00 s', { kind: 'case-answered', ...row, channel: 'twitter', waitedMs: 300_000 }],
  [
    'alert | Risk 91 of 100: high, was low |  | Said it is leaving',
    { kind: 'risk', at: AT, score: 0.912, level: 'high', was: 'low', reasons: [{ id: 'churnIntent', text: 'Said it is leaving', weight: 4 }] },
  ],
]; // prettier-ignore
const VIEW: CustomerView = {
  customer: 'c-1',
  brand: 'acme',
  asOf: AT,
  tier: 'high',
  enrolled: false,
  accounts: [{ channel: 'twitter', account: 'ann' }],
  reach: 1_200,
  risk: {
    score: 0.5,
    level: 'high',
    reasons: [],
    history: [
      { at: '2026-01-04T12:00:00.000Z', score: 0.9 },
      { at: AT, score: 0.5 },
    ],
  },
  timeline: ENTRIES.map(([, entry]) => entry),
  total: ENTRIES.length,
  next: null,
  cut: false,
};

describe('who is at risk', () => {
  const risky = { customer: null, accounts: [{ channel: 'email', account: HOSTILE }], score: 0.9, level: 'critical', reasons: [], lastSeenAt: null, tier: 'standard' } as const;
  it('is read as the server tells of them; who is none is left out alone', () => {
    const answer = { brand: 'acme', asOf: AT, threshold: 0.5, customers: [risky] };
    expect(Value.Check(AtRiskAnswerSchema, answer)).toBe(true);
    expect(parseAtRisk({ ...answer, customers: [null, risky, { ...risky, score: 'high' }] })).toEqual({ people: [risky], threshold: 0.5 });
    for (const none of [null, [], {}, { ...answer, customers: null }, { ...answer, threshold: null }]) expect(parseAtRisk(none)).toBeNull();
  });
  it('goes by the account they speak from', () => {
    expect(nameOfPerson({ customer: 'c-1', accounts: [{ channel: 'twitter', account: 'ann' }] })).toBe('ann · Twitter');
    expect(nameOfPerson({ customer: 'c-1', accounts: [] })).toBe('c-1');
    expect(nameOfPerson({ customer: null, accounts: [] })).toBe('unknown');
    expect(nameOfPerson(risky)).not.toMatch(/\u202e/);
  });
}); // prettier-ignore

describe('somebody', () => {
  it('goes by their customer, or by an account of nobody known', () => {
    const accounts = [
      { channel: 'twitter', account: 'ann' },
      { channel: 'email', account: 'b' },
    ];
    expect(personIdOf({ customer: 'c-1', accounts })).toBe('c-1');
    expect(personIdOf({ customer: null, accounts })).toBe('twitter:ann');
    expect(personIdOf({ customer: null, accounts: [] })).toBeNull();
    expect(personUrl({ person: 'a/b?c', brand: 'x&y' })).toBe(
      '/api/customers/a%2Fb%3Fc?brand=x%26y&limit=2000&page=newest',
    );
  });

  it('has an address that leads back to them, whatever they are called', () => {
    const word = fc.string({ unit: 'grapheme', minLength: 1 });
    fc.assert(
      fc.property(word, word, (brand, person) => {
        expect(refInHash(hashOfRef({ brand, person }))).toEqual({ brand, person });
      }),
    );
  });

  it('is read as the server tells of them; an entry that is none is left out alone', () => {
    expect(Value.Check(CustomerViewSchema, VIEW)).toBe(true);
    const odd = [null, 'x', { kind: 'mention' }, { kind: 'mention', at: 'soon' }, { kind: 'risk', at: AT, score: 'high' }];
    expect(parsePerson({ ...VIEW, timeline: [...VIEW.timeline, ...odd] })?.timeline).toEqual(VIEW.timeline);
    for (const none of [null, [], {}, { ...VIEW, risk: null }, { ...VIEW, accounts: [1] }, { ...VIEW, customer: 1 }, { ...VIEW, timeline: null }])
      expect(parsePerson(none)).toBeNull();
  }); // prettier-ignore

  it.each(ENTRIES)('%s', (words, entry) => {
    const { glyph, what, text, facts } = entryWords(entry) ?? { glyph: '', what: '', text: '', facts: [] };
    expect(plain([glyph, what, text, facts.join(', ')].join(' | '))).toBe(words);
  });

  it('waits for nothing where they did not ask', () => {
    const said = { ...row, kind: 'case-opened', channel: 'chat', reopened: true, answeredAt: null } as const;
    expect(entryWords({ ...said, actionable: false })).toBeNull();
    expect(entryWords({ ...said, actionable: true })).not.toBeNull();
  });

  it('did something that nobody has heard of: it is not told', () => {
    expect(entryWords({ kind: 'teleported', at: AT } as unknown as TimelineEntry)).toBeNull();
  });

  it('is where they write', () => {
    expect(accountWords([])).toBe('no account is known');
    expect(accountWords(VIEW.accounts)).toBe('ann · Twitter');
    expect(accountWords([...VIEW.accounts, { channel: 'email', account: 'b\u202e' }])).toBe(
      '2 accounts: ann · Twitter, b · E-mail',
    );
  });

  it('has a past in a sentence and in a table, the newest first', () => {
    expect(riskLabel(VIEW.risk.history)).toMatch(/^Risk of leaving is 50 of 100; the most was 90, /);
    expect(riskLabel([])).toBe('Nothing is known of the past.');
    expect(riskTable(VIEW.risk.history).rows.map(([, score]) => score)).toEqual(['50', '90']);
  });
});
