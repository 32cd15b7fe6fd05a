import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { metricById } from '../../pipelines/metrics/registry.ts';
import { createMetricReader } from '../../server/readings/metric-reader.ts';
import type { Problem } from '../../schema/contracts/receipt.ts';
import { mention, send } from '../helpers/api-client.ts';
import { startServer, type TestApp } from '../helpers/server.ts';

const BRANDS = 101;

let app: TestApp;
beforeAll(async () => {
  const brands = Array.from({ length: BRANDS }, (_, nth) => ({ id: `brand-${nth}`, name: `Brand ${nth}` }));
  app = await startServer({ yaml: stringify({ brands }) });
});
afterAll(() => app.stop());

describe('a figure that is read from the mentions of each brand', () => {
  it('is asked of a hundred brands at most, and says so', async () => {
    const { status, body } = await app.get<Problem>('/api/metrics?metric=brand_health');
    expect({ status, code: body.code }).toEqual({ status: 400, code: 'too_many_brands' });
    expect(body.message).toContain(`at most 100 of the ${BRANDS}`);
    expect((await app.get('/api/metrics?metric=brand_health&brand=brand-7')).status).toBe(200);
    expect((await app.get('/api/metrics?metric=volume')).status).toBe(200);
  });

  it('is read no further once nobody waits for it', async () => {
    const gone = new AbortController();
    const asked: string[] = [];
    const read = createMetricReader({
      panes: { merged: async () => [] },
      evidence: async ({ brand }) => {
        asked.push(brand);
        gone.abort(new Error('gone'));
        return { brand, mentions: [], contacts: [], selfHelp: [], engagements: [], identities: [], decisions: [], market: [] } as never; // prettier-ignore
      },
      settingsOf: () => ({ zone: 'UTC' }) as never,
      calendarOf: () => null,
      clock: { now: () => 1_000 },
      watermark: () => 0,
    });
    const metric = metricById('participants');
    if (metric === undefined) throw new Error('There is no such metric.');
    const facets = { channels: [], venue: null, topic: null, count: 'people', humansOnly: false } as const;
    const query = { metric, brands: ['a', 'b', 'c'], facets, byChannel: false, from: 0, to: 500, step: null, asOf: null }; // prettier-ignore
    await expect(read({ ...query, signal: gone.signal })).rejects.toThrow('gone');
    expect(asked).toEqual(['a']);
  });
});

describe('ids that an address cannot carry', () => {
  it('are refused, and dots within an id are not', async () => {
    const { body } = await app.post(['.', '..', 'a.b', '...'].map((id) => mention({ id, brand: 'brand-7' })));
    expect(body.accepted).toBe(2);
    expect(body.rejected).toHaveLength(2);
    for (const { reason } of body.rejected)
      expect(reason).toBe('The field "id" is not written as /docs says.');
  });
});

describe('an address longer than any id', () => {
  it('is refused in a sentence that does not say all of it again', async () => {
    const address = `${app.url}/api/mentions/test/${'x'.repeat(5_000)}`;
    const { status, body } = await send<Problem>(address, { method: 'DELETE' });
    expect(status).toBe(414);
    expect(body.message).toBe('A part of the address is too long for what it names.');
  });
});

describe('what is wrong inside a body', () => {
  it('is named by its path, without an expression', async () => {
    const tell = async (body: object) =>
      (
        await send<Problem>(`${app.url}/api/mentions/test/some/labels`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
        })
      ).body.message;
    expect(await tell({ topics: ['a', 7], by: 'ann' })).toBe('The parameter "topics[1]" must be string.');
    expect(await tell({ by: ' ' })).toBe(
      'The parameter "by" is not written as it has to be; /docs says how.',
    );
  });
});
