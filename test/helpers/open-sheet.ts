import type { Page } from 'playwright-core';
import { barriers } from './axe.ts';
import { painted, sidewaysScroll, SIZES, spills } from './layout-check.ts';

/** The sheet that is open over a screen. */
export const SHEET = '[data-testid=figures]';

/** What is wrong with it at any size, dark or light, in words: an empty list when anybody can read and use it. */
export async function faultsOfSheet(page: Page): Promise<string[]> {
  const faults: string[] = [];
  for (const [width, height] of SIZES) {
    await page.setViewportSize({ width, height });
    await painted(page);
    const sideways = await sidewaysScroll(page);
    const found = [...(await spills(page, SHEET)), ...(sideways === 0 ? [] : [`scrolls ${sideways} px`])];
    faults.push(...found.map((fault) => `${width}×${height} ${fault}`));
  }
  await page.setViewportSize({ width: 1280, height: 720 });
  for (const theme of ['dark', 'light']) {
    await page.locator(`html[data-theme=${theme}]`).waitFor();
    faults.push(...(await barriers(page, SHEET)).map((barrier) => `${theme} ${barrier}`));
    await page.getByRole('button', { name: 'Close' }).press('t');
  }
  return faults;
}
