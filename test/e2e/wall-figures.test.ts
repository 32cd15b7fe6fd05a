import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LiveFigure } from '../../schema/contracts/live.ts';
import type { MetricDefinition } from '../../schema/contracts/metrics.ts';
import { mention, mentions, valueOf } from '../helpers/api-client.ts';
import { launchBrowser, openPage } from '../helpers/browser.ts';
import { sidewaysScroll, spills } from '../helpers/layout-check.ts';
import { spawnServer, temporaryDir, type ServerProcess } from '../helpers/server.ts';

const HOSTILE = `<img src=x onerror=alert(1)>\u202e${'W'.repeat(40)}`;
const PANEL = '[data-testid=figures]';
const figure = (page: Page, metric: string) =>
  page.locator(`${PANEL} [data-testid=figure][data-metric=${metric}]`);
const opener = (page: Page, brand: string) => page.locator(`[data-opens=${brand}]`);
const isFocused = (page: Page, brand: string) =>
  opener(page, brand).evaluate((one) => one === document.activeElement);

describe('the figures of a brand', () => {
  const dir = temporaryDir();
  let browser: Browser;
  let server: ServerProcess;
  beforeAll(async () => {
    browser = await launchBrowser();
    const config = join(dir, 'brandwall.yaml');
    writeFileSync(
      config,
      JSON.stringify({
        brands: [
          { id: 'acme', name: 'Acme' },
          { id: 'evil', name: HOSTILE },
        ],
      }),
    );
    server = await spawnServer({ env: { BRANDWALL_CONFIG: config, BRANDWALL_DATA: join(dir, 'data') } });
    const asked = mention({
      at: Date.now() - 300_000,
      author: { id: 'ada' },
      text: 'Terrible, it is broken.',
    });
    await server.post([
      ...mentions(30, { text: 'Love it, thank you, great service!' }),
      asked,
      mention({
        at: Date.now() - 40_000,
        direction: 'outbound',
        inReplyTo: asked.id,
        author: { id: 'care' },
      }),
      mention({ brand: 'evil', author: { id: 'eve', name: HOSTILE } }),
    ]);
  });
  afterAll(async () => {
    await browser.close();
    await server.kill('SIGTERM');
    rmSync(dir, { recursive: true, force: true });
  });

  it('open from a tile as it shows them: of its hour, and with its values', async () => {
    const { page, complaints } = await openPage(browser, server.url);
    const tile = page.locator('[data-testid=tile][data-brand=acme]');
    await tile.locator('[data-testid=volume][data-value="31"]').waitFor();
    for (const [shown, metric, label] of [
      ['volume', 'volume', /^Open Mentions/],
      ['net-sentiment', 'net_sentiment', /^Open Net sentiment/],
      ['first-response', 'first_response_time', /^Open First response/],
    ] as const) {
      const value = Number(await tile.getByTestId(shown).getAttribute('data-value'));
      await tile.getByRole('button', { name: label }).click();
      const asked = new URLSearchParams(new URL(page.url()).hash.slice(1));
      expect([asked.get('brand'), asked.get('metric')]).toEqual(['acme', metric]);
      expect(Number(asked.get('to')) - Number(asked.get('from'))).toBe(3_600_000);
      // A tile says milliseconds where a metric says seconds, and rounds nothing away.
      const read = shown === 'first-response' ? value / 1_000 : value;
      const number = page.locator('[data-testid=number]:not([data-value=""])');
      await number.waitFor({ timeout: 60_000 });
      expect(Number(await number.getAttribute('data-value'))).toBeCloseTo(read, 3);
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    }
    await tile.getByRole('button', { name: 'Open who is waiting' }).click();
    expect(new URL(page.url()).hash).toBe('#brand=acme&metric=waiting');
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('open by keyboard with the numbers of the API, each opens to its definition, and Escape gives the focus back', async () => {
    const { page, complaints } = await openPage(browser, server.url);
    await opener(page, 'acme').waitFor();
    for (let presses = 0; presses < 20 && !(await isFocused(page, 'acme')); presses += 1)
      await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Acme' });
    await dialog.waitFor();
    expect(new URL(page.url()).hash).toBe('#brand=acme');
    expect(await dialog.evaluate((one) => one.contains(document.activeElement))).toBe(true);

    await figure(page, 'volume').and(page.locator('[data-value="31"]')).waitFor({ timeout: 90_000 });
    for (const metric of [
      'volume',
      'net_sentiment',
      'positive_share',
      'first_response_time',
      'participants',
    ]) {
      const value = valueOf(await server.metrics(`metric=${metric}&brand=acme`));
      expect(Number(await figure(page, metric).getAttribute('data-value')), metric).toBe(value);
    }
    expect(await figure(page, 'volume').innerText()).toMatch(/^Volume\s+31\s*mentions\s+n.31\s+Open$/);
    expect(await figure(page, 'first_response_time').innerText()).toMatch(
      /4.min.20.s\s+n.1.*too few to judge/s,
    );
    expect(await figure(page, 'positive_share').innerText()).toMatch(/95.%: \d+\.\d – (>?\d+\.\d|100).%/);
    expect(await figure(page, 'roi_of_care').innerText()).toContain('missing: ');
    expect(await page.locator('[data-testid=figures-window]').innerText()).toMatch(
      /^The day up to \d\d:\d\d, read (just now|\d+.(s|min) ago)$/,
    );
    expect(await dialog.innerText()).not.toContain('NaN');

    const { body } = await server.get<readonly MetricDefinition[]>('/api/metrics/definitions');
    expect(await page.locator('[data-testid=figure]').count()).toBe(body.length);
    const meant = body.find(({ id }) => id === 'positive_share');
    await figure(page, 'positive_share').locator('summary').focus();
    await page.keyboard.press('Enter');
    const definition = figure(page, 'positive_share').locator('[data-testid=definition]');
    for (const text of [meant?.formula, meant?.includes, meant?.window, meant?.source])
      expect(await definition.innerText()).toContain(text);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    await page.waitForFunction(() => document.activeElement?.getAttribute('data-opens') === 'acme');
    const day = page.locator('[data-testid=tile][data-brand=acme] [data-testid=day-figures]');
    expect(await day.innerText()).toMatch(/^24.h\s+100.% within target$/);
    await page.waitForFunction(() => location.hash === '');
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('open by a click anywhere on the tile, and close by "back", the button, and a click beside them', async () => {
    const { page, complaints } = await openPage(browser, server.url);
    const panel = page.locator(PANEL);
    const open = async () => {
      await page.locator('[data-testid=tile][data-brand=acme]').click({ position: { x: 90, y: 150 } });
      await panel.waitFor();
    };
    await open();
    await page.goBack();
    await panel.waitFor({ state: 'hidden' });
    await open();
    await page.getByRole('button', { name: 'Close' }).click();
    await panel.waitFor({ state: 'hidden' });
    await page.waitForFunction(() => location.hash === '');
    await open();
    await page.mouse.click(60, 400);
    await panel.waitFor({ state: 'hidden' });
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('open from a link, say when there is no such brand, and give the focus to the tile', async () => {
    const { page, complaints } = await openPage(browser, `${server.url}/#brand=acme`);
    await figure(page, 'volume').waitFor({ timeout: 90_000 });
    await page.keyboard.press('Escape');
    await page.locator(PANEL).waitFor({ state: 'hidden' });
    // The dialog is hidden a moment before its closing is told, which is what gives the focus back.
    await page.waitForFunction(
      () => location.hash === '' && document.activeElement?.getAttribute('data-opens') === 'acme',
    );
    await page.evaluate(() => (location.hash = '#brand=%3Cb%3Enobody'));
    await page.getByText('No brand <b>nobody is on this wall.').waitFor();
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('say why their meaning could not be fetched, and fetch it once when asked to again', async () => {
    const { page, complaints } = await openPage(browser, 'about:blank');
    let asked = 0;
    await page.route('**/api/metrics/definitions', (route) => {
      asked += 1;
      return asked === 1 ? route.fulfill({ status: 503, body: 'no' }) : route.continue();
    });
    await page.goto(`${server.url}/#brand=acme`);
    await page.getByRole('alert').getByText('the server answered 503').waitFor();
    await page.getByRole('button', { name: 'Try again' }).click();
    await figure(page, 'volume').waitFor({ timeout: 90_000 });
    await page.keyboard.press('Escape');
    await page.evaluate(() => (location.hash = '#brand=evil'));
    await figure(page, 'volume').waitFor();
    expect([asked, complaints]).toEqual([2, []]);
    await page.close();
  });

  it.each([
    [1280, 720],
    [1920, 1080],
    [390, 844],
  ])(
    'keep figures as wide as they get, and a hostile name, in their places at %i × %i',
    async (width, height) => {
      const { page, complaints } = await openPage(browser, 'about:blank', { width, height });
      const wide: LiveFigure = { value: -0.98765, n: 123_456, low: -98.76, high: 98_765.4, open: true };
      const long: LiveFigure = { value: null, n: 0, missing: ['W'.repeat(200), HOSTILE] };
      const { body } = await server.get<readonly MetricDefinition[]>('/api/metrics/definitions');
      const figures = Object.fromEntries(body.map(({ id }, index) => [id, index % 5 === 4 ? long : wide]));
      // The server's own frames, with figures that no day has.
      await page.routeWebSocket('**/live', (socket) => {
        socket.connectToServer().onMessage((message) => {
          const frame = JSON.parse(String(message)) as Record<string, unknown>;
          const to = Date.now();
          const readings = ['acme', 'evil'].map((brand) => ({
            brand,
            from: to - 86_400_000,
            to,
            asOf: to,
            figures,
          }));
          socket.send(JSON.stringify('tiles' in frame ? { ...frame, readings } : frame));
        });
      });
      await page.goto(`${server.url}/#brand=evil`);
      await figure(page, 'roi_of_care').waitFor();
      await page.locator(PANEL).evaluate((panel) => {
        for (const one of panel.querySelectorAll('details')) one.open = true;
      });
      await page
        .locator('[data-testid=definition]')
        .nth(body.length - 1)
        .waitFor();
      expect(await spills(page, PANEL)).toEqual([]);
      const box = await page.locator(PANEL).boundingBox();
      expect([box?.y, box?.height, (box?.x ?? 0) + (box?.width ?? 0)]).toEqual([0, height, width]);
      expect(await page.locator('img[src=x]').count()).toBe(0);
      expect(await page.locator(PANEL).innerText()).not.toMatch(/[\u202a-\u202e]|NaN/);
      await page.keyboard.press('Escape');
      await page.locator(PANEL).waitFor({ state: 'hidden' });
      expect(await spills(page, '[data-testid=tile]')).toEqual([]);
      expect(await sidewaysScroll(page)).toBe(0);
      expect(complaints).toEqual([]);
      await page.close();
    },
  );
});
