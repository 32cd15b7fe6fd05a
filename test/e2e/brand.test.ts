import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mention, mentions, valueOf } from '../helpers/api-client.ts';
import { barriers } from '../helpers/axe.ts';
import { launchBrowser, openPage } from '../helpers/browser.ts';
import { SIZES, cutWords, misdirected, sidewaysScroll, spills } from '../helpers/layout-check.ts';
import { faultsOfSheet, SHEET } from '../helpers/open-sheet.ts';
import { spawnServer, temporaryDir, type ServerProcess } from '../helpers/server.ts';

const HOSTILE = `<img src=x onerror=alert(1)> \u202eevil\u202c ${'W'.repeat(40)} z${'\u0300'.repeat(60)}`;
/** Who wants to go, by the name of the account. */
const LEAVER = `<b onclick=alert(1)> ${'W'.repeat(60)} \u202e{a|b}`;
const CHART = '[data-testid=chart]';
const BOXES = ['brand-head', 'strip-figure', 'chart', 'risk', 'stories', 'advocates', 'ticker-item']
  .map((id) => `[data-testid=${id}]`)
  .join(', ');
/** Facts, of which there is a whole one or none. */
const FACTS = '.clauses .clip, [data-testid=strip-figure] .label';
const ON_TWITTER = 31;
const ON_FACEBOOK = 9;

