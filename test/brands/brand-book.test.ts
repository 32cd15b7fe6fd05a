import { describe, expect, it } from 'vitest';
import { createBrandBook } from '../../pipelines/brands/brand-book.ts';
import type { BrandConfig } from '../../schema/contracts/config.ts';

const brand = (id: string, changes: Partial<BrandConfig> = {}): BrandConfig => ({ id, name: id, ...changes });
const bookOf = (...brands: BrandConfig[]) => createBrandBook(brands, { maxDiscovered: 0 });

const acme = brand('acme', {
  name: 'Acme',
  handles: ['acme', '@AcmeHelp'],
  hashtags: ['acmelife', '#AcmeFail'],
  keywords: ['acme corp', 'Café Acmé', 'acme'],
});
const about = (text: string) => bookOf(acme).match(text);

describe('a brand is named', () => {
  it.each([
    ['by a handle', '@acmehelp where is my order?'],
    ['by a handle in another case', 'ask @ACMEHELP about it'],
    ['by a handle before a full stop', 'nobody like @acmehelp.'],
    ['by a hashtag', 'so happy #AcmeLife'],
    ['by a hashtag that was configured with its sign', '(#acmefail)'],
    ['by a keyword', 'Is ACME down?'],
    ['by a phrase', 'shares of Acme Corp, again'],
    ['by a phrase across lines and commas', 'Acme,\n\tCorp'],
    ['in the possessive', "Acme's new app"],
    ['in the possessive, typeset', 'Acme’s new app'],
    ['by a handle in the possessive', "@acmehelp's answer"],
    ['by accents written as one letter', 'at caf\u00e9 acm\u00e9 today'],
    ['by accents written as two', 'at cafe\u0301 acme\u0301 today'],
    ['between other scripts', '我爱 acme 。'],
    ['beside emoji', '😡acme😡'],
    ['in quotation marks', '“acme”'],
    ['at either end', 'acme'],
  ])('%s', (_how, text) => {
    expect(about(text)).toEqual(['acme']);
  });

  it.each([
    ['inside a longer word', 'acmeology and macme'],
    ['inside a longer handle', '@acmehelper @acme_help'],
    ['inside a longer hashtag', '#acmelifestyle'],
    ['when a word of the phrase is missing', 'caf\u00e9 corp'],
    ['when the words of the phrase change places', 'acm\u00e9 caf\u00e9'],
    ['by a hashtag that only spells its handle', '#acmehelp'],
    ['by a handle that only spells its keyword', '@corp'],
    ['without its accents', 'acme\u0301e'],
    ['by nothing', ''],
    ['by the members of an object', 'constructor __proto__ toString'],
  ])('but not %s', (_how, text) => {
    expect(about(text)).toEqual([]);
  });

  it('keeps an apostrophe and a hyphen that belong to a name', () => {
    const book = bookOf(
      brand('mac', { keywords: ["McDonald's"] }),
      brand('coke', { keywords: ['coca-cola'] }),
    );
    expect(book.match("a mcdonald's and a Coca-Cola")).toEqual(['mac', 'coke']);
    expect(book.match('old macdonald had a cola, a coca cola')).toEqual([]);
    expect(book.match('ask mcdonald')).toEqual([]);
  });

  it('tells words apart that differ in their vowel signs alone', () => {
    const book = bookOf(brand('hindi', { keywords: ['हिन्दी'] }));
    expect(book.match('मुझे हिन्दी पसंद है')).toEqual(['hindi']);
    expect(book.match('हुन्दा')).toEqual([]);
  });

  it('finds a phrase that begins again within itself', () => {
    const book = bookOf(brand('duran', { keywords: ['duran duran live'] }));
    expect(book.match('duran duran duran live')).toEqual(['duran']);
  });

  it('several at once come in the order of the configuration, each once', () => {
    const book = bookOf(
      brand('zebra', { keywords: ['zebra'], hashtags: ['stripes'] }),
      brand('ant', { keywords: ['ant', 'shared'] }),
      brand('bee', { keywords: ['bee', 'shared'] }),
    );
    expect(book.match('bee #stripes ant zebra ant')).toEqual(['zebra', 'ant', 'bee']);
    expect(book.match('shared')).toEqual(['ant', 'bee']);
  });
});

describe('a handle belongs to a brand', () => {
  it.each(['acme', '@acme', 'ACME', '@AcmeHelp'])('%s', (handle) => {
    expect(bookOf(acme).ownerOf(handle)).toBe('acme');
  });

  it.each(['', '@', 'acme2', 'constructor', '__proto__'])('%j belongs to none', (handle) => {
    expect(bookOf(acme).ownerOf(handle)).toBeUndefined();
  });

  it('however its accents are written', () => {
    const book = bookOf(brand('cafe', { handles: ['caf\u00e9'] }));
    expect(book.ownerOf('@cafe\u0301')).toBe('cafe');
  });
});

describe('brands that nobody configured', () => {
  it('are admitted up to the limit, and again however often', () => {
    const book = createBrandBook([acme], { maxDiscovered: 2 });
    const refused = ['acme', 'x', 'y', 'x', 'z', 'y'].map((id) => book.admit([id]));
    expect(refused).toEqual([undefined, undefined, undefined, undefined, 'z', undefined]);
    expect(book.list().map(({ id }) => id)).toEqual(['acme', 'x', 'y']);
    expect([book.nameOf('acme'), book.nameOf('x'), book.nameOf('z')]).toEqual(['Acme', 'x', 'z']);
  });

  it('are admitted all or none', () => {
    const book = createBrandBook([acme], { maxDiscovered: 2 });
    expect(book.admit(['x', 'acme', 'y', 'z'])).toBe('z');
    expect(book.list().map(({ id }) => id)).toEqual(['acme']);
    expect(book.admit(['x', 'x', 'acme', 'y'])).toBeUndefined();
    expect(book.list().map(({ id }) => id)).toEqual(['acme', 'x', 'y']);
  });

  it('of an earlier run are known whatever the limit says now', () => {
    const book = createBrandBook([acme], { maxDiscovered: 1, discovered: ['old', 'older', 'acme'] });
    const refused = ['old', 'older', 'new', 'newer'].map((id) => book.admit([id]));
    expect(refused).toEqual([undefined, undefined, undefined, 'newer']);
    expect(book.nameOf('acme')).toBe('Acme');
  });
});

describe('a hostile text costs no more than its length', () => {
  const book = bookOf(
    ...Array.from({ length: 200 }, (_, index) => brand(`b${index}`, { keywords: [`brand ${index}`] })),
    brand('a', { keywords: ['a a a a a a a b'] }),
  );
  const fastest = (text: string) =>
    Math.min(
      ...Array.from({ length: 7 }, () => {
        const startedAt = performance.now();
        book.match(text);
        return performance.now() - startedAt;
      }),
    );
  const SMALL = 20_000;

  it.each<[what: string, unit: string]>([
    ['a phrase that nearly matches everywhere', 'a '],
    ['one endless word', 'a'],
    ['joints without words', "'-"],
    ['one endless word of joints', "a'"],
    ['one endless possessive', "a's'"],
    ['signs without words', '#@'],
    ['marks without letters', '\u0301'],
    ['the first word of many phrases', 'brand '],
  ])('%s', (_what, unit) => {
    const sized = (length: number) => unit.repeat(length / unit.length);
    // 16 times the text: quadratic time would be 256 times as long.
    expect(fastest(sized(16 * SMALL)) / fastest(sized(SMALL))).toBeLessThan(100);
  });
});
