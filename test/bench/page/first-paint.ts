import type { Browser } from 'playwright-core';
import { NAMES_KEPT } from '../../helpers/start-browser.ts';
import { TILE } from './probe.ts';

/** Runs in the page: milliseconds since it was asked for, once a tile shows a figure that was counted. */
function paintedAt(tile: string): number | false {
  const figure = document.querySelector(`${tile} [data-testid=volume][data-value]`);
  return Number(figure?.getAttribute('data-value') ?? 0) > 0 && performance.now();
}

/** How long a browser that has nothing of the page yet takes from the address to a wall with real numbers. */
export async function firstPaint(browser: Browser, url: string): Promise<number> {
  const context = await browser.newContext({ viewport: { width: 1920, height: 1080 } });
  try {
    const page = await context.newPage();
    await page.addInitScript(NAMES_KEPT);
    await page.goto(`${url}/wall`, { waitUntil: 'commit' });
    const found = await page.waitForFunction(paintedAt, TILE, { polling: 'raf' });
    return Number(await found.jsonValue());
  } finally {
    await context.close();
  }
}
