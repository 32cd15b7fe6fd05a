import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { AuditAnswer } from '../../schema/contracts/audit.ts';
import type { RereadProgress } from '../../schema/contracts/corrections.ts';
import type { Revision } from '../../schema/contracts/revisions.ts';
import type { SecondReadingsAnswer } from '../../schema/contracts/second-reading.ts';
import { eventually, mention, send, sleep, valueOf, type Row } from '../helpers/api-client.ts';
import { askReread } from '../helpers/corrections.ts';
import { STUMBLING_BLOCK, writeModelFolder } from '../helpers/model-folder.ts';
import { movableClock, startServer, temporaryDir, type MovableClock, type TestApp } from '../helpers/server.ts'; // prettier-ignore

const HOUR = 3_600_000;
/** The quick model calls it positive with a probability of one half; the tiny one calls it negative. */
const DOUBTFUL = 'The queue at the shop was dreadful fun';
/** The quick model is sure that it is positive; the tiny one, for that one word, that it is negative. */
const CLEAR = 'I love the dreadful thing, best ever, thank you so much!';

const dir = temporaryDir();
const folder = join(dir, 'tiny');
beforeAll(() => void writeModelFolder(folder));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

let app: TestApp;
let clock: MovableClock;
let dataDir: string;
const open = async (yaml = `sentiment: { onnx: { folder: '${folder}' } }`) => {
  dataDir = temporaryDir();
  clock = movableClock();
  app = await startServer({ dataDir, clock, yaml });
};
afterEach(async () => {
  await app.stop();
  rmSync(dataDir, { recursive: true, force: true });
});
const range = () => `from=${clock.now() - 24 * HOUR}&to=${clock.now() + HOUR}`;
const net = async () => valueOf(await app.metrics(`metric=net_sentiment&brand=acme&${range()}`));
const audit = async () => (await app.get<AuditAnswer>(`/api/audit?${range()}`)).body.differences;
const readings = async () => (await app.get<SecondReadingsAnswer>('/api/second-readings')).body;
const settled = (read: number) =>
  eventually(async () => {
    const answer = await readings();
    return answer.read + answer.failed + answer.skipped >= read && answer.waiting === 0 ? answer : undefined;
  });
const saying = (text: string, fields: Partial<Row> = {}) => mention({ at: clock.now(), text, ...fields });

