import { describe, expect, it } from 'vitest';
import { DEFAULT_TAXONOMY } from '../../../pipelines/text/topics/default/default-taxonomy.ts';
import { createTopicReader } from '../../../pipelines/text/topics/topic-reader.ts';
import { SENTENCES } from './sentences.ts';

const read = createTopicReader(DEFAULT_TAXONOMY);
const topicsOf = (text: string) => read(text).map(({ topic }) => topic);

describe('the default taxonomy', () => {
  it.each(SENTENCES)('reads "$text"', ({ text, topics, not = [] }) => {
    const said = topicsOf(text);
    expect(said).toEqual(expect.arrayContaining([...topics]));
    expect(said.filter((topic) => not.includes(topic))).toEqual([]);
    if (topics.length === 0 && not.length === 0) expect(said).toEqual([]);
  });

  it('has a sentence for each of its topics', () => {
    const told = new Set(SENTENCES.flatMap(({ topics }) => topics));
    const ids = DEFAULT_TAXONOMY.map(({ id }) => id);
    expect(ids.filter((id) => !told.has(id))).toEqual([]);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('reads what is written in capitals, with curly apostrophes or in wide letters alike', () => {
    const plain = topicsOf("my order hasn't arrived");
    expect(plain).toContain('supply-chain.lost');
    expect(topicsOf('MY ORDER HASN’T ARRIVED')).toEqual(plain);
    expect(topicsOf('ｍｙ ｏｒｄｅｒ hasnt ａｒｒｉｖｅｄ')).toEqual(plain);
  });
});
