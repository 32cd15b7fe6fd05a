import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mention, mentions } from '../helpers/api-client.ts';
import { launchBrowser, openPage } from '../helpers/browser.ts';
import { collisions, painted, SIZES, sidewaysScroll, spills } from '../helpers/layout-check.ts';
import { spawnServer, temporaryDir, type ServerProcess } from '../helpers/server.ts';

const RTL = '\u202e';
const ZALGO = `Z${'\u0301\u0316\u20dd'.repeat(3_334)}`;
const BRACES = '{a|b}{c|d}';
const WORD = 'W'.repeat(4_000);
const PLACES = '[data-testid=tile], [data-testid=brand-line]';

const live = (page: Page) => page.locator('[data-testid=connection][data-status=live]').waitFor();

/** A server that knows these brands from the start, and others as they are named. */
function serverOf(dir: string, brands: readonly { id: string; name: string }[]): Promise<ServerProcess> {
  const config = join(dir, 'brandwall.yaml');
  writeFileSync(config, JSON.stringify({ brands }));
  const env = { BRANDWALL_CONFIG: config, BRANDWALL_DATA: join(dir, 'data') };
  return spawnServer({ args: ['--no-demo'], env });
}

describe('the wall at work', () => {
  const dir = temporaryDir();
  let browser: Browser;
  let server: ServerProcess;
  beforeAll(async () => {
    const names = { rtl: `${RTL}evil${RTL} ${'\u0301'.repeat(40)}`, braces: BRACES, long: 'N'.repeat(80) };
    browser = await launchBrowser();
    server = await serverOf(
      dir,
      Object.entries(names).map(([id, name]) => ({ id, name })),
    );
  });
  afterAll(async () => {
    await browser.close();
    await server.kill('SIGTERM');
    rmSync(dir, { recursive: true, force: true });
  });

  it('opens the help with "?" and gives the focus back when Escape closes it', async () => {
    const { page, complaints } = await openPage(browser, server.url);
    const button = page.getByRole('button', { name: 'Help and keys' });
    const dialog = page.getByRole('dialog', { name: 'How to read the wall' });
    await button.focus();
    await page.keyboard.press('?');
    await dialog.waitFor();
    expect(await dialog.evaluate((one) => one.contains(document.activeElement))).toBe(true);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    expect(await button.evaluate((one) => one === document.activeElement)).toBe(true);
    // It opens again: Escape has told the page that it was closed.
    await page.keyboard.press('?');
    await dialog.waitFor();
    await page.keyboard.press('?');
    await dialog.waitFor({ state: 'hidden' });
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('changes between dark and light with "t" and remembers it over a reload', async () => {
    const { page, complaints } = await openPage(browser, server.url);
    const theme = () => page.evaluate(() => document.documentElement.dataset['theme']);
    await live(page);
    expect(await theme()).toBe('dark');
    await page.keyboard.press('t');
    expect(await theme()).toBe('light');
    await page.reload();
    await live(page);
    expect(await theme()).toBe('light');
    await page.keyboard.press('Control+t');
    expect(await theme()).toBe('light');
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('asks for full screen with "f", and survives a browser that refuses or knows of none', async () => {
    const { page, complaints } = await openPage(browser, server.url);
    await live(page);
    await page.keyboard.press('f');
    await page.waitForFunction(() => document.fullscreenElement === document.documentElement);
    await page.keyboard.press('f');
    await page.waitForFunction(() => document.fullscreenElement === null);
    await page.evaluate(() => {
      Element.prototype.requestFullscreen = () => Promise.reject(new TypeError('refused'));
    });
    await page.keyboard.press('f');
    await page.evaluate(() => {
      (Element.prototype as unknown as Record<string, unknown>)['requestFullscreen'] = undefined;
    });
    await page.keyboard.press('f');
    await live(page);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('shows each of forty mentions once, and says how long each took from the post to the wall', async () => {
    const { page, complaints } = await openPage(browser, server.url);
    await live(page);
    const { took, most } = await page.evaluate(
      async (rows) => {
        const seenAt = new Map<string, number>();
        /** How often a text was on the screen at once. */
        const most: Record<string, number> = {};
        const look = () => {
          const now: Record<string, number> = {};
          for (const { textContent } of document.querySelectorAll('[data-testid=ticker-text]')) {
            if (!seenAt.has(textContent)) seenAt.set(textContent, performance.now());
            now[textContent] = (now[textContent] ?? 0) + 1;
            most[textContent] = Math.max(most[textContent] ?? 0, now[textContent]);
          }
        };
        new MutationObserver(look).observe(document.body, {
          subtree: true,
          childList: true,
          characterData: true,
        });
        const took: number[] = [];
        for (const row of rows) {
          const postedAt = performance.now();
          const headers = { 'content-type': 'application/json' };
          await fetch('/api/mentions', { method: 'POST', headers, body: JSON.stringify(row) });
          while (!seenAt.has(row.text) && performance.now() - postedAt < 20_000)
            await new Promise((resolve) => setTimeout(resolve, 5));
          took.push((seenAt.get(row.text) ?? Infinity) - postedAt);
        }
        return { took, most };
      },
      mentions(40, { brand: 'braces' }).map((row, index) => ({ ...row, text: `Latency probe ${index}.` })),
    );

    for (let index = 0; index < 40; index += 1) expect(most[`Latency probe ${index}.`]).toBe(1);
    const sorted = took.toSorted((a, b) => a - b).map(Math.round);
    console.log(
      `Post to wall, 40 mentions: p50 ${sorted[19]} ms, p95 ${sorted[37]} ms, most ${sorted[39]} ms.`,
    );
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('says how many were turned away, and fits totals as wide as they get at every size', async () => {
    const totals = {
      accepted: 999_999,
      duplicates: 888_888,
      rejected: 777_777,
      turnedAway: 666_666,
      perSecond: 5_555,
    };
    const { page, complaints } = await openPage(browser, 'about:blank');
    // The server's own frames, but for the counts of a long and busy life.
    await page.routeWebSocket('**/live', (socket) => {
      socket.connectToServer().onMessage((message) => {
        const frame = JSON.parse(String(message)) as Record<string, unknown>;
        socket.send(JSON.stringify('totals' in frame ? { ...frame, totals } : frame));
      });
    });
    await page.goto(server.url);
    await live(page);
    const entry = page.locator('[data-testid=totals] > div', { hasText: 'turned away' });
    expect(await entry.innerText()).toMatch(/^turned away\s+666.666$/);
    expect(await entry.getByRole('button').getAttribute('title')).toContain('nothing is lost when they do');
    for (const [width, height] of SIZES) {
      await page.setViewportSize({ width, height });
      await painted(page);
      const size = `${width} × ${height}`;
      expect(await collisions(page, '[data-testid=totals] > div', width < 700), size).toEqual([]);
      expect(await spills(page, 'header'), size).toEqual([]);
      expect(await spills(page, '[data-testid=totals]'), size).toEqual([]);
      expect(await sidewaysScroll(page), size).toBe(0);
    }
    expect(complaints).toEqual([]);
    await page.close();
  });

  it.each([[1280, 720] as const, [390, 844] as const])(
    'keeps hostile authors, brands and texts in their boxes at %i × %i',
    async (width, height) => {
      const { page, complaints } = await openPage(browser, server.url, { width, height });
      await live(page);
      const texts = [`${RTL}txet${RTL}`, ZALGO, BRACES, WORD, 'half a pair \ud83d', `${WORD} ${ZALGO}`];
      const brands = ['rtl', 'braces', 'long', 'x'.repeat(64), 'שלום'.repeat(16)];
      const item = page.locator('[data-testid=ticker-item]');
      for (const [index, text] of texts.entries()) {
        const name = (texts[(index + 1) % texts.length] ?? '').slice(0, 200);
        await server.post(
          brands.map((brand) =>
            mention({ brand, text: `${width}.${index} ${text}`, author: { id: `${width}${index}`, name } }),
          ),
        );
        await page
          .locator('[data-testid=ticker-text]', { hasText: `${width}.${index} ` })
          .nth(4)
          .waitFor();
        expect(await sidewaysScroll(page)).toBe(0);
        expect(await spills(page, '[data-testid=ticker-item]')).toEqual([]);
        expect(await spills(page, '[data-testid=tile]')).toEqual([]);
        const written = (await page.locator('[data-testid=ticker-text]').allTextContents()).join('');
        expect(written).not.toMatch(/[\u202a-\u202e]|\p{M}{5}/u);
        expect(await item.evaluateAll((all) => Math.max(...all.map((one) => one.clientHeight)))).toBeLessThan(
          110,
        );
      }
      expect(complaints).toEqual([]);
      await page.close();
    },
  );
});

describe('the wall of 66 brands', () => {
  const dir = temporaryDir();
  const ids = Array.from({ length: 66 }, (_, index) => `brand-${index + 10}`);
  let browser: Browser;
  let server: ServerProcess;
  beforeAll(async () => {
    browser = await launchBrowser();
    server = await serverOf(dir, [{ id: 'brand-10', name: 'The Brand of a Rather Long Name and Sons' }]);
    await server.post(ids.map((brand) => mention({ brand })));
    // One with figures as wide as they get: thousands of mentions, plus or minus 100, a reply after a day.
    const first = mention({ brand: 'brand-10', at: Date.now() - 3_900_000, author: { id: 'c' } });
    const reply = { direction: 'outbound', inReplyTo: first.id, author: { id: 'care' } } as const;
    await server.post([first, mention({ brand: 'brand-10', ...reply })]);
    await server.post(mentions(2_000, { brand: 'brand-10', text: 'Terrible, I hate it, broken and awful.' }));
  });
  afterAll(async () => {
    await browser.close();
    await server.kill('SIGTERM');
    rmSync(dir, { recursive: true, force: true });
  });

  it('gives each its own place at every size, and cuts nothing off', async () => {
    const { page, complaints } = await openPage(browser, server.url);
    await page.locator('[data-testid=tile][data-brand=brand-10] [data-value="2001"]').waitFor();
    await page.evaluate(() => document.fonts.ready);
    const places = page.locator(PLACES);
    for (const [width, height] of SIZES) {
      await page.setViewportSize({ width, height });
      await painted(page);
      // Tiles are drawn over the first frames.
      await places.nth(ids.length - 1).waitFor();
      const shown = await places.evaluateAll((all) =>
        all.map((one) => (one as HTMLElement).dataset['brand']),
      );
      const size = `${width} × ${height}`;
      expect(shown.toSorted(), size).toEqual(ids);
      expect(await collisions(page, PLACES, width < 700), size).toEqual([]);
      expect(await spills(page, PLACES), size).toEqual([]);
      expect(await sidewaysScroll(page), size).toBe(0);
    }
    expect(complaints).toEqual([]);
    await page.close();
  });
});
