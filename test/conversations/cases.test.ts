import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { casesOf } from '../../pipelines/conversations/cases.ts';
import { firstResponses } from '../../pipelines/conversations/first-responses.ts';
import { threadsOf } from '../../pipelines/conversations/threads-of.ts';
import type { Case, MentionFact } from '../../pipelines/evidence/evidence.ts';
import { BRAND, HOUR, MINUTE, MONDAY, mentionFact, reply } from '../helpers/evidence.ts';

const at = (minutes: number): number => MONDAY + minutes * MINUTE;
const ask = (id: string, minutes: number, changes: Partial<MentionFact> = {}) =>
  mentionFact({ id, at: at(minutes), conversation: 'thread', ...changes });
const answer = (id: string, minutes: number, to: string, changes: Partial<MentionFact> = {}) =>
  reply(id, at(minutes), to, { conversation: 'thread', ...changes });
const cases = (...mentions: MentionFact[]): Case[] => casesOf(mentions, BRAND, () => false);
/** `mention by author: opened→answered said`, in minutes. */
const told = (...mentions: MentionFact[]): string[] =>
  cases(...mentions).map(({ mention, author, openedAt, answeredAt, said, reopened }) => {
    const minutes = (instant: number | null) => (instant === null ? '?' : (instant - MONDAY) / MINUTE);
    return `${mention} by ${author}: ${minutes(openedAt)}→${minutes(answeredAt)} ${said.join('+')}${reopened ? ' again' : ''}`;
  });

