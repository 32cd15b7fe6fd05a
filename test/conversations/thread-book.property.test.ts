import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstResponses } from '../../pipelines/conversations/first-responses.ts';
import { ThreadBook } from '../../pipelines/conversations/thread-book.ts';
import { threadsOf } from '../../pipelines/conversations/threads-of.ts';
import { MINUTE, answer, ask } from '../helpers/mentions.ts';

/** Threads of every shape: unknown parents, circles, shared names, several brands and authors. */
const events = fc
  .array(
    fc.record({
      source: fc.constantFrom('feed', 'feed', 'other'),
      minute: fc.nat(12),
      second: fc.constantFrom(0, 0, 20, 40),
      who: fc.constantFrom('ann', 'ben', 'brand', 'brand', 'robot'),
      brands: fc.constantFrom(['acme'], ['acme'], ['zoom'], ['acme', 'zoom']),
      parent: fc.option(fc.nat(14)),
      conversation: fc.constantFrom('', '', '', '3', 'named'),
      repost: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
    }),
    { minLength: 1, maxLength: 14 },
  )
  .map((said) =>
    said.map(({ source, minute, second, who, brands, parent, conversation, repost }, index) => {
      const shared = { source, brands, conversation };
      const at = minute * MINUTE + second * 1_000;
      const inReplyTo = parent === null ? '' : String(parent);
      return who === 'ann' || who === 'ben'
        ? ask(String(index), at, { ...shared, inReplyTo, author: who, opensClock: !repost })
        : answer(String(index), at, inReplyTo, { ...shared, automated: who === 'robot' });
    }),
  );
const told = events.chain((said) => fc.shuffledSubarray(said, { minLength: said.length }));

/** Each first response under the minute it counts in. */
function byMinute(responses: readonly { brand: string; at: number; ms: number; reply: string }[]) {
  const minutes = new Map<string, string[]>();
  for (const { brand, at, ms, reply } of responses) {
    const key = `${brand} ${Math.floor(at / MINUTE)}`;
    minutes.set(key, [...(minutes.get(key) ?? []), `${reply}:${ms}`].sort());
  }
  return minutes;
}

describe('threads told in any order', () => {
  it('end with every minute either right or noted as disturbed', () => {
    fc.assert(
      fc.property(told, (said) => {
        const book = new ThreadBook();
        const given: { brand: string; at: number; ms: number; reply: string }[] = [];
        const disturbed = new Set<string>();
        const note = (brands: readonly string[], at: number) =>
          brands.forEach((brand) => disturbed.add(`${brand} ${Math.floor(at / MINUTE)}`));
        said.forEach((event, index) => {
          const { responses, beyond, ...change } = book.add(event);
          given.push(...responses);
          for (const { brands, at } of change.disturbed) note(brands, at);
          // Whoever hears of `beyond` looks at every reply of the thread as the store has it.
          if (beyond)
            for (const thread of threadsOf(said.slice(0, index + 1)).filter((part) => part.includes(event)))
              for (const { brands, at, direction } of thread) if (direction === 'outbound') note(brands, at);
        });
        const right = byMinute(threadsOf(said).flatMap(firstResponses));
        const live = byMinute(given);
        for (const minute of new Set([...right.keys(), ...live.keys()]))
          if (!disturbed.has(minute)) expect(live.get(minute), minute).toEqual(right.get(minute));
      }),
      { numRuns: 1_000 },
    );
  });

  it('disturb nothing that came in order and whole', () => {
    const whole = events.map((said) =>
      said
        .map((event, index) => ({
          ...event,
          source: 'feed',
          conversation: '',
          inReplyTo: index === 0 ? '' : '0',
        }))
        .map((event, index) => ({ ...event, at: event.at + (index === 0 ? -60 * MINUTE : 0) }))
        .sort(
          (a, b) =>
            a.at - b.at ||
            (a.direction === b.direction ? (a.id < b.id ? -1 : 1) : a.direction === 'inbound' ? -1 : 1),
        ),
    );
    fc.assert(
      fc.property(whole, (said) => {
        const book = new ThreadBook();
        const changes = said.map((event) => book.add(event));
        expect(changes.flatMap(({ disturbed }) => disturbed)).toEqual([]);
        expect(changes.flatMap(({ responses }) => responses)).toEqual(firstResponses(said));
      }),
      { numRuns: 300 },
    );
  });

  it('wait as if what is asked for had been known from the start', () => {
    fc.assert(
      fc.property(told, fc.infiniteStream(fc.boolean()), (said, coins) => {
        const opened = said.map((event) => ({
          ...event,
          actionable: event.opensClock && !coins.next().value,
        }));
        const [later, sooner] = [new ThreadBook(), new ThreadBook()];
        for (const event of said) later.add(event);
        for (const event of opened) {
          later.relabel(event, event.actionable);
          sooner.add(event);
        }
        expect(later.waiting(0)).toEqual(sooner.waiting(0));
        // What is told after that is judged alike.
        const reply = answer('late', 20 * MINUTE, '0');
        expect(later.add(reply)).toEqual(sooner.add(reply));
        expect(later.waiting(0)).toEqual(sooner.waiting(0));
      }),
      { numRuns: 300 },
    );
  });

  it('are as many as the links between them leave, however they are grouped', () => {
    fc.assert(
      fc.property(told, (said) => {
        const book = new ThreadBook();
        for (const event of said) book.add(event);
        const groups = threadsOf(said);
        expect(groups.flat()).toHaveLength(said.length);
        expect(book.size).toBe(groups.length);
      }),
      { numRuns: 300 },
    );
  });

  it('show nobody waiting whom the store shows answered', () => {
    fc.assert(
      fc.property(told, (said) => {
        const book = new ThreadBook();
        for (const event of said) book.add(event);
        const inOrder = new ThreadBook();
        for (const event of said.toSorted((a, b) => a.at - b.at)) inOrder.add(event);
        expect(Object.fromEntries(book.waiting(-Infinity))).toEqual(
          Object.fromEntries(inOrder.waiting(-Infinity)),
        );
      }),
      { numRuns: 300 },
    );
  });
});
