import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Problem } from '../../schema/contracts/receipt.ts';
import type { MentionList } from '../../schema/contracts/mention-list.ts';
import { decodeWeights, encodeWeights } from '../../pipelines/text/sentiment/weights.ts';
import { readLabelledFile } from '../../server/cli/labelled-file.ts';
import { SHIPPED_SENTIMENT } from '../../server/text/shipped-sentiment.ts';
import { mention, send } from '../helpers/api-client.ts';
import { correct } from '../helpers/corrections.ts';
import { startServer, temporaryDir, type TestApp } from '../helpers/server.ts';

const LONG = 'I waited for hours. '.repeat(2_000);
const HEADER = 'split\tid\tlabel\ttext\n';
const brands = 'brands: [{ id: acme, name: Acme }, { id: zoom, name: Zoom }]\n';
const dir = temporaryDir();
afterAll(() => rmSync(dir, { recursive: true, force: true }));

describe('a sample to label', () => {
  let app: TestApp;
  const sample = async (query = '') => (await send<string>(`${app.url}/api/labels/sample?${query}`)).text;
  const linesIn = (table: string) => table.slice(HEADER.length).trimEnd().split('\n');
  beforeAll(async () => {
    app = await startServer({ yaml: brands });
    await app.post([
      ...Array.from({ length: 40 }, (_, at) =>
        mention({ id: `a${at}`, brand: 'acme', text: `The parcel number ${at} is late and I am not happy` }),
      ),
      mention({
        id: 'both',
        brand: ['acme', 'zoom'],
        text: 'Acme or Zoom, which is better?',
      }),
      mention({ id: 'formula', brand: 'zoom', text: '=HYPERLINK("http://x")\tis what they\n sent me' }),
      mention({ id: 'handle', brand: 'zoom', text: '@zoom where is my order, please?' }),
      mention({ id: 'quote', brand: 'zoom', text: '"never closed' }),
      mention({ id: 'wide', brand: 'zoom', text: '＝1+1 in wide letters, they wrote' }),
      mention({ id: 'long', brand: 'zoom', text: LONG }),
      mention({
        id: 'reply',
        brand: 'zoom',
        direction: 'outbound',
        text: 'We are sorry for the wait today.',
      }),
      mention({
        id: 'foreign',
        brand: 'zoom',
        text: 'Ich habe gestern den ganzen Tag auf das Paket gewartet',
      }),
      mention({
        id: 'face',
        brand: 'zoom',
        text: 'Ich habe gestern den ganzen Tag auf das Paket gewartet 😡',
      }),
      mention({
        id: 'old',
        brand: 'zoom',
        text: 'I was here two days ago already',
        at: Date.now() - 48 * 3_600_000,
      }),
    ]);
    await correct(app.url, 'both', { sentiment: 'positive', by: 'ann' });
    await correct(app.url, 'foreign', { sentiment: 'negative', by: 'ann' });
  });
  afterAll(() => app.stop());

  it('holds what comes in and a model of words reads, once each, and no label, whoever has corrected what', async () => {
    const answer = await send<string>(`${app.url}/api/labels/sample`);
    expect(answer.headers.get('content-type')).toBe('text/tab-separated-values; charset=utf-8');
    expect(answer.headers.get('content-disposition')).toContain('to-label.tsv');
    expect(answer.text.startsWith(HEADER)).toBe(true);
    const rows = linesIn(answer.text).map((line) => line.split('\t'));
    const ids = rows.map(([, id]) => id);
    expect(ids.toSorted()).toEqual(
      [...Array.from({ length: 40 }, (_, at) => `test/a${at}`), 'test/both', 'test/formula', 'test/handle', 'test/long', 'test/quote', 'test/wide'].toSorted(),
    );
    expect(rows.find(([, id]) => id === 'test/both')).toEqual(['acme,zoom', 'test/both', '', 'Acme or Zoom, which is better?']);
    expect(rows.every(([, , label]) => label === '')).toBe(true);
  }); // prettier-ignore

  it('is drawn at random, the same each time, and begins with the smaller samples', async () => {
    const all = linesIn(await sample());
    expect(linesIn(await sample())).toEqual(all);
    expect(linesIn(await sample('size=7'))).toEqual(all.slice(0, 7));
    // In the order of what was sent it would be no sample.
    const places = all.flatMap((line) => /\ttest\/a(\d+)\t/.exec(line)?.[1] ?? []).map(Number);
    expect(places).not.toEqual(places.toSorted((a, b) => a - b));
    expect(places.slice(0, 20).filter((place) => place < 20).length).toBeGreaterThan(4);
    expect(places.slice(0, 20).filter((place) => place < 20).length).toBeLessThan(16);
  });

  it('is of one brand, and of the time that is asked for', async () => {
    const ids = (table: string) => linesIn(table).map((line) => line.split('\t')[1]).toSorted(); // prettier-ignore
    expect(ids(await sample('brand=zoom'))).toEqual([
      'test/both',
      'test/formula',
      'test/handle',
      'test/long',
      'test/quote',
      'test/wide',
    ]);
    const from = Date.now() - 72 * 3_600_000;
    expect(ids(await sample(`brand=zoom&from=${from}`))).toContain('test/old');
    expect(await sample(`from=${from}&to=${from + 60_000}`)).toBe(HEADER);
  });

  it('is safe to open in a spreadsheet, and is read as it was written', async () => {
    const table = await sample('brand=zoom');
    expect(table).toContain('\t =HYPERLINK("http://x") is what they sent me\n');
    expect(table).toContain('\t @zoom where is my order, please?\n');
    expect(table).toContain('\t "never closed\n');
    expect(table).toContain('\t ＝1+1 in wide letters, they wrote\n');
    const path = join(dir, 'sample.tsv');
    writeFileSync(path, table.replaceAll('\t\t', '\tneutral\t'));
    const texts = new Map(
      readLabelledFile(path, { fromSpreadsheet: true }).map(({ id, text }) => [id, text]),
    );
    expect(texts.size).toBe(linesIn(table).length);
    expect(texts.get('test/quote')).toBe(' "never closed');
    expect(texts.get('test/long')).toBe(LONG.slice(0, 2_000).trim());
  });

  it.each([
    ['brand=nobody', 'unknown_brand'],
    ['size=0', ''],
    ['size=5001', ''],
    ['size=many', ''],
    ['seed=1', ''],
    ['from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z', 'empty_range'],
    ['from=2020-01-01&to=2026-01-01', 'range_too_long'],
    ['from=yesterday', 'invalid_time'],
  ])('is refused in a sentence with %s', async (query, code) => {
    const { status, body } = await app.get<Problem>(`/api/labels/sample?${query}`);
    expect(status).toBe(400);
    if (code !== '') expect(body.code).toBe(code);
    expect(body.message).toMatch(/^\S.+\.$/s);
  });
});

describe('a server with weights of its own', () => {
  it('reads with them, and says so', async () => {
    const shipped = decodeWeights(gunzipSync(readFileSync(SHIPPED_SENTIMENT)));
    const { calibration } = shipped;
    // A house to which everything is neutral.
    const own = { ...shipped, version: 'sentiment/3@0123abcd', calibration: { ...calibration, shift: [-9, 0, -9] as const } }; // prettier-ignore
    const path = join(dir, 'own.bin.gz');
    writeFileSync(path, gzipSync(encodeWeights(own)));
    const app = await startServer({ yaml: `${brands}sentiment: { weights: '${path}' }\n` });
    try {
      await app.post([mention({ id: 'upset', brand: 'acme', text: 'I hate this, worst service ever' })]);
      const list = await app.get<MentionList>('/api/mentions?brand=acme');
      expect(list.body.mentions).toMatchObject([
        { id: 'upset', sentiment: 'neutral', sentimentModel: 'sentiment/3@0123abcd' },
      ]);
    } finally {
      await app.stop();
    }
  });
});
