import { describe, expect, it } from 'vitest';
import { MAX_EVENTS, accountsOf, journeysOf, type Journey } from '../../pipelines/customers/journey.ts';
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
import { ALL_TIME, complaint, profiles, thanks } from '../helpers/customer-worlds.ts';

const journeysIn = (world: World) => journeysOf(evidenceAround(world, ALL_TIME));
const kindsOf = (journey: Journey | undefined) => journey?.events.map(({ kind }) => kind);
const ANN = 'c\u0000c-1';

describe('the journey of a customer', () => {
  it('puts everything known of them in the order of time', () => {
    const journeys = journeysIn({
      mentions: [complaint('m1', MONDAY), reply('r1', MONDAY + HOUR, 'm1'), thanks('m2', MONDAY + 2 * HOUR)],
      contacts: [contact({ at: MONDAY + 30 * MINUTE }), contact({ id: 'c2', customer: '' })],
      selfHelp: [selfHelp({ at: MONDAY - HOUR, kind: 'unsolved' })],
      customers: profiles({ 'c-1': 'high' }),
    });
    expect([...journeys.keys()]).toEqual([ANN]);
    const ann = journeys.get(ANN);
    expect(ann).toMatchObject({ customer: 'c-1', brand: 'acme', tier: 'high', enrolled: true, profiled: true, cut: false }); // prettier-ignore
    expect(kindsOf(ann)).toEqual([
      'self-help', 'mention', 'case-opened', 'contact', 'reply', 'case-answered', 'mention', 'case-opened',
    ]); // prettier-ignore
    const clocks = ann?.events.flatMap((event) => (event.kind === 'case-opened' ? [event] : []));
    expect(clocks?.map(({ actionableAt }) => actionableAt)).toEqual([MONDAY, null]);
  });

  it('is one for a customer with two handles', () => {
    const journeys = journeysIn({
      mentions: [complaint('m1', MONDAY), complaint('m2', MONDAY + HOUR, 'ann2', { channel: 'facebook' })],
    });
    expect([...journeys.keys()]).toEqual([ANN]);
    expect(accountsOf(journeys.get(ANN) as Journey)).toEqual([
      { channel: 'twitter', account: 'ann' },
      { channel: 'facebook', account: 'ann2' },
    ]);
  });

  it('is one of its own for each account no customer is known of', () => {
    const journeys = journeysIn({
      mentions: [
        complaint('m1', MONDAY, 'dan'),
        complaint('m2', MONDAY, 'dan', { channel: 'facebook' }),
        complaint('m3', MONDAY, ''),
      ],
    });
    expect([...journeys.values()].map(({ person, customer }) => [person, customer])).toEqual([
      ['a\u0000twitter\u0000dan', null],
      ['a\u0000facebook\u0000dan', null],
    ]);
  });

  it('of a customer of whom nothing is known does not exist', () => {
    const journeys = journeysIn({ customers: profiles({ 'c-1': 'high' }) });
    expect(journeys.size).toBe(0);
  });

  it('may begin with a contact, before the first mention', () => {
    const journeys = journeysIn({
      mentions: [complaint('m1', MONDAY)],
      contacts: [contact({ at: MONDAY - DAY })],
    });
    expect(kindsOf(journeys.get(ANN))).toEqual(['contact', 'mention', 'case-opened']);
  });

  it('puts a question before its answer at the same instant', () => {
    const journeys = journeysIn({ mentions: [reply('a', MONDAY, 'm1'), complaint('m1', MONDAY)] });
    expect(kindsOf(journeys.get(ANN))).toEqual(['mention', 'case-opened', 'reply', 'case-answered']);
  });

  it('knows who comes back to something, answered or not', () => {
    const againIn = (...mentions: Parameters<typeof complaint>[]) =>
      journeysIn({
        mentions: [
          ...mentions.map(([id, at]) => complaint(id, at, 'ann', { conversation: 'one' })),
          reply('r1', MONDAY + HOUR, 'm1', { conversation: 'one' }),
        ],
      })
        .get(ANN)
        ?.events.flatMap((event) => (event.kind === 'mention' ? [event.again] : []));
    expect(againIn(['m1', MONDAY], ['m2', MONDAY + MINUTE], ['m3', MONDAY + DAY])).toEqual([
      false,
      true,
      true,
    ]);
    expect(againIn(['m1', MONDAY])).toEqual([false]);
  });
});

describe('a reply of the brand', () => {
  const replied = (...mentions: World['mentions'] & object) =>
    [...journeysIn({ mentions }).values()]
      .filter(({ events }) => events.some(({ kind }) => kind === 'reply'))
      .map(({ person }) => person);

  it('to an unknown post belongs to the only person of its thread, or to nobody', () => {
    const lost = reply('r1', MONDAY + HOUR, 'gone', { conversation: 'one' });
    const ann = complaint('m1', MONDAY, 'ann', { conversation: 'one' });
    const ben = complaint('m2', MONDAY, 'ben', { conversation: 'one' });
    expect(replied(lost, ann)).toEqual([ANN]);
    expect(replied(lost, ann, ben)).toEqual([]);
    expect(replied(reply('r1', MONDAY, 'gone'), complaint('m1', MONDAY))).toEqual([]);
  });

  it('finds its person though its clock ran ahead, through other replies, and out of a circle', () => {
    expect(replied(reply('r1', MONDAY - HOUR, 'm1'), complaint('m1', MONDAY))).toEqual([ANN]);
    const ben = complaint('m2', MONDAY, 'ben', { inReplyTo: 'm1' });
    expect(
      replied(complaint('m1', MONDAY), ben, reply('r1', MONDAY + 1, 'm1'), reply('r2', MONDAY + 2, 'r1')),
    ).toEqual([ANN]);
    expect(replied(reply('r1', MONDAY, 'r2'), reply('r2', MONDAY, 'r1'))).toEqual([]);
  });
});

describe('a conversation of 10,000 messages', () => {
  it('is kept by its newest events, and says so', () => {
    const mentions = Array.from({ length: 5_000 }, (_, index) => [
      complaint(`m${index}`, MONDAY + index * MINUTE, 'ann', { conversation: 'one' }),
      reply(`r${index}`, MONDAY + index * MINUTE + 1, `m${index}`, { conversation: 'one' }),
    ]).flat();
    const ann = journeysIn({ mentions: [...mentions, mentionFact({ author: 'dan' })] }).get(ANN);
    expect(ann?.events).toHaveLength(MAX_EVENTS);
    expect(ann?.cut).toBe(true);
    expect(ann?.events.at(-1)?.at).toBe(MONDAY + 4_999 * MINUTE + 1);
  });
});
