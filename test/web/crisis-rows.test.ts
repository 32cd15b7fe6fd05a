import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { orderTiles } from '../../web/lib/tiles/order.ts';
import { partsText } from '../../web/lib/overall/running.ts';
import { layPhone, layRows, LINE, LIST_HEAD } from '../../web/screens/crisis/rows.ts';
import {
  breachCell,
  netCell,
  riskCell,
  sinceWords,
  volumeCell,
  waitingCell,
} from '../../web/screens/crisis/row-words.ts';
import { nextWords, standing } from '../../web/screens/crisis/standing.ts';
import { change, crisisTile, readingsOf, SCENES, source } from '../helpers/crisis-frames.ts';
import { NOON } from '../helpers/live-frames.ts';

const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ');
const told = ({ parts, note }: { parts: Parameters<typeof partsText>[0]; note: string }): string =>
  plain(`${partsText(parts)} | ${note}`);

describe('the rows of brands', () => {
  it('are never higher than their room, and every brand is a row, a line, or counted', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 300 }),
        fc.double({ min: 20, max: 200, noNaN: true }),
        fc.double({ min: 14, max: 70, noNaN: true }),
        (brands, width, height) => {
          const { rows, rowHeight, listRows, listColumns, listed, unlisted } = layRows(brands, width, height);
          expect(rows + listed + unlisted).toBe(brands);
          expect(listed).toBeLessThanOrEqual(listRows * listColumns);
          const list = listed + unlisted > 0 ? LIST_HEAD + listRows * LINE : 0;
          expect(rows * rowHeight + list).toBeLessThanOrEqual(height + 1e-6);
          expect(Math.min(rows, listed, unlisted)).toBeGreaterThanOrEqual(0);
        },
      ),
    );
  });
  it('shrink first, then make lines, then a count', () => {
    const looks = [6, 14, 30, 100].map((brands) => layRows(brands, 76, 35));
    expect(looks.map(({ look }) => look)).toEqual(['full', 'short', 'short', 'short']);
    expect(looks.map(({ listed }) => listed > 0)).toEqual([false, false, true, true]);
    expect(looks.map(({ unlisted }) => unlisted > 0)).toEqual([false, false, false, true]);
  });
  it('show trouble in full on a telephone', () => {
    expect(layPhone(100, 5)).toMatchObject({ rows: 5, listed: 88, unlisted: 7 });
    expect(layPhone(2, 0)).toMatchObject({ rows: 2, listed: 0, unlisted: 0 });
  });
});

describe('the figures of a row', () => {
  it('tell a volume by how many times the usual it is', () => {
    const cell = (volume: number, usual: number | null) =>
      told(volumeCell(crisisTile('a', NOON, { volume, usual }), NOON));
    expect(cell(1_212, 281)).toBe('4.3× | 1 212 in 1 h');
    expect(cell(60, 60)).toBe('1.0× | 60 in 1 h');
    expect(cell(1, 400)).toBe('<0.1× | 1 in 1 h');
    expect(cell(123_456, 2)).toBe('>99× | 123 k in 1 h');
    expect(cell(7, null)).toBe('7 | no history yet');
    expect(cell(7, 0)).toBe('7 | usually none');
    expect(cell(0, 60)).toBe('0 | silent for 2 s');
  });
  it('have no zero where nothing is known', () => {
    const unheard = { ...crisisTile('a', NOON, { volume: 0 }), lastMentionAt: null };
    expect(told(volumeCell(unheard, NOON))).toBe('– | never heard');
    expect(told(riskCell(undefined))).toBe('– | unknown');
    expect(told(netCell(crisisTile('a', NOON, { net: null })))).toBe('– | nothing to judge');
    expect(told(breachCell(crisisTile('a', NOON), NOON))).toBe('– | nothing is due');
  });
  it('mark what is overdue and what is due within the minute', () => {
    expect(waitingCell(crisisTile('a', NOON, { waiting: 9, overdue: 2 }))).toMatchObject({ mark: 'watch', note: '2 overdue' });
    expect(waitingCell(crisisTile('a', NOON, { waiting: 9 }))).toMatchObject({ mark: null, note: 'in time' });
    expect(breachCell(crisisTile('a', NOON, { breachMs: 59_000 }), NOON)).toMatchObject({ mark: 'alert' });
    expect(told(breachCell(crisisTile('a', NOON, { breachMs: 240_000 }), NOON))).toBe('4 min 00 s | left');
    expect(told(riskCell(readingsOf('a', NOON, { risk: 1 })))).toBe('1 | person');
  }); // prettier-ignore
  it('say since when it is so, when that is known', () => {
    const tile = crisisTile('a', NOON, { level: 'alert' });
    const changes = [change('b', NOON, 'alert'), change('a', NOON - 720_000, 'alert')];
    expect(sinceWords(tile, changes, NOON)).toBe('for 12\u00a0min');
    expect(sinceWords(tile, [change('a', NOON - 5, 'alert')], NOON)).toBe('just now');
    expect(sinceWords(tile, [change('a', NOON - 5, 'watch')], NOON)).toBe('');
    expect(sinceWords(tile, [], NOON)).toBe('');
  });
});

describe('the sentence of the desk', () => {
  it('is calm only when nothing is loose', () => {
    const { tiles, sources } = SCENES.calm(NOON);
    expect(standing(tiles, sources)).toEqual({ level: 'calm', text: 'All calm' });
    const late = [...tiles, crisisTile('late', NOON, { overdue: 4 })];
    const silent = source('mail', NOON, { status: 'silent' });
    expect(standing(late, [silent]).text).toBe('All brands calm, but 4 overdue and 1 source silent');
  });
  it('says where to begin, among the worst only', () => {
    const next = (tiles: ReturnType<typeof SCENES.calm>['tiles']) => nextWords(orderTiles(tiles));
    expect(next(SCENES.calm(NOON).tiles)).toBeNull();
    expect(next(SCENES.trouble(NOON).tiles)).toEqual({
      brand: 'lumo-air',
      what: '431 overdue at',
      name: 'Lumo Air',
    });
    const alert = crisisTile('a', NOON, { level: 'alert', waiting: 2 });
    expect(next([alert, crisisTile('b', NOON, { overdue: 9 })])).toEqual({
      brand: 'a',
      what: '2 waiting at',
      name: 'a',
    });
    expect(next([crisisTile('a', NOON, { level: 'watch' })])?.what).toContain('nobody waits');
  });
});
