import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SentimentReading } from '../../../pipelines/text/sentiment/reading.ts';
import { sentimentScorer } from '../../../pipelines/text/sentiment/scorer.ts';
import { MAX_CHARACTERS } from '../../../pipelines/text/sentiment/tokens.ts';
import { SENTIMENT_LABELS } from '../../../schema/contracts/mention.ts';
import { loadSentimentModel } from '../../../server/text/shipped-sentiment.ts';

const model = loadSentimentModel();
const label = (text: string) => model.read(text).label;

function expectAReading(reading: SentimentReading): void {
  const { p, score, confidence } = reading;
  for (const share of [p.negative, p.neutral, p.positive]) {
    expect(share).toBeGreaterThanOrEqual(0);
    expect(share).toBeLessThanOrEqual(1);
  }
  expect(p.negative + p.neutral + p.positive).toBeCloseTo(1, 9);
  expect(score).toBeCloseTo(p.positive - p.negative, 9);
  expect(confidence).toBe(p[reading.label]);
  expect(SENTIMENT_LABELS).toContain(reading.counted);
  expect(reading.model).toBe(model.version);
}

describe('the shipped model', () => {
  it.each([
    ['I love this, it is great!', 'positive'],
    ['Thank you so much, excellent service', 'positive'],
    ['best flight I have had in years, the crew was lovely', 'positive'],
    ['finally fixed, you guys rock :)', 'positive'],
    ['This is terrible, I hate it', 'negative'],
    ['worst delay ever, so disappointed', 'negative'],
    ['still waiting for my refund, three weeks and nobody answers', 'negative'],
    ['your app keeps crashing, useless', 'negative'],
    ['my bag is lost again and the staff was rude', 'negative'],
    ['The train to the coast goes at nine.', 'neutral'],
    ['The meeting is on Tuesday at the town hall', 'neutral'],
    ['What time does the store open tomorrow?', 'neutral'],
  ])('reads "%s" as %s', (text, expected) => {
    expect(label(text)).toBe(expected);
  });

  it.each([
    ['the food was good', 'the food was not good'],
    ['I like the new app', "I don't like the new app"],
    ['I would recommend this hotel', 'I would never recommend this hotel'],
    ['they were helpful', 'they were not helpful at all'],
    ['a problem', 'no problem at all, thanks'],
  ])('hears a negation: "%s" against "%s"', (plain, negated) => {
    const moved = model.read(plain).score - model.read(negated).score;
    expect(plain === 'a problem' ? -moved : moved).toBeGreaterThan(0.1);
  });

  it('gives what comes after "but" the last word', () => {
    const ends = (first: string, second: string) => model.read(`${first}, but ${second}`).score;
    expect(ends('the room was dirty', 'the staff was wonderful')).toBeGreaterThan(
      ends('the staff was wonderful', 'the room was dirty'),
    );
    expect(ends('slow start', 'I love it now')).toBeGreaterThan(ends('I love it', 'slow start now'));
  });

  it('hears emphasis, faces, pictures, hashtags and stretched words', () => {
    const above = (a: string, b: string) => expect(model.read(a).score, `${a} > ${b}`).toBeGreaterThan(model.read(b).score); // prettier-ignore
    above('the new menu :)', 'the new menu :(');
    above('the new menu 😍', 'the new menu 😡');
    above('the new menu &lt;3', 'the new menu');
    above('the new menu #EpicWin', 'the new menu #EpicFail');
    above('soooo goooood', 'soooo baaaad');
    above('good!!!', 'good?');
  });

  it('is not turned round by pictures that are repeated', () => {
    for (const row of ['😡', '😭', '👎', '😍', '😡😭🤬', '😍🎉👏']) {
      const once = model.read(row);
      for (const times of [2, 5, 30, 1_000]) {
        const often = model.read(row.repeat(times));
        expect(often.label, `${row} × ${times}`).toBe(once.label);
        expect(Math.abs(often.score - once.score)).toBeLessThan(0.25);
      }
    }
  });

  it('says which words decided, where they stand and which way they pulled', () => {
    const text = 'Great crew but an awful delay 😡';
    const { tokens } = model.read(text, { explain: true });
    expect(tokens.length).toBeGreaterThan(1);
    for (const { text: word, start, end } of tokens) expect(text.slice(start, end)).toBe(word);
    const weightOf = (word: string) => tokens.find((token) => token.text === word)?.weight ?? 0;
    expect(weightOf('Great')).toBeGreaterThan(0);
    expect(weightOf('awful')).toBeLessThan(0);
    const sizes = tokens.map(({ weight }) => Math.abs(weight));
    expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
    expect(model.read(text).tokens).toEqual([]);
  });

  it('gives the same reading whether it explains or not, and whatever it read before', () => {
    const text = "I don't like it, but thanks";
    const plain = model.read(text);
    model.read('awful awful 😡 '.repeat(500), { explain: true });
    expect({ ...model.read(text, { explain: true }), tokens: [] }).toEqual(plain);
  });

  it('serves as the scorer of the stream', () => {
    const { counted, p, score } = model.read('zorbo is terrible', { mask: [['Zorbo']] });
    const answer = { label: counted, confidence: p[counted], score, model: model.version };
    expect(sentimentScorer(model)('zorbo is terrible', [['Zorbo']])).toEqual(answer);
    expect(counted).toBe('negative');
  });
});

