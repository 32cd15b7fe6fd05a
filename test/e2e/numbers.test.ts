import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MetricDefinition } from '../../schema/contracts/metrics.ts';
import { mention, mentions, valueOf } from '../helpers/api-client.ts';
import { barriers } from '../helpers/axe.ts';
import { launchBrowser, openPage } from '../helpers/browser.ts';
import { SIZES, sidewaysScroll, spills } from '../helpers/layout-check.ts';
import { spawnServer, temporaryDir, type ServerProcess } from '../helpers/server.ts';

const HOSTILE = `<img src=x onerror=alert(1)> \u202eevil\u202c ${'W'.repeat(90)} z${'\u0300'.repeat(60)}`;
const PANEL = '[data-testid=figures]';
const MOST_ROWS = 300;

const number = (page: Page, value: number | string) =>
  page.locator(`[data-testid=number][data-value^="${value}"]`).waitFor({ timeout: 60_000 });
const row = (page: Page, id: string) => page.locator(`[data-testid=mention][data-id="${id}"]`);
const total = (page: Page, count: number) =>
  page.locator(`[data-testid=mention-totals][data-total="${count}"]`).waitFor();
const inHash = (page: Page, name: string): string | null =>
  new URLSearchParams(new URL(page.url()).hash.slice(1)).get(name);

