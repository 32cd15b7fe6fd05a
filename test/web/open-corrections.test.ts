import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MOST_TOPICS as MOST_TOPICS_OF_A_MENTION } from '../../schema/contracts/corrections.ts';
import { INTENTS, SENTIMENT_LABELS } from '../../schema/contracts/mention.ts';
import {
  correctedBy,
  correctionOf,
  INTENT_WORDS,
  MOST_TOPICS,
  savedLabels,
  SENTIMENT_WORDS,
  topicNamed,
  topicsIn,
} from '../../web/lib/open/correction.ts';
import { parseMentionPage, safeLink } from '../../web/lib/open/mention-page.ts';
import { explainRequest, reasonLines } from '../../web/lib/open/reasons.ts';

const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ');

describe('a page of mentions', () => {
  it('leaves out what is no mention, and is none without its counts', () => {
    const page = { mentions: [{}, 7], total: 2, unique: 1, people: 1, next: null };
    expect(parseMentionPage(page)).toEqual({ ...page, mentions: [] });
    expect(parseMentionPage({ ...page, total: -1 })).toBeNull();
    fc.assert(fc.property(fc.anything(), (answer) => parseMentionPage(answer) === null));
  });
  it.each([
    ['https://example.com/a', 'https://example.com/a'],
    ['http://example.com', 'http://example.com/'],
    ['javascript:alert(1)', null],
    ['JAVASCRIPT:alert(1)', null],
    ['data:text/html,hi', null],
    ['/relative', null],
    ['', null],
  ])('has a link only to the web: %s', (url, link) => expect(safeLink(url)).toBe(link));
});

describe('a correction', () => {
  const was = { sentiment: 'neutral', intent: 'comment', topics: ['app.crash'] } as const;
  it('says only what a person has changed', () => {
    expect(correctionOf({ ...was, topics: [...was.topics] }, { ...was, topics: [...was.topics] })).toBeNull();
    expect(
      correctionOf(
        { ...was, topics: ['app.crash'] },
        { sentiment: 'negative', intent: 'comment', topics: [] },
      ),
    ).toEqual({ sentiment: 'negative', topics: [] });
  });
  it('is remembered by the labels it named, each once', () => {
    expect(correctedBy({ corrected: ['sentiment'] }, { sentiment: 'negative', intent: 'churn' })).toEqual([
      'sentiment',
      'intent',
    ]);
  });
  it('offers the issues that the server knows', () => {
    expect(topicsIn({ topics: [{ id: 'app.crash', title: 'Crash' }, { id: 7 }] })).toHaveLength(1);
    expect(topicsIn(null)).toEqual([]);
  });
  it('finds an issue by what people call it or by its id', () => {
    const topics = [{ id: 'app.crash', title: 'Crashes and freezes' }];
    expect(
      ['app.crash', ' CRASHES and freezes ', 'crash', ''].map((words) => topicNamed(topics, words)),
    ).toEqual(['app.crash', 'app.crash', undefined, undefined]);
  });
  it('shows what the server made of it', () => {
    const after = { sentimentModel: 'human', actionable: true, sentiment: 7 };
    expect(savedLabels({ after })).toEqual({ sentimentModel: 'human', actionable: true });
    expect([savedLabels(null), savedLabels({ after: [] })]).toEqual([{}, {}]);
  });
  it('says the words of the contract', () => {
    expect([SENTIMENT_WORDS, INTENT_WORDS, MOST_TOPICS]).toEqual([
      SENTIMENT_LABELS,
      INTENTS,
      MOST_TOPICS_OF_A_MENTION,
    ]);
  });
});

describe('the reasons of a label', () => {
  const answer = {
    labels: { sentimentModel: 'sentiment/2', intent: 'complaint' },
    sentiment: {
      p: { positive: 0.1, neutral: 0.2, negative: 0.7 },
      tokens: [
        { text: 'broken', weight: -0.4 },
        { text: 'love', weight: 0.2 },
      ],
    },
    topics: [{ title: 'Crash', matches: [{ text: 'broken' }] }],
    rules: [],
    automation: [],
  };
  it('are the words that decided, for and against', () => {
    expect(Object.fromEntries(reasonLines(answer).map(({ name, words }) => [name, plain(words)]))).toEqual({
      'Read by': 'sentiment/2',
      'How sure': '10 % positive, 20 % neutral, 70 % negative',
      'Towards positive': '“love”',
      'Towards negative': '“broken”',
      Issues: 'Crash: “broken”',
      Intent: 'complaint',
    });
  });
  it('leave out words that hardly moved it', () => {
    const tokens = [
      { text: 'broken', weight: -0.4 },
      { text: 'the', weight: -0.039 },
      { text: 'love', weight: 0.05 },
    ];
    const lines = reasonLines({ ...answer, sentiment: { ...answer.sentiment, tokens } });
    expect(lines.filter(({ name }) => name.startsWith('Towards')).map(({ words }) => words)).toEqual([
      '“love”',
      '“broken”',
    ]);
  });
  it('say so when the model was not asked, and when the answer is none', () => {
    const lines = reasonLines({ ...answer, sentiment: null });
    expect(lines.find(({ name }) => name === 'How sure')?.words).toContain('not asked');
    expect(() => reasonLines({})).toThrow('no explanation');
  });
  it('are asked for of as much of a text as is explained', () => {
    const mention = { text: '😀'.repeat(3_000), channel: 'twitter', language: 'und' };
    const { text } = explainRequest(mention, 'acme') as { text: string };
    expect([...text]).toHaveLength(2_000);
  });
});
