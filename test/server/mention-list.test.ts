import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Compile } from 'typebox/compile';
import {
  MentionListSchema,
  type ListedMention,
  type MentionList,
} from '../../schema/contracts/mention-list.ts';
import { METRICS } from '../../pipelines/metrics/registry.ts';
import { makingsOf, mentionsUrl } from '../../web/lib/open/mentions-of.ts';
import { mention, send, type Row } from '../helpers/api-client.ts';
import { labelledReader } from '../helpers/labelled-reader.ts';
import { startServer, type TestApp } from '../helpers/server.ts';

const AT = Date.UTC(2026, 0, 5, 12);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const RANGE = 'from=2026-01-05T00:00:00Z&to=2026-01-06T00:00:00Z';
const HOSTILE = `<script>alert("x")</script> 100% _sure_ \\ ' OR 1=1 -- \u202e😡 {q:String}`;
const isList = Compile(MentionListSchema);

const said = (id: string, minute: number, text: string, more: Partial<Row> = {}): Row =>
  mention({ id, source: 'feed', at: AT + minute * MINUTE, text, author: { handle: `by-${id}` }, ...more });

const ROWS = [
  said('asked', 1, 'Where is my REFUND? Große Straße', { channel: 'email', author: { handle: 'ann', name: 'Ann', followers: 7, verified: true }, url: 'javascript:alert(1)' }),
  said('answer', 2, 'On its way.', { channel: 'email', direction: 'outbound', kind: 'reply', inReplyTo: 'asked' }),
  said('again', 3, 'It is not here?', { channel: 'email', kind: 'reply', inReplyTo: 'answer', author: { handle: 'ann' } }),
  said('angry', 4, 'I hate the new app'),
  said('copy', 5, 'I hate the new app', { kind: 'repost', inReplyTo: 'angry', promoted: true }),
  said('bot', 6, 'WIN a refund now', { automated: true }),
  said('hostile', 7, HOSTILE),
  said('other', 8, 'About globex alone', { brand: 'globex' }),
  said('owned', 9, 'On your page', { venue: 'owned', kind: 'review', promoted: true }),
]; // prettier-ignore

let app: TestApp;
beforeAll(async () => {
  app = await startServer({
    yaml: 'brands: [{ id: acme, name: Acme }, { id: globex, name: Globex }, { id: many, name: Many }]',
    reader: labelledReader({
      asked: { actionable: true, intent: 'query', topics: ['payments.refund'] },
      again: { actionable: true, intent: 'query' },
      angry: { actionable: true, sentiment: 'negative', sentimentScore: -0.5, topics: ['app.crash', 'payments.refund'] },
      copy: { sentiment: 'negative', topics: ['app.crash'] },
    }),
  }); // prettier-ignore
  await app.post(ROWS);
});
afterAll(async () => {
  await app.stop();
  expect(app.warnings).toEqual([]);
});

const list = async (query: string): Promise<MentionList> => {
  const { status, body, text } = await app.get<MentionList>(`/api/mentions?${query}`);
  if (status !== 200) throw new Error(text);
  expect([...isList.Errors(body)]).toEqual([]);
  return body;
};
const ids = async (query: string) =>
  (await list(`brand=acme&${RANGE}&${query}`)).mentions.map(({ id }) => id);

