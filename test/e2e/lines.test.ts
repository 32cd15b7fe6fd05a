import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mention, mentions, valueOf } from '../helpers/api-client.ts';
import { launchBrowser, openPage } from '../helpers/browser.ts';
import { misdirected } from '../helpers/layout-check.ts';
import { faultsOfSheet, SHEET } from '../helpers/open-sheet.ts';
import { spawnServer, temporaryDir, type ServerProcess } from '../helpers/server.ts';

const HOSTILE = `<img src=x onerror=alert(1)> \u202eevil\u202c {b|${'W'.repeat(40)}} z${'\u0300'.repeat(60)}`;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const MENTIONS = 100;
const NOW = Math.floor(Date.now() / MINUTE) * MINUTE;

/** Mentions in a row, a few seconds apart. */
const said = (count: number, at: number, text: string) =>
  mentions(count, { brand: 'evil', author: { id: 'eve', name: HOSTILE, handle: HOSTILE, followers: 90_000 }, text }).map(
    (row, place) => ({ ...row, at: at + place * 2_000 }),
  ); // prettier-ignore

describe('what a line tells', () => {
  const dir = temporaryDir();
  let browser: Browser;
  let server: ServerProcess;
  beforeAll(async () => {
    browser = await launchBrowser();
    const config = join(dir, 'brandwall.yaml');
    writeFileSync(config, JSON.stringify({ brands: [{ id: 'evil', name: HOSTILE.slice(0, 80) }] }));
    const env = { BRANDWALL_CONFIG: config, BRANDWALL_DATA: join(dir, 'data') };
    const before = await spawnServer({ env });
    const { body } = await before.post([
      ...said(60, NOW - 5 * HOUR, 'Love it, great service, thank you!'),
      ...said(40, NOW - 20 * MINUTE, `Terrible, broken, I hate it. ${HOSTILE}`),
    ]);
    expect(body).toMatchObject({ accepted: MENTIONS, rejected: [] });
    await before.kill('SIGTERM');
    // A server tells of the day that it finds, which the state of a brand has changed in.
    server = await spawnServer({ env });
    const twice = mention({ id: 'last', brand: 'evil', text: `The last word. ${HOSTILE}`, author: { name: HOSTILE } });
    await server.post([twice, twice, { ...twice, id: 'nowhere', channel: '<b>nowhere</b>' }]);
  }); // prettier-ignore
  afterAll(async () => {
    await browser.close();
    await server.kill('SIGTERM');
    rmSync(dir, { recursive: true, force: true });
  });

  const total = (page: Page, count: number) =>
    page.locator(`[data-testid=mention-totals][data-total="${count}"]`).waitFor({ timeout: 30_000 });
  const plain = (text: string): string => text.replace(/\s+/g, ' ').trim();
  /** As it was before, with the focus where it came from. */
  async function close(page: Page, opener: string): Promise<void> {
    await page.keyboard.press('Escape');
    await page.waitForFunction(
      (name) => location.hash === '' && document.activeElement?.getAttribute('data-opens') === name,
      opener,
    );
  }

  it('opens from the counts of rows to what became of them, and to the rows themselves', async () => {
    const { page, complaints } = await openPage(browser, `${server.url}/wall`);
    const counts = page.getByTestId('totals').getByRole('button');
    await counts.nth(2).filter({ hasText: '1' }).waitFor();
    expect((await page.getByTestId('totals').innerText()).replace(/\s+/g, ' ')).toMatch(
      /^accepted 1 duplicates 1 rejected 1 turned away 0 per second [\d.<]+$/,
    );
    expect(await misdirected(page)).toEqual([]);
    await counts.nth(2).click();
    expect(new URL(page.url()).hash).toBe('#rows=rejected');
    const row = page.getByTestId('rejected-row');
    await row.waitFor();
    expect(await page.getByTestId('rows-value').innerText()).toBe('1');
    expect(await row.innerText()).toMatch(/^The channel .*nowhere.* is not known\./);
    expect(await row.locator('code').innerText()).toContain('"id":"nowhere"');
    const streams = await page.locator('[data-testid=streams] tbody tr').allInnerTexts();
    expect(streams.map(plain)).toContainEqual('mentions 1 1 1 0');
    expect(await faultsOfSheet(page)).toEqual([]);
    await close(page, 'rows=rejected');
    await counts.nth(0).press('Enter');
    await total(page, MENTIONS + 1);
    // Of all brands: why it is read so is asked of the one it is about.
    await page.locator('[data-testid=mention][data-id=last]').getByRole('button', { name: 'Why?' }).click();
    await page.getByTestId('reasons').getByText('Read by').waitFor();
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('opens from the ticker to the mention, with why it is read so, to be corrected there', async () => {
    const { page, complaints } = await openPage(browser, `${server.url}/wall`);
    await page.getByTestId('ticker-item').first().getByRole('button').press('Enter');
    expect(new URL(page.url()).hash).toBe('#brand=evil&source=test&mention=last');
    const item = page.getByTestId('mention');
    await item.getByText('The last word.').waitFor();
    await page.getByTestId('reasons').getByText('Read by').waitFor();
    expect(plain(await page.getByTestId('mention-sheet').innerText())).toMatch(
      /^A mention about .*evil.* stored .* after it was said from test as last$/,
    );
    expect(await faultsOfSheet(page)).toEqual([]);
    await item.getByRole('button', { name: 'Correct' }).click();
    await item.getByLabel('Who says so').fill('Ana');
    await item.getByRole('radio', { name: 'positive' }).check();
    await item.getByRole('button', { name: 'Save' }).click();
    await item.getByText('decided by a person').waitFor();
    await close(page, 'brand=evil&source=test&mention=last');
    await page.evaluate(() => (location.hash = '#brand=evil&source=test&mention=nothing'));
    await page.getByRole('alert').getByText('There is no mention "nothing" of "test"').waitFor();
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('shows no more of a mention once it is deleted', async () => {
    const page = await browser.newPage();
    await page.clock.install();
    await server.post([mention({ id: 'gone', brand: 'evil', text: 'Take this away' })]);
    await page.goto(`${server.url}/wall#brand=evil&source=test&mention=gone`);
    await page.getByTestId('mention').getByText('Take this away').waitFor();
    expect((await fetch(`${server.url}/api/mentions/test/gone`, { method: 'DELETE' })).status).toBe(204);
    await page.clock.fastForward(31_000);
    await page.getByRole('alert').getByText('There is no mention "gone" of "test"').waitFor();
    expect(await page.getByTestId('mention').count()).toBe(0);
    await page.close();
  });

  it('opens from a source to how it is doing and what it brought', async () => {
    const { page, complaints } = await openPage(browser, `${server.url}/crisis`);
    await page.getByTestId('change').first().waitFor();
    expect(await misdirected(page)).toEqual([]);
    await page.getByTestId('source').getByRole('button', { name: 'test' }).press('Enter');
    expect(new URL(page.url()).hash).toBe('#source=test');
    await page.getByTestId('source-status').getByText('Live').waitFor();
    expect(plain(await page.getByTestId('source-sheet').locator('dl').innerText())).toMatch(
      /^a minute [\d.]+ Mentions stored .* lag, median .+ newest (now|.* ago) Said on /,
    );
    await total(page, MENTIONS + 1);
    expect(await faultsOfSheet(page)).toEqual([]);
    await page.getByTestId('figures-window').getByRole('button').press('Enter');
    await page.getByTestId('source-table').getByRole('button', { name: 'test' }).press('Enter');
    await page.getByTestId('source-status').waitFor();
    await close(page, 'source=test');
    await page.evaluate(() => (location.hash = '#source=nowhere'));
    await page.getByText('Nothing has been heard from a source of that name.').waitFor();
    await page.getByText('Nothing in the last day.').waitFor();
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('comes back by itself, or when asked to, where it could not be fetched', async () => {
    const page = await browser.newPage();
    const lost = /\/assets\/SourceSheet-/;
    await page.route(lost, (route) => route.abort());
    await page.goto(`${server.url}/crisis#source=test`);
    await page.getByRole('alert').getByText('This could not be loaded.').waitFor();
    await page.unroute(lost);
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByTestId('source-status').waitFor();
    await page.close();
  });

  it('opens from a change of state to what it was read from', async () => {
    const { page, complaints } = await openPage(browser, `${server.url}/crisis`);
    const line = page.getByTestId('change').filter({ hasText: 'Alert' }).first();
    await line.click();
    expect(plain(await page.getByTestId('change-move').innerText())).toMatch(/ to Alert$/);
    const at = Number(/&change=(\d+)$/.exec(page.url())?.[1]);
    const range = { from: at - HOUR, to: at };
    const count = valueOf(await server.metrics(`metric=volume&brand=evil&from=${range.from}&to=${range.to}`));
    const figure = (metric: string) => page.locator(`[data-testid=state-figures] [data-metric=${metric}]`);
    await figure('volume').getByText(`${count} mentions`).waitFor();
    await figure('negative_share').getByText('100').waitFor();
    // Sixty pleased ones in the hours before.
    expect(plain(await figure('net_sentiment').locator('td').last().innerText())).toBe('+100 points');
    expect(plain(await figure('volume').locator('td').last().innerText())).toBe('3 an hour');
    await total(page, count ?? NaN);
    expect(await faultsOfSheet(page)).toEqual([]);
    await figure('net_sentiment').getByRole('button').press('Enter');
    await page.locator('[data-testid=number][data-metric=net_sentiment]').waitFor();
    expect(new URL(page.url()).hash).toBe(`#brand=evil&metric=net_sentiment&from=${range.from}&to=${at}`);
    await page.goBack();
    await page.getByTestId('figures-window').getByRole('button', { name: 'All changes of state' }).press('Enter');
    await page.getByTestId('change-line').first().waitFor();
    expect(plain(await page.getByTestId('troubled').innerText())).toMatch(/evil.*Alert.*negative/);
    expect(await misdirected(page, `${SHEET} [data-opens]`)).toEqual([]);
    expect(await faultsOfSheet(page)).toEqual([]);
    await page.getByTestId('change-line').first().getByRole('button').press('Enter');
    await page.getByTestId('change-move').waitFor();
    await page.evaluate(() => (location.hash = '#brand=evil&change=7200000'));
    await page.getByText('It is not among the newest changes of the last day any more.').waitFor();
    expect(complaints).toEqual([]);
    await page.close();
  }); // prettier-ignore

  it('opens from an advocate to who follows them, and to what they said', async () => {
    const { page, complaints } = await openPage(browser, `${server.url}/brand/evil`);
    await page.getByTestId('advocates').getByText('90 000').waitFor({ timeout: 60_000 });
    await page.getByTestId('advocates').locator('li').click();
    await page.getByTestId('person-reach').getByText(/^90.000 followers/).waitFor();
    expect(new URL(page.url()).hash).toBe('#brand=evil&person=twitter%3Aeve');
    expect(await page.getByTestId('person-entry').filter({ hasText: 'Said' }).first().innerText()).toMatch(/^Said\s+Twitter\s+90.000 followers/);
    expect(await faultsOfSheet(page)).toEqual([]);
    expect(await page.locator(SHEET).evaluate((sheet) => sheet.contains(document.activeElement))).toBe(true);
    expect(complaints).toEqual([]);
    await page.close();
  }); // prettier-ignore
});
