import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Problem } from '../../schema/contracts/receipt.ts';
import type { ExplainAnswer } from '../../schema/contracts/explain.ts';
import type { TopicsAnswer } from '../../schema/contracts/topics.ts';
import { mention, send, valueOf } from '../helpers/api-client.ts';
import { startServer, type TestApp } from '../helpers/server.ts';

const YAML = `
brands: [{ id: acme, name: Acme }]
taxonomy:
  topics:
    - id: farm.cows
      title: Cattle
      phrases: [cow, cows, "milk* _ herd"]
      not: [cash cow]
`;

let app: TestApp;
beforeAll(async () => {
  app = await startServer({ yaml: YAML });
});
afterAll(() => app.stop());

const explain = <T = ExplainAnswer>(body: object) =>
  send<T>(`${app.url}/api/labels/explain`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ brand: 'acme', ...body }),
  });

describe('the taxonomy in use', () => {
  it('is listed with its branches, what is configured after what is built in', async () => {
    const { topics } = (await app.get<TopicsAnswer>('/api/topics')).body;
    expect(topics.at(-1)).toEqual({ id: 'farm.cows', title: 'Cattle', branch: 'farm' });
    expect(topics.find(({ id }) => id === 'payments.refund')?.branch).toBe('payments');
    expect(new Set(topics.map(({ id }) => id)).size).toBe(topics.length);
  });

  it('tells which words of a text said what', async () => {
    const text = 'No cash cow, but the cows of the milking herd. Refund please!';
    const { body } = await explain({ text });
    expect(body.topics.find(({ id }) => id === 'farm.cows')).toEqual({
      id: 'farm.cows',
      title: 'Cattle',
      matches: [
        { start: 21, end: 25, text: 'cows' },
        { start: 33, end: 45, text: 'milking herd' },
      ],
    });
    expect(body.topics.map(({ id }) => id)).toContain('payments.refund');
    expect((await explain({ text: '' })).body.topics).toEqual([]);
  });

  it('is what mentions are read with', async () => {
    const at = Date.parse('2026-03-02T10:00:00Z');
    await app.post([
      mention({ at, text: 'Where are the cows?' }),
      mention({ at, text: 'Where is my refund?' }),
    ]);
    const range = 'brand=acme&from=2026-03-02T10:00:00Z&to=2026-03-02T10:01:00Z';
    expect(valueOf(await app.metrics(`metric=volume&topic=farm.cows&${range}`))).toBe(1);
    expect(valueOf(await app.metrics(`metric=volume&topic=farm&${range}`))).toBe(1);
    expect(valueOf(await app.metrics(`metric=volume&${range}`))).toBe(2);
  });

  it.each<[string, object, RegExp]>([
    ['nothing', {}, /The parameter "text" is missing/],
    [
      'a text that is too long',
      { text: 'a'.repeat(2_001) },
      /The parameter "text" must NOT have more than 2000/,
    ],
    ['a list for a text', { text: [{}] }, /"text"/],
    ['a brand without a name', { text: 'a', brand: '' }, /"brand"/],
    ['a channel nobody knows', { text: 'a', channel: 'pigeon' }, /pigeon/],
    ['more than a text', { text: 'a', topic: 'farm.cows' }, /"topic" is not a parameter/],
  ])('does not explain %s', async (_what, body, says) => {
    const answer = await explain<Problem>(body);
    expect(answer.status).toBe(400);
    expect(answer.body.message).toMatch(says);
  });

  it('explains as many characters as it says, whatever they are', async () => {
    for (const text of ['😡'.repeat(2_000), '\u0000'.repeat(2_000), 'cow '.repeat(500)])
      expect((await explain({ text })).status).toBe(200);
  });
});
