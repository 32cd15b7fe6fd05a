import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { DeltaFrame, HeartbeatFrame, LiveFrame, SnapshotFrame } from '../../schema/contracts/live.ts';
import { eventually, mention, sleep } from '../helpers/api-client.ts';
import { listen, refusal, type LiveClient } from '../helpers/live-client.ts';
import { startServer, type TestApp } from '../helpers/server.ts';

const YAML = `
brands: [{ id: acme, name: Acme }, { id: globex, name: Globex }]
allowedOrigins: ['https://wall.example']
limits: { maxViewers: 6 }
`;
const HOSTILE = '<img src=x onerror=alert(1)>';

let server: TestApp;
const clients: LiveClient[] = [];
const viewer = async (options = {}) => {
  const client = await listen(server.url, options);
  clients.push(client);
  return client;
};
beforeAll(async () => {
  server = await startServer({ yaml: YAML });
});
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close()));
  // Whatever a viewer did, a new one is served.
  const witness = await eventually(() =>
    listen(server.url).then(async (client) =>
      (await Promise.race([client.next('snapshot'), client.closed.then(() => null)])) === null
        ? undefined
        : client,
    ),
  );
  await witness.close();
});
afterAll(async () => {
  await server.stop();
  expect(server.warnings).toEqual([]);
});

const tileOf = ({ tiles }: Pick<SnapshotFrame, 'tiles'>, brand: string) =>
  tiles.find((tile) => tile.brand === brand);
const isStamped = (frame: LiveFrame): frame is SnapshotFrame | DeltaFrame | HeartbeatFrame =>
  frame.type !== 'hello';

/** Follows the rule of the protocol: a delta grows `seq` by one, everything else repeats it. */
function expectNoGap(frames: readonly LiveFrame[]): void {
  let seq: number | null = null;
  for (const frame of frames.filter(isStamped)) {
    if (seq !== null && frame.type === 'delta') expect(frame.seq).toBe(seq + 1);
    if (seq !== null && frame.type === 'heartbeat') expect(frame.seq).toBe(seq);
    seq = frame.seq;
  }
}

describe('a viewer', () => {
  it('hears hello, then a snapshot of every brand, then deltas and heartbeats without a gap', async () => {
    const { frames, next } = await viewer();
    const hello = await next('hello');
    expect(hello).toMatchObject({ protocol: 1, demo: false, heartbeatMs: 1_000 });
    expect(hello.build).not.toBe('');
    await next('snapshot');
    expect(frames.slice(0, 2).map(({ type }) => type)).toEqual(['hello', 'snapshot']);
    expect(tileOf(await next('snapshot'), 'acme')).toMatchObject({ name: 'Acme', windowMs: 3_600_000 });
    expect(tileOf(await next('snapshot'), 'globex')?.state.level).toBe('quiet');
    for (let count = 0; count < 5; count += 1) {
      await server.post([mention()]);
      await sleep(120);
    }
    await next('heartbeat');
    await eventually(() => (frames.filter(({ type }) => type === 'delta').length >= 3 ? true : undefined));
    expectNoGap(frames);
  });

  it('sees a mention that was posted, and its tile counted, well within a second', async () => {
    const { next } = await viewer();
    const row = mention({ brand: 'seen', author: { name: 'Ann' }, text: 'I love this box' });
    const postedAt = Date.now();
    await server.post([row]);
    const delta = await next('delta', ({ mentions: [first] }) => first?.key === `test/${row.id}`);
    const counted = await next('delta', (frame) => tileOf(frame, 'seen')?.volume.value === 1);
    expect(Date.now() - postedAt).toBeLessThan(3_000);
    expect(delta.mentions[0]).toMatchObject({
      brands: ['seen'],
      author: 'Ann',
      text: row.text,
      sentiment: 'positive',
      at: row.at,
    });
    expect(tileOf(counted, 'seen')?.lastMentionAt).toBe(row.at);
    expect(delta.totals.accepted).toBeGreaterThan(0);
  });

  it('who comes later finds the same in the snapshot', async () => {
    const { next } = await viewer();
    const row = mention({ brand: 'globex', text: HOSTILE, author: { name: HOSTILE, handle: `@${HOSTILE}` } });
    await server.post([row]);
    await next('delta', (frame) => (tileOf(frame, 'globex')?.volume.value ?? 0) > 0);
    const late = await viewer();
    const snapshot = await late.next('snapshot');
    expect(tileOf(snapshot, 'globex')?.volume.value).toBe(1);
    // As data, letter by letter: escaping is the page's business and must not happen twice.
    expect(snapshot.mentions[0]).toMatchObject({ text: HOSTILE, author: HOSTILE });
  });

  it('sees a long text cut short, and never in the middle of a letter', async () => {
    const { next } = await viewer();
    const row = mention({ text: `${'x'.repeat(279)}😀${'y'.repeat(40_000)}` });
    await server.post([row]);
    const { mentions: [shown] } = await next('delta', (frame) => frame.mentions.some(({ key }) => key.endsWith(row.id))); // prettier-ignore
    expect(shown?.text.length).toBeLessThan(300);
    expect(shown?.text.isWellFormed()).toBe(true);
  });

  it('that asks for it gets a snapshot, up to date with the last delta', async () => {
    const { socket, frames, next } = await viewer();
    await next('snapshot');
    await server.post([mention()]);
    const { seq } = await next('delta');
    socket.send(JSON.stringify({ type: 'resync' }));
    await eventually(() =>
      frames.filter(({ type }) => type === 'snapshot').length === 2 ? true : undefined,
    );
    expect(frames.findLast(({ type }) => type === 'snapshot')).toMatchObject({
      seq: expect.any(Number) as number,
    });
    expect((frames.findLast(({ type }) => type === 'snapshot') as SnapshotFrame).seq).toBeGreaterThanOrEqual(
      seq,
    );
    expectNoGap(frames);
  });

  it.each([
    ['an unknown message', '{"type":"subscribe"}', 1008],
    ['something that is no JSON', 'hello?', 1008],
    ['JSON that is no object', 'null', 1008],
    ['a message that is too long', JSON.stringify({ type: 'resync', padding: 'x'.repeat(2_000) }), 1008],
    ['a message that is far too long', 'x'.repeat(100_000), 1009],
    ['bytes', Buffer.from([0, 1, 2]), 1008],
  ])('that sends %s is shown out with a reason, and nobody else is', async (_what, message, code) => {
    const [rude, polite] = [await viewer(), await viewer()];
    await Promise.all([rude.next('snapshot'), polite.next('snapshot')]);
    rude.socket.send(message);
    const { code: closedWith, reason } = await rude.closed;
    expect(closedWith).toBe(code);
    if (code === 1008) expect(reason).toBe('unknown message');
    await server.post([mention()]);
    await polite.next('delta');
    expect(polite.socket.readyState).toBe(polite.socket.OPEN);
  });
});

