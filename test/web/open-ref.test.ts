import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SPANS } from '../../schema/contracts/scenes.ts';
import { OVERALL } from '../../web/lib/overall/figures.ts';
import { ROW_COUNTS } from '../../web/lib/overall/row-counts.ts';
import {
  hashOfRef,
  isNumberRef,
  kindOf,
  mentionRef,
  openerOf,
  refInHash,
  type NumberRef,
  type SheetRef,
} from '../../web/lib/open/open-ref.ts';

const word = fc.string({ unit: 'grapheme', minLength: 1 });
const instant = fc.integer({ min: 0, max: 999_999_999_999_999 });

describe('the address of a number', () => {
  it('leads back to the number, whatever it is called', () => {
    const narrowed = { channel: word, topic: word, sentiment: word, intent: word, q: word };
    const refs = fc.record<NumberRef>(
      { brand: word, metric: word, ...narrowed, from: instant, to: instant },
      { requiredKeys: ['brand'] },
    );
    fc.assert(
      fc.property(refs, (ref) => {
        expect(refInHash(hashOfRef(ref))).toEqual(ref);
      }),
    );
  });

  it('leads back to a post that is passed on, whatever it is called', () => {
    fc.assert(
      fc.property(word, word, fc.constantFrom(...SPANS), (brand, story, span) => {
        expect(refInHash(hashOfRef({ brand, story, span }))).toEqual({ brand, story, span });
      }),
    );
    expect(refInHash('#brand=acme&story=feed/1&span=1000y')).toEqual({ brand: 'acme', story: 'feed/1', span: '1d' });
  }); // prettier-ignore

  it('leads back to every other thing that can be open, and to nothing else', () => {
    const refs = fc.oneof<fc.Arbitrary<SheetRef>[]>(
      fc.record({ all: fc.constantFrom(...OVERALL) }),
      fc.record({ all: fc.constantFrom(...OVERALL), of: word }),
      fc.record({ rows: fc.constantFrom(...ROW_COUNTS) }),
      fc.record({ source: word }),
      fc.record({ brand: word, source: word, mention: word }),
      fc.record({ brand: word, change: fc.integer({ min: 3_600_000, max: Date.UTC(2100, 0, 1) }) }),
      fc.record({ brand: word, person: word }),
      fc.record({ brand: word, story: word, span: fc.constantFrom(...SPANS) }),
    );
    fc.assert(
      fc.property(refs, (ref) => {
        const hash = hashOfRef(ref);
        const back = refInHash(hash);
        expect(back).toEqual(ref);
        expect(isNumberRef(ref)).toBe(false);
        expect(Object.hasOwn(ref, kindOf(ref))).toBe(true);
        expect(openerOf(ref)).toBe(hash.slice(1));
      }),
    );
  });

  it.each([
    ['#rows=everything', null],
    ['#all=everything&source=feed', { source: 'feed' }],
    ['#source=feed&mention=1', { source: 'feed' }],
    ['#brand=acme&source=feed', { brand: 'acme' }],
    ['#brand=acme&mention=1', { brand: 'acme' }],
    ['#brand=acme&change=now', { brand: 'acme' }],
    ['#brand=acme&change=0', { brand: 'acme' }],
    ['#brand=acme&change=999999999999999', { brand: 'acme' }],
  ])('%s, of which a part is missing, leads to what is left', (hash, ref) => {
    expect(refInHash(hash)).toEqual(ref);
  });

  it('of a line of the ticker is that of its mention, as the page hears it', () => {
    const line = { key: 'feed/a/b\n', brands: ['acme', 'other'] };
    expect(mentionRef(line)).toEqual({ brand: 'acme', source: 'feed', mention: 'a/b\n' });
    expect(mentionRef(line, 'other')).toMatchObject({ brand: 'other' });
    expect(mentionRef({ key: 'feed/1', brands: [] })).toBeNull();
    expect(mentionRef({ key: 'nothing', brands: ['acme'] })).toBeNull();
  });

  it.each(['acme', 'a.b-c_d', 'ü & # = + %', 'half \ud83d', '__proto__'])(
    'of %s leads back to it',
    (brand) => {
      expect(refInHash(hashOfRef({ brand }))).toEqual({ brand: brand.toWellFormed() });
    },
  );

  it('can be read by people', () => {
    expect(hashOfRef({ brand: 'acme', metric: 'volume', channel: 'twitter', from: 5, to: 9 })).toBe(
      '#brand=acme&metric=volume&channel=twitter&from=5&to=9',
    );
    expect(hashOfRef({ brand: 'acme' })).toBe('#brand=acme');
  });

  it.each(['', '#', '#brand=', '#other=acme', '#acme', '#metric=volume'])('asks for none: "%s"', (hash) =>
    expect(refInHash(hash)).toBeNull(),
  );

  it.each([
    ['an empty word', '&metric='],
    ['a word that nobody knows', '&colour=red&constructor=1'],
    ['a time before there was any', '&from=-1'],
    ['half a millisecond', '&to=1.5'],
    ['a date', '&from=2026-03-04'],
    ['a time beyond all calendars', `&to=${'9'.repeat(16)}`],
    ['a number in another notation', '&from=1e3&to=0x10'],
  ])('leaves out %s', (_, rest) => expect(refInHash(`#brand=acme${rest}`)).toEqual({ brand: 'acme' }));

  it('survives an address that was cut, and any other', () => {
    expect(refInHash('#brand=%E0%A4%A')).not.toBeNull();
    fc.assert(fc.property(fc.string(), (text) => void refInHash(`#brand=acme&${text}`)));
  });
});