describe('the cases of a conversation', () => {
  it('hold what opened them, what was said while the clock ran, and the reply that stopped it', () => {
    const opening = ask('q', 0, { venue: 'owned', topics: ['product.defect'], customer: 'c-1', sentiment: 'negative', suspected: true, actionable: false }); // prettier-ignore
    const found = cases(
      opening,
      ask('more', 2, { intent: 'query', inReplyTo: 'q' }),
      answer('r', 5, 'more', { channel: 'email' }),
    );
    expect(found).toEqual([
      {
        channel: 'twitter',
        venue: 'owned',
        source: 'feed',
        mention: 'q',
        author: 'ann',
        customer: 'c-1',
        topics: ['product.defect'],
        openedAt: at(0),
        answeredAt: at(5),
        replyChannel: 'email',
        said: ['q', 'more'],
        askedAt: at(2),
        actionable: true,
        negative: true,
        highPriority: false,
        reopened: false,
        suspected: true,
      },
    ]);
  });

  it('wait until a person replies: a machine stops nothing', () => {
    expect(told(ask('q', 0), answer('bot', 1, 'q', { automated: true }))).toEqual(['q by ann: 0→? q']);
    expect(cases(ask('q', 0))[0]).toMatchObject({ answeredAt: null, replyChannel: '' });
  });

  it('are opened again by an answered customer who comes back', () => {
    expect(
      told(ask('q', 0), answer('r', 5, 'q'), ask('back', 9, { inReplyTo: 'r' }), ask('still', 12), answer('r2', 20, 'back'), ask('third', 30)),
    ).toEqual(['q by ann: 0→5 q', 'back by ann: 9→20 back+still again', 'third by ann: 30→? third again']); // prettier-ignore
  });

  it('are each customer’s own: a reply to one leaves the other waiting', () => {
    expect(
      told(
        ask('q', 0),
        ask('p', 1, { author: 'ben', inReplyTo: 'q' }),
        ask('q2', 2, { inReplyTo: 'p' }),
        answer('r', 3, 'p'),
      ),
    ).toEqual(['q by ann: 0→? q+q2', 'p by ben: 1→3 p']);
  });

  it('are not answered by a reply to an unknown post where several customers speak, and are where only one does', () => {
    const lost = answer('r', 5, 'somewhere else');
    expect(told(ask('q', 0), lost)).toEqual(['q by ann: 0→5 q']);
    expect(told(ask('q', 0), ask('p', 1, { author: 'ben' }), lost)).toEqual([
      'q by ann: 0→? q',
      'p by ben: 1→? p',
    ]);
    expect(told(lost)).toEqual([]);
  });

  it('are not answered by a reply that is dated before its post', () => {
    expect(told(ask('q', 10), answer('r', 9, 'q'))).toEqual(['q by ann: 10→? q']);
    expect(told(ask('q', 10), answer('r', 9, 'q'), answer('r2', 12, 'q'))).toEqual(['q by ann: 10→12 q']);
    expect(told(ask('q', 10), answer('r', 10, 'q'))).toEqual(['q by ann: 10→10 q']);
  });

  it('are of one brand: another’s reply stops nothing, and another’s customers open none', () => {
    const both = ask('q', 0, { brands: [BRAND, 'zoom'] });
    const others = answer('r', 5, 'q', { brands: ['zoom'], author: 'zoom' });
    expect(told(both, others, ask('p', 6, { author: 'ben', brands: ['zoom'] }))).toEqual(['q by ann: 0→? q']);
    // What ann then says to zoom alone is not said to acme.
    expect(told(both, ask('p', 6, { brands: ['zoom'] }))).toEqual(['q by ann: 0→? q']);
  });

  it('are not opened by a repost', () => {
    expect(told(ask('q', 0, { kind: 'repost', opensClock: false }))).toEqual([]);
  });

  it('are judged by whoever opened them, and ask when anything said does', () => {
    const mentions = [ask('q', 0, { followers: 5, actionable: false }), ask('big', 1, { followers: 50_000 })];
    expect(casesOf(mentions, BRAND, ({ followers }) => followers > 10)[0]).toMatchObject({
      highPriority: false,
      actionable: true,
      askedAt: null,
    });
    expect(casesOf(mentions, BRAND, ({ followers }) => followers < 10)[0]?.highPriority).toBe(true);
  });

  it('come in the order they were opened, of equal ones by source and id, whatever order the mentions are in', () => {
    const mentions = [
      ask('b', 0, { conversation: '' }),
      ask('a', 0, { conversation: '', author: 'ben' }),
      ask('a', 0, { conversation: '', source: 'another' }),
      ask('c', -1, { conversation: '' }),
    ];
    fc.assert(
      fc.property(fc.shuffledSubarray(mentions, { minLength: 4 }), (shuffled) => {
        expect(casesOf(shuffled, BRAND, () => false).map(({ source, mention }) => `${source} ${mention}`)).toEqual(
          ['feed c', 'another a', 'feed a', 'feed b'],
        );
      }),
    ); // prettier-ignore
  });

  it('of ten thousand messages are all told', () => {
    const rounds = Array.from({ length: 2_500 }, (_, round) => {
      const last = round === 0 ? '' : `r${round - 1}`;
      return [
        ask(`q${round}`, 4 * round, { inReplyTo: last }),
        ask(`more${round}`, 4 * round + 1, { inReplyTo: `q${round}` }),
        answer(`bot${round}`, 4 * round + 2, `more${round}`, { automated: true }),
        answer(`r${round}`, 4 * round + 3, `bot${round}`),
      ];
    });
    const found = cases(...rounds.flat());
    expect(found).toHaveLength(2_500);
    expect(found.every(({ openedAt, answeredAt }) => answeredAt === openedAt + 3 * MINUTE)).toBe(true);
    expect(found.filter(({ reopened }) => reopened)).toHaveLength(2_499);
    expect(found.at(-1)?.said).toEqual(['q2499', 'more2499']);
  });

  const word = fc.record({
    minutes: fc.integer({ min: 0, max: 200 }),
    author: fc.constantFrom('ann', 'ben', ''),
    direction: fc.constantFrom('inbound', 'inbound', 'outbound'),
    automated: fc.boolean(),
    parent: fc.integer({ min: -3, max: 11 }),
    kind: fc.constantFrom('post', 'reply', 'repost'),
    brands: fc.constantFrom([BRAND], [BRAND, 'zoom'], ['zoom']),
    conversation: fc.constantFrom('', 'thread'),
  } as const);
  it('are the clocks of the first responses, hold each mention once, and are never answered before they are opened', () => {
    fc.assert(
      fc.property(fc.array(word, { maxLength: 12 }), (words) => {
        const mentions = words.map(({ minutes, parent, ...changes }, index) =>
          mentionFact({
            ...changes,
            id: `m${index}`,
            at: at(minutes),
            inReplyTo: parent < 0 ? '' : `m${parent}`,
          }),
        );
        const found = cases(...mentions);
        const answered = found
          .filter(({ answeredAt }) => answeredAt !== null)
          .map(
            ({ mention, openedAt, answeredAt }) =>
              `${mention} ${openedAt} ${Math.max(0, (answeredAt ?? 0) - openedAt)}`,
          );
        const responses = threadsOf(mentions)
          .flatMap((thread) => firstResponses(thread))
          .filter(({ brand }) => brand === BRAND);
        expect(answered.sort()).toEqual(
          responses.map(({ clock, ms }) => `${clock.mention} ${clock.since} ${ms}`).sort(),
        );
        const said = found.flatMap((one) => one.said);
        const opening = mentions.filter(
          ({ direction, opensClock, brands }) =>
            direction === 'inbound' && opensClock && brands.includes(BRAND),
        );
        expect(said.toSorted()).toEqual(opening.map(({ id }) => id).sort());
        for (const { openedAt, answeredAt } of found)
          expect(answeredAt === null || (answeredAt >= openedAt && answeredAt <= openedAt + 200 * HOUR)).toBe(
            true,
          );
      }),
    );
  });
});
