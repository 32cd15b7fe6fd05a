import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mention, valueOf } from '../helpers/api-client.ts';
import { startServer, temporaryDir, type TestApp } from '../helpers/server.ts';

const STORY =
  'The queue at the airport goes twice around the hall and nobody from Acme tells us when or whether we will fly today';

describe('near copies of a text', () => {
  const dataDir = temporaryDir();
  let app: TestApp;
  beforeAll(async () => (app = await startServer({ dataDir })));
  afterAll(async () => {
    await app.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });
  const volume = async (count: string) =>
    valueOf(await app.metrics(`metric=volume&brand=acme&count=${count}`));

  it('are one text where unique ones are counted, and each is kept', async () => {
    await app.post([mention({ text: STORY }), mention({ text: 'Lovely seats on the new planes.' })]);
    await app.post([mention({ text: `${STORY} sigh` }), mention({ text: `RT @ann: ${STORY}` })]);
    expect([await volume('raw'), await volume('unique')]).toEqual([4, 2]);
  });

  it('are known for such after a restart', async () => {
    await app.stop();
    app = await startServer({ dataDir });
    await app.post([mention({ text: `wow ${STORY}` })]);
    expect([await volume('raw'), await volume('unique')]).toEqual([5, 2]);
    expect(valueOf(await app.metrics('metric=duplicate_text_share&brand=acme'))).toBeCloseTo(3 / 5);
  });
});
