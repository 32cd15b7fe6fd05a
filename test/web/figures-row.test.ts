import { describe, expect, it } from 'vitest';
import { METRICS } from '../../pipelines/metrics/registry.ts';
import type { BrandReadings, LiveFigure } from '../../schema/contracts/live.ts';
import { FIGURE_GROUPS, groupFigures } from '../../web/lib/figures/groups.ts';
import { figureRow, isOld, readWords, spanWords } from '../../web/lib/figures/row.ts';
import { DAY_FIGURES, dayWords } from '../../web/lib/tiles/day-words.ts';

const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ');
const SHARE = { unit: 'share', minN: 20 };
const NOON = new Date(2026, 2, 4, 12).getTime();
const DAY = 86_400_000;

describe('a figure of the panel', () => {
  it('has its value, its interval and its n', () => {
    const row = figureRow({ value: 0.421, n: 1_240, low: 0.382, high: 0.46 }, SHARE);
    expect(row).toMatchObject({ value: 0.421, thin: false, provisional: false, note: null });
    expect([row.interval, row.n].map((text) => plain(text ?? ''))).toEqual(['38.2 – 46.0 %', 'n 1 240']);
  });

  it('is thin below its least n, and only then', () => {
    expect(figureRow({ value: 0.4, n: 19 }, SHARE)).toMatchObject({ thin: true, note: 'too few to judge' });
    expect(figureRow({ value: 0.4, n: 20 }, SHARE)).toMatchObject({ thin: false, note: null });
    expect(figureRow({ value: 0, n: 0 }, { unit: 'mentions', minN: 0 })).toMatchObject({
      value: 0,
      thin: false,
    });
  });

  it('is provisional while it can change, if there is a figure at all', () => {
    expect(figureRow({ value: 0.4, n: 50, open: true }, SHARE).provisional).toBe(true);
    expect(figureRow({ value: null, n: 0, open: true }, SHARE).provisional).toBe(false);
  });

  it.each<[figure: LiveFigure | undefined, note: string]>([
    [{ value: null, n: 3, missing: ['hours of the desk', 'costs'] }, 'missing: hours of the desk; costs'],
    [{ value: null, n: 0, missing: [] }, 'nothing to measure'],
    [{ value: null, n: 0 }, 'nothing to measure'],
    [{ value: null, n: 0, open: true }, 'nothing to measure yet'],
    [undefined, 'not read'],
  ])('says of %j why there is no value', (figure, note) => {
    expect(figureRow(figure, SHARE)).toMatchObject({ value: null, parts: [], interval: null, note });
  });

  it('says which day it is of and how old it is', () => {
    expect(spanWords({ from: NOON - DAY, to: NOON }, NOON + 5_000)).toBe('The day up to 12:00');
    expect(spanWords({ from: NOON - DAY, to: NOON }, NOON + DAY)).toBe(
      'The day up to Wednesday 4 Mar, 12:00',
    );
    expect(plain(spanWords({ from: NOON - DAY / 2, to: NOON }, NOON))).toBe('The 12 h up to 12:00');
    expect(plain(readWords(NOON, NOON + 8_400))).toBe('read 8 s ago');
    expect(readWords(NOON, NOON - 400)).toBe('read just now');
    expect(readWords(NOON, null)).toBe('not known when read');
    expect([119_000, 121_000].map((age) => isOld({ asOf: NOON }, NOON + age))).toEqual([false, true]);
    expect(isOld({ asOf: NOON }, null)).toBe(false);
  });
});

describe('the groups of figures', () => {
  it('name every metric there is, each once, and none that there is not', () => {
    const named = FIGURE_GROUPS.flatMap(({ ids }) => ids);
    expect(named.toSorted()).toEqual(METRICS.map(({ id }) => id).toSorted());
  });

  it('leave out what is not defined and put what they do not know at the end', () => {
    const groups = groupFigures([{ id: 'tomorrow' }, { id: 'rate' }, { id: 'volume' }]);
    expect(groups.map(({ title, entries }) => [title, entries.map(({ id }) => id)])).toEqual([
      ['Who speaks, how much', ['volume', 'rate']],
      ['Others', ['tomorrow']],
    ]);
  });
});

describe('the line of the last day on a tile', () => {
  const of = (figures: BrandReadings['figures']): BrandReadings => ({
    brand: 'acme',
    from: NOON - DAY,
    to: NOON,
    asOf: NOON,
    figures,
    stories: [],
  });

  it('takes its units and least n from the metrics', () => {
    expect(DAY_FIGURES.map(({ id, unit, minN }) => ({ id, unit, minN }))).toEqual(
      DAY_FIGURES.map(({ id }) => {
        const metric = METRICS.find((one) => one.id === id);
        return { id, unit: metric?.unit, minN: metric?.minN };
      }),
    );
  });

  it('shows what has a value and nothing else, grey when it is thin', () => {
    const words = dayWords(
      of({
        sla_attainment: { value: 0.821, n: 4 },
        customers_at_risk: { value: 3, n: 80 },
        deflection_d: { value: null, n: 0 },
      }),
    );
    expect(words.map(({ figure, words, thin }) => [plain(figure), words, thin])).toEqual([
      ['82.1 %', 'within target', true],
      ['3', 'at risk', false],
    ]);
    expect(dayWords(undefined)).toEqual([]);
    expect(dayWords(of({}))).toEqual([]);
  });
});
