import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { pageAnswers } from '../../web/lib/live/reload.ts';

describe('whether the page could be fetched now', () => {
  let server: Server;
  let status = 200;
  beforeEach(async () => {
    server = createServer((_, reply) => reply.writeHead(status).end('page'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    vi.stubGlobal('location', { href: `http://127.0.0.1:${(server.address() as AddressInfo).port}/wall` });
  });
  afterEach(() => {
    vi.unstubAllGlobals();
    server.closeAllConnections();
    server.close();
  });

  it('is told by fetching it', async () => {
    status = 200;
    expect(await pageAnswers()).toBe(true);
  });

  it('is not so where something else answers for a server that is away', async () => {
    status = 502;
    expect(await pageAnswers()).toBe(false);
  });

  it('is not so where nobody answers', async () => {
    await new Promise((resolve) => server.close(resolve));
    expect(await pageAnswers()).toBe(false);
  });
});
