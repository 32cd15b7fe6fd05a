import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UNDETERMINED } from '../../../pipelines/text/language/read-language.ts';
import { shippedLanguageReader } from '../../../server/text/shipped-language.ts';
import { twcsFile } from '../../helpers/real-data.ts';
import { HOSTILE_TEXTS, anyText } from '../hostile-texts.ts';
import { SENTENCES, UNCLEAR } from './sentences.ts';

const readLanguage = shippedLanguageReader();
const all = Object.entries(SENTENCES).flatMap(([lang, texts]) => texts.map((text) => [lang, text] as const));

describe('the language of a text', () => {
  it.each(all)('is %s: %s', (lang, text) => {
    const reading = readLanguage(text, '');
    expect(reading).toMatchObject({ lang, declared: false });
    expect(reading.confidence).toBeGreaterThanOrEqual(0.5);
  });

  it.each(UNCLEAR)('is not guessed: %j', (text) => {
    expect(readLanguage(text, '').lang).toBe(UNDETERMINED);
  });

  it.each(['Thanks!', 'Thank you', 'Please do', 'Why??', 'Still nothing'])(
    'is English in a word or two: %s',
    (text) => {
      expect(readLanguage(text, '').lang).toBe('en');
    },
  );

  it('is the same with curly apostrophes and with straight ones', () => {
    const texts = all.map(([, text]) => text).filter((text) => /['’]/.test(text));
    expect(texts.length).toBeGreaterThan(1);
    for (const text of texts)
      expect(readLanguage(text.replaceAll("'", '’'), '')).toEqual(
        readLanguage(text.replaceAll('’', "'"), ''),
      );
  });

  it('is not read off links, handles, hashtags, numbers or entities', () => {
    const noise =
      'https://example.de/warum-ist-das-so @DeutscheBahn_Hilfe #NieWiederMitDerBahn 4711 &amp; 😡';
    expect(readLanguage(`${noise} the train was cancelled and nobody told us ${noise}`, '').lang).toBe('en');
    expect(readLanguage(noise, '').lang).toBe(UNDETERMINED);
  });

  it('is Japanese with product names in between', () => {
    expect(readLanguage('MusicBoxのPremiumが再生できない 😢', '').lang).toBe('ja');
  });
});

const recorded = twcsFile();

describe('recorded care', () => {
  it(`is English, with little left open where there are words to read (${recorded.name})`, () => {
    const rows = parse<{ text: string }>(readFileSync(recorded.path), { columns: true });
    const langs = rows
      .filter(({ text }) => text.split(/\s+/).length >= 6)
      .map(({ text }) => readLanguage(text, '').lang);
    const shareOf = (lang: string) => langs.filter((one) => one === lang).length / langs.length;
    expect(shareOf('en')).toBeGreaterThan(0.9);
    expect(shareOf(UNDETERMINED)).toBeLessThan(0.03);
  });
});

describe('a declared language', () => {
  it.each([
    ['en', 'en'],
    ['pt-BR', 'pt'],
    ['zh-Hant-TW', 'zh'],
    ['en_US', 'en'],
    ['EN', 'en'],
    ['eng', 'en'],
    ['iw', 'he'],
    ['in', 'id'],
    ['fil', 'fil'],
  ])('%s is believed of a text too short to tell: %s', (tag, lang) => {
    expect(readLanguage('ok', tag)).toEqual({ lang, confidence: 1, declared: true });
  });

  it.each([
    '',
    'und',
    'zxx',
    'qme',
    'qst',
    'mul',
    'art',
    'xx',
    'x',
    '-',
    'english',
    '12',
    '€',
    'a'.repeat(5_000),
  ])('%j declares none', (tag) => {
    expect(readLanguage('Mein Paket ist immer noch nicht da', tag)).toMatchObject({
      lang: 'de',
      declared: false,
    });
    expect(readLanguage('ok', tag).lang).toBe(UNDETERMINED);
  });

  it.each(all)('%s is believed of its own texts: %s', (lang, text) => {
    expect(readLanguage(text, lang)).toEqual({ lang, confidence: 1, declared: true });
  });

  it.each([
    ['en', 'Большое спасибо за быструю помощь', 'ru'],
    ['fr', '荷物がまだ届きません', 'ja'],
    ['ja', 'Большое спасибо за быструю помощь', 'ru'],
    ['en', 'Seit drei Wochen warte ich auf eine Antwort und niemand meldet sich', 'de'],
    ['ja', 'Your app logs me out every time I open it and I cannot see my bookings anymore', 'en'],
  ])('%s is not believed against the text: %s', (tag, text, lang) => {
    expect(readLanguage(text, tag)).toMatchObject({ lang, declared: false });
  });

  it.each([
    ['id', 'Saya sudah menunggu jawaban selama tiga minggu dan tidak ada yang menelepon kembali'],
    ['nb', 'Jeg har ventet på svar i tre uker og ingen ringer tilbake til meg'],
    ['sr', 'Moj paket još uvek nije stigao i niko mi ne odgovara na poruke već danima'],
    ['hi', 'bhai mera order abhi tak nahi aaya please check karo customer care wale phone nahi uthate'],
    ['tl', 'Bakit hindi pa dumating ang order ko, tatlong linggo na akong naghihintay'],
  ])('%s is believed where the detector knows only relatives of it, or mixed letters: %s', (tag, text) => {
    expect(readLanguage(text, tag)).toMatchObject({ lang: tag, declared: true });
  });
});

describe('any text', () => {
  it('has a language or none, and the same one every time', () => {
    fc.assert(
      fc.property(anyText, fc.oneof(fc.constantFrom('', 'en', 'de', 'ja'), anyText), (text, tag) => {
        const reading = readLanguage(text, tag);
        expect(reading.lang).toMatch(/^([a-z]{2,3})$/);
        expect(reading.confidence >= 0 && reading.confidence <= 1).toBe(true);
        expect(readLanguage(text, tag)).toEqual(reading);
      }),
      { numRuns: 500 },
    );
  });

  it.each(HOSTILE_TEXTS)('is read to 5,000 characters: %s', (_name, text) => {
    expect(readLanguage(text, 'en')).toEqual(readLanguage(text.slice(0, 5_000), 'en'));
    expect(readLanguage(text, '')).toEqual(readLanguage(text.slice(0, 5_000), ''));
  });

  it('that is long is read by its beginning', () => {
    const long = 'Seit drei Wochen warte ich auf eine Antwort. '.repeat(5_000);
    expect(readLanguage(long, '')).toEqual(readLanguage(long.slice(0, 5_000), ''));
    expect(readLanguage(long, '').lang).toBe('de');
  });
});
