import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TOPIC_METRICS, topicTones } from '../../../pipelines/metrics/topics/metrics.ts';
import { AUDIENCE_METRICS } from '../../../pipelines/metrics/audience/metrics.ts';
import { ALL, type Metric } from '../../../pipelines/metrics/metric.ts';
import { SENTIMENT_LABELS, type SentimentLabel } from '../../../schema/contracts/mention.ts';
import { DAY, MONDAY, mentionFact, readFrom, type World } from '../../helpers/evidence.ts';
import { obeysTheLaws } from '../../helpers/laws.ts';

const names = ['delivery.late', 'delivery.lost', 'price.high'];
const topics = fc.subarray(names);
const sentiment = fc.constantFrom(...SENTIMENT_LABELS);
obeysTheLaws('topicTones', topicTones, fc.record({ topics, sentiment }), (acc) => acc);

const [metric] = TOPIC_METRICS as [Metric];
const net = AUDIENCE_METRICS.find(({ id }) => id === 'net_sentiment') as Metric;
const day = { from: MONDAY, to: MONDAY + DAY, asOf: MONDAY + 30 * DAY };
const said = (tone: SentimentLabel, ...about: string[]) =>
  mentionFact({ sentiment: tone, topics: about, fingerprint: `${tone} ${about.join()}` });
const read = (world: World, topic: string | null = null) =>
  readFrom(metric, world, day, { facets: { ...ALL, topic } });

describe('net sentiment by issue category', () => {
  const mentions = [
    said('negative', 'delivery.late', 'price.high'),
    said('negative', 'delivery.late'),
    said('positive', 'delivery.late'),
    said('neutral', 'price.high'),
    said('positive'),
  ];

  it('lists every category, and counts a mention of two once in all', () => {
    expect(read({ mentions })).toMatchObject({ value: -25, n: 4, numerator: -1, denominator: 4 });
    expect(read({ mentions }).parts).toEqual({
      'delivery.late': -100 / 3, 'delivery.late.n': 3, 'delivery.late.negativeShare': 2 / 3,
      'price.high': -50, 'price.high.n': 2, 'price.high.negativeShare': 0.5,
    });
  }); // prettier-ignore

  it('lists what was asked for, not what came along', () => {
    expect(read({ mentions }, 'price').parts).toEqual({
      'price.high': -50, 'price.high.n': 2, 'price.high.negativeShare': 0.5,
    });
    expect(read({ mentions }, 'price.high').value).toBe(-50);
  }); // prettier-ignore

  it('lists the sixty most frequent', () => {
    const many = Array.from({ length: 70 }, (_, index) => said('neutral', `a.t${index}`));
    const { parts = {} } = read({ mentions: [...many, said('neutral', 'a.t69')] });
    expect(Object.keys(parts)).toHaveLength(180);
    expect(Object.keys(parts)[0]).toBe('a.t69');
  });

  it('says of a category what net sentiment cut by it says', () => {
    const mention = fc.record({ topics, sentiment }).map((changes) => mentionFact(changes));
    fc.assert(
      fc.property(fc.array(mention), fc.constantFrom(...names), (told, topic) => {
        const of = { facets: { ...ALL, topic } };
        const world = { mentions: told };
        const { value, n } = readFrom(net, world, day, of);
        const { parts = {} } = read(world);
        expect([parts[topic] ?? null, parts[`${topic}.n`] ?? 0]).toEqual([value, n]);
      }),
    );
  });
});
