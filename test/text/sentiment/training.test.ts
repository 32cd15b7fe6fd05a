import { describe, expect, it } from 'vitest';
import { createSentimentModel } from '../../../pipelines/text/sentiment/model.ts';
import { minimise } from '../../../pipelines/text/sentiment/training/minimise.ts';
import { parseLabelled } from '../../../pipelines/text/sentiment/training/labelled.ts';
import { trainSentiment } from '../../../pipelines/text/sentiment/training/train.ts';
import { decodeWeights, encodeWeights } from '../../../pipelines/text/sentiment/weights.ts';
import { LISTS, OPTIONS, ROWS, VECTORS } from './invented.ts';

const seen = ROWS.filter(({ split }) => split === 'seen');
const held = ROWS.filter(({ split }) => split === 'held');
const steps: string[] = [];
const train = (rows = seen) =>
  trainSentiment({ rows, lists: LISTS, vectors: VECTORS, version: 'tiny/1' }, OPTIONS, (step) =>
    steps.push(step),
  );
const weights = train();
const model = createSentimentModel(weights);

describe('training', () => {
  it('gives the same bytes for the same rows, to the last', () => {
    expect(Buffer.from(encodeWeights(train())).equals(Buffer.from(encodeWeights(weights)))).toBe(true);
    expect(Buffer.from(encodeWeights(train(seen.slice(1)))).equals(Buffer.from(encodeWeights(weights)))).toBe(
      false,
    );
  });

  it('learns what the sentences say, also for sentences it has not seen', () => {
    const right = (rows: typeof ROWS) =>
      rows.filter(({ text, label }) => model.read(text).label === label).length;
    expect(right(seen)).toBeGreaterThanOrEqual(46);
    expect(right(held)).toBeGreaterThanOrEqual(8);
  });

  it('knows a word it never saw by the company its vector keeps', () => {
    const apart = (word: string) => model.read(`the ${word} kettle`).score;
    expect(apart('superb')).toBeGreaterThan(apart('dreadful'));
  });

  it('says how far it is', () => {
    expect(steps.some((step) => step.includes('part 2 of 3'))).toBe(true);
    expect(steps.some((step) => step.startsWith('48 texts'))).toBe(true);
  });

  it('counts a text that comes twice once', () => {
    const twice = encodeWeights(train([...seen, ...seen]));
    expect(Buffer.from(twice).equals(Buffer.from(encodeWeights(weights)))).toBe(true);
  });
});

describe('weights as bytes', () => {
  const bytes = encodeWeights(weights);

  it('come back as they went', () => {
    const back = decodeWeights(bytes);
    expect(back.lexicon).toEqual({ ...weights.lexicon, size: undefined, table: undefined });
    expect({ ...back, lexicon: null, scores: null }).toEqual({ ...weights, lexicon: null, scores: null });
    for (const [at, score] of weights.scores.entries()) expect(back.scores[at]).toBeCloseTo(score, 4);
    expect(createSentimentModel(back).read('I love it, great')).toMatchObject({ label: 'positive' });
  });

  it('are refused in a sentence when they are something else', () => {
    for (const wrong of [
      new Uint8Array(0),
      new Uint8Array(3),
      new TextEncoder().encode('hello, world'),
      bytes.slice(0, 90),
    ])
      expect(() => decodeWeights(wrong)).toThrow(/train them again/);
    expect(() => decodeWeights(bytes.slice(0, -1))).toThrow(/end too early/);
    expect(() => decodeWeights(Buffer.concat([bytes, Buffer.from([0])]))).toThrow(/more than they name/);
  });

  it.each<[what: string, wrong: Record<string, unknown>]>([
    ['a name of readings by people', { version: 'human' }],
    ['the name of the reader of emoji', { version: 'emoji/1' }],
    ['no name', { version: undefined }],
    ['a count below nothing', { words: -1 }],
    ['a count in words', { words: 'many' }],
    ['half a feature', { grams: 10.5 }],
    ['scores that are not all there', { scores: [1, 2, 3] }],
    ['no steps', { steps: {} }],
    ['no calibration', { calibration: undefined }],
    ['a scale in letters', { calibration: { ...weights.calibration, scale: ['a', 1, 'b'] } }],
    ['a shift too few', { calibration: { ...weights.calibration, shift: [0, 0] } }],
    ['no factors', { calibration: { ...weights.calibration, countFactors: undefined } }],
    ['factors below nothing', { calibration: { ...weights.calibration, countFactors: [-1, 1, 1] } }],
    ['pools of other words', { pools: ['other'] }],
  ])('are refused with %s', (_what, wrong) => {
    const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
    const header = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length))) as object;
    const json = new TextEncoder().encode(JSON.stringify({ ...header, ...wrong }));
    const size = new Uint8Array(4);
    new DataView(size.buffer).setUint32(0, json.length, true);
    const again = Buffer.concat([size, json, bytes.subarray(4 + length)]);
    expect(() => decodeWeights(again)).toThrow(
      /^they are not of this version of the program, train them again$/,
    );
  });
});

describe('a labelled table', () => {
  const header = 'split\tid\tlabel\ttext\n';

  it('is read by the names of its columns', () => {
    expect(parseLabelled('text\tlabel\tid\tsplit\r\nso good\tpositive\t7\ta\r\n\r\n', 'x.tsv')).toEqual([
      { split: 'a', id: '7', label: 'positive', text: 'so good' },
    ]);
  });

  it.each([
    ['id\ttext\n1\tx\n', /x\.tsv has no column split, label: its first line/],
    [`${header}a\t1\thappy\tx\n`, /x\.tsv line 2 is labelled "happy": use negative, neutral or positive/],
    [`${header}a\t1\n`, /x\.tsv line 2 has 2 cells where 4 are named/],
    [header, /holds no labelled texts/],
    ['', /no column/],
  ])('says what is wrong with %j', (table, says) => {
    expect(() => parseLabelled(table, 'x.tsv')).toThrow(says);
  });
});

describe('minimising', () => {
  it('finds the bottom of a bowl and of a bent valley', () => {
    const bowl = Float64Array.from([5, -3, 9]);
    const centre = [1, 2, 3];
    minimise((at, gradient) => centre.reduce((sum, c, i) => {
      const off = (at[i] as number) - c;
      gradient[i] = 2 * (i + 1) * off;
      return sum + (i + 1) * off * off;
    }, 0), bowl, { iterations: 50, tolerance: 1e-14 }); // prettier-ignore
    for (const [i, c] of centre.entries()) expect(bowl[i]).toBeCloseTo(c, 5);

    const valley = Float64Array.from([-1.2, 1]);
    minimise((at, gradient) => {
      const [x, y] = at as unknown as [number, number];
      gradient[0] = -2 * (1 - x) - 400 * x * (y - x * x);
      gradient[1] = 200 * (y - x * x);
      return (1 - x) ** 2 + 100 * (y - x * x) ** 2;
    }, valley, { iterations: 200, tolerance: 1e-16 }); // prettier-ignore
    expect([...valley].map((value) => Math.round(value * 1e3) / 1e3)).toEqual([1, 1]);
  });
});
