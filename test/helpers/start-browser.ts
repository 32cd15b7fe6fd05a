import { chromium, type Browser } from 'playwright-core';
import { ensureBuilt } from './built.ts';
import { findChromium } from './chromium.ts';

const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Functions that are handed to a page call this helper of the loader that compiled them, which no page has. */
export const NAMES_KEPT = { content: 'globalThis.__name ??= (named) => named;' };

/** The machine's Chromium, for programs that are no tests, and the page of today. @throws with the sentence that says why there is none. */
export async function startBrowser(): Promise<Browser> {
  ensureBuilt('page');
  return chromium.launch({ executablePath: await findChromium(), args: QUIET });
}
