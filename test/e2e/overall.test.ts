import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Overall } from '../../web/lib/overall/figures.ts';
import { mention } from '../helpers/api-client.ts';
import { launchBrowser, openPage } from '../helpers/browser.ts';
import { faultsOfSheet, SHEET } from '../helpers/open-sheet.ts';
import { spawnServer, temporaryDir, type ServerProcess } from '../helpers/server.ts';

const HOSTILE = `<img src=x onerror=alert(1)> \u202eevil\u202c {b|${'W'.repeat(30)}}`;
const MINUTE = 60_000;
const NOW = Date.now();

const complaint = (id: string, brand: string, minutesAgo: number, text = 'Terrible, the app crashes and I want a refund.') =>
  mention({ id, brand, text, at: NOW - minutesAgo * MINUTE, author: { handle: `by-${id}` } }); // prettier-ignore

const strip = (page: Page, id: Overall) => page.locator(`[data-testid=noc-figure][data-figure=${id}]`);
const plain = (text: string): string => text.replace(/\s+/g, ' ').trim();
const rows = async (page: Page, within: string): Promise<string[]> =>
  (await page.locator(`${within} tbody tr`).allInnerTexts()).map(plain);
const waiting = (page: Page, title: string, count: number) =>
  page
    .locator(`[data-testid=waiting-queue][data-total="${count}"]`)
    .filter({ has: page.getByRole('heading', { name: title }) });

