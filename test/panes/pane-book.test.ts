import { describe, expect, it } from 'vitest';
import { PaneBook, mergePanes } from '../../pipelines/panes/pane-book.ts';
import { keyOf, paneStart, parseKey, type Pane } from '../../pipelines/panes/pane.ts';
import { MINUTE, NOON } from '../helpers/mentions.ts';
import { pane } from '../helpers/written.ts';

const bookOf = (...panes: Pane[]) => {
  const book = new PaneBook();
  for (const each of panes) book.put(each);
  return book;
};
const starts = (book: PaneBook, from: number, to: number, brand = 'acme') =>
  [...book.between(brand, from, to)].map(({ windowStart }) => windowStart).sort((a, b) => a - b);

describe('the pane book', () => {
  it('has the latest of each pane', () => {
    const book = bookOf(pane({ inbound: 1 }), pane({ inbound: 5 }, { revision: 1 }));
    expect([...book.between('acme', NOON, NOON + 1)]).toEqual([pane({ inbound: 5 }, { revision: 1 })]);
    expect(book.get('acme', 'twitter', NOON)?.acc.counts.inbound).toBe(5);
    expect(book.get('acme', 'email', NOON)).toBeUndefined();
    expect(book.get('zoom', 'twitter', NOON)).toBeUndefined();
  });

  it('reads from the first instant on and not the last', () => {
    const book = bookOf(
      pane({}, { windowStart: NOON - MINUTE }),
      pane({}, { windowStart: NOON }),
      pane({}, { windowStart: NOON + MINUTE }),
    );
    expect(starts(book, NOON, NOON + MINUTE)).toEqual([NOON]);
    expect(starts(book, NOON - MINUTE, NOON + 2 * MINUTE)).toHaveLength(3);
    expect(starts(book, NOON + 1, NOON + MINUTE)).toEqual([]);
    expect(starts(book, NOON, NOON + MINUTE, 'zoom')).toEqual([]);
  });

  it('knows its brands and their channels', () => {
    const book = bookOf(pane({}), pane({}, { channel: 'email' }), pane({}, { brand: 'zoom' }));
    expect(book.brands()).toEqual(['acme', 'zoom']);
    expect(book.channels('acme')).toEqual(['twitter', 'email']);
    expect(book.channels('nobody')).toEqual([]);
  });

  it('forgets panes that ended, and with the last of them the brand', () => {
    const book = bookOf(
      pane({}, { windowStart: NOON }),
      pane({}, { windowStart: NOON + MINUTE }),
      pane({}, { channel: 'email' }),
      pane({}, { brand: 'zoom' }),
    );
    book.forget(NOON + MINUTE - 1);
    expect(starts(book, 0, Infinity)).toHaveLength(3);
    book.forget(NOON + MINUTE);
    expect(starts(book, 0, Infinity)).toEqual([NOON + MINUTE]);
    expect(book.brands()).toEqual(['acme']);
    expect(book.channels('acme')).toEqual(['twitter']);
  });

  it('merges panes without changing them', () => {
    const panes = [
      pane({ inbound: 1, positive: 1 }, { responsesMs: [5] }),
      pane({ inbound: 2, negative: 2 }),
    ];
    const before = structuredClone(panes);
    expect(mergePanes(panes)).toEqual(
      pane({ inbound: 3, positive: 1, negative: 2 }, { responsesMs: [5] }).acc,
    );
    expect(mergePanes([])).toEqual(pane({}).acc);
    expect(panes).toEqual(before);
  });
});

describe('a pane key', () => {
  it('is read back as it was written', () => {
    for (const key of [
      { brand: 'acme', channel: 'twitter' },
      { brand: 'a.b-c_d', channel: 'app_store' },
      { brand: 'Köln', channel: 'x' },
    ])
      expect(parseKey(keyOf(key.brand, key.channel))).toEqual(key);
  });

  it('begins its window on the minute, before 1970 too', () => {
    expect(paneStart(NOON)).toBe(NOON);
    expect(paneStart(NOON + MINUTE - 1)).toBe(NOON);
    expect(paneStart(-1)).toBe(-MINUTE);
  });
});
