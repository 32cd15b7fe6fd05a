import { describe, expect, it } from 'vitest';
import { readIntent, type Intent } from '../../../pipelines/text/intent/read-intent.ts';
import { twcsFile } from '../../helpers/real-data.ts';
import { halfOf, readLabelled, readLabels } from './labelled.ts';

const INTENTS: readonly Intent[] = ['query', 'complaint', 'praise', 'comment', 'churn'];
const { path, name } = twcsFile();
const isReal = name === 'twcs sample';

/** Measured on the held-out half: precision 0.911, recall 0.926, macro F1 0.707. Floors are a few points below. */
const FLOORS = { precision: 0.88, recall: 0.9, macroF1: 0.63 };

function scoresOn(half: 'tune' | 'held-out') {
  const pairs = readLabelled(path, half).map((truth) => ({
    truth,
    read: readIntent(truth.text, truth.context),
  }));
  const count = (isCounted: (pair: (typeof pairs)[number]) => boolean) => pairs.filter(isCounted).length;
  const hits = count(({ truth, read }) => truth.actionable && read.actionable);
  const f1s = INTENTS.map((intent) => {
    const both = count(({ truth, read }) => truth.intent === intent && read.intent === intent);
    const either =
      count(({ truth }) => truth.intent === intent) + count(({ read }) => read.intent === intent);
    return either === 0 ? 1 : (2 * both) / either;
  });
  return {
    precision: hits / count(({ read }) => read.actionable),
    recall: hits / count(({ truth }) => truth.actionable),
    macroF1: f1s.reduce((sum, f1) => sum + f1, 0) / f1s.length,
  };
}

describe('the labels', () => {
  it('are 450 ids, each once, in two halves', () => {
    const labels = readLabels();
    expect(new Set(labels.map(({ id }) => id)).size).toBe(450);
    expect(labels.filter(({ id, intent }) => !/^\d+$/.test(id) || !INTENTS.includes(intent))).toEqual([]);
    expect(labels.filter(({ id }) => halfOf(id) === 'held-out')).toHaveLength(164);
    expect(labels.filter(({ intent, actionable }) => intent === 'churn' && !actionable)).toEqual([]);
  });
});

describe(`recorded customers, never tuned on (${isReal ? name : `the twcs sample is not here: nothing to compare`})`, () => {
  it(
    isReal ? 'are read about as well as measured' : 'cannot be read without the sample, and that is said',
    () => {
      if (!isReal) {
        expect(() => scoresOn('held-out')).toThrow(/^The labelled tweet \d+ is not in /);
        return;
      }
      const scores = scoresOn('held-out');
      for (const [measure, floor] of Object.entries(FLOORS))
        expect(scores[measure as keyof typeof FLOORS], measure).toBeGreaterThanOrEqual(floor);
    },
  );
});
