import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Board } from '../../schema/contracts/board.ts';
import { parseBoard } from '../../web/lib/board/parse.ts';
import { numberUrl } from '../../web/lib/open/cuts.ts';
import { pathOf, screenAt } from '../../web/lib/shell/route.ts';
import { storyWords } from '../../web/lib/tiles/story-words.ts';
import { firstPoint } from '../../web/screens/brand/selected-figure.ts';
import { emptyWords } from '../../web/screens/brand/empty-words.ts';
import {
  boardUrl,
  bucketsOf,
  isSelected,
  rangeOfBuckets,
  refOf,
  selectionIn,
  selectionParams,
} from '../../web/screens/brand/selection.ts';
import { spanIn } from '../../web/screens/brand/spans.ts';
import { stripFigures } from '../../web/screens/brand/strip.ts';
import { board } from '../helpers/board.ts';

describe('an address', () => {
  it('leads to its screen, and a mistyped one to the wall', () => {
    expect(screenAt('/')).toEqual({ name: 'wall' });
    expect(screenAt('/crisis')).toEqual({ name: 'crisis' });
    expect(screenAt('/display')).toEqual({ name: 'display' });
    expect(screenAt('/brand/acme')).toEqual({ name: 'brand', brand: 'acme' });
    expect(screenAt('/brand/')).toEqual({ name: 'wall' });
    expect(screenAt('/no/such/place')).toEqual({ name: 'wall' });
  });
  it('finds every brand again, however it is spelt', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'grapheme' }), (brand) => {
        expect(screenAt(pathOf({ name: 'brand', brand }))).toEqual({ name: 'brand', brand });
      }),
    );
    expect(() => screenAt('/brand/%E0%A4%A')).not.toThrow();
  });
});

describe('the board in an answer', () => {
  it('is taken as it is', () => {
    expect(parseBoard(JSON.parse(JSON.stringify(board())))).toEqual(board());
  });
  it.each([
    ['no object', 7],
    ['series of another length', board({ river: { ...board().river, positive: [1] } })],
    ['a band of another length', board({ usual: { ...board().usual, low: [1] } })],
    ['a count below zero', board({ river: { ...board().river, negative: [-1, 0, 0, 0] } })],
    ['bars without their last', board({ responses: { ...board().responses, always: [1, 2, 3] } })],
    ['no stories', { ...board(), stories: null }],
    ['no word of what it is cut by', { ...board(), cut: undefined }],
    ['half a part of the time', { ...board(), cut: { channel: null, topic: null, range: { from: 1 } } }],
  ])('is refused with %s', (_, answer) => {
    expect(parseBoard(answer)).toBeNull();
  });
  it('never throws, whatever came', () => {
    fc.assert(fc.property(fc.anything(), (answer) => parseBoard(answer) === null));
  });
});

describe('a part of the page that shows nothing', () => {
  const words = (parts: Partial<Board>) => emptyWords(board(parts), 'topics', true, 'No issue was named.');
  it('says whether nothing is there or too much', () => {
    expect(emptyWords(board({ missing: ['topics'] }), 'topics', false, 'No issue was named.')).toBeNull();
    expect(words({})).toBe('No issue was named.');
    expect(words({ missing: ['people', 'risk'] })).toBe('No issue was named.');
    expect(words({ missing: ['topics'] })).toMatch(/^Too much was said in this span .* part of it\.$/);
    const cut = { channel: null, topic: null, range: { from: 1, to: 2 } };
    expect(words({ missing: ['topics'], cut })).toMatch(/^Too much was said then .*\.$/);
    expect(emptyWords(board({ missing: ['risk'] }), 'risk', true, 'Nobody.')).toMatch(/three months/);
  });
});

