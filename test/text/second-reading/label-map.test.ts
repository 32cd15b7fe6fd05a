import { describe, expect, it } from 'vitest';
import { labelMapOf } from '../../../pipelines/text/second-reading/label-map.ts';

const named = (...names: string[]) => labelMapOf(Object.fromEntries(names.entries()));

describe('the labels of a model', () => {
  it.each<[names: string[], labels: string]>([
    [['negative', 'neutral', 'positive'], 'negative neutral positive'],
    [['POSITIVE', 'Neutral', ' NEG '], 'positive neutral negative'],
    [['LABEL_0', 'LABEL_1', 'LABEL_2'], 'negative neutral positive'],
    [['1 star', '2 stars', '3 stars', '4 stars', '5 stars'], 'negative negative neutral positive positive'],
    [
      ['Very Negative', 'Negative', 'Neutral', 'Positive', 'very_positive'],
      'negative negative neutral positive positive',
    ],
  ])('understands %j', (names, labels) => {
    expect(named(...names).labels?.join(' ')).toBe(labels);
  });

  it('follows the numbers, not the order they are written in', () => {
    expect(labelMapOf({ 2: 'negative', 0: 'positive', 1: 'neutral' }).labels).toEqual([
      'positive',
      'neutral',
      'negative',
    ]);
  });

  it.each<[labels: Record<string, string>, says: string]>([
    [{ 0: 'joy', 1: 'anger', 2: 'neutral' }, 'has a label "joy"; expected'],
    [{ 0: 'LABEL_0', 1: 'LABEL_1' }, 'has a label "LABEL_0"'],
    [{ 0: 'LABEL_1', 1: 'LABEL_0', 2: 'LABEL_2' }, 'has a label "LABEL_1"'],
    [{ 0: 'NEGATIVE', 1: 'POSITIVE' }, 'has no neutral label'],
    [{ 0: 'neutral' }, 'has no positive label'],
    [{}, 'has no positive label'],
    [{ 0: 'negative', 2: 'neutral', 3: 'positive' }, 'with gaps'],
    [{ 0: 'negative', '00': 'neutral', 1: 'positive' }, 'with gaps'],
    [{ '-1': 'negative', 0: 'neutral', 1: 'positive' }, 'with gaps'],
    [{ 0: 'constructor', 1: 'x'.repeat(200), 2: '' }, 'has a label "constructor"'],
  ])('refuses %j', (labels, says) => {
    expect(labelMapOf(labels).problem).toContain(says);
  });
});