describe('names', () => {
  const NAMES = [
    'Comcast', 'Delta', 'United', 'Apple', 'Amazon', 'Google', 'Trump', 'Obama', 'Beyonce', 'Nike', 'Ryanair', 'Zorbo', 'Happy Socks', 'Best Buy', 'Virgin America', 'Love Island',
  ]; // prettier-ignore
  const FRAMES = [
    'NAME just changed my flight to tomorrow', 'waiting at the NAME counter since noon', 'I have a question for @NAME about my order',
    'my NAME arrived today', "NAME's new store opens on Friday #NAME", 'why is NAME so slow today', 'NAME, thank you for the quick answer',
  ]; // prettier-ignore

  it('do not matter when they are tracked: P(negative) moves by 0.02 at most', () => {
    for (const frame of FRAMES) {
      const readings = NAMES.map((name) => {
        const spoken = frame.replaceAll(/[@#]NAME/g, (at) => at.charAt(0) + name.replaceAll(' ', '')).replaceAll('NAME', name); // prettier-ignore
        return model.read(spoken, { mask: [[name]] }).p.negative;
      });
      expect(Math.max(...readings) - Math.min(...readings), frame).toBeLessThanOrEqual(0.02);
    }
  });

  it('do not matter either when they are capitalised and no words of their own', () => {
    const names = ['Comcast', 'Ryanair', 'Obama', 'Beyonce', 'Zorbo', 'Microsoft', 'Heathrow'];
    for (const frame of FRAMES.filter((text) => !text.includes('@'))) {
      const readings = names.map((name) => model.read(frame.replaceAll('NAME', name)).p.negative);
      expect(Math.max(...readings) - Math.min(...readings), frame).toBeLessThanOrEqual(0.02);
    }
  });

  it('of people who are addressed do not matter at all', () => {
    const read = (handle: string) => model.read(`@${handle} where is my order?`).p;
    expect(read('AwfulCompany')).toEqual(read('LovelyCompany'));
  });
});

describe('any text', () => {
  it('has a reading', () => {
    const nasty = fc.array(fc.constantFrom('not', 'but', ' ', '.', '😀', ':-)', '\ud83d', '\udc00', 'love', '#', '@', '&lt;', '&', '\u200d', '\ufe0f', '\ue000', '\u202e', 'İ', 'ß', '\u0000', '('), { maxLength: 60 }); // prettier-ignore
    const texts = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 400 }),
      fc.string({ unit: 'grapheme', maxLength: 400 }),
      nasty.map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(texts, fc.array(fc.string({ maxLength: 5 }), { maxLength: 3 }), (text, mask) => {
        const reading = model.read(text, { mask: [mask], explain: text.length < 80 });
        expectAReading(reading);
        for (const token of reading.tokens) expect(text.slice(token.start, token.end)).toBe(token.text);
      }),
      { numRuns: 600 },
    );
  });

  it.each([
    ['a megabyte of one letter', 'a'.repeat(1_000_000)],
    ['ten thousand emoji', '😡'.repeat(10_000)],
    ['nested brackets', '('.repeat(50_000) + ')'.repeat(50_000)],
    ['a megabyte of "not"', 'not '.repeat(250_000)],
    ['endless entities', '&lt;'.repeat(100_000)],
    ['endless eyes', ':'.repeat(100_000)],
    ['endless marks of colour', '\u{1f3ff}'.repeat(50_000)],
    ['a tower of accents', `e${'\u0301'.repeat(100_000)}`],
    ['a hashtag of humps', `#${'aB'.repeat(50_000)}`],
  ])('however hostile is read no further than 8,000 characters: %s', (_, text) => {
    const reading = model.read(text, { explain: true, mask: [['aB', 'not not']] });
    expectAReading(reading);
    expect(model.read(text)).toEqual(model.read(text.slice(0, MAX_CHARACTERS)));
  });

  it('without words is neutral', () => {
    for (const text of ['', ' ', '\n\t', '\u0000', '…', '123'])
      expect(label(text), JSON.stringify(text)).toBe('neutral');
  });
});
