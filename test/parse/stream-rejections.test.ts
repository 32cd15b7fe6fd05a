import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseStream } from '../../pipelines/parse/parse-stream.ts';
import { REJECTION_CODES } from '../../schema/contracts/receipt.ts';
import { STREAM_SCHEMAS, type StreamName } from '../../schema/contracts/streams.ts';
import { NOON } from '../helpers/mentions.ts';
import { BARE, eachStream, parsed, rowOf, streamContext } from '../helpers/streams.ts';

const json = (text: string) => JSON.parse(text) as Readonly<Record<string, unknown>>;
type Case = readonly [what: string, changes: Readonly<Record<string, unknown>>, code: string, says?: string];

/** Wrong in any stream. */
const COMMON: readonly Case[] = [
  ['an id that is a number', { id: 7 }, 'id_not_a_string'],
  ['an id past 2^53', { id: 2 ** 53 + 2 }, 'id_not_a_string'],
  ['an empty id', { id: '' }, 'invalid_field'],
  ['an id with a NUL', { id: 'a\u0000b' }, 'invalid_field'],
  ['an id with half a surrogate pair', { id: 'a\ud83d' }, 'invalid_field'],
  ['an id that is too long', { id: 'x'.repeat(257) }, 'invalid_field'],
  ['a null id', { id: null }, 'invalid_field'],
  ['no id', { id: undefined }, 'missing_field', 'The field "id" is missing.'],
  ['no time', { at: undefined }, 'missing_field', 'The field "at" is missing.'],
  ['a time that is true', { at: true }, 'invalid_field'],
  ['NaN for a time', { at: Number.NaN }, 'invalid_field'],
  ['a time that is none', { at: 'yesterday' }, 'invalid_time'],
  ['a 31 February', { at: '2026-02-31T18:00:00Z' }, 'invalid_time'],
  ['a time in seconds', { at: Math.floor(NOON / 1_000) }, 'time_in_seconds'],
  ['a time of 1970', { at: 0 }, 'time_too_old'],
  ['a time a day ahead', { at: NOON + 86_400_000 }, 'time_in_future'],
  ['a source in capitals', { source: 'Feed' }, 'invalid_field'],
  ['a source of 65 letters', { source: 'x'.repeat(65) }, 'invalid_field'],
  ['a misspelt field', { adn: 1 }, 'unknown_field', 'The field "adn" is not part of'],
  ['a `__proto__` key', json('{"__proto__":{"brand":"zoom","polluted":true}}'), 'unknown_field'],
  ['a `constructor` key', json('{"constructor":{"prototype":{"polluted":true}}}'), 'unknown_field'],
  ['half a surrogate pair for a key', { '\ud83d': 1 }, 'unknown_field'],
];

const NO_BRAND: readonly Case[] = [
  ['no brand', { brand: undefined }, 'missing_field', '"brand"'],
  ['a null brand', { brand: null }, 'invalid_field'],
  ['two brands', { brand: ['acme', 'zoom'] }, 'invalid_field'],
  ['a brand of no letters', { brand: '; DROP TABLE' }, 'invalid_field'],
];
const NO_MENTION: readonly Case[] = [
  ['no mention', { mention: undefined }, 'missing_field', '"mention"'],
  ['a mention that is a number', { mention: 7 }, 'invalid_field'],
  ['no source', { source: undefined }, 'missing_field', 'The field "source" is missing;'],
  ['a null source', { source: null }, 'missing_field', 'needs the source of the mention'],
];

const OWN: { readonly [S in StreamName]: readonly Case[] } = {
  contacts: [
    ...NO_BRAND,
    ['no channel', { channel: undefined }, 'missing_field', '"channel"'],
    ['an unknown channel', { channel: 'fax' }, 'invalid_field', 'must be "call"'],
    ['a negative duration', { duration: -1 }, 'invalid_field', 'The field "duration" must be >= 0.'],
    ['a duration of more than a week', { duration: 604_801 }, 'invalid_field', '604800'],
    ['a duration in words', { duration: '5 min' }, 'invalid_field', '"duration"'],
    ['an endless duration', { duration: Number.POSITIVE_INFINITY }, 'invalid_field'],
    ['a reason of 201 letters', { reason: 'x'.repeat(201) }, 'invalid_field'],
    ['a reason of 1 MB', { reason: 'x'.repeat(1_000_000) }, 'invalid_field'],
    ['an empty customer', { customer: '' }, 'invalid_field'],
    ['a customer that is a number', { customer: 7 }, 'invalid_field'],
  ],
  'self-help': [
    ...NO_BRAND,
    ['no kind', { kind: undefined }, 'missing_field', '"kind"'],
    ['an unknown kind', { kind: 'guessed' }, 'invalid_field', 'must be "view"'],
    ['an article of 257 letters', { article: 'x'.repeat(257) }, 'invalid_field'],
  ],
  engagements: [
    ...NO_MENTION,
    ['no number', { likes: undefined }, 'missing_field', 'at least one of "likes"'],
    ['only null numbers', { likes: null, views: null }, 'missing_field', 'at least one of "likes"'],
    ['only that the brand does not like it', { likes: undefined, likedByBrand: false }, 'missing_field'],
    ['half a like', { likes: 0.5 }, 'invalid_field'],
    ['fewer likes than none', { likes: -1 }, 'invalid_field'],
    ['views past 2^53', { views: 2 ** 53 }, 'invalid_field'],
    ['likes in words', { likes: '3' }, 'invalid_field'],
    ['a brand, which the mention has', { brand: 'acme' }, 'unknown_field'],
    ['a liking that is a number', { likedByBrand: 1 }, 'invalid_field'],
  ],
  identities: [
    ...NO_BRAND,
    ['no customer', { customer: undefined }, 'missing_field', '"customer"'],
    ['a null customer', { customer: null }, 'invalid_field'],
    ['no account', { account: undefined }, 'missing_field', '"account"'],
    ['an empty account', { account: '' }, 'invalid_field'],
    ['an account of "@" alone', { account: ' @ ' }, 'invalid_field', 'The field "account" names nobody'],
    ['no channel', { channel: undefined }, 'missing_field', '"channel"'],
    ['an unknown tier', { tier: 'gold' }, 'invalid_field', 'must be "standard"'],
    ['an enrolment in words', { enrolled: 'yes' }, 'invalid_field'],
  ],
  decisions: [
    ...NO_MENTION,
    ['no decision', { decision: undefined }, 'missing_field', '"decision"'],
    ['an unknown decision', { decision: 'sue' }, 'invalid_field', 'must be "no_reply"'],
    ['nobody who decided', { by: '' }, 'invalid_field', '"by"'],
    ['a name of 201 letters', { by: 'x'.repeat(201) }, 'invalid_field'],
  ],
};

