import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseMention } from '../../pipelines/parse/parse-mention.ts';
import { MENTION_LIMITS, MentionInputSchema } from '../../schema/contracts/mention.ts';
import { REJECTION_CODES, type RejectionCode } from '../../schema/contracts/receipt.ts';
import { NOON } from '../helpers/mentions.ts';
import { ROW, context, parse } from './parse-context.ts';

const json = (text: string) => JSON.parse(text) as object;
const FUTURE = NOON + 86_400_000;

/** What a row of each kind is rejected for; the carrier and the store have codes of their own. */
const ROWS: Record<
  Exclude<RejectionCode, 'malformed_json' | 'not_an_object' | 'store_refused'>,
  readonly (readonly [what: string, changes: object])[]
> = {
  missing_field: [
    ['an id that is undefined', { id: undefined }],
    ...(['source', 'channel', 'at', 'text'] as const).map(
      (field) => [`no ${field}`, { [field]: undefined }] as const,
    ),
  ],
  unknown_field: [
    ['a misspelt field', { sentimnet: 'positive' }],
    ['a `__proto__` key', json('{"__proto__":{"direction":"outbound"}}')],
    ['a `constructor` key', json('{"constructor":{"prototype":{"polluted":true}}}')],
    ['a `__proto__` key in its author', { author: json('{"__proto__":{"followers":7}}') }],
    ['an unknown field in its metrics', { metrics: { claps: 1 } }],
    ['half a surrogate pair for a key', { '\ud83d': 1 }],
  ],
  invalid_field: [
    ['an empty id', { id: '' }],
    ['an id with a NUL', { id: 'a\u0000b' }],
    ['an id with half a surrogate pair', { id: 'a\ud83d' }],
    ['an id that is too long', { id: 'x'.repeat(MENTION_LIMITS.id + 1) }],
    ['an id that is true', { id: true }],
    ['a null id', { id: null }],
    ['a null text', { text: null }],
    ['a text that is a number', { text: 5 }],
    ['a source in capitals', { source: 'Feed' }],
    ['a channel that is an object', { channel: {} }],
    ['a time that is true', { at: true }],
    ['NaN for a time', { at: Number.NaN }],
    ['infinity for a time', { at: Number.POSITIVE_INFINITY }],
    ['a brand of no letters', { brand: '; DROP TABLE' }],
    ['no brand in its list', { brand: [] }],
    ['too many brands in its list', { brand: Array.from({ length: 17 }, (_, index) => `b${index}`) }],
    ['a number among its brands', { brand: ['acme', 5] }],
    ['an unknown direction', { direction: 'sideways' }],
    ['negative followers', { author: { followers: -1 } }],
    ['half a like', { metrics: { likes: 0.5 } }],
    ['likes past 2^53', { metrics: { likes: 2 ** 53 } }],
    ['an author that is a string', { author: 'ann' }],
    ['six stars', { rating: 6 }],
    ['a language of spaces', { lang: 'e n' }],
  ],
  text_too_long: [
    ['a text of one letter too many', { text: 'x'.repeat(MENTION_LIMITS.text + 1) }],
    ['a text of 1 MB', { text: 'x'.repeat(1_000_000) }],
    ['a text of 1 MB beside other mistakes', { text: 'x'.repeat(1_000_000), channel: 7 }],
  ],
  id_not_a_string: [
    ['an id that is a number', { id: 7 }],
    ['an id past 2^53', { id: 2 ** 53 + 2 }],
    ['an id that is a big integer', { id: 2n ** 63n }],
  ],
  unknown_channel: [
    ['an unknown channel', { channel: 'myspace' }],
    ['an empty channel', { channel: '' }],
    ['a channel named after a member of objects', { channel: 'constructor' }],
    ['half a surrogate pair for a channel', { channel: '\ud83d' }],
  ],
  invalid_time: [
    ['a time that is none', { at: 'yesterday' }],
    ['a time without a zone', { at: '2026-03-04T11:00:00' }],
    ['a 31 February', { at: '2026-02-31T18:00:00Z' }],
  ],
  time_in_seconds: [['a time in seconds', { at: Math.floor(NOON / 1_000) }]],
  time_too_old: [['a time of 1970', { at: 0 }]],
  time_in_future: [['a time a day ahead', { at: FUTURE }]],
  no_brand: [
    ['no brand', { brand: undefined }],
    ['a null brand', { brand: null }],
    ['a text that names none', { brand: undefined, text: 'acmeology' }],
    [
      'an unknown account that answers',
      { brand: undefined, direction: 'outbound', author: { handle: 'ann' } },
    ],
  ],
  too_many_brands: [
    ['more new brands than may be discovered', { brand: ['new', 'newer'] }],
    ['more new brands among known ones', { brand: ['acme', 'new', 'zoom', 'newer'] }],
  ],
};

