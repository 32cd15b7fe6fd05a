import { readFileSync, readdirSync, rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../../schema/clickhouse/client.ts';
import type { Store } from '../../schema/clickhouse/store.ts';
import type { AuditAnswer } from '../../schema/contracts/audit.ts';
import { startServer, temporaryDir, type TestApp } from '../helpers/server.ts';

/**
 * One folder a rule: what is sent (an empty line in `input.ndjson` ends a request), what is asked of the store, and
 * what the answer is. Each case has a brand of its own, named like its folder.
 */
const FOLDER = new URL('./', import.meta.url);
const CASES = readdirSync(FOLDER, { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() ? [entry.name] : [],
);
const read = (name: string, file: string): string => readFileSync(new URL(`${name}/${file}`, FOLDER), 'utf8');

describe('golden cases', () => {
  const dataDir = temporaryDir();
  let app: TestApp;
  let store: Store;
  beforeAll(async () => {
    app = await startServer({ dataDir });
    store = await openStore({ kind: 'embedded', path: dataDir });
  });
  afterAll(async () => {
    await store.close();
    await app.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it.each(CASES)('%s', async (name) => {
    for (const request of read(name, 'input.ndjson').split('\n\n')) {
      const { status, body } = await app.post(request, { 'content-type': 'application/x-ndjson' });
      expect({ status, rejected: body.rejected }).toEqual({ status: 202, rejected: [] });
      // Everything is published before the next request: what comes then is a revision.
      expect((await app.metrics(`metric=volume&brand=${name}`)).pending).toBe(0);
    }
    const rows = await store.query(read(name, 'query.sql'), { brand: name });
    expect(rows).toEqual(JSON.parse(read(name, 'expected.json')));
    const audit = await app.get<AuditAnswer>('/api/audit?from=2026-01-01T00:00:00Z&to=2026-02-01T00:00:00Z');
    expect(audit.body.differences).toEqual([]);
  });
});
