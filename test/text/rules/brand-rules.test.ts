import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Rules } from '../../../schema/contracts/rules.ts';
import { compileRules } from '../../../pipelines/text/rules/brand-rules.ts';
import { wordsOf } from '../../../pipelines/text/words.ts';
import { HOSTILE_TEXTS } from '../hostile-texts.ts';

const verdict = (rules: Rules, text: string, channel = 'twitter') =>
  compileRules(rules)(wordsOf(text), channel);
const matched = (rules: Rules, text: string) =>
  verdict(rules, text)?.words.map(({ start, end }) => text.slice(start, end));

const SICK: Rules = {
  lexicon: [
    { phrase: 'sick', sentiment: 0.8 },
    { phrase: 'sick note', sentiment: 'neutral' },
    { phrase: 'made me sick', sentiment: -1 },
  ],
};

describe('the lexicon of a brand', () => {
  it('takes the place of what a model says, the longest entry first', () => {
    expect(verdict(SICK, 'That is SICK!')?.sentiment).toEqual({ label: 'positive', score: 0.8 });
    expect(verdict(SICK, 'A sick note, sick')?.sentiment).toEqual({ label: 'neutral', score: 0 });
    expect(verdict(SICK, 'The sick food made me sick')?.sentiment).toEqual({ label: 'negative', score: -1 });
  });

  it('says nothing where nothing is found', () => {
    expect(verdict(SICK, 'sickness is another word')).toBeNull();
    expect(verdict({}, 'sick')).toBeNull();
    expect(verdict(SICK, '')).toBeNull();
  });

  it('takes the first of those that are of one length', () => {
    const lexicon = [{ phrase: 'cold', sentiment: 0.5 }, { phrase: 'hot', sentiment: -0.5 }]; // prettier-ignore
    expect(verdict({ lexicon }, 'hot and cold')?.sentiment?.score).toBe(0.5);
    expect(verdict({ lexicon: lexicon.toReversed() }, 'hot and cold')?.sentiment?.score).toBe(-0.5);
  });

  it('has the sign of a number for a label, and no score below nothing', () => {
    const of = (sentiment: number) => verdict({ lexicon: [{ phrase: 'x', sentiment }] }, 'x')?.sentiment;
    expect(of(0.01)?.label).toBe('positive');
    expect(of(-0.01)?.label).toBe('negative');
    expect(of(-0)).toEqual({ label: 'neutral', score: 0 });
  });

  it('names the words that were matched', () => {
    expect(matched(SICK, 'sick, sick. It made me sick')).toEqual(['sick', 'sick', 'made me sick', 'sick']);
  });
});

describe('an override', () => {
  const rules: Rules = {
    lexicon: [{ phrase: 'well done indeed', sentiment: 'positive' }],
    overrides: [
      { phrase: 'well done', sentiment: 'negative' },
      { phrase: 'steak', topic: 'food.quality' },
      { phrase: 'done', intent: 'complaint' },
      { phrase: 'done with it', intent: 'praise', topic: 'food.other' },
      { phrase: 'steak', channel: 'review', sentiment: 'neutral' },
    ],
  };

  it('decides before the lexicon, however long an entry of that is', () => {
    expect(verdict(rules, 'well done indeed')?.sentiment).toEqual({ label: 'negative', score: -1 });
  });

  it('may decide one thing and another override the next', () => {
    expect(verdict(rules, 'the steak was well done')).toMatchObject({
      sentiment: { label: 'negative' },
      intent: 'complaint',
      topics: ['food.quality'],
    });
  });

  it('is chosen by length for intent too, and all topics are added in the order of the rules', () => {
    expect(verdict(rules, 'done with it: the steak')).toMatchObject({
      sentiment: null,
      intent: 'praise',
      topics: ['food.quality', 'food.other'],
    });
  });

  it('with a channel is for that channel', () => {
    expect(verdict(rules, 'steak', 'review')?.sentiment).toEqual({ label: 'neutral', score: 0 });
    expect(verdict(rules, 'steak', 'twitter')?.sentiment).toBeNull();
    const [only] = (rules.overrides ?? []).slice(-1);
    expect(verdict({ overrides: only === undefined ? [] : [only] }, 'steak', 'twitter')).toBeNull();
  });
});

describe('any text', () => {
  const greedy: Rules = {
    lexicon: Array.from({ length: 2_000 }, (_, at) => ({ phrase: `aa* _ aa|a${at} _ aa*`, sentiment: 0 })),
    overrides: [{ phrase: 'follow|win|helped _ rt|me', sentiment: 'negative' }],
  };
  const read = compileRules(greedy);

  it.each<readonly [string, string]>([...HOSTILE_TEXTS, ['words that begin every phrase', 'aa '.repeat(10_000)]])('is read: %s', (_, text) => {
    const said = read(wordsOf(text), 'twitter');
    for (const { start, end } of said?.words.slice(0, 100) ?? []) expect(end).toBeGreaterThan(start);
  }); // prettier-ignore

  it('gives the same in whatever order the lexicon lists entries of different lengths', () => {
    const entries = ['a', 'b c', 'a b c', 'c d e f'].map((phrase, at) => ({
      phrase,
      sentiment: (at - 1.5) / 2,
    }));
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', '.'), { maxLength: 12 }),
        fc.shuffledSubarray(entries, { minLength: entries.length }),
        (words, shuffled) => {
          const text = words.join(' ');
          expect(verdict({ lexicon: shuffled }, text)?.sentiment).toEqual(
            verdict({ lexicon: entries }, text)?.sentiment,
          );
        },
      ),
    );
  });
});
