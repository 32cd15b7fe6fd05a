import { describe, expect, it } from 'vitest';
import { parseMention } from '../../pipelines/parse/parse-mention.ts';
import { MENTION_LIMITS, MentionInputSchema } from '../../schema/contracts/mention.ts';
import { MINUTE, NOON } from '../helpers/mentions.ts';
import { ROW, accepted, context, fate, parse } from './parse-context.ts';

describe('a mention', () => {
  const full = {
    ...ROW,
    venue: 'owned',
    author: { id: 'a1', name: 'Ann', handle: 'ann', followers: 3, verified: true },
    lang: 'pt-BR',
    kind: 'quote',
    inReplyTo: 'm0',
    conversation: 'c1',
    url: 'https://example.com/m1',
    metrics: { likes: 1, reposts: 2, replies: 3, views: 4 },
    direction: 'inbound',
    automated: true,
    promoted: true,
    rating: 4.5,
    customer: 'k1',
  };

  it('keeps every field it came with', () => {
    expect(Object.keys(full).toSorted()).toEqual(Object.keys(MentionInputSchema.properties).toSorted());
    const { brand, ...same } = full;
    expect(accepted(full)).toEqual({ ...same, at: NOON - MINUTE, brands: [brand] });
  });

  const bare = {
    source: 'feed',
    id: 'm1',
    channel: 'twitter',
    venue: 'third_party',
    kind: 'post',
    direction: 'inbound',
    at: NOON - MINUTE,
    author: { id: '', name: '', handle: '', followers: 0, verified: false },
    text: 'Hello.',
    lang: '',
    inReplyTo: '',
    conversation: '',
    url: '',
    metrics: { likes: 0, reposts: 0, replies: 0, views: 0 },
    automated: false,
    promoted: false,
    rating: null,
    customer: '',
    brands: ['acme'],
  };

  it('has a value for all it did not say', () => {
    expect(accepted()).toEqual(bare);
  });

  it('takes null for what was not said, at every depth', () => {
    const optional = Object.keys(full).filter((field) => !(field in ROW));
    expect(accepted(Object.fromEntries(optional.map((field) => [field, null])))).toEqual(bare);
    const author = { id: null, name: null, handle: null, followers: null, verified: null };
    const metrics = { likes: null, reposts: null, replies: null, views: null };
    expect(accepted({ author, metrics })).toEqual(bare);
  });

  it('takes a zero, an empty text and false as said', () => {
    expect(accepted({ text: '', rating: 0, metrics: { likes: 0 }, automated: false })).toEqual({
      ...bare,
      text: '',
      rating: 0,
    });
  });

  it('is a reply when it answers something, unless it says what it is', () => {
    expect(accepted({ inReplyTo: 'm0' }).kind).toBe('reply');
    expect(accepted({ inReplyTo: null }).kind).toBe('post');
    expect(accepted({ inReplyTo: 'm0', kind: 'message' }).kind).toBe('message');
  });

  it('knows its author by the handle when there is no id', () => {
    expect(accepted({ author: { handle: 'ann' } }).author).toMatchObject({ id: 'ann', handle: 'ann' });
    expect(accepted({ author: { id: 'a1', handle: 'ann' } }).author.id).toBe('a1');
  });

  it('carries no half surrogate pair on, and whole pairs as they are', () => {
    const half = 'a\ud83d b\udc4d';
    const mended = 'a\ufffd b\ufffd';
    const { text, author, url } = accepted({ text: half, url: half, author: { name: half, handle: half } });
    expect([text, url, author.name, author.handle, author.id]).toEqual(Array(5).fill(mended));
    expect(accepted({ text: '👍🏽 \u0000 constructor' }).text).toBe('👍🏽 \u0000 constructor');
  });

  it('is as long as it may be', () => {
    expect(accepted({ text: 'x'.repeat(MENTION_LIMITS.text) }).text).toHaveLength(MENTION_LIMITS.text);
    expect(accepted({ id: 'x'.repeat(MENTION_LIMITS.id) }).id).toHaveLength(MENTION_LIMITS.id);
  });

  it('takes ids in every script', () => {
    for (const id of ['1', '名前', 'été', 'a b', '👍', "'; DROP TABLE mentions; --"])
      expect(accepted({ id }).id).toBe(id);
  });

  it('is a new object that shares nothing with the row', () => {
    const raw = { ...full, brand: ['acme', 'zoom'] };
    const before = structuredClone(raw);
    const parsed = parseMention(raw, context());
    if (!parsed.ok) throw new Error(parsed.reason);
    expect(raw).toEqual(before);
    const { author, metrics, brands } = parsed.mention;
    expect([author === raw.author, metrics === raw.metrics, brands === raw.brand]).toEqual([
      false,
      false,
      false,
    ]);
  });
});