describe('a number', () => {
  const dir = temporaryDir();
  let browser: Browser;
  let server: ServerProcess;

  beforeAll(async () => {
    browser = await launchBrowser();
    const config = join(dir, 'brandwall.yaml');
    const brands = ['acme', 'many', 'evil'].map((id) => ({ id, name: id === 'evil' ? HOSTILE.slice(0, 80) : id }));
    writeFileSync(config, JSON.stringify({ brands }));
    server = await spawnServer({ env: { BRANDWALL_CONFIG: config, BRANDWALL_DATA: join(dir, 'data') } });
    const [brand, eve] = ['evil', { id: 'eve', name: HOSTILE, handle: HOSTILE, followers: 90_000 }];
    const { body } = await server.post([
      ...mentions(3, { text: 'Love it, great service, thank you!', author: { id: 'ada', name: 'Ada' } }),
      mention({ id: 'wrong', text: 'Terrible, the app crashes and I want a refund.', url: 'https://example.com/a?b=1' }),
      mention({ id: 'gone', text: 'Awful, the delivery is late again.', url: 'javascript:alert(1)' }),
      mention({ id: 'elsewhere', channel: 'facebook', text: 'Awful, the queue is long.' }),
      mention({ brand, author: eve, text: HOSTILE, url: `https://example.com/${'W'.repeat(300)}` }),
      mention({ brand, author: eve, text: `Terrible, broken. ${'Late again, and no refund. '.repeat(40)}` }),
      ...mentions(320, { brand: 'many', at: Date.now() - 60_000 }),
    ]);
    expect(body).toMatchObject({ rejected: [] });
  }); // prettier-ignore
  afterAll(async () => {
    await browser.close();
    await server.kill('SIGTERM');
    rmSync(dir, { recursive: true, force: true });
  });

  it('shows the mentions it is made of, narrowed as its address says', async () => {
    const { page, complaints } = await openPage(browser, `${server.url}/wall#brand=acme&metric=negative_share`);
    await page.getByRole('button', { name: 'negative', pressed: true }).waitFor();
    await total(page, 3);
    expect(await row(page, 'wrong').innerText()).toMatch(/^\s*negative\s[\s\S]*Twitter[\s\S]*(just now|ago)/);
    const link = row(page, 'wrong').getByRole('link', { name: 'Where it was said' });
    expect(await Promise.all(['href', 'rel', 'target'].map((name) => link.getAttribute(name)))).toEqual(['https://example.com/a?b=1', 'noopener noreferrer', '_blank']);
    expect(await row(page, 'gone').getByRole('link').count()).toBe(0);

    await page.getByRole('button', { name: 'negative', pressed: true }).click();
    await total(page, 6);
    expect(inHash(page, 'sentiment')).toBe('any');
    await page.getByRole('searchbox', { name: 'Words in the text' }).fill('AWFUL');
    await page.keyboard.press('Enter');
    await total(page, 2);
    await page.getByRole('combobox', { name: 'Channel' }).selectOption('facebook');
    await total(page, 1);
    await row(page, 'elsewhere').waitFor();
    await number(page, valueOf(await server.metrics('metric=negative_share&brand=acme&channel=facebook')) ?? '');
    expect(await page.getByTestId('number-cut').innerText()).toBe('Only Facebook.');

    await page.reload();
    await total(page, 1);
    expect([inHash(page, 'q'), inHash(page, 'channel')]).toEqual(['AWFUL', 'facebook']);
    await page.getByRole('button', { name: 'Clear' }).click();
    await total(page, 6);
    expect(new URL(page.url()).hash).toBe('#brand=acme&metric=negative_share&sentiment=any');
    await page.evaluate(() => (location.hash = '#brand=acme&metric=deflection_a'));
    await page.getByText('It is made of contacts and self-help events, not of mentions.').waitFor();
    expect(await page.getByTestId('filters').count()).toBe(0);
    expect(complaints).toEqual([]);
    await page.close();
  }); // prettier-ignore

  it('lists its mentions page by page, and never more than anybody reads', async () => {
    const { page, complaints } = await openPage(browser, `${server.url}/wall#brand=many&metric=volume`);
    await total(page, 320);
    for (let shown = 50; shown < MOST_ROWS; shown += 50) {
      await page.getByTestId('mention').nth(shown - 1).waitFor();
      await page.getByRole('button', { name: 'Show 50 more' }).click();
    }
    await page.getByText(`These are the newest ${MOST_ROWS}.`).waitFor();
    const ids = await page.getByTestId('mention').evaluateAll((all) => all.map((one) => (one as HTMLElement).dataset['id']));
    expect([ids.length, new Set(ids).size]).toEqual([MOST_ROWS, MOST_ROWS]);
    expect(complaints).toEqual([]);
    await page.close();
  }); // prettier-ignore

  it('keeps what strangers wrote in its place at every size, and bars nobody, dark and light', async () => {
    const { page, complaints } = await openPage(browser, `${server.url}/wall#brand=evil&metric=negative_share&sentiment=any`);
    await total(page, 2);
    await page.getByRole('button', { name: 'Whole text' }).click();
    for (const [nth, part] of ['Why?', 'Correct'].entries())
      await page.getByTestId('mention').nth(nth).getByRole('button', { name: part }).click();
    await page.getByTestId('reasons').locator('dl').waitFor();
    await page.locator('summary', { hasText: 'What it means' }).click();
    await page.locator(`${PANEL} canvas`).waitFor();
    const found: string[] = [];
    for (const [width, height] of SIZES) {
      await page.setViewportSize({ width, height });
      await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
      const box = await page.locator(PANEL).boundingBox();
      expect([box?.y, box?.height, (box?.x ?? 0) + (box?.width ?? 0)]).toEqual([0, height, width]);
      const sideways = await sidewaysScroll(page);
      const faults = [...(await spills(page, PANEL)), ...(sideways === 0 ? [] : [`scrolls ${sideways} px`])];
      found.push(...faults.map((fault) => `${width}×${height} ${fault}`));
    }
    expect(found).toEqual([]);
    expect(await page.locator(PANEL).innerText()).not.toMatch(/NaN|undefined|[\u202a-\u202e]/);
    expect(await page.locator('img').count()).toBe(0);
    await page.setViewportSize({ width: 1280, height: 720 });
    for (const theme of ['dark', 'light']) {
      await page.locator(`html[data-theme=${theme}]`).waitFor();
      expect(await barriers(page, PANEL), theme).toEqual([]);
      await page.getByRole('button', { name: 'Close' }).press('t');
    }
    expect(complaints).toEqual([]);
    await page.close();
  }); // prettier-ignore

  // Late, as its list waits for the first readings of the day, which the others do without.
  it('opens from its line to everything that is known of it, and leads back by keyboard', async () => {
    const { page, complaints } = await openPage(browser, server.url);
    const dialog = page.getByRole('dialog', { name: 'acme' });
    await page.locator('[data-opens=acme]').first().press('Enter');
    const line = page.locator(`${PANEL} [data-testid=figure][data-metric=volume][data-value="6"]`);
    await line.waitFor({ timeout: 60_000 });
    await line.getByRole('button', { name: 'Open Volume' }).press('Enter');
    await number(page, 6);
    expect(new URL(page.url()).hash).toBe('#brand=acme&metric=volume');
    expect(await dialog.evaluate(() => document.activeElement?.textContent)).toBe('Volume');
    expect(await page.getByTestId('number').innerText()).toMatch(/^6\s*mentions\s+n.6/);
    expect(await page.getByTestId('number-window').innerText()).toMatch(
      /^One day: \d+ \w+ \d{4}, \d\d:\d\d up to, but without, \d+ \w+ \d{4}, \d\d:\d\d, by your clock \(.+\)(, read (just now|\d+.(s|min) ago))?$/,
    );
    const ways = ['raw', 'unique', 'people'].flatMap((count) => [`count=${count}`, `count=${count}&automation=exclude`]);
    for (const [place, query] of ways.entries()) {
      const value = valueOf(await server.metrics(`metric=volume&brand=acme&${query}`));
      const cell = page.getByTestId('countings').locator('tbody td').nth(place);
      await cell.and(page.locator(`[data-value="${value}"]`)).waitFor();
    }
    await total(page, 6);
    expect(await page.getByTestId('mention-totals').innerText()).toMatch(/^6 mentions, 4 texts, 1 account, newest first$/);
    await page.getByText('After it was final: nothing was revised').waitFor();
    const { body } = await server.get<readonly MetricDefinition[]>('/api/metrics/definitions');
    await page.locator('summary', { hasText: 'What it means' }).press('Enter');
    const formula = body.find(({ id }) => id === 'volume')?.formula ?? '';
    expect(await page.getByTestId('definition').innerText()).toContain(formula);
    await page.getByRole('button', { name: 'Table of Through the window' }).press('Enter');
    expect(await page.locator(`${PANEL} figure tbody tr`).first().innerText()).toMatch(/mentions\s+\d+\s+provisional$/);

    await page.getByRole('button', { name: 'All figures' }).press('Enter');
    await line.waitFor();
    await page.waitForFunction(() => document.activeElement?.getAttribute('aria-label') === 'Open Volume');
    await page.keyboard.press('Enter');
    await number(page, 6);
    await page.keyboard.press('Escape');
    await page.locator(PANEL).waitFor({ state: 'hidden' });
    await page.waitForFunction(() => location.hash === '' && document.activeElement?.getAttribute('data-opens') === 'acme');
    expect(await page.locator(PANEL).isVisible()).toBe(false);
    expect(complaints).toEqual([]);
    await page.close();
  }); // prettier-ignore

  it('says why a mention is read as it is, and follows the person who knows better', async () => {
    const { page, complaints } = await openPage(browser, `${server.url}/wall#brand=acme&metric=negative_share`);
    await number(page, 0.5);
    const wrong = row(page, 'wrong');
    await wrong.getByRole('button', { name: 'Why?' }).press('Enter');
    expect(await wrong.getByTestId('reasons').locator('dl').innerText()).toMatch(/sentiment\/\d[\s\S]*negative[\s\S]*Towards negative[\s\S]*“Terrible”/);
    await wrong.getByRole('button', { name: 'Correct' }).press('Enter');
    await wrong.getByLabel('Who says so').press('Escape');
    await wrong.getByTestId('correct').waitFor({ state: 'detached' });
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Correct');
    expect(await page.locator(PANEL).isVisible()).toBe(true);
    await wrong.getByRole('button', { name: 'Correct' }).press('Enter');
    await wrong.getByLabel('Who says so').fill('Ana');
    await wrong.getByRole('button', { name: 'Save' }).click();
    await wrong.getByText('Nothing was changed.').waitFor();
    await wrong.getByRole('radio', { name: 'positive' }).check();
    await wrong.getByLabel('Intent').selectOption('praise');
    const issue = wrong.getByRole('combobox', { name: 'Add an issue' });
    await issue.fill('no such thing');
    await issue.press('Enter');
    await wrong.getByText('There is no issue “no such thing”.').waitFor();
    await issue.fill('GETTING in touch');
    await issue.press('Enter');
    await wrong.getByRole('button', { name: 'Save' }).click();
    await page.locator('[data-testid=mention][data-id=wrong][data-sentiment=positive]').waitFor();
    expect(await wrong.innerText()).toMatch(/^\s*positive[\s\S]*Getting in touch[\s\S]*praise[\s\S]*decided by a person/);
    expect(await wrong.innerText()).not.toContain('to be answered');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Correct');
    expect(await page.getByTestId('corrected').innerText()).toMatch(/^A mention was corrected here/);
    // Two of six, without waiting for the next reading of the day.
    await number(page, '0.333');
    expect(valueOf(await server.metrics('metric=negative_share&brand=acme'))).toBeCloseTo(1 / 3, 3);

    expect((await fetch(`${server.url}/api/mentions/test/gone`, { method: 'DELETE' })).status).toBe(204);
    const gone = row(page, 'gone');
    await gone.getByRole('button', { name: 'Correct' }).click();
    expect(await gone.getByLabel('Who says so').inputValue()).toBe('Ana');
    await gone.getByRole('radio', { name: 'neutral' }).check();
    await gone.getByRole('button', { name: 'Save' }).click();
    await gone.getByRole('alert').getByText('There is no mention "gone" of "test", or it is deleted.').waitFor();
    expect(complaints).toEqual([]);
    await page.close();
  }); // prettier-ignore
});
