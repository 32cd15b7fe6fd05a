import { connect } from 'node:net';
import type { Page } from 'playwright-core';
import type { DemoServer } from '../../helpers/demo-server.ts';
import { sleep } from '../stats.ts';
import { LIVE, STALE_TILE, TILE } from './probe.ts';

export interface Outage {
  /** From the kill until every tile said that it is stale. */
  readonly staleMs: number;
  /** From when the server took connections again until the page was live and no tile stale. */
  readonly caughtUpMs: number;
  readonly server: DemoServer;
}

const WITHIN_MS = 60_000;
const KNOCK_EVERY_MS = 10;

/** Kills the server under an open page and starts it again. */
export async function outage(page: Page, server: DemoServer): Promise<Outage> {
  const staleAt = firstFrame(page, allStale);
  const killedAt = Date.now();
  await server.killed();
  const staleMs = (await staleAt) - killedAt;
  const [next, listensAt, currentAt] = await Promise.all([
    server.again(),
    knock(server.url),
    firstFrame(page, allCurrent),
  ]);
  return { staleMs, caughtUpMs: currentAt - listensAt, server: next };
}

type Selectors = readonly [tile: string, stale: string, live: string];

/** Runs in the page: when it is so, or false. */
function allStale([tile, stale]: Selectors): number | false {
  const count = document.querySelectorAll(tile).length;
  return count > 0 && document.querySelectorAll(stale).length === count && Date.now();
}

/** Runs in the page. */
function allCurrent([, stale, live]: Selectors): number | false {
  return document.querySelector(live) !== null && document.querySelector(stale) === null && Date.now();
}

/** Epoch milliseconds of the first animation frame in which it is so. */
async function firstFrame(page: Page, isSo: (selectors: Selectors) => number | false): Promise<number> {
  const selectors: Selectors = [TILE, STALE_TILE, LIVE];
  const found = await page.waitForFunction(isSo, selectors, { timeout: WITHIN_MS, polling: 'raf' });
  return Number(await found.jsonValue());
}

async function knock(url: string): Promise<number> {
  const { hostname, port } = new URL(url);
  const opens = () =>
    new Promise<boolean>((resolve) => {
      const socket = connect(Number(port), hostname);
      socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
      socket.once('connect', () => socket.destroy());
    });
  while (!(await opens())) await sleep(KNOCK_EVERY_MS);
  return Date.now();
}
