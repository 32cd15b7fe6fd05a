import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually, mention, pointsOf } from '../helpers/api-client.ts';
import { launchBrowser, openPage } from '../helpers/browser.ts';
import { SIZES, spills } from '../helpers/layout-check.ts';
import { spawnServer, temporaryDir, type ServerProcess } from '../helpers/server.ts';

const MINUTE = 60_000;

const CONFIG = `
eventTime:
  maxOutOfOrdernessMs: 0
  idleTimeoutMs: 1000
  allowedLatenessMs: 3600000
`;

describe('figures that are not the last word', () => {
  const dir = temporaryDir();
  let browser: Browser;
  let server: ServerProcess;
  beforeAll(async () => {
    const config = join(dir, 'brandwall.yaml');
    writeFileSync(config, CONFIG);
    browser = await launchBrowser();
    server = await spawnServer({
      args: ['--no-demo'],
      env: { BRANDWALL_CONFIG: config, BRANDWALL_DATA: join(dir, 'data') },
    });
  });
  afterAll(async () => {
    await browser.close();
    await server.kill('SIGTERM');
    rmSync(dir, { recursive: true, force: true });
  });

  /** Posts a mention of three minutes ago and waits until its minute is final, then another of the same minute. */
  async function revise(brand: string): Promise<{ readonly at: number; readonly late: string }> {
    const at = Math.floor(Date.now() / MINUTE) * MINUTE - 3 * MINUTE;
    await server.post([mention({ brand, at })]);
    await eventually(async () => {
      const range = `from=${at}&to=${at + MINUTE}`;
      const answer = await server.metrics(`brand=${brand}&metric=volume&step=1m&${range}`);
      return pointsOf(answer)[0]?.status === 'final' ? true : undefined;
    }, 30_000);
    const late = mention({ brand, at: at + 1_000 });
    await server.post([late]);
    return { at, late: late.id };
  }

  /** The present minute stays open for long enough to look at it. */
  const minuteWithRoom = () =>
    eventually(() => (Date.now() % MINUTE < MINUTE - 8_000 ? true : undefined), 10_000);

  const figures = (tile: Locator) =>
    tile.locator('[data-testid=volume]').evaluate((figure) => {
      const ink = getComputedStyle(figure).color;
      const line = getComputedStyle(figure.querySelector('.settle') ?? figure).backgroundImage;
      return { ink, isOverDots: line !== 'none' };
    });

  it('shows of a final minute that changed what it was, what it is and why', async () => {
    const { page, complaints } = await openPage(browser, server.url);
    const { at, late } = await revise('late-brand');
    const tile = page.locator('[data-testid=tile][data-brand=late-brand]');
    const revision = tile.locator('[data-testid=revision]', { hasText: 'was 1, now 2' });
    await revision.waitFor();
    const clock = await page.evaluate((ms) => new Date(ms).toTimeString().slice(0, 5), at);
    expect(await revision.innerText()).toMatch(new RegExp(`${clock} was 1, now 2\\s*– late mentions`));
    // Every minute of it is closed, so nothing is provisional.
    expect(await tile.locator('[data-testid=provisional]').count()).toBe(0);
    expect(await figures(tile)).toMatchObject({ isOverDots: false });

    await fetch(`${server.url}/api/mentions/test/${late}`, { method: 'DELETE' });
    const taken = tile.locator('[data-testid=revision]', { hasText: 'was 2, now 1' });
    await taken.waitFor();
    expect(await taken.innerText()).toContain('– a mention was deleted');
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('marks the figures of an hour that is still open', async () => {
    const { page, complaints } = await openPage(browser, server.url);
    await minuteWithRoom();
    await server.post([mention({ brand: 'open-brand', at: Date.now() })]);
    const tile = page.locator('[data-testid=tile][data-brand=open-brand]');
    const provisional = tile.locator('[data-testid=provisional]');
    await provisional.waitFor();
    expect(await provisional.innerText()).toMatch(/^provisional\s+· 1\smin\sopen$/);
    expect(await figures(tile)).toMatchObject({ isOverDots: true });
    expect(complaints).toEqual([]);
    await page.close();
  });

  it.each(SIZES)('fits both on their tiles at %i × %i', async (width, height) => {
    const brand = `both-${width}`;
    await revise(brand);
    const { page, complaints } = await openPage(browser, server.url, { width, height });
    const tile = page.locator(`[data-testid=tile][data-brand=${brand}]`);
    await tile.locator('[data-testid=revision]').waitFor();
    await minuteWithRoom();
    await server.post([mention({ brand, at: Date.now() })]);
    await tile.locator('[data-testid=provisional]').waitFor();
    expect(await spills(page, '[data-testid=tile]')).toEqual([]);
    expect(complaints).toEqual([]);
    await page.close();
  });
});