describe('the door', () => {
  it.each([
    ['a page of another origin', { origin: 'https://evil.example' }, 'foreign_origin'],
    ['a page without an origin of its own', { headers: { origin: 'null' } }, 'foreign_origin'],
    ['a name that was rebound to this machine', { headers: { host: 'rebound.example' } }, 'foreign_host'],
  ])('refuses %s at the handshake', async (_who, options, code) => {
    const { status, body } = await refusal(server.url, options);
    expect(status).toBe(403);
    expect(JSON.parse(body)).toEqual({ code, message: expect.stringMatching(/\.$/) as string });
  });

  it('lets programs, its own page and allowed pages in', async () => {
    for (const options of [{}, { origin: server.url }, { origin: 'https://wall.example' }])
      await (await viewer(options)).next('snapshot');
  });

  it('asks the one who is too many to come back later, and has room again when one leaves', async () => {
    const inside = await Promise.all(Array.from({ length: 6 }, () => viewer()));
    await Promise.all(inside.map(({ next }) => next('snapshot')));
    const refused = await viewer();
    expect(await refused.closed).toEqual({ code: 1013, reason: 'try again later' });
    expect(refused.frames).toEqual([]);
    await inside[0]?.close();
    await eventually(async () => {
      const again = await viewer();
      return Promise.race([again.next('snapshot'), again.closed.then(() => undefined)]);
    });
  });
});

describe('a reader that does not keep up', () => {
  it('is left out until it reads again, gets one snapshot then, and costs the others nothing', async () => {
    // Many brands make a snapshot large: a few hundred of them are more than the kernel takes for a socket.
    await server.post(Array.from({ length: 150 }, (_, k) => mention({ brand: `brand-${k}` })));
    await eventually(async () => {
      const { next, close } = await viewer();
      const { tiles } = await next('snapshot');
      await close();
      return tiles.length > 150 ? true : undefined;
    });
    const [slow, quick] = [await viewer(), await viewer()];
    await Promise.all([slow.next('snapshot'), quick.next('snapshot')]);
    const before = process.memoryUsage();
    slow.socket.pause();
    for (let count = 0; count < 1_000; count += 1) slow.socket.send('{"type":"resync"}');
    const heard: number[] = [];
    for (let count = 0; count < 8; count += 1) {
      const row = mention();
      const sentAt = performance.now();
      await server.post([row]);
      await quick.next('delta', (frame) => frame.mentions.some(({ key }) => key.endsWith(`/${row.id}`)));
      heard.push(performance.now() - sentAt);
    }
    expect(Math.max(...heard)).toBeLessThan(3_000);
    // A thousand snapshots would be more than 300 MB.
    expect(process.memoryUsage().external - before.external).toBeLessThan(100_000_000);
    expectNoGap(quick.frames);

    const caughtUpFrom = quick.frames.filter(isStamped).at(-1)?.seq ?? 0;
    slow.socket.resume();
    const last = mention();
    await server.post([last]);
    await eventually(() =>
      slow.frames.some(
        (frame) => 'mentions' in frame && frame.mentions.some(({ key }) => key.endsWith(`/${last.id}`)),
      )
        ? true
        : undefined,
    );
    const caughtUp = slow.frames.findLastIndex(({ type }) => type === 'snapshot');
    expect(slow.frames[caughtUp]).toMatchObject({ type: 'snapshot' });
    expect((slow.frames[caughtUp] as SnapshotFrame).seq).toBeGreaterThanOrEqual(caughtUpFrom);
    expectNoGap(slow.frames.slice(caughtUp));
    expect(slow.frames.length).toBeLessThan(200);
    expect(slow.socket.readyState).toBe(slow.socket.OPEN);
  });
});