describe('the page of a brand', () => {
  const dir = temporaryDir();
  let browser: Browser;
  let server: ServerProcess;
  beforeAll(async () => {
    browser = await launchBrowser();
    const config = join(dir, 'brandwall.yaml');
    const brands = [
      { id: 'evil', name: HOSTILE.slice(0, 80) },
      { id: 'other', name: `Other ${HOSTILE}`.slice(0, 80) },
    ];
    writeFileSync(config, JSON.stringify({ brands }));
    server = await spawnServer({ env: { BRANDWALL_CONFIG: config, BRANDWALL_DATA: join(dir, 'data') } });
    const [brand, author] = ['evil', { id: 'eve', name: HOSTILE, handle: HOSTILE, followers: 90_000 }];
    const asked = mention({ brand, author, at: Date.now() - 300_000, text: 'Terrible, the app is broken.' });
    const original = mention({ brand, author, channel: 'facebook', text: HOSTILE });
    const { body } = await server.post([
      asked,
      mention({ brand, direction: 'outbound', inReplyTo: asked.id, author: { id: 'care' } }),
      ...mentions(ON_TWITTER - 1, { brand, author, text: `Love it, great service! ${HOSTILE}` }),
      original,
      ...mentions(3, { brand, channel: 'facebook', kind: 'repost', inReplyTo: original.id, text: HOSTILE }),
      ...mentions(5, { brand, channel: 'facebook', text: 'Awful delivery, late again and broken.' }),
      ...mentions(2, { brand: 'other' }),
      // Of the day before: the charts of the day do not know of it.
      ...[28, 27, 26].map((hours) =>
        mention({
          id: `leaves${hours}`,
          brand,
          channel: 'email',
          kind: 'message',
          author: { id: LEAVER },
          at: Date.now() - hours * 3_600_000,
          text: `Terrible. I am cancelling my contract and switching to somebody else. ${HOSTILE}`,
        }),
      ),
    ]);
    expect(body).toMatchObject({ rejected: [] });
  });
  afterAll(async () => {
    await browser.close();
    await server.kill('SIGTERM');
    rmSync(dir, { recursive: true, force: true });
  });

  async function openBrand() {
    const opened = await openPage(browser, `${server.url}/brand/evil`);
    await opened.page.locator(`${CHART}[data-chart=Tone] canvas`).waitFor();
    await opened.page
      .locator('[data-testid=strip-figure][data-metric=volume]:not([data-value=""])')
      .waitFor();
    return opened;
  }
  const inAddress = (page: Page, name: string): string | null => new URL(page.url()).searchParams.get(name);

  it('draws its board, and tells each chart as a table', async () => {
    const { page, complaints } = await openBrand();
    const titles = await page.locator(CHART).evaluateAll((all) => all.map((one) => (one as HTMLElement).dataset['chart']));
    expect(titles).toEqual(['Tone', 'Volume', 'Share of voice', 'First response', 'Issues', 'Channels']);
    for (const title of titles) {
      const chart = page.locator(`${CHART}[data-chart="${title}"]`);
      await chart.locator('canvas').waitFor();
      await chart.getByRole('button', { name: `Table of ${title}` }).click();
      expect(await chart.locator('tbody tr').count(), title).toBeGreaterThan(0);
      await chart.getByRole('button', { name: `Chart of ${title}` }).click();
      await chart.locator('canvas').waitFor();
    }
    expect(complaints).toEqual([]);
    await page.close();
  }); // prettier-ignore

  it('opens a figure of its strip, which stands in the address', async () => {
    const { page, complaints } = await openBrand();
    await page.locator('[data-testid=strip-figure][data-metric=volume]').click();
    await page.waitForFunction(() => location.hash === '#brand=evil&metric=volume');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.waitForFunction(() => location.hash === '');
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('opens from each chart and list to the number it draws, of the same time', async () => {
    const { page, complaints } = await openBrand();
    const opens = async (name: string, within: Locator): Promise<string | null> => {
      await within.getByRole('button', { name, exact: true }).press('Enter');
      await page.locator(`${SHEET} [data-testid=number]`).waitFor();
      const asked = new URLSearchParams(new URL(page.url()).hash.slice(1));
      expect(asked.has('from'), name).toBe(name !== 'Who may leave');
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'hidden' });
      return asked.get('metric');
    };
    const found: (string | null)[] = [];
    for (const title of ['Tone', 'Volume', 'Share of voice', 'First response', 'Issues', 'Channels'])
      found.push(await opens(title, page.locator(`${CHART}[data-chart="${title}"]`)));
    for (const [testid, title] of [['risk', 'Who may leave'], ['stories', 'What is being passed on'], ['advocates', 'Its advocates']] as const)
      found.push(await opens(title, page.getByTestId(testid)));
    expect(found).toEqual([
      'net_sentiment', 'volume', 'share_of_voice', 'first_response_time', 'sentiment_by_topic', 'volume',
      'customers_at_risk', 'replication', 'advocates',
    ]);
    expect(await misdirected(page)).toEqual([]);
    await page.getByTestId('brand-head').getByRole('button', { name: / waiting/ }).press('Enter');
    await page.waitForFunction(() => location.hash === '#brand=evil&metric=waiting');
    expect(complaints).toEqual([]);
    await page.close();
  }); // prettier-ignore

  it('opens a post that is passed on to how it grows and who passed it on', async () => {
    const { page, complaints } = await openBrand();
    await page.getByTestId('stories').getByRole('button', { name: /^passed on 3×/ }).press('Enter');
    const sheet = page.getByTestId('story-sheet');
    await sheet.locator('blockquote').waitFor();
    expect(new URL(page.url()).hash).toMatch(/^#brand=evil&story=test%2F.+&span=1d$/);
    expect(await page.evaluate((panel) => document.querySelector(panel)?.contains(document.activeElement), SHEET)).toBe(true);
    expect((await sheet.locator('dl').innerText()).replace(/\s+/g, ' ')).toMatch(/^passed on, 24 h 3 Reposts and quotes .* in all 3 Since /);
    await page.locator('[data-testid=mention-totals][data-total="3"]').waitFor();
    expect(await page.getByTestId('mention').count()).toBe(3);
    expect(await faultsOfSheet(page)).toEqual([]);
    await page.getByTestId('figures-window').getByRole('button').click();
    await page.waitForFunction(() => location.hash === '#brand=evil&metric=replication');
    await page.evaluate(() => (location.hash = '#brand=evil&story=test/nothing&span=1d'));
    await sheet.getByText('It is not among the posts that are passed on the most any more.').waitFor();
    await page.locator('[data-testid=mention-totals][data-total="0"]').waitFor();
    expect(complaints).toEqual([]);
    await page.close();
  }); // prettier-ignore

  it('opens who may leave to everything that is known of them', async () => {
    const { page, complaints } = await openBrand();
    await page.getByTestId('risk').locator('li').first().click();
    await page.getByTestId('person-risk').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.getByTestId('risk').locator('li').getByRole('button').first().press('Enter');
    await page.getByTestId('person-risk').waitFor();
    expect(new URL(page.url()).hash).toBe(`#brand=evil&person=${encodeURIComponent(`email:${LEAVER}`)}`);
    expect(await page.evaluate(() => document.querySelector('[data-testid=figures]')?.contains(document.activeElement))).toBe(true);
    expect(await page.getByTestId('person-risk').innerText()).toMatch(/^\s*\d+ of 100, (high|critical)/);
    const entries = await page.getByTestId('person-entry').allInnerTexts();
    expect(entries.filter((entry) => /^Said\s+E-mail\s+negative\s+churn/.test(entry.trim()))).toHaveLength(3);
    expect(entries.some((entry) => /Risk \d+ of 100: (high|critical), was low\s+Said it is leaving/.test(entry))).toBe(true);
    await page.getByRole('button', { name: 'Table of Risk of leaving' }).press('Enter');
    expect(await page.locator('[data-chart="Risk of leaving"] tbody tr').count()).toBeGreaterThan(2);
    await page.getByRole('button', { name: 'Chart of Risk of leaving' }).press('Enter');
    expect(await faultsOfSheet(page)).toEqual([]);
    await page.getByTestId('figures-window').getByRole('button').click();
    await page.waitForFunction(() => location.hash === '#brand=evil');
    await page.evaluate(() => (location.hash = '#brand=evil&metric=customers_at_risk'));
    await page.locator('[data-testid=people-at-risk][data-total="1"]').waitFor();
    await page.getByTestId('person-at-risk').click();
    await page.getByTestId('person-risk').waitFor();
    expect(new URL(page.url()).hash).toBe(`#brand=evil&person=${encodeURIComponent(`email:${LEAVER}`)}`);
    await page.goBack();
    await page.getByTestId('person-at-risk').waitFor();
    expect(await faultsOfSheet(page)).toEqual([]);
    await page.evaluate(() => (location.hash = '#brand=evil&person=nobody'));
    await page.getByRole('alert').getByText('Nothing is known of a customer "nobody" of "evil".').waitFor();
    expect(complaints.filter((one) => !one.includes('404'))).toEqual([]);
    await page.close();
  }); // prettier-ignore

  it('cuts every other chart by what is brushed or picked in one, and leaves none of them empty meanwhile', async () => {
    const { page, complaints } = await openBrand();
    const chart = (title: string) => page.locator(`${CHART}[data-chart="${title}"]`);
    const cutTo = (part: RegExp) => page.waitForFunction(
      (source) => new RegExp(source).test(document.querySelector<HTMLElement>('[data-testid=board]')?.dataset['cut'] ?? ''),
      part.source,
    );
    await chart('Channels').locator('canvas').waitFor();
    await page.evaluate(() => document.querySelectorAll('canvas').forEach((canvas) => canvas.setAttribute('data-seen', '')));
    // Everything was said at the right end of the day.
    const box = (await chart('Volume').locator('canvas').boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
    const y = box.y + box.height / 2;
    await page.mouse.move(box.x + box.width * 0.2, y);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.6, y, { steps: 5 });
    await page.mouse.up();
    await cutTo(/"range":{"from":\d+,"to":\d+}/);
    expect([inAddress(page, 'from'), inAddress(page, 'to')]).toEqual([expect.stringMatching(/^\d+$/), expect.stringMatching(/^\d+$/)]);
    await chart('Channels').getByText('Nothing was heard in this span.').waitFor();
    // Time itself is not cut by it.
    for (const title of ['Tone', 'Volume']) expect(await chart(title).locator('canvas[data-seen]').count(), title).toBe(1);
    await page.getByRole('button', { name: 'show the whole span' }).click();
    await cutTo(/"range":null/);

    await chart('Channels').locator('canvas').waitFor();
    const bars = (await chart('Channels').locator('canvas').boundingBox()) ?? box;
    // Of two bars the lower one is the quieter.
    await page.mouse.click(bars.x + bars.width * 0.4, bars.y + bars.height * 0.75);
    await cutTo(/"channel":"facebook"/);
    expect(inAddress(page, 'channel')).toBe('facebook');
    await chart('Tone').getByRole('button', { name: 'Table of Tone' }).click();
    const rows = await chart('Tone').locator('tbody tr').allInnerTexts();
    const counts = rows.map((row) => row.split('\t').slice(1, 4).reduce((sum, count) => sum + Number(count), 0));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(ON_FACEBOOK);
    expect(complaints).toEqual([]);
    await page.close();
  }); // prettier-ignore

  it('shows the figures of the channel that is picked as the API gives them, and another span when asked', async () => {
    const { page, complaints } = await openBrand();
    const note = page.getByTestId('strip-note');
    expect(await note.count()).toBe(0);
    const asked = page.waitForRequest(/\/api\/metrics\?.*metric=volume.*channel=twitter/);
    await page.getByRole('combobox', { name: 'Channel' }).selectOption('twitter');
    expect(inAddress(page, 'channel')).toBe('twitter');
    const query = new URL((await asked).url()).searchParams;
    for (const metric of ['volume', 'net_sentiment', 'negative_share']) {
      query.set('metric', metric);
      const value = valueOf(await server.metrics(String(query)));
      if (metric === 'volume') expect(value).toBe(ON_TWITTER);
      await page.locator(`[data-testid=selected][data-metric=${metric}][data-value="${value}"]`).waitFor();
    }
    // The figures above stay those of the brand, and it says so; the page still fits its window.
    await page.setViewportSize({ width: 1280, height: 720 });
    expect(await note.innerText()).toMatch(/^The last 24.h of the whole brand/);
    expect(await page.getByTestId('risk').evaluate((one) => one.getBoundingClientRect().bottom - innerHeight)).toBeLessThanOrEqual(0);
    const week = page.waitForResponse(/\/api\/brands\/evil\/board\?span=7d/);
    await page.getByRole('button', { name: '7 days' }).click();
    expect((await week).status()).toBe(200);
    expect([inAddress(page, 'span'), inAddress(page, 'channel')]).toEqual(['7d', 'twitter']);
    await page.getByRole('button', { name: '7 days', pressed: true }).waitFor();
    await page.getByRole('button', { name: 'Clear' }).click();
    expect(inAddress(page, 'channel')).toBeNull();
    expect(complaints).toEqual([]);
    await page.close();
  }); // prettier-ignore

  it('keeps everything in its place at every size, and can be read by who cannot see it well, dark and light', async () => {
    const { page, complaints } = await openBrand();
    const found: string[] = [];
    for (const [width, height] of SIZES) {
      await page.setViewportSize({ width, height });
      await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
      const sideways = await sidewaysScroll(page);
      const faults = [...(await spills(page, BOXES)), ...(await cutWords(page, FACTS)), ...(sideways === 0 ? [] : [`scrolls ${sideways} px sideways`])];
      found.push(...faults.map((fault) => `${width}×${height} ${fault}`));
    }
    expect(found).toEqual([]);
    expect(await page.locator('main').innerText()).not.toMatch(/NaN|undefined|[\u202a-\u202e]/);
    expect(await page.locator('img').count()).toBe(0);
    await page.setViewportSize({ width: 1280, height: 720 });
    for (const theme of ['dark', 'light']) {
      await page.locator(`html[data-theme=${theme}]`).waitFor();
      expect(await barriers(page), theme).toEqual([]);
      await page.keyboard.press('t');
    }
    expect(complaints).toEqual([]);
    await page.close();
  }); // prettier-ignore
});
