import { rmSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../helpers/browser.ts';
import { spawnServer, temporaryDir, type ServerProcess } from '../helpers/server.ts';
import { soak, type SoakOptions } from '../soak/wall/run.ts';
import { judge } from '../soak/wall/verdict.ts';

/** Minutes are too short for bounds of a day; what leaks with every frame is far beyond these all the same. */
const BOUNDS = { warmUpHours: 0.1, heapMbPerHour: 20, growth: 0.25 };
/** Half a minute; a machine that is busy with something else needs several. */
const BUSY_MS = 600_000;
const SOAK: SoakOptions = {
  hours: 0.5,
  minutes: 0.1,
  path: '/wall',
  recordSeconds: 2,
  drops: 2,
  sampleEvery: 0.06,
  steadySeconds: 1,
  hastenTimers: false,
  settleMs: 2_000,
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

// Most of a run is waiting, so that both take the time of one.
describe('a page that is shown half an hour of frames in seconds', () => {
  const dataDir = temporaryDir();
  // One each: a browser records the tasks of one page at a time.
  let browsers: readonly [Browser, Browser];
  let server: ServerProcess;
  beforeAll(async () => {
    browsers = [await launchBrowser(), await launchBrowser()];
    server = await spawnServer({ env: { BRANDWALL_DATA: dataDir } });
  });
  afterAll(async () => {
    await Promise.all(browsers.map((browser) => browser.close()));
    await server.kill('SIGKILL');
    rmSync(dataDir, { recursive: true, force: true });
  });

  it.concurrent(
    'holds no more at their end than after they had begun, though it was cut off twice',
    { timeout: BUSY_MS },
    async () => {
      const report = await soak(browsers[0], server, SOAK);
      expect(report.frames).toBeGreaterThan(SOAK.hours * 3_600 * 2);
      expect(report.drops).toBe(2);
      expect(report.complaints).toEqual([]);
      expect(judge(report.samples, BOUNDS).filter(({ met }) => !met)).toEqual([]);
    },
  );

  it.concurrent('is found out when it keeps something of every frame', { timeout: BUSY_MS }, async () => {
    const report = await soak(browsers[1], server, { ...SOAK, script: LEAK });
    const missed = judge(report.samples, BOUNDS).filter(({ met }) => !met);
    expect(missed.map(({ name }) => name)).toEqual([
      'heap, MB for each simulated hour',
      'growth of nodes',
      'growth of listeners',
    ]);
  });
});
