import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';

const AXE = readFileSync(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');

interface AxeAnswer {
  readonly violations: readonly {
    readonly id: string;
    readonly impact: string;
    readonly nodes: readonly { readonly html: string }[];
  }[];
}

interface Axe {
  run(where: string, options: { readonly resultTypes: readonly string[] }): Promise<AxeAnswer>;
}

/** What axe finds in a part of the page, in words; `barring`: only what bars somebody from it. */
async function findings(page: Page, where: string, barring: boolean): Promise<string[]> {
  if (await page.evaluate(() => !('axe' in globalThis))) await page.evaluate(AXE);
  const { violations } = await page.evaluate(
    (part) => (globalThis as unknown as { axe: Axe }).axe.run(part, { resultTypes: ['violations'] }),
    where,
  );
  return violations
    .filter(({ impact }) => !barring || impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' ')}`);
}

/** Nothing serious and nothing critical: an empty list. */
export const barriers = (page: Page, where = 'html'): Promise<string[]> => findings(page, where, true);

/** Nothing at all, however small: an empty list. */
export const flaws = (page: Page, where = 'html'): Promise<string[]> => findings(page, where, false);