describe('a second reading', () => {
  it('changes the label of what was doubtful, and the figures with it', async () => {
    await open();
    await app.post([saying(DOUBTFUL), saying(CLEAR)]);
    await eventually(async () => ((await net()) === 0 ? true : undefined));
    expect(await settled(1)).toEqual({
      model: expect.stringMatching(/^onnx:tiny@[0-9a-f]{8}$/) as string,
      runtime: expect.stringMatching(/^onnxruntime-(node|web)$/) as string,
      asked: 1, waiting: 0, read: 1, changed: 1, skipped: 0, failed: 0, restarts: 0,
    });
    expect(await audit()).toEqual([]);
    expect(app.warnings).toEqual([]);
  }); // prettier-ignore

  it('is given to whoever reaches far, and never to the brand itself', async () => {
    await open();
    await app.post([
      saying(CLEAR, { author: { id: 'star', followers: 10_000 } }),
      saying(CLEAR, { author: { id: 'fan', followers: 9_999 } }),
      saying(DOUBTFUL, { author: { id: 'desk', followers: 1e6 }, direction: 'outbound' }),
    ]);
    await eventually(async () => ((await net()) === 0 ? true : undefined));
    expect(await readings()).toMatchObject({ asked: 1, read: 1, changed: 1 });
    expect(await audit()).toEqual([]);
  });

  it('of a minute that was final is a revision, with its reason', async () => {
    await open();
    const at = clock.now();
    await app.post([saying(CLEAR, { at })]);
    clock.advance(10 * 60_000);
    await eventually(async () => {
      const { series } = await app.metrics(`metric=volume&brand=acme&${range()}&step=1m`);
      return series[0]?.points[0]?.status === 'final' ? true : undefined;
    });
    const reread = async () => {
      const { body } = await app.get<{ revisions: Revision[] }>(`/api/revisions?brand=acme&${range()}`);
      return body.revisions.find(({ reason }) => reason === 'reread');
    };
    // On a machine that stalls, the late mention and its second reading may be counted in one go: one revision, "late".
    let revision: Revision | undefined;
    for (let posted = 1; posted <= 5 && revision === undefined; posted += 1) {
      await app.post([saying(DOUBTFUL, { at })]);
      await settled(posted);
      revision = await reread();
      for (let waited = 0; waited < 20 && revision === undefined; waited += 1) {
        await sleep(100);
        revision = await reread();
      }
    }
    expect(revision).toBeDefined();
    const { before, after } = revision as Revision;
    expect([after.positive - before.positive, after.negative - before.negative]).toEqual([-1, 1]);
    expect(await audit()).toEqual([]);
  });

  it('that there was no room for, or that failed, leaves the quick label', async () => {
    await open(`sentiment: { onnx: { folder: '${folder}', doubtBelow: 1, queue: 3, batch: 1 } }`);
    await app.post(Array.from({ length: 30 }, () => saying(DOUBTFUL)));
    const { read, skipped, changed } = await settled(30);
    expect(skipped).toBeGreaterThan(0);
    expect(read).toBeGreaterThanOrEqual(3);
    expect([read + skipped, changed]).toEqual([30, read]);
    await eventually(async () => ((await net()) === ((skipped - read) * 100) / 30 ? true : undefined));
    await app.post([saying(`${CLEAR} ${STUMBLING_BLOCK}`)]);
    expect(await settled(31)).toMatchObject({ failed: 1, changed: read });
    expect(await audit()).toEqual([]);
  });

  it('of a mention that was deleted meanwhile is nothing', async () => {
    await open();
    const row = saying(DOUBTFUL);
    await app.post([row]);
    expect((await send(`${app.url}/api/mentions/test/${row.id}`, { method: 'DELETE' })).status).toBe(204);
    expect(await settled(1)).toMatchObject({ asked: 1, failed: 0 });
    expect((await net()) ?? null).toBe(null);
    expect(await audit()).toEqual([]);
  });

  it('stands when mentions are read again, as long as its model is the one in use', async () => {
    await open();
    await app.post([saying(DOUBTFUL), saying(CLEAR)]);
    await eventually(async () => ((await net()) === 0 ? true : undefined));
    const rereadAll = async () => {
      await askReread(app.url, { brand: 'acme', from: clock.now() - HOUR, to: clock.now() + HOUR });
      return eventually(async () => {
        const { body } = await app.get<RereadProgress>('/api/reread');
        return body.state === 'running' ? undefined : body;
      });
    };
    expect(await rereadAll()).toMatchObject({ state: 'done', read: 2, changed: 0 });
    expect(await net()).toBe(0);
    await app.stop();
    app = await startServer({ dataDir, clock, yaml: 'channels: [kiosk]' });
    expect(await rereadAll()).toMatchObject({ state: 'done', read: 2, changed: 1 });
    expect(await net()).toBe(100);
    expect(await audit()).toEqual([]);
  });

  it('is never asked for where a rule has spoken, or in a language that the quick model does not know', async () => {
    const rules = `rules: { overrides: [{ phrase: 'dreadful fun', sentiment: positive }] }`;
    await open(`brands: [{ id: acme, name: Acme, ${rules} }]\nsentiment: { onnx: { folder: '${folder}', doubtBelow: 1, reachFrom: 0 } }`);
    await app.post([
      saying(DOUBTFUL),
      saying('Mañana por la mañana llegará el paquete que pedimos la semana pasada, dijeron en la tienda.'),
      saying('The plain box arrived this morning.'),
    ]);
    expect(await settled(1)).toMatchObject({ asked: 1, read: 1 });
    expect((await readings()).asked).toBe(1);
    expect(await audit()).toEqual([]);
  }); // prettier-ignore

  it('is never asked for where none is configured', async () => {
    await open('channels: [kiosk]');
    await app.post([saying(DOUBTFUL)]);
    expect(await readings()).toEqual({
      model: null, runtime: null, asked: 0, waiting: 0, read: 0, changed: 0, skipped: 0, failed: 0, restarts: 0,
    });
    expect(await net()).toBe(100);
  }); // prettier-ignore
});
