import { describe, expect, it } from 'vitest';
import { createEmojiScorer, EMOJI_MODEL } from '../../../pipelines/text/sentiment/emoji-scorer.ts';
import { sentimentScorer } from '../../../pipelines/text/sentiment/scorer.ts';
import { loadSentimentModel } from '../../../server/text/shipped-sentiment.ts';
import { HOSTILE_TEXTS } from '../hostile-texts.ts';

const LOVE = 0x2764;
const ANGRY = 0x1f621;
const read = createEmojiScorer(new Map([[LOVE, 3], [ANGRY, -4], [0x1f610, 0]])); // prettier-ignore

describe('sentiment by emoji', () => {
  it.each([
    ['das Team ❤️', 'positive', 0.75],
    ['zu spät 😡😡', 'negative', -1],
    ['😡 ❤️', 'negative', -0.125],
    ['❤️ ❤️ 😡', 'positive', 1 / 6],
    ['naja 😐', 'neutral', 0],
    ['zu spät :(', 'negative', -0.5],
    ['gut <3', 'positive', 0.65],
  ] as const)('is the mean of their valences: %s', (text, label, score) => {
    expect(read(text)).toEqual({ label, score: expect.closeTo(score, 9) as number, model: EMOJI_MODEL });
  });

  it.each(['zu spät', 'https://t.co/x', 'http://a.example/(b)', 'um 10:30', '✈️', ''])(
    'is none where there is nothing to read: %j',
    (text) => {
      expect(read(text)).toEqual({ label: 'neutral', score: 0, model: EMOJI_MODEL });
    },
  );

  it.each(HOSTILE_TEXTS)('is within bounds for any text: %s', (_name, text) => {
    expect(Math.abs(read(text).score)).toBeLessThanOrEqual(1);
  });
});

describe('the scorer of the topology', () => {
  const model = loadSentimentModel();
  const score = sentimentScorer(model);

  it('reads by the model what it covers, and else by emoji or not at all', () => {
    expect(score('I hate it', [], 'en').model).toBe(model.version);
    expect(score('lol', [], 'und').model).toBe(model.version);
    expect(score('I hate it').model).toBe(model.version);
    expect(score('Ich hasse es 😡', [], 'de')).toMatchObject({ label: 'negative', model: EMOJI_MODEL });
    expect(score('Ich hasse es', [], 'de')).toEqual({ label: 'neutral', score: 0, model: 'unsupported' });
    // The words are good ones in English.
    expect(score('love great best', [], 'de').label).toBe('neutral');
  });
});
