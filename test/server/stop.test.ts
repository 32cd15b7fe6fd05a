import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { mentions, sleep } from '../helpers/api-client.ts';
import { listen } from '../helpers/live-client.ts';
import { startServer } from '../helpers/server.ts';

describe('a server that stops', () => {
  it('says goodbye to its viewers and is gone at once', async () => {
    const server = await startServer();
    const viewers = await Promise.all(Array.from({ length: 5 }, () => listen(server.url)));
    await Promise.all(viewers.map(({ next }) => next('snapshot')));
    const startedAt = performance.now();
    await server.stop();
    expect(performance.now() - startedAt).toBeLessThan(1_000);
    for (const { closed } of viewers)
      expect(await closed).toEqual({ code: 1001, reason: 'server is going away' });
    await expect(fetch(server.url)).rejects.toThrow();
  });

  it('waits neither for a viewer that sleeps nor for a sender that hangs', async () => {
    const server = await startServer();
    const asleep = await listen(server.url);
    await asleep.next('snapshot');
    asleep.socket.pause();
    const { port, host } = new URL(server.url);
    const hanging = connect(Number(port), '127.0.0.1').on('error', () => undefined);
    hanging.write(
      `POST /api/mentions HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json\r\nContent-Length: 999\r\n\r\n[{`,
    );
    await sleep(50);
    const startedAt = performance.now();
    await server.stop();
    expect(performance.now() - startedAt).toBeLessThan(6_000);
    asleep.socket.terminate();
    hanging.destroy();
  });

  it('is not held up by a handshake that it refused, wherever it was tried', async () => {
    const server = await startServer();
    const { port, host } = new URL(server.url);
    const left = ['/live', '/healthz', '/nowhere'].map((path) => {
      const socket = connect(Number(port), '127.0.0.1').on('error', () => undefined);
      socket.write(
        `GET ${path} HTTP/1.1\r\nHost: ${host}\r\nOrigin: https://evil.example\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
          'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
      );
      return once(socket, 'data').then(([data]) => ({ socket, answer: String(data) }));
    });
    for (const { answer } of await Promise.all(left)) expect(answer).toMatch(/^HTTP\/1\.1 403 /);
    const startedAt = performance.now();
    await server.stop();
    expect(performance.now() - startedAt).toBeLessThan(1_000);
    for (const { socket } of await Promise.all(left)) socket.destroy();
  });

  it('answers what it has taken before it goes, and turns the rest away', async () => {
    const server = await startServer();
    const posts = Array.from({ length: 10 }, () => server.post(mentions(500)));
    await Promise.race(posts);
    const [answers] = await Promise.all([Promise.allSettled(posts), server.stop()]);
    for (const answer of answers)
      if (answer.status === 'fulfilled') expect([202, 429, 503]).toContain(answer.value.status);
    expect(server.warnings).toEqual([]);
  });
});