describe('a figure over all brands', () => {
  const dir = temporaryDir();
  let browser: Browser;
  let server: ServerProcess;
  beforeAll(async () => {
    browser = await launchBrowser();
    const config = join(dir, 'brandwall.yaml');
    const care = { targets: { default: 3_600 } };
    const brands = [{ id: 'acme', name: 'Acme', care }, { id: 'evil', name: HOSTILE, care }, { id: 'silent', name: 'Silent' }];
    writeFileSync(config, JSON.stringify({ brands }));
    server = await spawnServer({ env: { BRANDWALL_CONFIG: config, BRANDWALL_DATA: join(dir, 'data') } });
    const { body } = await server.post([
      complaint('late', 'acme', 120),
      complaint('soon', 'acme', 40),
      complaint('helped', 'acme', 90),
      mention({ id: 'reply', brand: 'acme', direction: 'outbound', kind: 'reply', inReplyTo: 'helped', at: NOW - 80 * MINUTE, text: 'Here it is.' }),
      complaint('oldest', 'evil', 180, `Terrible, broken, I want a refund. ${HOSTILE} ${'W'.repeat(200)}`),
    ]);
    expect(body).toMatchObject({ accepted: 5 });
  }); // prettier-ignore
  afterAll(async () => {
    await browser.close();
    await server.kill('SIGTERM');
    rmSync(dir, { recursive: true, force: true });
  });

  /** The crisis screen with a figure opened by keyboard, once it says what it is to say. */
  async function open(page: Page, id: Overall, said: RegExp): Promise<void> {
    await strip(page, id).locator('.value').filter({ hasText: said }).waitFor({ timeout: 60_000 });
    await strip(page, id).getByRole('button').press('Enter');
    await page.getByTestId('overall-value').filter({ hasText: said }).waitFor();
    expect(new URL(page.url()).hash).toBe(`#all=${id}`);
    expect(await page.locator(SHEET).evaluate((panel) => panel.contains(document.activeElement))).toBe(true);
  }
  /** As it was before, with the focus where it came from. */
  async function close(page: Page, id: Overall): Promise<void> {
    await page.keyboard.press('Escape');
    await page.waitForFunction(
      (opener) => location.hash === '' && document.activeElement?.getAttribute('data-opens') === opener,
      `all=${id}`,
    );
  }

  it('opens to the number itself, to what each brand adds to it, and to the mentions it is made of', async () => {
    const { page, complaints } = await openPage(browser, `${server.url}/crisis`);
    await open(page, 'unattended', /^3\s*negatives$/);
    expect((await rows(page, SHEET)).map((row) => row.replace(/ oldest .*/, ''))).toEqual([
      'Acme 2 of 3 negatives',
      expect.stringMatching(/evil.* 1 of 1 negatives$/),
    ]);
    const listed = page.locator('[data-testid=mention]');
    await page.getByRole('heading', { name: 'Left alone at Acme' }).waitFor();
    await page.locator('[data-testid=mention-totals][data-total="2"]').waitFor();
    expect(await listed.evaluateAll((all) => all.map((one) => (one as HTMLElement).dataset['id']))).toEqual(['late', 'soon']);
    await page.getByRole('combobox', { name: 'Listed below' }).selectOption({ index: 2 });
    await page.locator('[data-testid=mention][data-id=oldest]').waitFor();
    await close(page, 'unattended');

    await open(page, 'oldest_waiting', /^3\s*h/);
    await waiting(page, 'Waiting', 3).waitFor();
    expect((await rows(page, SHEET))[1]).toMatch(/^Acme 2 h .* 2 waiting 1 overdue$/);
    expect(await listed.evaluateAll((all) => all.map((one) => (one as HTMLElement).dataset['id']))).toEqual(['oldest', 'late', 'soon']);
    await close(page, 'oldest_waiting');

    await open(page, 'next_breach', /^(1\d|20)\s*min/);
    await waiting(page, 'Due next', 1).getByText(/^due in (1\d|20).min/).waitFor();
    await waiting(page, 'Overdue', 2).getByText(/^overdue by 2.h/).waitFor();
    expect(plain(await waiting(page, 'Overdue', 2).locator('.head').nth(1).innerText())).toMatch(/^Acme overdue by 1 h .* waits for 2 h/);
    await page.getByRole('combobox', { name: 'Listed below' }).selectOption('acme');
    await waiting(page, 'Overdue', 1).waitFor();
    await page.locator(SHEET).getByRole('button', { name: 'Acme' }).press('Enter');
    await page.locator('[data-testid=number][data-metric=sla_attainment]').waitFor();
    expect(new URL(page.url()).hash).toBe('#brand=acme&metric=sla_attainment');
    await page.goBack();
    await page.getByTestId('overall-value').waitFor();
    await close(page, 'next_breach');

    await page.evaluate(() => (location.hash = '#all=next_breach&of=acme'));
    await waiting(page, 'Overdue', 1).waitFor();
    expect(await page.getByRole('combobox', { name: 'Listed below' }).inputValue()).toBe('acme');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });

    await open(page, 'silent_sources', /^none$/);
    expect((await rows(page, SHEET))[0]).toMatch(/^test Live /);
    await close(page, 'silent_sources');
    expect(complaints).toEqual([]);
    await page.close();
  }); // prettier-ignore

  it('keeps what strangers wrote in its place at every size, and bars nobody, dark and light', async () => {
    const { page, complaints } = await openPage(browser, `${server.url}/crisis#all=unattended`);
    const found: string[] = [];
    for (const id of ['unattended', 'next_breach', 'silent_sources'] as const) {
      await page.evaluate((hash) => (location.hash = hash), `#all=${id}`);
      await page.locator(`[data-testid=overall][data-name=${id}]`).waitFor();
      await page.locator(`${SHEET} tbody tr`).first().waitFor({ timeout: 60_000 });
      if (id !== 'silent_sources') await page.locator('[data-testid=mention]').first().waitFor();
      found.push(...(await faultsOfSheet(page)).map((fault) => `${id} ${fault}`));
    }
    expect(found).toEqual([]);
    expect(await page.locator('img').count()).toBe(0);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('follows the person who knows better, and whoever answers', async () => {
    const { page, complaints } = await openPage(browser, `${server.url}/crisis#all=oldest_waiting`);
    await waiting(page, 'Waiting', 3).waitFor({ timeout: 60_000 });
    await server.post([
      mention({ id: 'answer', brand: 'acme', direction: 'outbound', kind: 'reply', inReplyTo: 'late', at: NOW, text: 'Sorry!' }),
    ]);
    await waiting(page, 'Waiting', 2).waitFor();
    expect(await page.locator('[data-testid=mention][data-id=late]').count()).toBe(0);
    const soon = page.locator('[data-testid=mention][data-id=soon]');
    await soon.getByRole('button', { name: 'Correct' }).click();
    await soon.getByLabel('Who says so').fill('Ana');
    await soon.getByRole('radio', { name: 'positive' }).check();
    await soon.getByLabel('Intent').selectOption('praise');
    await soon.getByRole('button', { name: 'Save' }).click();
    await waiting(page, 'Waiting', 1).waitFor();
    await page.locator('[data-testid=overall-parts] tbody tr').nth(1).waitFor({ state: 'detached' });
    expect(complaints).toEqual([]);
    await page.close();
  }); // prettier-ignore
});