describe('what is selected', () => {
  const from = new Map([
    ['channel', 'twitter'],
    ['topic', 'payments.refund'],
    ['from', '1000'],
    ['to', '2000'],
  ]);
  const selection = selectionIn((name) => from.get(name) ?? null);

  it('stands in the address and comes back from it', () => {
    expect(selection).toEqual({
      channel: 'twitter',
      topic: 'payments.refund',
      range: { from: 1_000, to: 2_000 },
    });
    expect(selectionParams(selection)).toEqual(Object.fromEntries(from));
  });
  it('is nothing where the address says nothing, or nonsense', () => {
    const nonsense = new Map([
      ['from', '2000'],
      ['to', '1000'],
      ['channel', "twitter' OR 1=1"],
      ['topic', 'a.b.c'],
    ]);
    const never = new Map([
      ['from', '1000'],
      ['to', '9999999999999'],
    ]);
    expect(isSelected(selectionIn((name) => never.get(name) ?? null))).toBe(false);
    expect(isSelected(selectionIn(() => null))).toBe(false);
    expect(isSelected(selectionIn((name) => nonsense.get(name) ?? null))).toBe(false);
  });
  it('covers the brushed buckets whole, and stays within the span', () => {
    const { river } = board();
    const [first = 0] = river.at;
    expect(rangeOfBuckets(river, 1, 2)).toEqual({ from: first + 3_600_000, to: first + 3 * 3_600_000 });
    expect(rangeOfBuckets(river, -3, 99)).toEqual({ from: first, to: first + 4 * 3_600_000 });
    expect(rangeOfBuckets({ at: [], stepMs: 1 }, 0, 0)).toBeNull();
  });
  it('is shown on the buckets it touches, where there are some', () => {
    const { river } = board();
    const [first = 0] = river.at;
    const hours = (from: number, to: number) => ({
      from: first + from * 3_600_000,
      to: first + to * 3_600_000,
    });
    for (const brushed of [
      { first: 0, last: 0 },
      { first: 1, last: 3 },
      { first: 0, last: 3 },
    ])
      expect(bucketsOf(river, rangeOfBuckets(river, brushed.first, brushed.last))).toEqual(brushed);
    expect(bucketsOf(river, hours(0.5, 1.5))).toEqual({ first: 0, last: 1 });
    expect(bucketsOf(river, hours(-5, 99))).toEqual({ first: 0, last: 3 });
    expect(bucketsOf(river, hours(-5, 0))).toBeNull();
    expect(bucketsOf(river, hours(4, 5))).toBeNull();
    expect(bucketsOf(river, null)).toBeNull();
  });
  it('cuts the board', () => {
    expect(boardUrl('a b/ü', '7d', selection)).toBe(
      '/api/brands/a%20b%2F%C3%BC/board?span=7d&channel=twitter&topic=payments.refund&from=1000&to=2000',
    );
    expect(boardUrl('acme', '1d', { channel: null, topic: null, range: null })).toBe(
      '/api/brands/acme/board?span=1d',
    );
  });
  it('cuts the numbers that are opened from the page', () => {
    const ref = refOf('acme', 'volume', selection, { from: 0, to: 9 });
    expect(numberUrl(ref, ref)).toBe(
      '/api/metrics?brand=acme&metric=volume&from=1000&to=2000&channel=twitter&topic=payments.refund',
    );
    expect(refOf('acme', 'volume', { channel: null, topic: null, range: null }, { from: 0, to: 9 })).toEqual({
      brand: 'acme',
      metric: 'volume',
      from: 0,
      to: 9,
    });
  });
  it('is worth what the server says of it', () => {
    const series = [{ unit: 'mentions', points: [{ value: 7, n: 7 }] }];
    expect(firstPoint({ series })).toEqual({ value: 7, n: 7, unit: 'mentions' });
    expect(firstPoint({ series: [{ unit: 'points', points: [] }] })).toEqual({
      value: null,
      n: 0,
      unit: 'points',
    });
    expect(firstPoint({ series: [] })).toBeNull();
  });
});

describe('the page of a brand', () => {
  it('looks back a day unless the address says otherwise', () => {
    expect([null, '7d', '30d', '2y'].map(spanIn)).toEqual(['1d', '7d', '30d', '1d']);
  });
  it('prints the class of deflection with its number: the most direct that there is evidence of', () => {
    const readings = (id: string) => ({
      brand: 'acme',
      from: 0,
      to: 1,
      asOf: 1,
      stories: [],
      figures: { [id]: { value: 0.2, n: 50 } },
    });
    expect(stripFigures(readings('deflection_c')).map(({ label }) => label)).toContain('Deflection, class C');
    expect(stripFigures(undefined).map(({ label }) => label)).toContain('Deflection, class A');
  });
  it('tells of a story only when it spreads', () => {
    const [story] = board().stories;
    if (story === undefined) throw new Error('The board has no story.');
    const last = story.curve.at(-1)?.at ?? 0;
    expect(storyWords([{ ...story, r: 2 }], last)).toBeNull();
    expect(storyWords([], last)).toBeNull();
    // What has not grown for as long as it took to double has stopped; what still grows goes before it.
    const old = 16 * 3_600_000;
    expect(storyWords([story], last + old)?.facts).toBe(
      'passed on 20×, last 16.0\u00a0h ago, a customer pays for it',
    );
    expect(storyWords([story], last + old)?.grows).toBe(false);
    const fresh = { ...story, r: 4, text: 'New', paidByCustomer: false, curve: [{ at: last, size: 1 }, { at: last + old, size: 5 }] }; // prettier-ignore
    expect(storyWords([story, fresh], last + old)?.text).toBe('New');
    expect(storyWords([story], last)).toEqual({
      facts: 'passed on 20×, doubles in 2.0\u00a0h, a customer pays for it',
      text: 'They lost my bag',
      grows: true,
    });
  });
});
