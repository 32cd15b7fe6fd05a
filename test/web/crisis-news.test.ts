import { describe, expect, it } from 'vitest';
import { CHART_THEMES } from '../../web/lib/charts/theme.ts';
import { mergeReadings, NO_READINGS } from '../../web/lib/live/readings.ts';
import { curveLabel, curveOption, curveTable } from '../../web/lib/charts/curve.ts';
import { orderSources, sourceLine } from '../../web/lib/overall/source-words.ts';
import {
  labelOf,
  paidWords,
  postedWords,
  spreading,
  storyFacts,
  storyText,
} from '../../web/lib/spreading.ts';
import { changeLines, changesWords } from '../../web/lib/overall/changes.ts';
import { change, crisisTile, HOSTILE, readingsOf, source, story } from '../helpers/crisis-frames.ts';
import { NOON } from '../helpers/live-frames.ts';

const HOUR = 3_600_000;
const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ');

describe('what is spreading', () => {
  it('is over all brands, the most in the window first, and one story is told once', () => {
    const shared = story('shared', NOON, { r: 40 });
    const readings = mergeReadings(NO_READINGS, [
      readingsOf('a', NOON, { stories: [story('small', NOON, { r: 3 }), shared] }),
      readingsOf('b', NOON, { stories: [{ ...shared, r: 41 }, story('large', NOON, { r: 900 })] }),
    ]);
    const told = spreading(readings);
    expect(told.map(({ story: { id, r } }) => `${id} ${r}`)).toEqual(['large 900', 'shared 41', 'small 3']);
    expect(told[1]?.brands).toEqual(['a', 'b']);
    expect(spreading(NO_READINGS)).toEqual([]);
  });
  it('puts what has stopped after what still grows, however often it was passed on', () => {
    const rested = story('rested', NOON, { r: 900, curve: [{ at: NOON - 20 * HOUR, size: 1 }, { at: NOON - 16 * HOUR, size: 901 }] });
    const growing = story('growing', NOON, { r: 5, curve: [{ at: NOON - HOUR, size: 1 }, { at: NOON - 60_000, size: 6 }] });
    const told = spreading(mergeReadings(NO_READINGS, [readingsOf('a', NOON, { stories: [rested, growing] })]));
    expect(told.map(({ story: { id } }) => id)).toEqual(['growing', 'rested']);
  }); // prettier-ignore
  it('says what it knows, and that it does not know', () => {
    const facts = (fields: Parameters<typeof story>[2], at = NOON) =>
      storyFacts({ story: story('1', NOON, fields), brands: ['a'], windowMs: 24 * HOUR, at }).map(
        ({ value }) => plain(value),
      );
    expect(facts({})).toEqual(['1 904', '2 318', '42 min', '1.24 M']);
    expect(facts({ doublingMs: null, reach: 0 })).toEqual(['1 904', '2 318', 'not known', 'not known']);
    expect(facts({ doublingMs: null, r: 0 })[2]).toBe('not growing');
    expect(facts({}, NOON + 16 * HOUR)[2]).toMatch(/^last 1\d\.\d h ago$/);
    expect(storyText(story('1', NOON, { text: null }))).toBe('The original was never seen.');
    expect(storyText(story('1', NOON, { text: HOSTILE }))).not.toMatch(/\u202e|\p{M}{5}/u);
  });
  it('says who pays', () => {
    const words = (paid: boolean, paidByCustomer: boolean) =>
      paidWords(story('1', NOON, { paid, paidByCustomer }));
    expect(words(true, true)).toBe('a customer pays to promote it');
    expect(words(true, false)).toBe('some of its reach is paid for');
    expect(words(false, false)).toBe('nobody pays to promote it');
  });
  it('believes neither an instant nor a sentiment that is none', () => {
    expect(postedWords(story('1', NOON), NOON)).toBe('5\u00a0h ago');
    expect(postedWords(story('1', NOON, { at: 'yesterday' }), NOON)).toBe('');
    expect(labelOf({ ...story('1', NOON), sentiment: 'furious' as 'negative' })).toBeNull();
  });
});

