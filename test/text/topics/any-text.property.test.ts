import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_TAXONOMY } from '../../../pipelines/text/topics/default/default-taxonomy.ts';
import { createTopicReader } from '../../../pipelines/text/topics/topic-reader.ts';
import type { Taxonomy } from '../../../pipelines/text/topics/taxonomy.ts';

const read = createTopicReader(DEFAULT_TAXONOMY);
const withoutNot: Taxonomy = DEFAULT_TAXONOMY.map((topic) => ({ ...topic, not: [] }));
const readAll = createTopicReader(withoutNot);

/** Words that phrases are made of, so that phrases are found, begun and broken off. */
const vocabulary = DEFAULT_TAXONOMY.flatMap(({ phrases, not }) => [...phrases, ...not])
  .flatMap((phrase) => phrase.split(/[\s|]+/))
  .map((word) => word.replace('*', 's'));
const wordy = fc
  .array(
    fc.oneof(fc.constantFrom(...vocabulary), fc.constantFrom('.', '#', '😡', '\n', 'xyz', '#NoRefund')),
    { maxLength: 60 },
  )
  .map((words) => words.join(' '));
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 400 }),
  fc.string({ unit: 'grapheme' }),
  wordy,
);

describe('any text', () => {
  it('is read, and every match is the text between its offsets, in order', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        for (const { matches } of read(text)) {
          let last = 0;
          expect(matches.length).toBeGreaterThan(0);
          for (const { start, end, text: found } of matches) {
            expect(start).toBeGreaterThanOrEqual(last);
            expect(found).toBe(text.slice(start, end));
            expect(found).not.toBe('');
            last = end;
          }
        }
      }),
      { numRuns: 120 },
    );
  });

  it('keeps its topics when other sentences stand around it', () => {
    fc.assert(
      fc.property(wordy, wordy, wordy, (before, text, after) => {
        const alone = readAll(text).map(({ topic }) => topic);
        const among = readAll(`${before}\n${text}\n${after}`).map(({ topic }) => topic);
        expect(among).toEqual(expect.arrayContaining(alone));
      }),
      { numRuns: 80 },
    );
  });

  it('has the same topics in capitals', () => {
    fc.assert(
      fc.property(wordy, (text) => {
        const plain = text.replaceAll('#', '');
        const topics = (written: string) => read(written).map(({ topic }) => topic);
        expect(topics(plain.toUpperCase())).toEqual(topics(plain));
      }),
      { numRuns: 80 },
    );
  });

  it.each<[what: string, text: string]>([
    ['a megabyte of one letter', 'a'.repeat(1_000_000)],
    ['a megabyte of a letter and spaces', 'a '.repeat(500_000)],
    ['10,000 emoji', '😡'.repeat(10_000)],
    ['100,000 brackets', '('.repeat(50_000) + ')'.repeat(50_000)],
    ['100,000 hashes', '#'.repeat(100_000)],
    ['100,000 dots', 'a.'.repeat(50_000)],
    ['a megabyte of apostrophes', "'".repeat(1_000_000)],
    ['combining marks without end', `e${'\u0301'.repeat(100_000)}`],
    ['half an emoji, many times', '\ud83d'.repeat(10_000)],
  ])('even %s, is read and has no topic', (_, text) => {
    expect(read(text)).toEqual([]);
  });

  it('is read in spite of phrases that match everywhere with all their gaps', () => {
    const phrases = Array.from({ length: 500 }, (_, at) => `aa* _ aa|aaa${at} _ aa* aa* aa*`);
    const hostile = createTopicReader([{ id: 'a.b', title: 'Hostile', phrases, not: phrases.slice(0, 250) }]);
    expect(hostile('aa '.repeat(5_000))).toEqual([]);
  });

  it('is read in bounded memory in spite of ten thousand of them', () => {
    const phrases = Array.from({ length: 10_000 }, (_, at) => `aa* _ aa|aaa${at} _ aa* aa*`);
    const hostile = createTopicReader([{ id: 'a.b', title: 'Hostile', phrases, not: [] }]);
    const [hit] = hostile('aa '.repeat(2_000));
    expect(hit?.matches.length).toBeGreaterThan(0);
  });
});
