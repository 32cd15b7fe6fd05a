import { rmSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LiveFrame } from '../../schema/contracts/live.ts';
import { barriers } from '../helpers/axe.ts';
import { launchBrowser, openPage, type OpenPage } from '../helpers/browser.ts';
import { change, crisisTile, sceneSnapshot, type SceneName } from '../helpers/crisis-frames.ts';
import { SIZES, collisions, cutWords, painted, sidewaysScroll, spills } from '../helpers/layout-check.ts';
import { delta, heartbeat, hello } from '../helpers/live-frames.ts';
import { spawnServer, temporaryDir, type ServerProcess } from '../helpers/server.ts';

const FIGURE = '[data-testid=noc-figure]';
const PANEL = '[data-testid=panel]';
const ROW = '[data-testid=crisis-row]';
/** Facts, of which there is a whole one or none; a row of one line has no room for that. */
const FACTS = `${FIGURE} .clip:not(.foreign), ${ROW} .note, ${ROW}.full .clauses .clip, [data-testid=change] .clauses .clip`;

interface Crisis extends OpenPage {
  readonly send: (frame: LiveFrame) => void;
}

describe('the crisis screen', () => {
  const dataDir = temporaryDir();
  let browser: Browser;
  let server: ServerProcess;
  beforeAll(async () => {
    browser = await launchBrowser();
    server = await spawnServer({ env: { BRANDWALL_DATA: dataDir } });
  });
  afterAll(async () => {
    await browser.close();
    await server.kill('SIGTERM');
    rmSync(dataDir, { recursive: true, force: true });
  });

  /** The server's page over frames of a day it did not have. `mute`: the stream ends with the first of them. */
  async function openScene(scene: SceneName, { mute = false } = {}): Promise<Crisis> {
    const opened = await openPage(browser, 'about:blank', { width: 1280, height: 720 });
    let send: Crisis['send'] = () => undefined;
    let connections = 0;
    await opened.page.routeWebSocket('**/live', (socket) => {
      connections += 1;
      if (mute && connections > 1) return;
      send = (frame) => socket.send(JSON.stringify(frame));
      send(hello({ sentAt: Date.now() }));
      send(sceneSnapshot(scene, Date.now()));
      if (mute) return;
      const beat = setInterval(
        () => send(heartbeat(1, { sentAt: Date.now(), watermark: Date.now() })),
        1_000,
      );
      opened.page.once('close', () => clearInterval(beat));
    });
    await opened.page.goto(`${server.url}/crisis`);
    await opened.page.locator('[data-testid=crisis][data-status=live]').waitFor();
    await opened.page.locator(ROW).first().waitFor();
    return { ...opened, send: (frame) => send(frame) };
  }

  /** What is wrong at each size, in words. */
  async function faults(page: Page, isForeign = false): Promise<string[]> {
    const found: string[] = [];
    for (const [width, height] of SIZES) {
      await page.setViewportSize({ width, height });
      await painted(page);
      const isPhone = width < 700;
      const here = [
        ...(await spills(page, `${FIGURE}, ${PANEL}`)),
        ...(await collisions(page, `${FIGURE}, ${PANEL}`, isPhone)),
        ...(await hidden(page)),
        ...(isForeign ? [] : await cutWords(page, FACTS)),
      ];
      const sideways = await sidewaysScroll(page);
      if (sideways > 0) here.push(`scrolls ${sideways} px sideways`);
      found.push(...here.map((fault) => `${width}×${height} ${fault}`));
    }
    return found;
  }

  /** Rows and lines that end below the panel they are in, where nobody can scroll to them. */
  const hidden = (page: Page): Promise<string[]> =>
    page.locator(`${PANEL} li, ${ROW}, ${ROW} .who, ${FIGURE} .body > *`).evaluateAll((all) =>
      all.flatMap((one) => {
        const box = one.closest('[data-testid=crisis-row] , [data-testid=noc-figure], [data-testid=panel]');
        const outer = (box === one ? one.closest('[data-testid=panel]') : box)?.getBoundingClientRect();
        const inner = one.getBoundingClientRect();
        if (outer === undefined || inner.height === 0 || inner.bottom <= outer.bottom + 1) return [];
        return [`"${(one.textContent ?? '').trim().slice(0, 40)}" ends ${inner.bottom - outer.bottom} px below`];
      }),
    ); // prettier-ignore

  async function expectQuiet(page: Page): Promise<void> {
    expect(await page.locator('[data-testid=standing]').innerText()).toMatch(/All calm/);
    const levels = await page
      .locator(FIGURE)
      .evaluateAll((all) => all.map((one) => (one as HTMLElement).dataset['level']));
    expect(levels).toEqual(['calm', 'calm', 'calm', 'calm']);
    expect(await page.locator('[data-testid=no-story]').innerText()).toBe('Nothing is being passed on.');
    expect(await page.locator('[data-testid=no-changes]').innerText()).toBe(
      'no change of state in the last day',
    );
  }

  it.each<SceneName>(['calm', 'trouble', 'thirty', 'hundred', 'hostile'])(
    'keeps everything in its place, from the phone to the wall: %s',
    async (scene) => {
      const { page, complaints } = await openScene(scene);
      expect(await faults(page, scene === 'hostile')).toEqual([]);
      expect(await page.locator('img').count()).toBe(0);
      expect(await page.locator('[data-testid=crisis]').innerText()).not.toMatch(
        /NaN|undefined|[\u202a-\u202e]/,
      );
      if (scene === 'calm') await expectQuiet(page);
      expect(complaints).toEqual([]);
      await page.close();
    },
  );

  async function expectOpenings(page: Page): Promise<void> {
    for (const [name, hash] of [
      ['Oldest waiting', '#all=oldest_waiting'],
      ['Unattended', '#all=unattended'],
      ['Next breach', '#all=next_breach'],
      ['Silent sources', '#all=silent_sources'],
    ] as const) {
      await page.getByRole('button', { name }).focus();
      await page.keyboard.press('Enter');
      await page.waitForFunction((wanted) => location.hash === wanted, hash);
      await page.keyboard.press('Escape');
      await page.waitForFunction(() => location.hash === '');
    }
  }

  it('says what changed, why, who, and what next; opens each figure by keyboard; moves a brand to the top; leads to its page', async () => {
    const { page, send, complaints } = await openScene('trouble');
    expect(await page.locator('[data-testid=standing]').innerText()).toMatch(/First: 431 overdue at Lumo Air/);
    expect(await page.locator('[data-testid=paid]').innerText()).toContain(
      'a customer pays to promote it',
    );
    expect(await page.locator('[data-testid=story-line]').count()).toBeGreaterThan(0);
    expect(await page.locator('[data-testid=source]').first().innerText()).toMatch(/Silent\s+call_centre/);
    const breach = page.locator(`${FIGURE}[data-figure=next_breach] .value`);
    const before = await breach.getAttribute('aria-label');
    await page.waitForFunction(
      ([selector, was]) => document.querySelector(selector)?.getAttribute('aria-label') !== was,
      [`${FIGURE}[data-figure=next_breach] .value`, before] as const,
    );

    await expectOpenings(page);

    const now = Date.now();
    const quill = crisisTile('quill', now, { name: 'Quill', level: 'alert', volume: 9_000, overdue: 50, waiting: 50 });
    send(delta(2, { tiles: [quill], changes: [change('quill', now, 'alert')], sentAt: now, watermark: now }));
    await page.locator(`li:first-child ${ROW}[data-brand=quill]`).waitFor();
    expect(await page.locator('[data-testid=change]').first().innerText()).toMatch(/Quill\s+Calm\s+to\s+Alert/);

    await page.getByTestId('story').locator('dl').getByRole('button').first().press('Enter');
    await page.getByTestId('story-sheet').waitFor();
    expect(new URL(page.url()).hash).toMatch(/^#brand=lumo-air&story=.+&span=1d$/);
    await page.keyboard.press('Escape');
    await page.waitForFunction(() => location.hash === '');
    await page.getByTestId('story-line').first().getByRole('button').press('Enter');
    await page.getByTestId('story-sheet').waitFor();
    await page.keyboard.press('Escape');
    await page.waitForFunction(() => location.hash === '');

    await page.getByRole('button', { name: 'Table of Passed on' }).click();
    expect(await page.locator('[data-chart="Passed on"] tbody tr').count()).toBe(40);
    await page.locator(`${ROW}[data-brand=quill]`).click();
    await page.waitForURL('**/brand/quill');
    expect(complaints).toEqual([]);
    await page.close();
  }); // prettier-ignore

  it('turns grey and says since when, part by part, when the stream falls silent', async () => {
    const { page } = await openScene('trouble', { mute: true });
    await page.locator('[data-testid=crisis][data-status=stale]').waitFor({ timeout: 15_000 });
    expect(await page.locator('[data-testid=crisis] [data-stale=true]').count()).toBe(8);
    expect(await page.locator('[data-testid=stale-stamp]').count()).toBe(8);
    expect(await page.locator('[data-testid=stale-stamp]').first().innerText()).toMatch(/since \d\d:\d\d:\d\d/);
    expect(await faults(page)).toEqual([]);
    await page.close();
  }); // prettier-ignore

  it('can be read by who cannot see it well, dark and light', async () => {
    const { page } = await openScene('trouble');
    for (const theme of ['dark', 'light']) {
      await page.locator(`html[data-theme=${theme}]`).waitFor();
      expect(await barriers(page, 'main'), theme).toEqual([]);
      await page.keyboard.press('t');
    }
    await page.close();
  });
});
