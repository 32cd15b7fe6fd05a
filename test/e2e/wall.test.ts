import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, openPage } from '../helpers/browser.ts';
import { misdirected, painted, SIZES, sidewaysScroll } from '../helpers/layout-check.ts';
import { rmSync } from 'node:fs';
import { mention } from '../helpers/api-client.ts';
import { spawnServer, temporaryDir, type ServerProcess } from '../helpers/server.ts';

const HOSTILE = '<img src=x onerror=alert(1)><script>alert(2)</script>';

describe('the wall in a real browser', () => {
  const dataDir = temporaryDir();
  let browser: Browser;
  let server: ServerProcess;
  beforeAll(async () => {
    browser = await launchBrowser();
    server = await spawnServer({ args: ['--no-demo'], env: { BRANDWALL_DATA: dataDir } });
  });
  afterAll(async () => {
    await browser.close();
    await server.kill('SIGTERM');
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('shows a mention that is posted, and counts it on its tile', async () => {
    const { page, complaints } = await openPage(browser, server.url);
    await page.locator('[data-testid=connection][data-status=live]').waitFor();
    await server.post([mention({ id: 'seen', brand: 'acme', text: 'Love the new Acme app' })]);
    await page.locator('[data-testid=ticker-text]', { hasText: 'Love the new Acme app' }).waitFor();
    const tile = page.locator('[data-testid=tile][data-brand=acme]');
    await tile.locator('[data-testid=volume][data-value="1"]').waitFor();
    await server.post([mention({ id: 'seen too', brand: 'acme', text: 'Terrible, the Acme app is broken' })]);
    await tile.locator('[data-testid=volume][data-value="2"]').waitFor();
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('is there with 350 KB, squeezed as they are sent', async () => {
    const { page, complaints } = await openPage(browser, 'about:blank');
    const sizes: Promise<number>[] = [];
    page.on('requestfinished', (request) =>
      sizes.push(request.sizes().then(({ responseBodySize }) => responseBodySize)),
    );
    await page.goto(`${server.url}/wall`);
    await page.locator('[data-testid=connection][data-status=live]').waitFor();
    // Charts are fetched once the figures stand, and the network may rest before that.
    await page.locator('[data-testid=tile] canvas').first().waitFor();
    await page.waitForLoadState('networkidle');
    const all = await Promise.all(sizes);
    const sum = all.reduce((total, size) => total + size, 0);
    // The page, its styles, the program, the wall and its charts: were they not counted, the sum would say nothing.
    expect(all.length).toBeGreaterThanOrEqual(4);
    expect(sum).toBeGreaterThan(100 * 1_024);
    expect(sum).toBeLessThanOrEqual(350 * 1_024);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('shows its figures where a chart cannot be fetched, and says that it is missing', async () => {
    const { page, complaints } = await openPage(browser, 'about:blank');
    await page.route(/\/assets\/echarts-/, (route) => route.abort());
    await page.goto(`${server.url}/wall`);
    const tile = page.locator('[data-testid=tile][data-brand=acme]');
    await tile.locator('[data-testid=volume][data-value="2"]').waitFor();
    await tile.getByText('Not loaded; it tries again by itself.').waitFor();
    expect(await tile.locator('canvas').count()).toBe(0);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('shows hostile text as text, wherever it comes from', async () => {
    const { page, complaints } = await openPage(browser, server.url);
    await server.post([
      mention({ id: 'hostile', brand: 'acme', text: HOSTILE, author: { name: HOSTILE, handle: HOSTILE } }),
    ]);
    const text = page.locator('[data-testid=ticker-text]', { hasText: '<img src=x onerror=alert(1)>' });
    await text.first().waitFor();
    expect(await page.locator('img[src=x]').count()).toBe(0);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('says so on every tile when the server is killed, and catches up when it is back', async () => {
    const { page, complaints } = await openPage(browser, server.url);
    const tiles = page.locator('[data-testid=tile]');
    await page.locator('[data-testid=tile][data-brand=acme]').waitFor();
    await server.kill('SIGKILL');
    await page.locator('[data-testid=connection][data-status=stale]').waitFor({ timeout: 15_000 });
    expect(await page.locator('[data-testid=tile][data-stale=true]').count()).toBe(await tiles.count());
    expect(await page.locator('[data-testid=stale-stamp]').count()).toBeGreaterThan(0);

    server = await spawnServer({
      args: ['--no-demo'],
      env: { BRANDWALL_DATA: dataDir, PORT: new URL(server.url).port },
    });
    await server.post([mention({ id: 'after', brand: 'acme', text: 'Back again' })]);
    await page.locator('[data-testid=connection][data-status=live]').waitFor({ timeout: 30_000 });
    await page.locator('[data-testid=ticker-text]', { hasText: 'Back again' }).waitFor();
    // Two, the hostile one and this one: nothing was lost with the kill.
    await page.locator('[data-testid=tile][data-brand=acme] [data-testid=volume][data-value="4"]').waitFor();
    expect(await page.locator('[data-testid=tile][data-stale=true]').count()).toBe(0);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('fits every size without a sideways scroll', async () => {
    const { page } = await openPage(browser, server.url);
    await page.locator('[data-testid=tile]').first().waitFor();
    for (const [width, height] of SIZES) {
      await page.setViewportSize({ width, height });
      await painted(page);
      expect(await sidewaysScroll(page), `${width} × ${height}`).toBe(0);
    }
    await page.close();
  });
});

describe('the demo', () => {
  const dataDir = temporaryDir();
  it('fills the wall of an empty store by itself and says that it is a demo', async () => {
    const [browser, server] = [
      await launchBrowser(),
      await spawnServer({ env: { BRANDWALL_DATA: dataDir }, args: [], first: true }),
    ];
    try {
      const { page, complaints } = await openPage(browser, server.url);
      await page.locator('[data-testid=demo-label]').waitFor();
      await page.locator('[data-testid=tile]').nth(5).waitFor();
      await page.locator('[data-testid=ticker-item]').nth(3).waitFor();
      expect(await misdirected(page)).toEqual([]);
      for (const [path, last] of [
        ['/brand/nimbus', '[data-testid=risk] li:nth-child(3)'],
        ['/crisis', '[data-testid=noc-figure]:nth-child(4)'],
      ] as const) {
        await page.goto(server.url + path);
        await page.locator(last).waitFor({ timeout: 60_000 });
        expect(await misdirected(page), path).toEqual([]);
      }
      expect(complaints).toEqual([]);
    } finally {
      await browser.close();
      await server.kill('SIGTERM');
      rmSync(dataDir, { recursive: true, force: true });
    }
  });
});
