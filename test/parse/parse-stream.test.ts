import { describe, expect, it } from 'vitest';
import { parseStream } from '../../pipelines/parse/parse-stream.ts';
import { STREAM_SCHEMAS, type StreamName } from '../../schema/contracts/streams.ts';
import { MINUTE, NOON } from '../helpers/mentions.ts';
import { BARE, eachStream, parsed, rowOf, streamContext, taken } from '../helpers/streams.ts';

const AT = NOON - MINUTE;
/** Every field a sender may fill. */
const FULL: { readonly [S in StreamName]: Readonly<Record<string, unknown>> } = {
  contacts: { ...BARE.contacts, source: 'phones', customer: 'k1', reason: 'Lost box', duration: 61.5 },
  'self-help': { ...BARE['self-help'], source: 'help', customer: 'k1', kind: 'solved', article: 'a/7' },
  engagements: { ...BARE.engagements, likes: 1, reposts: 2, replies: 3, views: 4, likedByBrand: true },
  identities: { ...BARE.identities, source: 'crm', account: '@Ann', tier: 'high', enrolled: true },
  decisions: BARE.decisions,
};

describe.each(eachStream)('a row of %s', (stream) => {
  it('has a test for every field of the contract', () => {
    expect(Object.keys(FULL[stream]).toSorted()).toEqual(
      Object.keys(STREAM_SCHEMAS[stream].properties).toSorted(),
    );
  });

  it('takes null for what was not said', () => {
    const required = new Set(Object.keys(BARE[stream]));
    const nulls = Object.keys(FULL[stream]).filter((field) => !required.has(field));
    expect(taken(stream, Object.fromEntries(nulls.map((field) => [field, null])))).toEqual(taken(stream));
  });

  it('is built of nothing but what the contract names', () => {
    const row = taken(stream, FULL[stream]);
    expect(Object.getPrototypeOf(row)).toBe(Object.prototype);
    expect(JSON.stringify(row)).not.toContain('undefined');
  });

  it('has its time in milliseconds, however it came', () => {
    expect(taken(stream, { at: AT }).at).toBe(AT);
    expect(taken(stream, { at: '2026-03-04T12:59:00+01:00' }).at).toBe(AT);
  });
});

describe('a contact', () => {
  it('keeps every field it came with, its duration in whole milliseconds', () => {
    expect(taken('contacts', FULL.contacts)).toEqual({
      source: 'phones', id: 'r1', at: AT, brand: 'acme', customer: 'k1', channel: 'call', reason: 'Lost box', durationMs: 61_500,
    }); // prettier-ignore
  });

  it('has a value for all it did not say, and the stream for its source', () => {
    expect(taken('contacts')).toEqual({
      source: 'contacts', id: 'r1', at: AT, brand: 'acme', customer: '', channel: 'call', reason: '', durationMs: null,
    }); // prettier-ignore
  });

  it('may have taken no time, or a week', () => {
    expect(taken('contacts', { duration: 0 }).durationMs).toBe(0);
    expect(taken('contacts', { duration: 0.0004 }).durationMs).toBe(0);
    expect(taken('contacts', { duration: 604_800 }).durationMs).toBe(604_800_000);
  });
});

describe('a self-help event', () => {
  it('keeps every field it came with', () => {
    expect(taken('self-help', FULL['self-help'])).toEqual({
      source: 'help', id: 'r1', at: AT, brand: 'acme', customer: 'k1', kind: 'solved', article: 'a/7',
    }); // prettier-ignore
  });

  it('has a value for all it did not say, and the stream for its source', () => {
    expect(taken('self-help')).toEqual({
      source: 'self-help', id: 'r1', at: AT, brand: 'acme', customer: '', kind: 'view', article: '',
    }); // prettier-ignore
  });
});

