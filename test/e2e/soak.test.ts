import { rmSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../helpers/browser.ts';
import { spawnServer, temporaryDir, type ServerProcess } from '../helpers/server.ts';
import { soak, type SoakOptions } from '../soak/wall/run.ts';
import { judge } from '../soak/wall/verdict.ts';

/** Minutes are too short for bounds of a day; what leaks with every frame is far beyond these all the same. */
const BOUNDS = { warmUpHours: 0.1, heapMbPerHour: 8, growth: 0.1 };
/** Half a minute; a machine that is busy with something else needs several. */
const BUSY_MS = 600_000;
const SOAK: SoakOptions = {
  hours: 0.5,
  minutes: 0.08,
  path: '/wall',
  recordSeconds: 3,
  drops: 2,
  sampleEvery: 0.05,
  steadySeconds: 1,
  hastenTimers: false,
  log: () => undefined,
};

/** A page that keeps a node and a listener of every frame it hears, and what it says. */
const LEAK = `
  const kept = (globalThis.kept = []);
  const Socket = globalThis.WebSocket;
  globalThis.WebSocket = class extends Socket {
    constructor(...args) {
      super(...args);
      this.addEventListener('message', ({ data }) => {
        const node = document.createElement('i');
        node.addEventListener('click', () => kept.length);
        kept.push([node, data.split('')]);
      });
    }
  };`;

describe('a page that is shown hours of frames in seconds', () => {
  const dataDir = temporaryDir();
  let browser: Browser;
  let server: ServerProcess;
  beforeAll(async () => {
    browser = await launchBrowser();
    server = await spawnServer({ env: { BRANDWALL_DATA: dataDir } });
  });
  afterAll(async () => {
    await browser.close();
    await server.kill('SIGKILL');
    rmSync(dataDir, { recursive: true, force: true });
  });

  it(
    'holds no more at their end than after they had begun, though it was cut off twice',
    { timeout: BUSY_MS },
    async () => {
      const report = await soak(browser, server, SOAK);
      expect(report.frames).toBeGreaterThan(SOAK.hours * 3_600 * 2);
      expect(report.drops).toBe(2);
      expect(report.complaints).toEqual([]);
      expect(judge(report.samples, BOUNDS).filter(({ met }) => !met)).toEqual([]);
    },
  );

  it('is found out when it keeps something of every frame', { timeout: BUSY_MS }, async () => {
    const report = await soak(browser, server, { ...SOAK, script: LEAK });
    const missed = judge(report.samples, BOUNDS).filter(({ met }) => !met);
    expect(missed.map(({ name }) => name)).toEqual([
      'heap, MB for each simulated hour',
      'growth of nodes',
      'growth of listeners',
    ]);
  });
});
