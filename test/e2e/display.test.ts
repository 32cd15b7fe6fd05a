import { rmSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Display, Playlist, Scene } from '../../schema/contracts/displays.ts';
import { mention, send } from '../helpers/api-client.ts';
import { barriers } from '../helpers/axe.ts';
import { launchBrowser, openPage } from '../helpers/browser.ts';
import { sidewaysScroll, spills } from '../helpers/layout-check.ts';
import { spawnServer, temporaryDir, type ServerProcess } from '../helpers/server.ts';

const SIZES = [
  { width: 1280, height: 720 },
  { width: 1920, height: 1080 },
  { width: 3840, height: 2160 },
  { width: 2560, height: 1080 },
  { width: 390, height: 844 },
];
const HOSTILE = `<img src=x onerror=alert(1)> \u202eevil\u202c ${'wide'.repeat(20)} z${'\u0300'.repeat(60)}`;
const CODE = '[data-testid=code]:not([data-code=""])';
const TAKEOVER = '[data-testid=takeover]';

const scene = (id: string, kind: Scene['kind'], fields: Partial<Scene> = {}): Scene => ({
  id,
  kind,
  span: '1d',
  dwellSeconds: 3_600,
  condition: 'always',
  ...fields,
});

describe('a display in a real browser', () => {
  const dataDir = temporaryDir();
  let browser: Browser;
  let server: ServerProcess;
  let page: Page;
  let complaints: string[];
  let playlist: Playlist;
  let display: Display;

  /** @throws when the answer is no success. */
  async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
    const answer = await send<T>(server.url + path, {
      method,
      ...(body === undefined
        ? {}
        : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    if (answer.status >= 300) throw new Error(`${method} ${path} answered ${answer.status}: ${answer.text}`);
    return answer.body;
  }

  const start = (port = '0') =>
    spawnServer({ args: ['--no-demo'], env: { BRANDWALL_DATA: dataDir, PORT: port } });

  async function publish(scenes: readonly Scene[]): Promise<void> {
    await call('PUT', `/api/playlists/${playlist.id}`, { name: playlist.name, scenes });
    await call('POST', `/api/playlists/${playlist.id}/publish`, { by: 'Ana' });
  }

  const shown = (id: string) => page.locator(`[data-testid=scene][data-scene=${id}]`);

  /** What the code page shows now, typed by somebody at a desk. */
  async function pair(): Promise<string> {
    const code = await page.locator(CODE).getAttribute('data-code');
    await call('POST', `/api/displays/${display.id}/pair`, { code });
    return code ?? '';
  }

  /** What is drawn where it should not be at any of the sizes, and what bars somebody from reading it. */
  async function faults(selector: string): Promise<readonly string[]> {
    const found: string[] = [];
    for (const size of SIZES) {
      await page.setViewportSize(size);
      await page.evaluate(
        () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
      );
      const tooFar = await page.evaluate((query) => {
        const box = document.querySelector(query);
        return box === null || box.scrollHeight > box.clientHeight + 1 ? ['is higher than its room'] : [];
      }, selector);
      const sideways = await sidewaysScroll(page);
      const said = [
        ...(await spills(page, selector)),
        ...tooFar,
        ...(sideways > 0 ? ['scrolls sideways'] : []),
      ];
      found.push(...said.map((what) => `${size.width}×${size.height}: ${what}`));
    }
    await page.setViewportSize({ width: 1280, height: 720 });
    return [...found, ...(await barriers(page))];
  }

  beforeAll(async () => {
    browser = await launchBrowser();
    server = await start();
    await server.post([
      mention({
        id: 'handle',
        brand: 'acme',
        text: 'Ask @secret_handle about the Acme app',
        author: { name: 'Secret Name', handle: 'secret_handle' },
      }),
    ]);
    playlist = await call('POST', '/api/playlists', { name: 'Lobby', scenes: [scene('wall', 'wall')] });
    display = await call('POST', '/api/displays', {
      name: 'By the door',
      playlist: playlist.id,
      theme: 'light',
      lobbySafe: true,
      quietHours: null,
    });
    ({ page, complaints } = await openPage(browser, `${server.url}/display`));
  });
  afterAll(async () => {
    await browser.close();
    await server.kill('SIGTERM');
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('shows a code, what to do with it, and how long it is good for', async () => {
    await page.locator(CODE).waitFor();
    expect(await page.locator('[data-testid=code-page]').innerText()).toContain(`${server.url}/displays`);
    await page.locator('[data-testid=countdown]', { hasText: /\d:\d\d/ }).waitFor();
    expect(await faults('[data-testid=code-page]')).toEqual([]);
  });

  it('says that nothing is published once it is paired, and shows what is published, live', async () => {
    await pair();
    await page.locator('[data-testid=nothing]', { hasText: 'By the door' }).waitFor();
    expect(await page.evaluate(() => document.documentElement.dataset['theme'])).toBe('light');
    await publish([scene('wall', 'wall'), scene('words', 'message', { message: HOSTILE })]);
    await shown('wall').waitFor();
    await page.locator('[data-testid=tile][data-brand=acme]').waitFor();
  });

  it('shows no handle and no name in a lobby', async () => {
    await page.locator('[data-testid=ticker-text]', { hasText: 'about the Acme app' }).waitFor();
    expect(await page.content()).not.toMatch(/secret/i);
  });

  it('goes to the next scene and back by the keys of a remote control, pauses, and can be reached by nothing else', async () => {
    await page.keyboard.press('ArrowRight');
    await shown('words').waitFor();
    await shown('wall').waitFor({ state: 'detached' });
    expect(await page.locator('img[src=x]').count()).toBe(0);
    await page.keyboard.press('Space');
    await page.locator('[data-testid=dots][data-paused=true]').waitFor();
    await page.keyboard.press('Space');
    await page.locator('[data-testid=dots][data-paused=false]').waitFor();
    await page.keyboard.press('Space');
    await page.locator('[data-testid=dots][data-paused=true]').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('[data-testid=dots][data-paused=false]').waitFor();
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('BODY');
    expect(await faults('[data-testid=picture]')).toEqual([]);
    expect(await faults('[data-testid=message]')).toEqual([]);
  });

  it('leaves its playlist for a takeover and comes back when it ends', async () => {
    const takeover = {
      message: 'Card payments fail in all shops. Send customers to status.example.com',
      level: 'alert',
      brand: 'acme',
      by: 'Ana',
      evenInQuietHours: false,
      minutes: null,
    };
    await call('POST', '/api/takeover', takeover);
    await page.locator(TAKEOVER, { hasText: 'Card payments fail' }).waitFor();
    expect(await page.locator(TAKEOVER).innerText()).toMatch(
      /Alert[^]*Net sentiment[^]*Since \d\d:\d\d[^]*by Ana/,
    );
    expect(await faults(TAKEOVER)).toEqual([]);
    await call('POST', '/api/takeover', {
      ...takeover,
      level: 'watch',
      message: HOSTILE,
      by: HOSTILE.slice(0, 80),
    });
    await page.locator(`${TAKEOVER}[data-level=watch]`).waitFor();
    expect(await faults(TAKEOVER)).toEqual([]);
    await call('DELETE', '/api/takeover');
    await page.locator(TAKEOVER).waitFor({ state: 'detached' });
    await shown('words').waitFor();
  });

  it('is dimmed in its quiet hours and spared by a takeover that does not ask for them', async () => {
    // Now, whatever time it is: quiet but for one minute, twelve hours from here.
    const far = new Date(Date.now() + 43_200_000).toISOString();
    const quietHours = {
      from: far.slice(11, 16),
      to: new Date(Date.parse(far) - 60_000).toISOString().slice(11, 16),
      zone: 'UTC',
    };
    const { name, theme, lobbySafe } = display;
    const path = `/api/displays/${display.id}`;
    await call('PUT', path, { name, theme, lobbySafe, quietHours, playlist: playlist.id });
    await page.locator('[data-testid=picture][data-quiet=true]').waitFor();
    const takeover = { message: 'Good night', level: 'watch', by: 'Ana', minutes: 1 };
    await call('POST', '/api/takeover', { ...takeover, evenInQuietHours: false });
    await publish([scene('after', 'message', { message: 'Published after it' })]);
    await shown('after').waitFor();
    expect(await page.locator(TAKEOVER).count()).toBe(0);
    await call('POST', '/api/takeover', { ...takeover, evenInQuietHours: true });
    await page.locator(TAKEOVER, { hasText: 'Good night' }).waitFor();
    await call('DELETE', '/api/takeover');
    await call('PUT', path, { name, theme, lobbySafe, quietHours: null, playlist: playlist.id });
    await page.locator('[data-testid=picture][data-quiet=false]').waitFor();
  });

  it('says that it is stale when the server is killed, and is live again with the same token', async () => {
    const token = await page.evaluate(() => localStorage.getItem('brandwall.display'));
    await server.kill('SIGKILL');
    await page.locator('[data-testid=connection][data-status=stale]').waitFor({ timeout: 15_000 });
    expect(await shown('after').isVisible()).toBe(true);
    server = await start(new URL(server.url).port);
    await page.locator('[data-testid=connection][data-status=live]').waitFor({ timeout: 30_000 });
    await publish([scene('wall', 'wall')]);
    await shown('wall').waitFor();
    expect(await page.evaluate(() => localStorage.getItem('brandwall.display'))).toBe(token);
  });

  it('asks for a code again when its token is taken away, and forgets the token', async () => {
    await call('POST', `/api/displays/${display.id}/revoke`);
    await page.locator(CODE).waitFor();
    expect(await page.evaluate(() => localStorage.getItem('brandwall.display'))).toBeNull();
    await page.reload();
    await page.locator(CODE).waitFor();
    await pair();
    await shown('wall').waitFor();
    expect(complaints).toEqual([]);
  });

  it('plays a draft for who edits it, without a token', async () => {
    await call('PUT', `/api/playlists/${playlist.id}`, {
      name: playlist.name,
      scenes: [scene('draft', 'message', { message: 'Not published' })],
    });
    const preview = await openPage(browser, `${server.url}/display?preview=${playlist.id}`);
    await preview.page.locator('[data-testid=message]', { hasText: 'Not published' }).waitFor();
    await call('PUT', `/api/playlists/${playlist.id}`, {
      name: playlist.name,
      scenes: [scene('draft', 'message', { message: 'Edited' })],
    });
    await preview.page.locator('[data-testid=message]', { hasText: 'Edited' }).waitFor();
    expect(await shown('wall').isVisible()).toBe(true);
    expect(preview.complaints).toEqual([]);
    await preview.page.close();
  });
});