describe.each(Object.entries(ROWS))('%s is the answer to', (code, rows) => {
  it.each(rows)('%s', (_what, changes) => {
    const parsed = parse(changes);
    expect(parsed).toMatchObject({ ok: false, code });
    expectSentence(parsed);
  });
});

describe('a rejection', () => {
  it('has a code that is tried here, or comes from the carrier or the store', () => {
    const elsewhere = ['malformed_json', 'not_an_object', 'store_refused'];
    expect([...Object.keys(ROWS), ...elsewhere].toSorted()).toEqual([...REJECTION_CODES].toSorted());
  });

  it.each([
    ['null', null],
    ['a number', 5],
    ['a string', 'hello'],
    ['an array', [ROW]],
    ['a boolean', true],
    ['nothing', undefined],
    ['a function', () => ROW],
  ])('not_an_object is the answer to %s', (_what, raw) => {
    const parsed = parseMention(raw, context());
    expect(parsed).toMatchObject({ ok: false, code: 'not_an_object' });
    expectSentence(parsed);
  });

  it('names the row by its own id, cut and well-formed, or not at all', () => {
    expect(parse({ text: null })).toMatchObject({ id: 'm1' });
    expect(parse({ id: 2 ** 53 })).toMatchObject({ id: '9007199254740992' });
    expect(parse({ id: `${'x'.repeat(255)}😀`, text: null })).toMatchObject({
      id: `${'x'.repeat(255)}\ufffd`,
    });
    for (const id of [undefined, null, true, ['m1'], { id: 'm1' }])
      expect(parse({ id })).not.toHaveProperty('id');
    expect(parseMention(json('{"__proto__":{"id":"inherited"}}'), context())).not.toHaveProperty('id');
  });

  it('says which field, and within what', () => {
    const reason = (changes: object) => parse(changes) as { reason?: string };
    expect(reason({ source: undefined }).reason).toBe('The field "source" is missing.');
    expect(reason({ metrics: { claps: 1 } }).reason).toBe(
      'The field "claps" in "metrics" is not part of a mention.',
    );
    expect(reason({ author: { followers: -1 } }).reason).toMatch(
      /^The field "author\.followers" must be >= 0/,
    );
    expect(reason({ channel: 'myspace' }).reason).toContain('Use one of twitter, email, or add it');
    expect(reason({ brand: ['new', 'newer'] }).reason).toContain('"newer"');
  });

  it('leaves nothing behind on the prototype of objects', () => {
    for (const [, changes] of ROWS.unknown_field) parse(changes);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});

describe('whatever comes', () => {
  const anyFate = (raw: unknown) => {
    const parsed = parseMention(raw, context());
    expectSentence(parsed);
    return parsed;
  };

  it('any JSON value gets an answer', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary' }), (raw) => void anyFate(raw)),
      { numRuns: 300 },
    );
  });

  it('any JSON value in any field of a mention gets an answer', () => {
    const field = fc.constantFrom(...Object.keys(MentionInputSchema.properties));
    const value = fc.oneof(
      fc.jsonValue({ stringUnit: 'binary' }),
      fc.constantFrom('__proto__', 'constructor', 1e300, -0),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(field, value), { minLength: 1, maxLength: 4 }), (changes) => {
        const parsed = anyFate({ ...ROW, ...Object.fromEntries(changes) });
        if (!parsed.ok) return;
        const { mention } = parsed;
        expect(JSON.stringify(mention)).not.toMatch(/\\ud[89a-f]/i);
        expect(mention.brands.length).toBeGreaterThan(0);
        expect(Number.isSafeInteger(mention.at)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('a row nested 100,000 deep gets an answer', () => {
    const deep = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`) as unknown;
    expect(parse({ text: deep })).toMatchObject({ ok: false, code: 'invalid_field' });
    expect(parse({ author: { name: deep } })).toMatchObject({ ok: false, code: 'invalid_field' });
    expect(parse({ unheardOf: deep })).toMatchObject({ ok: false, code: 'unknown_field' });
  });
});

/** A rejection says in one short, well-formed sentence what to do. */
function expectSentence(parsed: ReturnType<typeof parseMention>): void {
  if (parsed.ok) return;
  expect(REJECTION_CODES).toContain(parsed.code);
  expect(parsed.reason).toMatch(/^\S.+\.$/s);
  expect(parsed.reason.isWellFormed()).toBe(true);
  expect(parsed.reason.length).toBeLessThan(600);
}