describe('a list of mentions', () => {
  it('is newest first, with how many there are, how many texts and how many people', async () => {
    const { mentions, ...counts } = await list(`brand=acme&${RANGE}`);
    expect(mentions.map(({ id }) => id)).toEqual(['owned', 'hostile', 'bot', 'copy', 'angry', 'again', 'answer', 'asked']); // prettier-ignore
    expect(counts).toEqual({ total: 8, unique: 7, people: 7, next: null });
    expect((await list(RANGE)).total).toBe(9);
  });

  it('is oldest first when asked to be, page by page, with no gaps and no doubles', async () => {
    const newest = await ids('');
    const found: string[] = [];
    let next: string | null = '';
    for (let pages = 0; next !== null; pages += 1) {
      expect(pages).toBeLessThan(4);
      const page: MentionList = await list(
        `brand=acme&${RANGE}&order=oldest&limit=3${next === '' ? '' : `&after=${next}`}`,
      );
      found.push(...page.mentions.map(({ id }) => id));
      next = page.next;
    }
    expect(found).toEqual(newest.toReversed());
    expect((await app.get(`/api/mentions?brand=acme&${RANGE}&order=random`)).status).toBe(400);
  });

  it('tells all that is known of each', async () => {
    const [asked] = (await list(`${RANGE}&q=refund&channel=email`)).mentions;
    expect(asked).toEqual({
      source: 'feed',
      id: 'asked',
      at: '2026-01-05T12:01:00.000Z',
      storedAt: expect.stringMatching(/^\d{4}-.*Z$/) as string,
      brands: ['acme'],
      channel: 'email',
      venue: 'third_party',
      kind: 'post',
      direction: 'inbound',
      author: { name: 'Ann', handle: 'ann', followers: 7, verified: true },
      text: 'Where is my REFUND? Große Straße',
      url: 'javascript:alert(1)',
      automated: false,
      promoted: false,
      sentiment: 'neutral',
      sentimentScore: 0,
      sentimentModel: 'given',
      topics: ['payments.refund'],
      intent: 'query',
      actionable: true,
      suspicion: 0,
      language: 'en',
      corrected: [],
      copy: false,
    } satisfies ListedMention);
    expect((await app.get<ListedMention>('/api/mentions/feed/asked')).body).toEqual(asked);
    expect((await app.get('/api/mentions/feed/nobody')).body).toMatchObject({ code: 'no_such_mention' });
  });

  it.each([
    ['channel=email', ['again', 'answer', 'asked']],
    ['venue=owned', ['owned']],
    ['direction=outbound', ['answer']],
    ['sentiment=negative', ['copy', 'angry']],
    ['topic=payments', ['angry', 'asked']],
    ['topic=app.crash', ['copy', 'angry']],
    ['topic=app.cra', []],
    ['intent=query', ['again', 'asked']],
    ['kind=repost', ['copy']],
    ['actionable=true', ['angry', 'again', 'asked']],
    ['actionable=false&kind=post', ['hostile', 'bot']],
    ['source=feed&channel=email', ['again', 'answer', 'asked']],
    ['source=elsewhere', []],
    ['promoted=true', ['owned', 'copy']],
    ['promoted=false', ['hostile', 'bot', 'angry', 'again', 'answer', 'asked']],
    ['promoted=true&sentiment=negative', ['copy']],
    ['automation=exclude&q=refund', ['asked']],
    ['automation=include&q=refund', ['bot', 'asked']],
    ['count=unique&sentiment=negative', ['angry']],
    ['unanswered=true', ['angry', 'again']],
    ['unanswered=true&channel=email', ['again']],
    ['unattended=true', ['angry']],
    ['story=feed/angry', ['copy']],
    ['story=feed/angry&sentiment=positive', []],
    ['story=feed/angry&unanswered=true', []],
    ['story=feed/nobody', []],
    ['unattended=true&unanswered=true', ['angry']],
    ['from=2026-01-05T12:04:00Z&to=2026-01-05T12:06:00Z', ['copy', 'angry']],
  ])('by %s', async (query, expected) => {
    const range = query.startsWith('from') ? '' : `${RANGE}&`;
    const found = await list(`brand=acme&${range}${query}`);
    expect(found.mentions.map(({ id }) => id)).toEqual(expected);
    expect(found.total).toBe(expected.length);
  });

  it('is had for every number by what the page asks of it', async () => {
    const day = { brand: 'acme', from: AT - 12 * HOUR, to: AT + 12 * HOUR };
    const urls = METRICS.flatMap(({ id }) => {
      const { filter } = makingsOf(id);
      return filter === null ? [] : [mentionsUrl(day, [filter], null)];
    });
    for (const url of new Set(urls)) expect([url, (await app.get(url)).status]).toEqual([url, 200]);
  });

  it('marks what repeats an earlier text among those asked for', async () => {
    const copies = async (query: string) =>
      (await list(`brand=acme&${RANGE}&${query}`)).mentions.flatMap(({ id, copy }) => (copy ? [id] : []));
    expect(await copies('')).toEqual(['copy']);
    expect(await copies('kind=repost')).toEqual([]);
  });

  it('knows what people have decided', async () => {
    expect(await ids('corrected=true')).toEqual([]);
    const corrected = await send(`${app.url}/api/mentions/feed/owned/labels`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ by: 'ann', sentiment: 'positive' }),
    });
    expect(corrected.status).toBe(200);
    const [owned, ...others] = (await list(`brand=acme&${RANGE}&corrected=true`)).mentions;
    expect(others).toEqual([]);
    expect(owned).toMatchObject({ id: 'owned', sentiment: 'positive', sentimentModel: 'human' });
    expect(owned?.corrected).toContain('sentiment');
    expect(await ids('corrected=false')).not.toContain('owned');
  });
});

describe('words', () => {
  const found = (q: string) => ids(`q=${encodeURIComponent(q)}`);

  it('are all found, in any order and case', async () => {
    expect(await found('APP hate')).toEqual(['copy', 'angry']);
    expect(await found('hate refund')).toEqual([]);
    expect(await found('  GROSSE   where '.replace('SS', 'ß'))).toEqual(['asked']);
    expect(await found('')).toHaveLength(8);
  });

  it.each(['100%', '_sure_', '\\', "'", 'OR 1=1', '--', '{q:String}', '<script>', '😡', '"x"'])(
    'mean nothing but themselves: %s',
    async (q) => expect(await found(q)).toEqual(['hostile']),
  );

  it.each(['%', '.*', '1_1', '[a-z]', '10?%', '\u0000', '\ud83d'])('find nothing that is not there: %j', async (q) => {
    expect((await found(q.toWellFormed())).every((id) => id === 'hostile' && q === '%')).toBe(true);
  }); // prettier-ignore

  it('and texts pass through as they were sent', async () => {
    const [hostile] = (await list(`brand=acme&${RANGE}&q=alert`)).mentions;
    expect(hostile?.text).toBe(HOSTILE);
  });
});

