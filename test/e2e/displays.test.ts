import { rmSync } from 'node:fs';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DisplaysAnswer } from '../../schema/contracts/displays.ts';
import { mention } from '../helpers/api-client.ts';
import { flaws } from '../helpers/axe.ts';
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
const HOSTILE = `<img src=x onerror=alert(1)> \u202eevil ${'wide'.repeat(8)} z${'\u0300'.repeat(9)}`;
const CODE = '[data-testid=code]:not([data-code=""])';
const TOKEN = () => localStorage.getItem('brandwall.display');

describe('the desk of displays, with a screen on the wall', () => {
  const dataDir = temporaryDir();
  let browser: Browser;
  let server: ServerProcess;
  let desk: Page;
  let tv: Page;
  const complaints: string[][] = [];

  const start = (port = '0') =>
    spawnServer({ args: ['--no-demo'], env: { BRANDWALL_DATA: dataDir, PORT: port } });
  const button = (name: string | RegExp): Locator => desk.getByRole('button', { name, exact: true });
  const field = (name: string): Locator => desk.getByLabel(name, { exact: true });
  const choice = (name: string, within: Page | Locator = desk): Locator =>
    within.getByRole('combobox', { name, exact: true });
  const card = (nth: number): Locator => desk.getByTestId('scene-card').nth(nth);
  const kinds = (): Promise<(string | null)[]> =>
    desk.getByTestId('scene-card').evaluateAll((cards) => cards.map((one) => one.getAttribute('data-kind')));
  const saved = (): Promise<void> => desk.locator('[data-testid=saving][data-saved=true]').waitFor();
  const isPublished = (yes: boolean): Promise<void> =>
    desk.locator(`[data-testid=standing][data-published=${yes}]`).waitFor();
  const said = (words: string | RegExp): Promise<void> =>
    desk.getByTestId('trouble').filter({ hasText: words }).waitFor();
  const online = (yes: boolean): Promise<void> =>
    desk.locator(`[data-testid=display-item][data-online=${yes}]`).waitFor({ timeout: 15_000 });

  async function publish(): Promise<void> {
    await button('Publish').click();
    await isPublished(true);
  }

  /** What the screen shows is typed at the desk. */
  async function pair(open: RegExp): Promise<void> {
    const code = await tv.locator(CODE).getAttribute('data-code');
    await button(open).click();
    await field('Code on the screen').fill(`${code?.slice(0, 3)} ${code?.slice(3)}`);
    await desk.keyboard.press('Enter');
  }

  beforeAll(async () => {
    browser = await launchBrowser();
    server = await start();
    await server.post([mention({ brand: 'acme', text: 'Love the new Acme app' })]);
    const [atDesk, onWall] = await Promise.all([
      openPage(browser, `${server.url}/displays`),
      openPage(browser, `${server.url}/display`),
    ]);
    [desk, tv] = [atDesk.page, onWall.page];
    for (const page of [desk, tv]) page.setDefaultTimeout(15_000);
    complaints.push(atDesk.complaints, onWall.complaints);
  });
  afterAll(async () => {
    await browser.close();
    await server.kill('SIGTERM');
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('leads from nothing to a published playlist, by the keyboard alone', async () => {
    await desk.getByTestId('steps').waitFor();
    await button('New playlist').press('Enter');
    await desk.keyboard.type('Lobby');
    await desk.keyboard.press('Enter');
    await card(0).waitFor();
    await button(/^Add a scene: Message/).press('Enter');
    await desk.getByText('Write the words it shows.').waitFor();
    // The focus is on its kind: words are four fields on.
    for (let step = 0; step < 3; step += 1) await desk.keyboard.press('Tab');
    await desk.keyboard.type('Welcome');
    await saved();
    expect(await kinds()).toEqual(['wall', 'message']);
    await desk.keyboard.press('Alt+ArrowUp');
    await card(0).locator('textarea:focus').waitFor();
    expect(await kinds()).toEqual(['message', 'wall']);
    await desk.keyboard.press('Alt+ArrowUp');
    expect(await kinds()).toEqual(['message', 'wall']);

    await button('Publish').press('Enter');
    await said('Write your name first');
    await desk.getByTestId('publish').getByLabel('Your name').fill('Kim');
    await desk.keyboard.press('Enter');
    await isPublished(true);
    await desk.locator('[data-testid=version][data-version="1"]', { hasText: 'by Kim' }).waitFor();
  });

  it('pairs a screen by the code that it shows, and says when a code is wrong or a name is taken', async () => {
    await button('Add a display').click();
    await desk.keyboard.type('By the door');
    await desk.keyboard.press('Enter');
    await online(false);
    await button('Add a display').click();
    await field('Name').fill('by the DOOR');
    await desk.keyboard.press('Enter');
    await said('By the door');
    await desk.keyboard.press('Escape');

    await button(/^Pair By the door/).click();
    await field('Code on the screen').fill('12345');
    await desk.keyboard.press('Enter');
    await said('six digits');
    await desk.keyboard.press('Escape');
    await pair(/^Pair By the door/);
    await tv.getByTestId('message').filter({ hasText: 'Welcome' }).waitFor();
    await online(true);
  });

  it('shows a draft in the preview at once, and on the screen only when it is published', async () => {
    await card(0).locator('textarea').fill('Mind the step');
    await isPublished(false);
    const preview = desk.frameLocator('iframe').getByTestId('message');
    await preview.filter({ hasText: 'Mind the step' }).waitFor();
    expect(await tv.getByTestId('message').innerText()).toContain('Welcome');
    await publish();
    await tv.getByTestId('message').filter({ hasText: 'Mind the step' }).waitFor();

    await button('Roll back to version 1').click();
    await tv.getByTestId('message').filter({ hasText: 'Welcome' }).waitFor();
    await desk
      .locator('[data-testid=version][data-version="3"]', { hasText: 'those of version 1' })
      .waitFor();
    // What was being worked on is still there.
    expect(await card(0).locator('textarea').inputValue()).toBe('Mind the step');
    await isPublished(false);
  });

  it('publishes what was typed a moment ago, and removes a scene', async () => {
    await choice('Shows', card(0)).selectOption('brand');
    expect(await choice('Brand', card(0)).inputValue()).toBe('acme');
    await card(0).getByLabel('Seconds').fill('2');
    await button(/^Remove Scene 2/).click();
    await publish();
    expect(await card(0).getByLabel('Seconds').inputValue()).toBe('5');
    await tv.locator('[data-testid=scene][data-kind=brand]').waitFor();
    expect(await kinds()).toEqual(['brand']);
  });

  it('takes every screen over and gives them back', async () => {
    await button('Take over all displays').click();
    await field('What every screen says').fill(HOSTILE);
    await choice('Brand with its figures').selectOption('acme');
    await field('Minutes').fill('30');
    await button('Take over 1 display').click();
    const takeover = tv.getByTestId('takeover');
    await takeover.filter({ hasText: 'by Kim' }).waitFor();
    await desk.getByTestId('takeover-banner').filter({ hasText: 'On every display since' }).waitFor();
    expect(await desk.locator('img[src=x]').count()).toBe(0);
    await button('End takeover').click();
    await takeover.waitFor({ state: 'detached' });
    await tv.locator('[data-testid=scene][data-kind=brand]').waitFor();
  });

  it('fits five sizes, and bars nobody from using it, with hostile names and every form open', async () => {
    await field('Name of the playlist').fill(HOSTILE);
    await button(/^Add a scene: Message/).click();
    await card(1).locator('textarea').fill(HOSTILE);
    await saved();
    await button(/^Edit /).click();
    await field('Name').fill(HOSTILE);
    await field('Quiet hours').check();
    await desk.keyboard.press('Enter');
    await desk.getByTestId('display-form').waitFor({ state: 'detached' });
    await button(/^Edit /).click();
    await button('Take over all displays').click();
    await button(/^Delete .*<img src=x onerror=alert\(1\)>/)
      .first()
      .click();
    const faults: string[] = [];
    for (const size of SIZES) {
      await desk.setViewportSize(size);
      await desk.evaluate(
        () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
      );
      const sideways = await sidewaysScroll(desk);
      const found = await spills(desk, '[data-testid=displays]');
      faults.push(
        ...[...found, ...(sideways > 0 ? ['scrolls sideways'] : [])].map((what) => `${size.width}: ${what}`),
      );
    }
    await desk.setViewportSize(SIZES[0] ?? { width: 1280, height: 720 });
    expect(faults).toEqual([]);
    expect(await flaws(desk)).toEqual([]);
    await desk.evaluate(() => (document.documentElement.dataset['theme'] = 'light'));
    expect(await flaws(desk)).toEqual([]);
    await button('Keep').click();
    await button('Cancel').first().click();
    await desk.getByTestId('display-form').getByRole('button', { name: 'Cancel' }).click();
  });

  it('does not delete what a screen shows, and says which', async () => {
    await desk
      .getByTestId('editor')
      .getByRole('button', { name: /^Delete / })
      .click();
    await desk.getByTestId('editor').getByRole('button', { name: 'Delete', exact: true }).click();
    await said('give the display another playlist first');
  });

  it('says so when the server is away; the screen is stale and comes back with its token', async () => {
    const token = await tv.evaluate(TOKEN);
    expect(token).not.toBeNull();
    await server.kill('SIGKILL');
    await tv.locator('[data-testid=connection][data-status=stale]').waitFor({ timeout: 15_000 });
    await tv.locator('[data-testid=scene]').first().waitFor();
    await said('could not be reached');
    await card(1).locator('textarea').fill('Written while it was away');
    server = await start(new URL(server.url).port);
    await tv.locator('[data-testid=connection][data-status=live]').waitFor({ timeout: 30_000 });
    expect(await tv.evaluate(TOKEN)).toBe(token);
    await saved();
    const answer = await server.get<DisplaysAnswer>('/api/displays');
    expect(answer.body.playlists[0]?.draft[1]?.message).toBe('Written while it was away');
  });

  it('takes the token of a screen away: it asks for a code again, and is paired anew', async () => {
    await online(true);
    await button(/^Revoke /).click();
    await button('Revoke').click();
    await tv.locator(CODE).waitFor();
    expect(await tv.evaluate(TOKEN)).toBeNull();
    await desk.getByText('No screen is paired').waitFor();
    await pair(/^Pair /);
    await tv.locator('[data-testid=scene][data-kind=brand]').waitFor();
    await online(true);
    expect(complaints.flat()).toEqual([]);
  });
});