describe('the brands of a mention', () => {
  it('are those it names, each once, in the order it names them', () => {
    expect(accepted({ brand: ['zoom', 'acme', 'zoom'] }).brands).toEqual(['zoom', 'acme']);
    expect(accepted({ brand: 'acme', text: '#zoomed' }).brands).toEqual(['acme']);
  });

  it('are those its text names when it names none itself, in the order of the configuration', () => {
    expect(accepted({ brand: undefined, text: '#zoomed at acme' }).brands).toEqual(['acme', 'zoom']);
    expect(accepted({ brand: null, text: 'ask @acmehelp' }).brands).toEqual(['acme']);
  });

  it('may be new up to the limit, and known from then on', () => {
    const within = context(2);
    const fates = ['one', 'two', 'three', 'one', 'acme'].map((brand) => fate({ brand }, within));
    expect(fates).toEqual(['taken', 'taken', 'too_many_brands', 'taken', 'taken']);
  });

  it('may not be new when none may be discovered', () => {
    expect(fate({ brand: 'new' }, context(0))).toBe('too_many_brands');
    expect(fate({ brand: 'acme' }, context(0))).toBe('taken');
  });

  it('are not discovered by a mention that is refused for something else', () => {
    const within = context(1);
    expect(fate({ brand: 'ghost', at: 0 }, within)).toBe('time_too_old');
    expect(fate({ brand: 'ghost', channel: 'myspace' }, within)).toBe('unknown_channel');
    expect(within.brands.list().map(({ id }) => id)).toEqual(['acme', 'zoom']);
  });

  it('are not discovered by a mention that brings too many', () => {
    const within = context(1);
    expect(fate({ brand: ['ghost', 'other'] }, within)).toBe('too_many_brands');
    expect(within.brands.list().map(({ id }) => id)).toEqual(['acme', 'zoom']);
  });
});

describe('what a brand says', () => {
  it.each(['acme', '@acme', 'ACMEHELP'])('is outbound and about itself when %s wrote it', (handle) => {
    const said = accepted({ brand: undefined, author: { handle }, text: '@zoom and we love #zoomed' });
    expect(said).toMatchObject({ direction: 'outbound', brands: ['acme'] });
  });

  it('is about whom it says it is about', () => {
    const said = accepted({ brand: ['zoom'], author: { handle: 'acme' } });
    expect(said).toMatchObject({ direction: 'outbound', brands: ['zoom'] });
  });

  it('is inbound when it says so, and about those it names', () => {
    const said = accepted({
      brand: undefined,
      direction: 'inbound',
      author: { handle: 'acme' },
      text: '@zoom help',
    });
    expect(said).toMatchObject({ direction: 'inbound', brands: ['zoom'] });
  });

  it('is what anybody says when the handle is nobody’s', () => {
    for (const handle of ['ann', '', 'constructor', '__proto__'])
      expect(accepted({ author: { handle } }).direction).toBe('inbound');
  });

  it('may come from an account that is not configured', () => {
    const said = accepted({
      brand: undefined,
      direction: 'outbound',
      author: { handle: 'agent' },
      text: 'acme here',
    });
    expect(said).toMatchObject({ direction: 'outbound', brands: ['acme'] });
  });
});

describe('a row that inherits its fields', () => {
  it('is judged by its own', () => {
    const row = Object.create(ROW) as object;
    expect(parseMention(row, context())).not.toMatchObject({ id: 'm1' });
    expect(parse()).toMatchObject({ ok: true });
  });
});
