import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../../schema/clickhouse/client.ts';
import type { Store } from '../../schema/clickhouse/store.ts';
import type { ExplainAnswer } from '../../schema/contracts/explain.ts';
import { loadSentimentModel } from '../../server/text/shipped-sentiment.ts';
import { mention, send } from '../helpers/api-client.ts';
import { startServer, temporaryDir, type TestApp } from '../helpers/server.ts';

const YAML = `
brands:
  - { id: acme, name: Acme, care: { competitors: [Zoomco] }, rules: { lexicon: [{ phrase: sick seats, sentiment: positive }] } }
`;

const model = loadSentimentModel();
const dataDir = temporaryDir();
let app: TestApp;
let store: Store;
beforeAll(async () => {
  app = await startServer({ yaml: YAML, dataDir });
  store = await openStore({ kind: 'embedded', path: dataDir });
});
afterAll(async () => {
  await store.close();
  await app.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

const explain = async (text: string, more: object = {}) =>
  (
    await send<ExplainAnswer>(`${app.url}/api/labels/explain`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ text, brand: 'acme', ...more }),
    })
  ).body;

describe('why a text is read as it is', () => {
  it('is said by the words that decided, on their side, in their places', async () => {
    const text = 'The crew was lovely but my suitcase is broken and nobody answers, awful!';
    const { sentiment, labels } = await explain(text);
    expect(labels.sentiment).toBe('negative');
    expect(sentiment?.p.negative).toBeGreaterThan(0.5);
    const weights = new Map(sentiment?.tokens.map(({ text: word, weight }) => [word, weight]));
    expect(weights.get('awful')).toBeLessThan(0);
    expect(weights.get('lovely')).toBeGreaterThan(0);
    for (const { start, end, text: word } of sentiment?.tokens ?? [])
      expect(text.slice(start, end)).toBe(word);
  });

  it('is as sure as the label that is stored is likely, which need not be the balanced one', async () => {
    const texts = [
      'The app works.',
      'The staff was nice',
      'I got my order',
      'They opened a shop',
      'It is miles away',
    ];
    const answers = await Promise.all(texts.map((text) => explain(text)));
    for (const { labels, sentiment } of answers)
      expect(sentiment?.confidence, labels.sentiment).toBe(sentiment?.p[labels.sentiment]);
    const balanced = texts.map((text) => model.read(text, { mask: [['acme']] }).label);
    expect(answers.map(({ labels }) => labels.sentiment)).not.toEqual(balanced);
  });

  it('is what is stored with such a mention', async () => {
    const text = 'Done with Acme, moving to Zoomco. Where is my refund?';
    const { labels } = await explain(text);
    expect(labels).toMatchObject({
      intent: 'churn',
      leaving: ['acme'],
      joining: ['Zoomco'],
      actionable: true,
    });
    await app.post([mention({ id: 'm', text })]);
    const [row] = await store.query<object>(
      `SELECT toString(sentiment) AS sentiment, topics, toString(intent) AS intent, leaving, joining, actionable,
         toString(language) AS language, toString(sentiment_model) AS sentimentModel FROM mentions WHERE id = 'm'`,
    );
    expect(labels).toMatchObject(row as object);
  });

  it('names the rules of the brand and the signs of automation, and leaves the model out of other languages', async () => {
    const { rules, labels } = await explain('Those sick seats');
    expect([labels.sentiment, rules]).toEqual(['positive', [{ start: 6, end: 16, text: 'sick seats' }]]);
    const sold = await explain(
      'FREE iPhone giveaway!!! Click https://bit.ly/x #free #win #iphone #giveaway #now',
    );
    expect(sold.automation.length).toBeGreaterThan(0);
    expect(sold.labels.suspicion).toBeGreaterThan(0.5);
    const german = await explain(
      'Das Gepäck ist leider immer noch nicht angekommen, wir warten seit gestern.',
    );
    expect([german.labels.language, german.sentiment, german.labels.sentiment]).toEqual([
      'de',
      null,
      'neutral',
    ]);
  });

  it('refuses a brand that nobody has heard of, and makes none of it', async () => {
    expect(await explain('Is this about you?', { brand: 'nobody' })).toMatchObject({ code: 'unknown_brand' });
    expect((await app.get('/api/metrics?metric=volume&brand=nobody')).status).toBe(400);
  });
});
