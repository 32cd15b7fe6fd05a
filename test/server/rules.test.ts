import fastify from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import type { Store } from '../../schema/clickhouse/store.ts';
import type { Problem } from '../../schema/contracts/receipt.ts';
import type { PreviewAnswer } from '../../schema/contracts/rule-preview.ts';
import type { Rules } from '../../schema/contracts/rules.ts';
import { createBrandBook } from '../../pipelines/brands/brand-book.ts';
import { systemClock, type Clock } from '../../pipelines/clock.ts';
import { readConfig } from '../../server/config.ts';
import { problems } from '../../server/plugins/problems.ts';
import { ruleRoutes } from '../../server/routes/rules.ts';
import { mention, send, valueOf, type Row } from '../helpers/api-client.ts';
import { labelledReader } from '../helpers/labelled-reader.ts';
import { startServer, type TestApp } from '../helpers/server.ts';

const RULES: Rules = {
  lexicon: [
    { phrase: 'on fire', sentiment: 'positive' },
    { phrase: 'arrived', sentiment: -0.4 },
  ],
  overrides: [
    { phrase: 'sick', channel: 'reddit', sentiment: 'positive', topic: 'product.quality' },
    { phrase: 'this is _ done', intent: 'churn' },
  ],
};
const FROM = Date.parse('2026-03-02T10:00:00Z');
const RANGE = { from: '2026-03-02T10:00:00Z', to: '2026-03-02T11:00:00Z' };
const QUERY = 'brand=acme&from=2026-03-02T10:00:00Z&to=2026-03-02T11:00:00Z';
const TEXTS = [
  'The team is on fire today',
  'The box arrived this morning.',
  'I hate it, worst app ever',
  'I love it, great work!',
  'That deck is sick',
  'This is so done',
  'On fire, and it arrived',
];
/** More than two pages, all of one instant but for a few: a page ends among equals. */
const SAID: readonly Row[] = Array.from({ length: 4_100 }, (_, at) =>
  mention({
    id: `m${at}`,
    at: FROM + (at % 50 === 0 ? at : 5_000),
    channel: at % 3 === 0 ? 'reddit' : 'twitter',
    text: TEXTS[at % TEXTS.length] ?? '',
  }),
);

const preview = <T = PreviewAnswer>(app: TestApp, body: object) =>
  send<T>(`${app.url}/api/rules/preview`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
const yamlOf = (rules?: Rules) => stringify({ brands: [{ id: 'acme', name: 'Acme', ...(rules === undefined ? {} : { rules }) }] }); // prettier-ignore

interface Told {
  readonly net: number | null | undefined;
  readonly topics: number | null | undefined;
  readonly preview: PreviewAnswer;
}

/** What a server with these rules says of it, and what the others would change there. */
async function told(configured: Rules | undefined, tried: Rules): Promise<Told> {
  const app = await startServer({ yaml: yamlOf(configured) });
  try {
    expect((await app.post(SAID)).body).toMatchObject({ accepted: SAID.length });
    const { status, body, text } = await preview(app, { brand: 'acme', ...RANGE, rules: tried });
    expect(status, text).toBe(200);
    const net = valueOf(await app.metrics(`metric=net_sentiment&${QUERY}`));
    const topics = valueOf(await app.metrics(`metric=volume&topic=product.quality&${QUERY}`)) ?? 0;
    return { net, topics, preview: body };
  } finally {
    await app.stop();
  }
}

describe('rules of a brand', () => {
  let without: Told;
  let having: Told;
  beforeAll(async () => {
    without = await told(undefined, RULES);
    having = await told(RULES, {});
  }, 60_000);

  it('change what the preview says they would, and nothing else', () => {
    expect(without.preview).toMatchObject({ read: SAID.length, corrected: 0 });
    expect(without.preview.netSentiment.before).toBeCloseTo(without.net ?? NaN, 9);
    expect(without.preview.netSentiment.after).toBeCloseTo(having.net ?? NaN, 9);
    expect(having.net).not.toBeCloseTo(without.net ?? NaN, 3);
    expect((having.topics ?? 0) - (without.topics ?? 0)).toBe(without.preview.topics);
    expect(without.preview.topics).toBeGreaterThan(0);
  });

  it('can be taken back as they came', () => {
    expect(having.preview.netSentiment.after).toBeCloseTo(without.net ?? NaN, 9);
    expect(having.preview.flips).toBe(without.preview.flips);
    const { matrix } = without.preview;
    expect(having.preview.matrix).toEqual({
      positive: { positive: matrix.positive.positive, neutral: matrix.neutral.positive, negative: matrix.negative.positive },
      neutral: { positive: matrix.positive.neutral, neutral: matrix.neutral.neutral, negative: matrix.negative.neutral },
      negative: { positive: matrix.positive.negative, neutral: matrix.neutral.negative, negative: matrix.negative.negative },
    }); // prettier-ignore
    expect(having.preview.matched).toBe(0);
  });

  it('are shown on the newest mentions that flip, with the words', () => {
    const { examples } = without.preview;
    expect(examples).toHaveLength(20);
    for (const { text, words, before, after } of examples) {
      expect(before).not.toBe(after);
      expect(words.length).toBeGreaterThan(0);
      for (const word of words) expect(text).toContain(word);
    }
  });
});

describe('a preview', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startServer({
      yaml: yamlOf(),
      reader: labelledReader({
        corrected: { sentiment: 'negative', sentimentModel: 'human' },
        read: { sentiment: 'negative' },
      }),
    });
    const at = FROM + 60_000;
    await app.post([
      mention({ id: 'corrected', at, text: 'on fire' }),
      mention({ id: 'read', at, text: 'on fire' }),
      mention({ id: 'own', at, text: 'on fire', direction: 'outbound' }),
      mention({ id: 'later', at: FROM + 3_600_000, text: 'on fire' }),
    ]);
  });
  afterAll(() => app.stop());

  it('leaves alone what a person has corrected, what the brand wrote and what lies outside', async () => {
    const { body } = await preview(app, { brand: 'acme', ...RANGE, rules: RULES });
    expect(body).toMatchObject({ read: 2, corrected: 1, flips: 1, matched: 1 });
    expect(body.examples.map(({ id }) => id)).toEqual(['read']);
    expect(body.netSentiment).toEqual({ before: -100, after: 0, change: 100 });
    expect(valueOf(await app.metrics(`metric=net_sentiment&${QUERY}`))).toBe(-100);
  });

  it.each<[string, object, RegExp]>([
    ['a brand nobody knows', { brand: 'nobody', rules: {} }, /No brand "nobody"/],
    ['no rules', { brand: 'acme' }, /"rules" is missing/],
    ['a range that ends before it begins', { brand: 'acme', from: RANGE.to, to: RANGE.from, rules: {} }, /"from" must be before "to"/],
    ['a phrase that says nothing', { brand: 'acme', rules: { lexicon: [{ phrase: 'fine', sentiment: 1 }, { phrase: '*', sentiment: 1 }] } }, /^"rules\.lexicon\.1\.phrase" is "\*", which has/],
    ['a topic that does not exist', { brand: 'acme', rules: { overrides: [{ phrase: 'moo', topic: 'farm.cows' }] } }, /^"rules\.overrides\.0\.topic" is "farm\.cows", which is no topic/],
    ['a key that does not exist', { brand: 'acme', rules: { regex: ['.*'] } }, /"regex" is not a parameter/],
    ['too many overrides', { brand: 'acme', rules: { overrides: Array.from({ length: 501 }, (_, at) => ({ phrase: `p${at}`, sentiment: 'positive' })) } }, /rules/],
  ])('of %s is refused in a sentence', async (_what, body, says) => {
    const answer = await preview<Problem>(app, body);
    expect(answer.status).toBe(400);
    expect(answer.body.message).toMatch(says);
  }); // prettier-ignore
});