describe('how it replicated', () => {
  const curve = [
    { at: NOON - HOUR, size: 3 },
    { at: NOON, size: 1_200 },
  ];
  it('is a line of instants and sizes that steps and does not move', () => {
    const option = curveOption(curve, NOON + HOUR, CHART_THEMES.dark, { width: 400, height: 200, em: 16 });
    expect(option).toMatchObject({
      animation: false,
      series: [
        {
          step: 'end',
          data: [
            [NOON - HOUR, 3],
            [NOON, 1_200],
            [NOON + HOUR, 1_200],
          ],
        },
      ],
    });
  });
  it('is a table as well, newest first, and a sentence', () => {
    expect(curveTable(curve).rows.map(([, size]) => plain(size ?? ''))).toEqual(['1 200', '3']);
    expect(plain(curveLabel(curve))).toMatch(
      /^Passed on 1 200 times by .*, \d\d:\d\d, from 3 at .*, \d\d:\d\d\.$/,
    );
    expect(curveLabel([])).toBe('It has not been passed on.');
  });
  it('is a table that somebody reads, however long it grew', () => {
    const long = Array.from({ length: 500 }, (_, size) => ({ at: NOON + size * 60_000, size }));
    const { rows } = curveTable(long);
    expect(rows).toHaveLength(200);
    expect(rows[0]?.[1]).toBe('499');
  });
});

describe('the timeline', () => {
  it('has the changes of the last day by the names of their brands', () => {
    const lines = changeLines(
      [
        change('a', NOON - HOUR, 'alert'),
        change('gone', NOON - 12 * HOUR, 'calm'),
        change('a', NOON - 25 * HOUR, 'watch'),
      ],
      [crisisTile('a', NOON, { name: 'Acme' })],
      NOON,
    );
    expect(lines.map(({ name, ago }) => `${name} ${plain(ago)}`)).toEqual(['Acme 1 h ago', 'gone 12 h ago']);
    expect(lines.map(({ place }) => place)).toEqual([1 - 1 / 24, 0.5]);
  });
  it('counts no further than it knows', () => {
    expect([1, 8, 100].map(changesWords)).toEqual(['1 change', '8 changes', 'the last 100 changes']);
  });
  it('names the day of what was not today', () => {
    const late = changeLines([change('a', NOON - 23 * HOUR, 'alert')], [], NOON);
    expect(late[0]?.clock).toMatch(/^(Tue )?\d\d:\d\d$/);
  });
  it('keeps on its axis what is dated ahead of the clock', () => {
    expect(changeLines([change('a', NOON + 500, 'alert')], [], NOON)[0]).toMatchObject({ place: 1, ago: 'just now' });
    expect(changeLines([], [], null)).toEqual([]);
  }); // prettier-ignore
});

describe('the sources', () => {
  it('are silent first, the longest silent on top, and the live ones by name', () => {
    const ordered = orderSources([
      source('b', NOON),
      source('q', NOON, { status: 'quiet' }),
      source('s1', NOON, { status: 'silent', lastEventAt: NOON - HOUR }),
      source('a', NOON, { lastEventAt: NOON - 9_000 }),
      source('s2', NOON, { status: 'silent', lastEventAt: NOON - 2 * HOUR }),
    ]);
    expect(ordered.map((one) => one.source)).toEqual(['s2', 's1', 'q', 'a', 'b']);
  });
  it('say what is not known', () => {
    const line = sourceLine(source(HOSTILE, NOON, { lagMs: null }), null);
    expect([line.lag, line.age]).toEqual(['–', '–']);
    expect(line.name).not.toContain('\u202e');
    expect(plain(sourceLine(source('a', NOON), NOON).lag)).toBe('412 ms');
    expect(sourceLine(source('', NOON), NOON).name).toBe('Unnamed');
  });
});
