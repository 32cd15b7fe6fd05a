import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CustomerView } from '../../schema/contracts/customers.ts';
import { mention } from '../helpers/api-client.ts';
import { startServer, type TestApp } from '../helpers/server.ts';

const MINUTE = 60_000;
const NOW = Date.now();
const said = (id: string, minutesAgo: number, author: object, more: object = {}) =>
  mention({ id, source: 'feed', brand: 'acme', at: NOW - minutesAgo * MINUTE, author, ...more });

let app: TestApp;
beforeAll(async () => {
  app = await startServer({ yaml: 'brands: [{ id: acme, name: Acme }]', readsForTheWall: false });
  const { body } = await app.post([
    said('own', 9, { id: '42', handle: 'alice', followers: 10 }, { text: 'I love this' }),
    said('paid', 8, { id: '42', handle: 'alice', followers: 70_000 }, { promoted: true }),
    said(
      'impostor',
      1,
      { id: '99', handle: '42', followers: 900_000 },
      { text: 'I hate it and I am leaving' },
    ),
    said('no-handle', 2, { id: 'plain', followers: 3 }),
    said('no-id', 3, { handle: 'bob', followers: 5 }),
  ]);
  expect(body).toMatchObject({ accepted: 5, rejected: [] });
});
afterAll(async () => {
  await app.stop();
  expect(app.warnings).toEqual([]);
});

const person = (name: string, more = '') =>
  app.get<CustomerView>(`/api/customers/${encodeURIComponent(name)}?brand=acme${more}`);
const idsOf = ({ timeline }: CustomerView): string[] =>
  timeline.flatMap((entry) => (entry.kind === 'mention' ? [entry.id] : []));

describe('an account', () => {
  it('is whose id it is, whatever others call themselves and however lately', async () => {
    const { body } = await person('twitter:42');
    expect(body).toMatchObject({ accounts: [{ channel: 'twitter', account: '42' }], reach: 10 });
    expect(idsOf(body)).toEqual(['own', 'paid']);
  });

  it('is found by its handle where no id is like that', async () => {
    expect(idsOf((await person('twitter:alice')).body)).toEqual(['own', 'paid']);
    expect(idsOf((await person('twitter:bob')).body)).toEqual(['no-id']);
    expect(idsOf((await person('twitter:99')).body)).toEqual(['impostor']);
  });

  it.each(['twitter:', 'twitter', ':', 'twitter:nobody', 'mastodon:42'])('%s is nobody', async (name) => {
    const { status, body } = await person(name);
    expect({ status, code: (body as unknown as { code: string }).code }).toEqual({
      status: 404,
      code: 'no_such_customer',
    });
  });

  it('tells how many follow it, as it said each time, and what it said last when that is asked for', async () => {
    const { body } = await person('twitter:42', '&limit=1&page=newest');
    expect(body).toMatchObject({ next: null });
    expect(body.timeline).toHaveLength(1);
    expect(body.timeline[0]).toEqual((await person('twitter:42', '&limit=2000')).body.timeline.at(-1));
    const followers = (await person('twitter:42')).body.timeline.flatMap((entry) =>
      entry.kind === 'mention' ? [entry.followers] : [],
    );
    expect(followers).toEqual([10, 70_000]);
  });

  it('is told by no page of another name', async () => {
    expect((await person('twitter:42', '&page=oldest')).status).toBe(400);
  });
});