describe('a preview that asks for much', () => {
  const config = readConfig([], {});
  const appOver = async (query: () => Promise<object[]>, clock: Clock = systemClock) => {
    const app = fastify();
    await app.register(problems, { clock });
    const brands = createBrandBook([{ id: 'acme', name: 'Acme' }], { maxDiscovered: 0, discovered: [] });
    const store = { engine: 'none', query } as unknown as Store;
    await app.register(ruleRoutes, { store, config, plain: labelledReader({}), brands, clock });
    return app;
  };
  const asked = { method: 'POST', url: '/rules/preview', payload: { brand: 'acme', rules: {} } } as const;

  it('is told how much there is, and to ask for less', async () => {
    const app = await appOver(() => Promise.resolve([{ n: '300001' }]));
    const answer = await app.inject(asked);
    await app.close();
    expect(answer.statusCode).toBe(400);
    expect(answer.json<Problem>().message).toMatch(
      /holds 300001 mentions, .* at most 300000; ask for a shorter/,
    );
  });

  it('is given up after a minute, whatever it is that takes so long', async () => {
    const row = { source: 's', id: '1', text: '', channel: 'twitter', brands: ['acme'], sentiment: 'neutral', sentiment_model: 'm', topics: [], intent: 'comment', at_ms: 0, key: '1', n: 3 }; // prettier-ignore
    // Each reading of the clock is 25 seconds later.
    let now = Date.parse('2026-03-02T10:00:00Z');
    const clock = { ...systemClock, now: () => (now += 25_000) };
    const app = await appOver(() => Promise.resolve([row, row, row]), clock);
    const answer = await app.inject(asked);
    await app.close();
    expect(answer.statusCode).toBe(400);
    expect(answer.json<Problem>().message).toMatch(/more than a minute; ask for a shorter/);
  });

  it('is one at a time, and the next may come when it has ended', async () => {
    const rows = [{ n: '300001' }];
    let answerStore = () => undefined as void;
    let isSlow = true;
    const app = await appOver(() =>
      isSlow ? new Promise((resolve) => (answerStore = () => resolve(rows))) : Promise.resolve(rows),
    );
    // Asked at once: without anybody who waits for its answer it would not be sent.
    const first = app.inject(asked).then((answer) => answer);
    const second = await app.inject(asked);
    expect(second.statusCode).toBe(429);
    expect(second.headers['retry-after']).toBe('5');
    isSlow = false;
    answerStore();
    expect((await first).statusCode).toBe(400);
    expect((await app.inject(asked)).statusCode).toBe(400);
    await app.close();
  });
});
