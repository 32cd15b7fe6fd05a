import fastify from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock, type Clock } from '../../pipelines/clock.ts';
import { StoreError, type Store } from '../../schema/clickhouse/store.ts';
import { problems } from '../../server/plugins/problems.ts';
import { healthRoutes } from '../../server/routes/health.ts';
import { ManualClock, promises } from '../helpers/manual-clock.ts';
import { startServer, type TestApp } from '../helpers/server.ts';

let server: TestApp;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

interface Operation {
  readonly summary?: string;
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly schema: unknown }[];
  readonly requestBody?: { readonly content: Record<string, unknown> };
  readonly responses: Record<string, { readonly description?: string }>;
}
interface OpenApi {
  readonly openapi: string;
  readonly info: { readonly title: string; readonly version: string };
  readonly paths: Record<string, Record<string, Operation>>;
}

/** Everything below a value, with where it is. */
function* nodes(value: unknown, path = '#'): Generator<{ path: string; node: Record<string, unknown> }> {
  if (typeof value !== 'object' || value === null) return;
  yield { path, node: value as Record<string, unknown> };
  for (const [key, below] of Object.entries(value)) yield* nodes(below, `${path}/${key}`);
}

describe('the description of the API', () => {
  it('is a page that loads nothing from elsewhere', async () => {
    const page = await server.get<string>('/docs');
    expect(page.status).toBe(200);
    expect(page.headers.get('content-type')).toContain('text/html');
    expect(page.body).not.toMatch(/(src|href)="https?:/);
    const script = /src="(\/docs\/static\/[^"]+\.js)"/.exec(page.body)?.[1] ?? '';
    expect((await server.get(script)).status).toBe(200);
    expect(page.body).toContain('<title>Brandwall: the API</title>');
    const icon = await server.get<string>('/docs/static/theme/favicon.svg');
    expect([icon.status, icon.headers.get('content-type')]).toEqual([200, 'image/svg+xml']);
    // Its own policy would forbid the styles it sets.
    const policy = (response: { headers: Headers }) => response.headers.get('content-security-policy');
    expect(policy(page)).toBe(policy(await server.get('/healthz')));
  });

  it('lists every route there is, each with a summary and its answers', async () => {
    const { body } = await server.get<OpenApi>('/docs/json');
    const operations = Object.entries(body.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({
        name: `${method.toUpperCase()} ${path}`,
        operation,
      })),
    );
    expect(operations.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        'POST /api/mentions',
        'GET /api/metrics',
        'GET /api/metrics/definitions',
        'GET /healthz',
        'GET /readyz',
      ]),
    );
    for (const { name, operation } of operations) {
      expect(operation.summary, name).toBeTruthy();
      expect(Object.keys(operation.responses), name).toEqual(
        expect.arrayContaining([expect.stringMatching(/^20[0124]$/)]),
      );
    }
    const served = operations.filter(({ name }) => name.startsWith('GET') && !name.includes('{'));
    for (const { name } of served) expect((await server.get(name.slice(4))).status, name).not.toBe(404);
  });

  it('is OpenAPI that a generator of clients can read', async () => {
    const { body } = await server.get<OpenApi>('/docs/json');
    expect(body.openapi).toMatch(/^3\.0\.\d$/);
    expect(body.info).toMatchObject({
      title: 'Brandwall',
      version: expect.stringMatching(/^\d+\.\d+\.\d+/) as string,
    });
    const all = [...nodes(body)];
    const paths = new Map(all.map(({ path, node }) => [path, node]));
    for (const { path, node } of all) {
      // Not part of OpenAPI 3.0: other tools stop at them.
      for (const keyword of ['$id', 'const', '$schema', 'patternProperties'])
        expect(Object.hasOwn(node, keyword), `${path}/${keyword}`).toBe(
          path.endsWith('/properties') && Object.hasOwn(node, keyword),
        );
      if (typeof node['type'] === 'string' && !path.endsWith('/properties'))
        expect(['object', 'array', 'string', 'number', 'integer', 'boolean'], path).toContain(node['type']);
      if (node['type'] === 'array') expect(node['items'], path).toBeDefined();
      if (typeof node['$ref'] === 'string') expect(paths.has(node['$ref']), node['$ref']).toBe(true);
    }
    for (const methods of Object.values(body.paths))
      for (const { parameters = [], responses } of Object.values(methods)) {
        for (const parameter of parameters)
          expect(parameter).toMatchObject({
            in: expect.stringMatching(/^(query|path)$/) as string,
            schema: expect.anything() as unknown,
          });
        for (const response of Object.values(responses)) expect(response.description).toBeTruthy();
      }
    expect(Object.keys(body.paths['/api/mentions']?.['post']?.requestBody?.content ?? {})).toEqual([
      'application/json',
      'application/x-ndjson',
    ]);
  });
});

describe('health', () => {
  it('says that the process is alive and that mentions are taken', async () => {
    expect((await server.get('/healthz')).body).toEqual({ status: 'ok' });
    expect((await server.get('/readyz')).body).toEqual({
      status: 'ready',
      engine: expect.stringMatching(/^chDB \d/) as string,
    });
  });

  const readyz = async (draining: boolean, query: () => Promise<never[]>, clock: Clock = systemClock) => {
    const app = fastify();
    await app.register(problems, { clock });
    await app.register(healthRoutes, {
      clock,
      draining: () => draining,
      store: { engine: 'none', query } as unknown as Store,
    });
    const answer = await app.inject('/readyz');
    const alive = await app.inject('/healthz');
    await app.close();
    expect(alive.statusCode).toBe(200);
    return {
      status: answer.statusCode,
      retryAfter: answer.headers['retry-after'],
      body: answer.json<unknown>(),
    };
  };

  it('is not ready while it stops', async () => {
    expect(await readyz(true, () => Promise.resolve([]))).toEqual({
      status: 503,
      retryAfter: '5',
      body: { code: 'draining', message: 'The server is shutting down.' },
    });
  });

  it('is not ready while the store is away, and does not say where the store is', async () => {
    const away = new StoreError(
      'The ClickHouse server does not answer: connect ECONNREFUSED 10.0.0.7:8123.',
      'unreachable',
      0,
    );
    const answer = await readyz(false, () => Promise.reject(away));
    expect(answer).toMatchObject({ status: 503, retryAfter: '2', body: { code: 'store_unavailable' } });
    expect(JSON.stringify(answer)).not.toContain('10.0.0.7');
  });

  it('says so within two seconds when the store takes the question and never answers', async () => {
    const clock = new ManualClock(0);
    let giveUp: (error: Error) => void = () => undefined;
    const stalled = () => {
      // By then the limit has been set.
      setImmediate(() => clock.advance(2_000));
      return new Promise<never[]>((_, reject) => (giveUp = reject));
    };
    expect(await readyz(false, stalled, clock)).toEqual({
      status: 503,
      retryAfter: '2',
      body: {
        code: 'store_unavailable',
        message: 'The store has not answered within 2 seconds; mentions are not taken at the moment.',
      },
    });
    // What comes of the question later is nobody's any more, and brings nothing down.
    giveUp(new Error('timeout'));
    await promises();
  });
});
