import { describe, expect, it } from 'vitest';
import type { MentionFact } from '../../pipelines/evidence/evidence.ts';
import { rootsOf, type Reach } from '../../pipelines/stories/roots.ts';
import { DAY, HOUR, MONDAY, mentionFact } from '../helpers/evidence.ts';
import { repost } from '../helpers/spread.ts';

const rootIn = (mentions: readonly MentionFact[], id: string, reach?: Reach) => {
  const spread = mentions.find((mention) => mention.id === id);
  if (spread === undefined) throw new Error(`There is no mention ${id} in this test.`);
  const { id: root, original } = rootsOf(mentions)(spread, reach);
  return { root, original: original?.id ?? null };
};

describe('what a repost goes back to', () => {
  const post = mentionFact({ id: 'p' });

  it('is the post at the end of its chain, in whatever order they came', () => {
    const chain = [repost('c', MONDAY + 3, 'b'), repost('b', MONDAY + 2, 'a', { kind: 'quote' }), repost('a', MONDAY + 1, 'p'), post]; // prettier-ignore
    for (const id of ['a', 'b', 'c']) expect(rootIn(chain, id)).toEqual({ root: 'p', original: 'p' });
  });

  it('is a reply when a reply is what was passed on', () => {
    const reply = mentionFact({ id: 'r', kind: 'reply', inReplyTo: 'p', at: MONDAY + 1 });
    expect(rootIn([post, reply, repost('a', MONDAY + 2, 'r')], 'a')).toEqual({ root: 'r', original: 'r' });
  });

  it('is the id of a post that was never seen', () => {
    expect(rootIn([repost('a', MONDAY, 'gone')], 'a')).toEqual({ root: 'gone', original: null });
    expect(rootIn([repost('b', MONDAY, 'a'), repost('a', MONDAY, 'gone')], 'b')).toEqual({
      root: 'gone',
      original: null,
    });
  });

  it('is looked for in its own feed', () => {
    expect(rootIn([post, repost('a', MONDAY + 1, 'p', { source: 'other' })], 'a')).toEqual({
      root: 'p',
      original: null,
    });
  });

  it('is the first mention of its words when it names nothing', () => {
    const words = { fingerprint: '77' };
    const first = mentionFact({ id: 'p', ...words });
    const copy = repost('a', MONDAY + 1, '', words);
    expect(rootIn([copy, first], 'a')).toEqual({ root: 'p', original: 'p' });
    const linked = repost('l', MONDAY, 'gone', words);
    expect(rootIn([copy, linked], 'a')).toEqual({ root: 'gone', original: null });
    const other = repost('b', MONDAY + 2, '', words);
    for (const id of ['a', 'b']) expect(rootIn([copy, other], id)).toEqual({ root: 'text:77', original: null });
  }); // prettier-ignore

  it('of a circle is the first of it, for those who lead into it too', () => {
    const circle = [repost('x', MONDAY + 2, 'y'), repost('y', MONDAY + 1, 'z'), repost('z', MONDAY + 3, 'x')];
    const into = repost('w', MONDAY + 9, 'x');
    for (const id of ['x', 'y', 'z', 'w'])
      expect(rootIn([...circle, into], id)).toEqual({ root: 'y', original: null });
    expect(rootIn([repost('s', MONDAY, 's')], 's')).toEqual({ root: 's', original: null });
  });

  it('within a reach is as far as that goes', () => {
    const mentions = [post, repost('a', MONDAY + DAY, 'p'), repost('b', MONDAY + 2 * DAY, 'a')];
    const upTo = MONDAY + 2 * DAY;
    expect(rootIn(mentions, 'b', { from: MONDAY, to: upTo })).toEqual({ root: 'p', original: 'p' });
    expect(rootIn(mentions, 'b', { from: MONDAY + 1, to: upTo })).toEqual({ root: 'p', original: null });
    expect(rootIn(mentions, 'b', { from: upTo, to: upTo })).toEqual({ root: 'a', original: null });
    const early = [repost('a', MONDAY, 'p'), mentionFact({ id: 'p', at: MONDAY + HOUR })];
    expect(rootIn(early, 'a', { from: MONDAY, to: MONDAY })).toEqual({ root: 'p', original: null });
    const copies = ['p', 'q'].map((id, day) => mentionFact({ id, at: MONDAY + day * DAY, fingerprint: '7' }));
    const copied = [...copies, repost('a', MONDAY + 2 * DAY, '', { fingerprint: '7' })];
    expect(rootIn(copied, 'a', { from: MONDAY + 1, to: upTo })).toEqual({ root: 'q', original: 'q' });
  });

  it('is found at the end of 10,000 quotes of quotes; with a reach after 64 steps no more', () => {
    const chain = [post, ...Array.from({ length: 10_000 }, (_, step) => repost(`q${step}`, MONDAY + step + 1, step === 0 ? 'p' : `q${step - 1}`, { kind: 'quote' }))]; // prettier-ignore
    const rootOf = rootsOf(chain);
    expect(new Set(chain.slice(1).map((quote) => rootOf(quote).id))).toEqual(new Set(['p']));
    const all = { from: MONDAY, to: MONDAY + DAY };
    expect(rootIn(chain, 'q63', all)).toEqual({ root: 'p', original: 'p' });
    expect(rootIn(chain, 'q64', all)).toEqual({ root: 'q0', original: null });
  });
});