describe.each(eachStream)('of %s', (stream) => {
  const cases = [...COMMON, ...OWN[stream]].map(([what, changes, code, says = '']) => ({
    what,
    changes,
    code,
    says,
  }));
  it.each(cases)('$what is rejected', ({ changes, code, says }) => {
    const result = parsed(stream, changes);
    expect(result).toMatchObject({ ok: false, code });
    expectSentence(result, says);
  });

  it.each([
    ['null', null, 'null'],
    ['a number', 5, 'a number'],
    ['a string', 'hello', 'a string'],
    ['an array', [{}], 'an array'],
  ])('%s is no row, which is called by its name', (_what, raw, named) => {
    const noun = { contacts: 'A contact', 'self-help': 'A self-help event', engagements: 'An engagement', identities: 'An identity', decisions: 'A decision' }[stream]; // prettier-ignore
    expect(parseStream(stream, raw, streamContext())).toEqual({
      ok: false,
      code: 'not_an_object',
      reason: `${noun} is a JSON object; this row is ${named}.`,
    });
  });

  it('a rejected row is named by its own id, or not at all', () => {
    expect(parsed(stream, { at: null })).toMatchObject({ id: 'r1' });
    expect(parsed(stream, { id: 2 ** 53 })).toMatchObject({ id: '9007199254740992' });
    for (const id of [undefined, null, true, ['r1']]) expect(parsed(stream, { id })).not.toHaveProperty('id');
  });

  it('every required field that is left out is rejected', () => {
    for (const field of Object.keys(BARE[stream]))
      expect(parsed(stream, { [field]: undefined }), field).toMatchObject({ code: 'missing_field' });
  });

  it('any JSON value, whole or in any field, gets an answer', () => {
    const value = fc.oneof(
      fc.jsonValue({ stringUnit: 'binary' }),
      fc.constantFrom('__proto__', 'constructor', 1e300, -0),
    );
    const field = fc.constantFrom(...Object.keys(STREAM_SCHEMAS[stream].properties));
    const changes = fc.array(fc.tuple(field, value), { minLength: 1, maxLength: 3 });
    const row = changes.map((changed) => rowOf(stream, Object.fromEntries(changed)));
    fc.assert(
      fc.property(fc.oneof(value, row), (raw) => {
        const result = parseStream(stream, raw, streamContext());
        expectSentence(result);
        if (!result.ok) return;
        expect(JSON.stringify(result.row)).not.toMatch(/\\ud[89a-f]/i);
        expect(Number.isSafeInteger(result.row.at)).toBe(true);
        expect(result.row.source).not.toBe('');
      }),
      { numRuns: 300 },
    );
  });

  it('a row nested 100,000 deep gets an answer', () => {
    const deep = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`) as unknown;
    for (const field of ['id', 'at', 'source'])
      expect(parsed(stream, { [field]: deep }), field).toMatchObject({ ok: false, code: 'invalid_field' });
    expect(parsed(stream, { unheardOf: deep })).toMatchObject({ ok: false, code: 'unknown_field' });
  });

  it('nothing is left behind on the prototype of objects', () => {
    for (const [, changes] of COMMON) parsed(stream, changes);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});

/** A rejection says in one short, well-formed sentence what is wrong. */
function expectSentence(result: ReturnType<typeof parsed>, says = ''): void {
  if (result.ok) return;
  expect(REJECTION_CODES).toContain(result.code);
  expect(result.reason).toMatch(/^\S.+\.$/s);
  expect(result.reason).toContain(says);
  expect(result.reason.isWellFormed()).toBe(true);
  expect(result.reason.length).toBeLessThan(600);
}