describe('pages', () => {
  const all = Array.from({ length: 57 }, (_, n) =>
    // Many of them in the same instant.
    mention({ id: `p${n}`, source: 'pages', brand: 'many', at: AT + Math.floor(n / 20) * MINUTE, text: `text ${n % 9}` }),
  ); // prettier-ignore
  beforeAll(async () => void (await app.post(all)));

  it.each([1, 7, 56, 57, 200])('of %d have neither gaps nor doubles', async (limit) => {
    const seen: ListedMention[] = [];
    let query = `brand=many&${RANGE}&limit=${limit}`;
    for (;;) {
      const page = await list(query);
      expect(page).toMatchObject({ total: 57, unique: 9 });
      seen.push(...page.mentions);
      if (page.next === null) break;
      query = `brand=many&${RANGE}&limit=${limit}&after=${encodeURIComponent(page.next)}`;
    }
    expect(new Set(seen.map(({ id }) => id)).size).toBe(57);
    expect(seen).toHaveLength(57);
    const instants = seen.map(({ at }) => at);
    expect(instants).toEqual(instants.toSorted().reverse());
  });

  it('of texts that are counted once are of these alone', async () => {
    const first = await list(`brand=many&${RANGE}&count=unique&limit=5`);
    const second = await list(`brand=many&${RANGE}&count=unique&limit=5&after=${first.next}`);
    expect([first.total, second.total, second.next]).toEqual([9, 9, null]);
    const texts = [...first.mentions, ...second.mentions].map(({ text }) => text);
    expect(new Set(texts).size).toBe(9);
  });
});

describe('what cannot be listed', () => {
  it.each([
    ['an unknown brand', 'brand=initech', 'unknown_brand', '"initech"'],
    ['a range of years', 'from=2020-01-01T00:00:00Z&to=2026-01-01T00:00:00Z', 'range_too_long', '400 days'],
    ['an empty range', 'from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z', 'empty_range', 'before'],
    ['a time that is none', 'from=yesterday', 'invalid_time', '"from"'],
    ['a sentiment nobody has', 'sentiment=angry', 'invalid_request', '"positive", "neutral", "negative"'],
    ['a source of no such name', 'source=A%20b', 'invalid_request', '"source"'],
    ['what was paid for, perhaps', 'promoted=maybe', 'invalid_request', '"promoted"'],
    ['what was paid for, as a number', 'promoted=1', 'invalid_request', '"promoted"'],
    ['what was paid for, in capitals', 'promoted=TRUE', 'invalid_request', '"promoted"'],
    ['what was paid for, left empty', 'promoted=', 'invalid_request', '"promoted"'],
    ['what was paid for and what was not', 'promoted=true&promoted=false', 'invalid_request', '"promoted"'],
    ['a channel that cannot be one', 'channel=A%20B', 'invalid_request', '"channel"'],
    ['too many at once', 'limit=201', 'invalid_request', '"limit"'],
    ['none at all', 'limit=0', 'invalid_request', '"limit"'],
    ['a novel to look for', `q=${'a'.repeat(101)}`, 'invalid_request', '"q"'],
    ['a cursor of nobody', 'after=abc', 'invalid_cursor', '"after"'],
    ['SQL for a cursor', `after=${Buffer.from('1 1) OR 1=1').toString('base64url')}`, 'invalid_cursor', '"after"'],
    ['an identity that is too large', `after=${Buffer.from(`1 ${2n ** 64n}`).toString('base64url')}`, 'invalid_cursor', '"after"'],
    ['a cursor with something behind it', `after=${Buffer.from('1 1').toString('base64url')}=`, 'invalid_cursor', '"after"'],
    ['who was not answered, of nobody', 'unanswered=true', 'brand_needed', '"brand"'],
    ['who was not answered in a month', 'brand=acme&unanswered=true&from=2026-01-01T00:00:00Z&to=2026-02-01T00:00:00Z', 'range_too_long', '7 days'],
    ['who passed it on, of nobody', 'story=feed/angry', 'brand_needed', '"brand"'],
    ['who passed it on in two months', 'brand=acme&story=feed/angry&from=2026-01-01T00:00:00Z&to=2026-03-01T00:00:00Z', 'range_too_long', '31 days'],
    ['a post without a name', 'brand=acme&story=', 'invalid_request', '"story"'],
    ['what was left alone, of nobody', 'unattended=true', 'brand_needed', '"brand"'],
    ['what was left alone in a month', 'brand=acme&unattended=true&from=2026-01-01T00:00:00Z&to=2026-02-01T00:00:00Z', 'range_too_long', '7 days'],
    ['a misspelt parameter', 'brnad=acme', 'invalid_request', '"brnad"'],
    ['the same thing twice', 'kind=post&kind=reply', 'invalid_request', '"kind"'],
  ])('%s', async (_what, query, code, words) => {
    const { status, body } = await app.get(`/api/mentions?${query}`);
    expect({ status, code: body.code }).toEqual({ status: 400, code });
    expect(body.message).toContain(words);
  }); // prettier-ignore
});
