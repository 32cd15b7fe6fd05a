import { Compile } from 'typebox/compile';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Labels } from '../../schema/contracts/labels.ts';
import type { BrandTile } from '../../schema/contracts/live.ts';
import type { MentionList } from '../../schema/contracts/mention-list.ts';
import { WaitingListSchema, type WaitingList } from '../../schema/contracts/waiting.ts';
import { eventually, mention, send, type Row } from '../helpers/api-client.ts';
import { labelledReader } from '../helpers/labelled-reader.ts';
import { listen } from '../helpers/live-client.ts';
import { movableClock, startServer, type TestApp } from '../helpers/server.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const NOW = Date.UTC(2026, 0, 14, 12, 0, 10);
const isList = Compile(WaitingListSchema);

const said = (id: string, minutesAgo: number, more: Partial<Row> = {}): Row =>
  mention({ id, source: 'feed', at: NOW - minutesAgo * MINUTE, author: { handle: `by-${id}` }, ...more });

/** Acme answers within an hour, by e-mail within four; Globex within a minute in which its desk is open. */
const YAML = JSON.stringify({
  brands: [
    {
      id: 'acme',
      name: 'Acme',
      keywords: ['acme'],
      care: { targets: { default: 3_600, channels: { email: 14_400 } } },
    },
    {
      id: 'globex',
      name: 'Globex',
      keywords: ['globex'],
      care: { targets: { default: 60, clock: 'business' }, hours: { mon: ['09:00-18:00'] } },
    },
    { id: 'silent', name: 'Silent' },
  ],
});
const ASKS: Partial<Labels> = { actionable: true, intent: 'query' };
const COMPLAINS: Partial<Labels> = { ...ASKS, sentiment: 'negative', sentimentScore: -0.5 };
const ROWS = [
  said('late', 90),
  said('later', 70, { author: { handle: 'twice' } }),
  said('later2', 60, { kind: 'reply', inReplyTo: 'later', author: { handle: 'twice' } }),
  said('soon', 55),
  said('letter', 200, { channel: 'email' }),
  said('comment', 80),
  said('helped', 50),
  said('reply', 45, { direction: 'outbound', kind: 'reply', inReplyTo: 'helped' }),
  said('decided', 40),
  said('yesterday', 25 * 60),
  said('abroad', 30, { brand: 'globex' }),
  said('both', 20, { brand: null, text: 'acme and globex, hello?' }),
];
let app: TestApp;
beforeAll(async () => {
  app = await startServer({
    yaml: YAML,
    clock: movableClock(NOW),
    reader: labelledReader({
      late: ASKS, later: COMPLAINS, later2: COMPLAINS, soon: ASKS, letter: COMPLAINS, helped: COMPLAINS, decided: COMPLAINS,
      yesterday: COMPLAINS, abroad: COMPLAINS, both: COMPLAINS,
    }),
  }); // prettier-ignore
  await app.post(ROWS);
  const decided = await send(`${app.url}/api/decisions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify([{ id: 'd', source: 'feed', mention: 'decided', decision: 'no_reply', by: 'ann', at: NOW - 5 * MINUTE }]),
  });
  expect(decided.body).toMatchObject({ accepted: 1 });
}); // prettier-ignore
afterAll(async () => {
  await app.stop();
  expect(app.warnings).toEqual([]);
});

const list = async (query = ''): Promise<WaitingList> => {
  const { status, body, text } = await app.get<WaitingList>(`/api/waiting?${query}`);
  if (status !== 200) throw new Error(text);
  expect([...isList.Errors(body)]).toEqual([]);
  return body;
};
const ids = async (query = '') =>
  (await list(query)).conversations.map(({ brand, mention: { id } }) => `${brand} ${id}`);
const tiles = async (): Promise<readonly BrandTile[]> => {
  const client = await listen(app.url);
  const { tiles: found } = await client.next('snapshot');
  await client.close();
  return found;
}; // prettier-ignore

describe('GET /api/waiting', () => {
  it('has one row for each conversation of the last day that nobody has answered, who is due first', async () => {
    const { conversations, total, asOf } = await list();
    expect(conversations.map(({ brand, mention: { id }, overdue }) => [brand, id, overdue])).toEqual([
      ['acme', 'late', true],
      ['acme', 'later', true],
      ['acme', 'soon', false],
      ['acme', 'decided', false],
      ['acme', 'letter', false],
      ['acme', 'both', false],
      ['globex', 'abroad', false],
      ['globex', 'both', false],
    ]);
    expect(total).toBe(8);
    expect(Math.abs(Date.parse(asOf) - NOW)).toBeLessThan(2 * MINUTE);
  });

  it('says since when and until when by the targets of the brand, by the hours of its desk', async () => {
    const { conversations } = await list();
    const by = (name: string) =>
      conversations.find(({ brand, mention: { id } }) => `${brand} ${id}` === name);
    const iso = (at: number) => new Date(at).toISOString();
    expect(by('acme late')).toMatchObject({
      since: iso(NOW - 90 * MINUTE),
      dueAt: iso(NOW - 90 * MINUTE + HOUR + 1),
    });
    expect(by('acme letter')).toMatchObject({ dueAt: iso(NOW - 200 * MINUTE + 4 * HOUR + 1) });
    expect(by('globex abroad')).toMatchObject({ dueAt: iso(Date.UTC(2026, 0, 19, 9, 1) + 1) });
  });

  it.each([
    ['brand=globex', ['globex abroad', 'globex both']],
    ['brand=silent', []],
    ['overdue=true', ['acme late', 'acme later']],
    ['overdue=false&limit=2', ['acme soon', 'acme decided']],
    ['order=oldest&brand=acme&limit=3', ['acme letter', 'acme late', 'acme later']],
  ])('by %s', async (query, expected) => {
    expect(await ids(query)).toEqual(expected);
  });

  it('counts all that match, however few it lists', async () => {
    expect(await list('limit=1')).toMatchObject({ total: 8, conversations: [{}] });
  });

  it('is what the tiles count, within a moment', async () => {
    // Far sooner than the tiles that nothing has changed are made anew: some of these came while the count was resting.
    const counted = await eventually(async () => {
      const found = await tiles();
      return found.reduce((sum, { firstResponse }) => sum + firstResponse.waiting, 0) === 8
        ? found
        : undefined;
    }, 6_000);
    expect(counted.map(({ brand }) => brand).toSorted()).toEqual(['acme', 'globex', 'silent']);
    for (const { brand, firstResponse } of counted) {
      const { total, conversations } = await list(`brand=${brand}&order=oldest`);
      const late = await list(`brand=${brand}&overdue=true`);
      const [next] = (await list(`brand=${brand}&overdue=false`)).conversations;
      const at = (time: string | null | undefined) => (time == null ? null : Date.parse(time));
      expect({
        waiting: total,
        overdue: late.total,
        oldestWaitingAt: at(conversations[0]?.since),
        nextBreachAt: at(next?.dueAt),
      }).toEqual({
        waiting: firstResponse.waiting,
        overdue: firstResponse.overdue,
        oldestWaitingAt: firstResponse.oldestWaitingAt,
        nextBreachAt: firstResponse.nextBreachAt,
      });
    }
  });

  it.each([
    ['brand=nobody', 'unknown_brand', '"nobody"'],
    ['order=random', 'invalid_request', '"order"'],
    ['overdue=maybe', 'invalid_request', '"overdue"'],
    ['limit=0', 'invalid_request', '"limit"'],
    ['limit=201', 'invalid_request', '"limit"'],
    ['since=1', 'invalid_request', '"since"'],
    ['brand=acme&brand=globex', 'invalid_request', '"brand"'],
  ])('refuses %s', async (query, code, words) => {
    const { status, body } = await app.get(`/api/waiting?${query}`);
    expect({ status, code: body.code }).toEqual({ status: 400, code });
    expect(body.message).toContain(words);
  });
});

describe('mentions that are left alone', () => {
  it('are those that the figure counts as left alone, of each brand', async () => {
    const day = `from=${NOW - 23 * HOUR}&to=${NOW + MINUTE}`;
    for (const brand of ['acme', 'globex', 'silent']) {
      const { body } = await app.get<MentionList>(`/api/mentions?brand=${brand}&unattended=true&${day}`);
      const { series } = await app.metrics(`metric=negative_attendance&brand=${brand}&${day}`);
      const point = series[0]?.points[0];
      expect([brand, body.total]).toEqual([brand, (point?.denominator ?? 0) - (point?.numerator ?? 0)]);
    }
    const { body } = await app.get<MentionList>(
      `/api/mentions?brand=acme&unattended=true&order=oldest&${day}`,
    );
    expect(body.mentions.map(({ id }) => id)).toEqual(['letter', 'later', 'later2', 'both']);
  });
});
