import { chromium, type Browser, type Page } from 'playwright-core';
import { inject } from 'vitest';

/** A real Chromium, or the sentence that says why there is none. */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = inject('chromiumPath');
  if (!executablePath) throw new Error(inject('chromiumMissing'));
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

export interface OpenPage {
  readonly page: Page;
  /** What the page complained about: uncaught errors, console errors, dialogs it opened. */
  readonly complaints: string[];
}

export async function openPage(
  browser: Browser,
  url: string,
  viewport = { width: 1280, height: 720 },
): Promise<OpenPage> {
  const page = await browser.newPage({ viewport });
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
  page.on('dialog', (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('console', (message) => {
    // A refused connection is what the tests are about when the server is killed.
    if (
      message.type() === 'error' &&
      !/WebSocket|ERR_CONNECTION|Failed to load resource/.test(message.text())
    )
      complaints.push(`console: ${message.text()}`);
  });
  await page.goto(url);
  return { page, complaints };
}
