import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDuplicateBook } from '../../../pipelines/text/near-duplicates/duplicate-book.ts';
import { textFingerprint } from '../../../pipelines/text/near-duplicates/fingerprint.ts';
import { normalised } from '../../../pipelines/text/near-duplicates/normalised.ts';
import { hammingDistance, simhash } from '../../../pipelines/text/near-duplicates/simhash.ts';
import { NEAR_DISTANCE } from '../../../pipelines/text/near-duplicates/sketch-index.ts';
import { HOSTILE_TEXTS } from '../hostile-texts.ts';

const MINUTE_MS = 60_000;
const HORIZON_MS = 60 * MINUTE_MS;
const open = (maxTexts = 1_000) => createDuplicateBook({ horizonMs: HORIZON_MS, maxTexts });
const STORY =
  'the queue at the airport goes twice around the hall and nobody from the airline tells us when or whether we will fly today';

describe('the book of duplicates', () => {
  it('calls the first an original and puts copies to it', () => {
    const book = open();
    expect(book.clusterOf('1', STORY, 0)).toMatchObject({ cluster: '1', isOriginal: true, distance: 0 });
    expect(book.clusterOf('2', `RT @a: ${STORY.toUpperCase()}!`, 1)).toMatchObject({
      cluster: '1',
      isOriginal: false,
      distance: 0,
    });
    const edited = book.clusterOf('3', `${STORY} sigh`, 2);
    expect(edited).toMatchObject({ cluster: '1', isOriginal: false });
    expect(edited.distance).toBeGreaterThan(0);
    expect(edited.fingerprint).toBe(textFingerprint(STORY));
    expect(book.clusterOf('4', 'I love the new seats on this plane, so much room', 3).isOriginal).toBe(true);
  });

  it('takes short texts for copies only when they are equal once normalised', () => {
    const book = open();
    book.clusterOf('1', 'thank you so much', 0);
    expect(book.clusterOf('2', '@delta Thank you so much!! 🙏', 1).cluster).toBe('1');
    expect(book.clusterOf('3', 'thank you very much', 2).isOriginal).toBe(true);
  });

  it('does not take two pictures or two emoji for copies', () => {
    const book = open();
    book.clusterOf('1', 'https://t.co/one', 0);
    expect(book.clusterOf('2', 'https://t.co/two', 1).isOriginal).toBe(true);
    expect(book.clusterOf('3', '😡', 2).isOriginal).toBe(true);
    expect(book.clusterOf('4', '😍', 3).isOriginal).toBe(true);
  });

  it('forgets by event time: a copy after the horizon is an original again', () => {
    const book = open();
    book.clusterOf('1', STORY, 0);
    expect(book.clusterOf('2', STORY, HORIZON_MS - 1).cluster).toBe('1');
    expect(book.clusterOf('3', STORY, HORIZON_MS).cluster).toBe('2');
    expect(book.clusterOf('4', STORY, 3 * HORIZON_MS)).toMatchObject({ cluster: '4', isOriginal: true });
    expect(book.size).toBe(1);
  });

  it('answers a text from before the horizon without holding it', () => {
    const book = open();
    book.clusterOf('new', 'something else happened at the gate here', 5 * HORIZON_MS);
    expect(book.clusterOf('old', STORY, 0).isOriginal).toBe(true);
    expect(book.size).toBe(1);
    expect(book.clusterOf('again', STORY, 5 * HORIZON_MS).isOriginal).toBe(true);
  });

  it('lets the earlier one be the original when it arrives later', () => {
    const book = open();
    book.clusterOf('later', STORY, 2 * MINUTE_MS);
    expect(book.clusterOf('earlier', STORY, MINUTE_MS).isOriginal).toBe(true);
    expect(book.clusterOf('last', STORY, 3 * MINUTE_MS).cluster).toBe('earlier');
  });

  it('decides between two of one instant by their ids', () => {
    const book = open();
    book.clusterOf('b', STORY, 0);
    book.clusterOf('a', STORY, 0);
    expect(book.clusterOf('c', STORY, 0).cluster).toBe('a');
  });

  it('says what a look at every held text says', () => {
    const vocabulary = ['late', 'bag', 'gate', 'crew', 'seat', 'fee', 'app', 'call'];
    const words = fc.array(fc.constantFrom(...vocabulary), { minLength: 1, maxLength: 7 });
    const posts = fc.array(fc.record({ words, at: fc.nat(3 * HORIZON_MS) }), { maxLength: 40 });
    const withTail =
      'and then they told us to wait some more for the crew to come back from where it was'.split(' ');
    fc.assert(
      fc.property(posts, fc.boolean(), fc.integer({ min: 3, max: 50 }), (list, isLong, maxTexts) => {
        const book = open(maxTexts);
        let held: { id: string; text: string; at: number }[] = [];
        let latestAt = -Infinity;
        list.forEach(({ words, at }, index) => {
          const text = [...(isLong ? withTail : []), ...words].join(' ');
          const id = String(index).padStart(3, '0');
          const cut = () => {
            held = held.filter((one) => one.at > latestAt - HORIZON_MS);
            held.sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
            held = held.slice(-maxTexts);
          };
          latestAt = Math.max(latestAt, at);
          cut();
          const isCopy = (other: string) =>
            normalised(other) === normalised(text) ||
            (text.split(' ').length >= 5 &&
              other.split(' ').length >= 5 &&
              hammingDistance(simhash(other), simhash(text)) <= NEAR_DISTANCE);
          const first = held.find((one) => isCopy(one.text));
          const expected =
            first !== undefined && (first.at < at || (first.at === at && first.id < id)) ? first.id : id;
          expect(book.clusterOf(id, text, at).cluster).toBe(expected);
          held.push({ id, text, at });
          cut();
          expect(book.size).toBe(held.length);
        });
      }),
      { numRuns: 60 },
    );
  });

  it('answers alike when filled again from the rows of the last horizon', () => {
    const texts = Array.from(
      { length: 300 },
      (_, index) => `${STORY} ${'now '.repeat(index % 7)} ${index % 11}`,
    );
    const lived = open();
    texts.forEach((text, index) => lived.clusterOf(`${1_000 + index}`, text, index * MINUTE_MS));
    const refilled = open();
    texts
      .slice(-60)
      .forEach((text, index) => refilled.clusterOf(`${1_240 + index}`, text, (240 + index) * MINUTE_MS));
    for (let index = 0; index < 20; index++) {
      const answers = [lived, refilled].map((book) =>
        book.clusterOf(`x${index}`, texts[index] ?? '', (300 + index) * MINUTE_MS),
      );
      expect(answers[1]).toEqual(answers[0]);
    }
  });

  it('never holds more than it may, over a million texts', () => {
    const book = createDuplicateBook({ horizonMs: HORIZON_MS, maxTexts: 500 });
    let most = 0;
    for (let index = 0; index < 1_000_000; index++) {
      // Mostly short texts that come again, and longer ones that all differ.
      const text = index % 16 > 0 ? `no ${index % 3_000}` : `my order ${index} did not come ${index * 7}`;
      book.clusterOf(`${index}`, text, index);
      if (book.size > most) most = book.size;
    }
    expect(most).toBe(500);
    book.clusterOf('last', 'much later', 1_000_000 + 2 * HORIZON_MS);
    expect(book.size).toBe(1);
  }, 60_000);

  it.each(HOSTILE_TEXTS)('finds the copy of %s', (_name, text) => {
    const book = open();
    book.clusterOf('1', text, 0);
    expect(book.clusterOf('2', text, 1)).toMatchObject({ cluster: '1', isOriginal: false, distance: 0 });
  });

  it.each([
    [0, 10],
    [-1, 10],
    [NaN, 10],
    [1_000, 0],
    [1_000, 1.5],
  ])('refuses a horizon of %d with room for %d', (horizonMs, maxTexts) => {
    expect(() => createDuplicateBook({ horizonMs, maxTexts })).toThrow(/needs a positive horizon/);
  });
});
