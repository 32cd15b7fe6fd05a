import type { Page } from 'playwright-core';

/** From a small monitor over walls to a telephone. */
export const SIZES = [
  [1280, 720],
  [1920, 1080],
  [3840, 2160],
  [2560, 1080],
  [390, 844],
] as const;

/** Runs in the page: complaints in words, as an empty list is easier to expect than a boolean is to explain. */
function findSpills(selector: string): string[] {
  const SLACK = 1;
  const complaints: string[] = [];
  const say = (element: Element, what: string) =>
    complaints.push(
      `${what}: <${element.tagName.toLowerCase()} class="${element.getAttribute('class') ?? ''}"> ` +
        `"${(element.textContent ?? '').trim().slice(0, 60)}"`,
    );
  /** Elements on the way up to the box, the element itself first. */
  const lineage = (element: Element, box: Element): Element[] => {
    const found: Element[] = [];
    for (let at: Element | null = element; at !== null && at !== box; at = at.parentElement) found.push(at);
    return found;
  };
  // Words for who cannot see take no room, but count as overflow of whatever they are in.
  const unseen = new CSSStyleSheet();
  unseen.replaceSync('.unseen { display: none !important; }');
  document.adoptedStyleSheets.push(unseen);
  for (const box of document.querySelectorAll(selector)) {
    const outer = box.getBoundingClientRect();
    for (const element of box.querySelectorAll<HTMLElement>('*:not(svg, svg *)')) {
      const rect = element.getBoundingClientRect();
      const above = lineage(element, box);
      if (rect.width === 0) continue;
      if (rect.left < outer.left - SLACK || rect.right > outer.right + SLACK) say(element, 'leaves its box');
      const style = getComputedStyle(element);
      const hides = style.overflowX !== 'visible';
      if (hides && style.textOverflow !== 'ellipsis' && element.scrollWidth > element.clientWidth + SLACK)
        say(element, `is cut off, ${element.scrollWidth} of ${element.clientWidth} px`);
      // Text that is not shortened must end before its column does, or it is drawn over its neighbour.
      const isShortened = above.some((one) => getComputedStyle(one).textOverflow === 'ellipsis');
      const text = [...element.childNodes].filter((node) => node.nodeType === 3 && node.textContent?.trim());
      if (isShortened || text.length === 0) continue;
      const range = document.createRange();
      range.selectNodeContents(element);
      const written = range.getBoundingClientRect();
      const column = (element.closest('.figure, li, footer, header') ?? box).getBoundingClientRect();
      if (written.right > column.right + SLACK || written.left < column.left - SLACK)
        say(element, `runs ${Math.round(written.right - column.right)} px out of its column`);
    }
  }
  document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== unseen);
  return [...new Set(complaints)];
}

/** Whatever inside the boxes is drawn outside of them, cut off without an ellipsis, or runs into its neighbour. */
export const spills = (page: Page, selector: string): Promise<string[]> =>
  page.evaluate(findSpills, selector);

/** Words that are cut off where they are to be whole or left out: of what matches and can be seen, those with an ellipsis. */
export const cutWords = (page: Page, selector: string): Promise<string[]> =>
  page.locator(selector).evaluateAll((all) =>
    all.flatMap((one) => {
      const [box, room] = [one.getBoundingClientRect(), one.closest('.clauses')?.getBoundingClientRect()];
      const isSeen = box.height > 0 && (room === undefined || box.top < room.bottom - 1);
      return isSeen && one.scrollWidth > one.clientWidth + 1
        ? [`"${(one.textContent ?? '').trim()}" is cut off, ${one.scrollWidth} of ${one.clientWidth} px`]
        : [];
    }),
  );

/** Pairs of boxes that cover each other, and boxes that reach out of the window. */
export function collisions(page: Page, selector: string, sidewaysOnly: boolean): Promise<string[]> {
  return page.evaluate(
    ([query, sideways]) => {
      const boxes = [...document.querySelectorAll<HTMLElement>(query)].map((element) => ({
        name: element.dataset['brand'] ?? '',
        rect: element.getBoundingClientRect(),
      }));
      const found: string[] = [];
      boxes.forEach(({ name, rect }, index) => {
        if (rect.width < 1 || rect.height < 1) found.push(`${name} has no size`);
        if (rect.left < 0 || rect.right > innerWidth + 0.5) found.push(`${name} leaves the window sideways`);
        if (!sideways && (rect.top < 0 || rect.bottom > innerHeight + 0.5))
          found.push(`${name} leaves the window at ${rect.bottom}`);
        for (const other of boxes.slice(index + 1)) {
          const across = Math.min(rect.right, other.rect.right) - Math.max(rect.left, other.rect.left);
          const down = Math.min(rect.bottom, other.rect.bottom) - Math.max(rect.top, other.rect.top);
          if (across > 0.5 && down > 0.5) found.push(`${name} covers ${other.name}`);
        }
      });
      return found;
    },
    [selector, sidewaysOnly] as const,
  );
}

/** Until what a change of size leads to has been drawn. */
export const painted = (page: Page): Promise<void> =>
  page.evaluate(
    () =>
      new Promise((resolve) =>
        requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve, 60))),
      ),
  );

/** By how many pixels the page can be scrolled sideways. */
export const sidewaysScroll = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** Openers that do not open themselves where they are pressed, as something of another lies over them: in words. */
export const misdirected = (page: Page, selector = '[data-opens]'): Promise<string[]> =>
  page.evaluate((what) => {
    const complaints: string[] = [];
    for (const opener of document.querySelectorAll<HTMLElement>(what)) {
      const { left, top, width, height } = opener.getBoundingClientRect();
      const [x, y] = [left + width / 2, top + height / 2];
      // Nobody presses what is below the end of its list.
      let isCut = width === 0;
      for (let box = opener.parentElement; box !== null && !isCut; box = box.parentElement) {
        const edge = box.getBoundingClientRect();
        isCut = getComputedStyle(box).overflowY !== 'visible' && (y < edge.top || y > edge.bottom);
      }
      const hit = isCut ? null : document.elementFromPoint(x, y);
      if (hit === null) continue;
      const opened = hit.closest<HTMLElement>('[data-opens]');
      if (opened !== null && opened !== opener)
        complaints.push(`${opener.dataset['opens'] ?? ''} opens ${opened.dataset['opens'] ?? ''}`);
    }
    return complaints;
  }, selector);