describe('an engagement', () => {
  it('keeps every field it came with', () => {
    expect(taken('engagements', FULL.engagements)).toEqual({
      source: 'feed', id: 'r1', at: AT, mention: 'm1', likes: 1, reposts: 2, replies: 3, views: 4, likedByBrand: true,
    }); // prettier-ignore
  });

  it.each(['likes', 'reposts', 'replies', 'views'])('says enough with %s alone, even with none of them', (count) => {
    const alone = { likes: undefined, [count]: 0 };
    expect(taken('engagements', alone)).toEqual({
      source: 'feed', id: 'r1', at: AT, mention: 'm1', likes: 0, reposts: 0, replies: 0, views: 0, likedByBrand: false,
    }); // prettier-ignore
  }); // prettier-ignore

  it('of a large number is taken to its last digit', () => {
    expect(taken('engagements', { views: Number.MAX_SAFE_INTEGER }).views).toBe(Number.MAX_SAFE_INTEGER);
  });
});

describe('an identity', () => {
  it('keeps every field it came with', () => {
    expect(taken('identities', FULL.identities)).toEqual({
      source: 'crm', id: 'r1', at: AT, brand: 'acme', customer: 'k1', channel: 'twitter', account: 'ann', tier: 'high', enrolled: true,
    }); // prettier-ignore
  });

  it('has a value for all it did not say, and the stream for its source', () => {
    expect(taken('identities')).toMatchObject({ source: 'identities', tier: 'standard', enrolled: false });
  });

  it.each([
    ['@Ann', 'ann'],
    ['ANN_B', 'ann_b'],
    ['@@ann', 'ann'],
    [' @Ann ', 'ann'],
    ['@ÉMILE', 'émile'],
    ['ann@example.com', 'ann@example.com'],
    ['half \ud83d', 'half \ufffd'],
  ])('names the account %j as %j', (account, name) => {
    expect(taken('identities', { account }).account).toBe(name);
    expect(taken('identities', { account: name }).account).toBe(name);
  });
});

describe('a decision', () => {
  it('keeps every field it came with', () => {
    expect(taken('decisions')).toEqual({
      source: 'feed', id: 'r1', at: AT, mention: 'm1', decision: 'no_reply', by: 'Bo',
    }); // prettier-ignore
  });
});

describe('text with half a surrogate pair', () => {
  it.each([
    ['contacts', 'reason'],
    ['self-help', 'article'],
    ['identities', 'channel'],
    ['identities', 'account'],
    ['decisions', 'by'],
  ] as const)('is made well-formed in %s.%s', (stream, field) => {
    const row = taken(stream, { [field]: 'x\ud83dy' }) as unknown as Record<string, unknown>;
    expect(row[field]).toBe('x\ufffdy');
  });
});

describe('a brand that nobody configured', () => {
  it.each(['contacts', 'self-help', 'identities'] as const)('is admitted by %s while there is room', (stream) => {
    const within = streamContext(1);
    expect(taken(stream, { brand: 'new' }, within)).toMatchObject({ brand: 'new' });
    expect(within.brands.list().map(({ id }) => id)).toEqual(['acme', 'zoom', 'new']);
    expect(parsed(stream, { brand: 'newer' }, within)).toMatchObject({
      ok: false,
      id: 'r1',
      code: 'too_many_brands',
      reason: expect.stringContaining('"newer"') as string,
    });
    expect(taken(stream, { brand: 'new', id: 'r2' }, within)).toMatchObject({ brand: 'new' });
  }); // prettier-ignore

  it('takes no room when its row is rejected for something else', () => {
    const within = streamContext(1);
    parsed('contacts', { brand: 'wrong', at: 'yesterday' }, within);
    parsed('identities', { brand: 'wrong', account: '@' }, within);
    expect(parsed('contacts', { brand: 'new' }, within)).toMatchObject({ ok: true });
  });
});

describe('one row', () => {
  it('is no row of another stream', () => {
    for (const [stream] of eachStream)
      for (const [other] of eachStream)
        expect(parseStream(other, rowOf(stream), streamContext()).ok, `${stream} as ${other}`).toBe(
          stream === other,
        );
  });
});
