import type { Browser, CDPSession, Page } from 'playwright-core';
import { NAMES_KEPT } from '../../helpers/start-browser.ts';
import type { Sample } from './verdict.ts';

/** Timers that wait at least this long follow the simulated clock: a scene's stay, a poll, the shift against burn-in. */
const LONG_TIMER_MS = 5_000;
const SHORTEST_TIMER_MS = 30;
export const LONG_TASK_MS = 50;
const TASKS = 'disabled-by-default-devtools.timeline';

/** Milliseconds, the longest first. */
export interface LongTasks {
  /** By the clock on the wall, as `PerformanceObserver` tells: what else the machine did meanwhile is in them. */
  readonly elapsed: readonly number[];
  /** The page's own processor time, as a trace tells: what it did itself. */
  readonly own: readonly number[];
}

interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  /** Of the thread's own time, microseconds. */
  readonly tdur?: number;
  readonly args: { readonly name?: string };
}

export interface MeasuredPage {
  readonly page: Page;
  readonly complaints: string[];
  /** Counts after all garbage was collected. */
  sample(hours: number): Promise<Sample>;
  /** Tasks that kept the page from answering for longer than 50 ms while `during` lasts. */
  longTasks(during: () => Promise<void>): Promise<LongTasks>;
  close(): Promise<void>;
}

/** Opens a page whose heap, nodes and listeners are read over the browser's own protocol. */
export async function openMeasured(
  browser: Browser,
  url: string,
  { timerPace = 1, script }: { readonly timerPace?: number; readonly script?: string } = {},
): Promise<MeasuredPage> {
  const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.addInitScript(NAMES_KEPT);
  if (timerPace > 1) await page.addInitScript(hasten, [timerPace, LONG_TIMER_MS, SHORTEST_TIMER_MS] as const);
  if (script !== undefined) await page.addInitScript(script);
  await page.goto(url);
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Performance.enable');
  await devtools.send('HeapProfiler.enable');
  return {
    page,
    complaints,
    sample: (hours) => sampleOf(devtools, hours),
    longTasks: async (during) => {
      await browser.startTracing(page, { categories: [TASKS] });
      await page.evaluate(watchTasks);
      await during();
      const elapsed = await page.evaluate(() => (globalThis as unknown as { longTasks: number[] }).longTasks);
      return { elapsed: longOnes(elapsed), own: longOnes(ownTimes(await browser.stopTracing())) };
    },
    close: () => page.close(),
  };
}

async function sampleOf(devtools: CDPSession, hours: number): Promise<Sample> {
  // Twice: what the first finds dead may have held others.
  await devtools.send('HeapProfiler.collectGarbage');
  await devtools.send('HeapProfiler.collectGarbage');
  const { metrics } = await devtools.send('Performance.getMetrics');
  const valueOf = (name: string): number => {
    const found = metrics.find((metric) => metric.name === name);
    if (found === undefined) throw new Error(`This browser does not tell "${name}".`);
    return found.value;
  };
  return {
    hours,
    heapBytes: valueOf('JSHeapUsedSize'),
    nodes: valueOf('Nodes'),
    listeners: valueOf('JSEventListeners'),
  };
}

const longOnes = (durations: readonly number[]): number[] =>
  durations.filter((ms) => ms > LONG_TASK_MS).toSorted((a, b) => b - a);

/** Of every task of the pages' main threads. */
function ownTimes(trace: Buffer): number[] {
  const { traceEvents } = JSON.parse(trace.toString()) as { traceEvents: readonly TraceEvent[] };
  const threadOf = ({ pid, tid }: TraceEvent) => `${pid}/${tid}`;
  const isMain = ({ name, args }: TraceEvent) => name === 'thread_name' && args.name === 'CrRendererMain';
  const main = new Set(traceEvents.filter(isMain).map(threadOf));
  const tasks = traceEvents.filter((event) => event.name === 'RunTask' && main.has(threadOf(event)));
  if (tasks.length === 0) throw new Error('The trace tells of no tasks of the page.');
  return tasks.map(({ tdur = 0 }) => tdur / 1_000);
}

/** Runs in the page. */
function hasten([pace, longMs, shortestMs]: readonly [number, number, number]): void {
  const hastened = (ms: number | undefined): number | undefined =>
    ms !== undefined && ms >= longMs ? Math.max(shortestMs, ms / pace) : ms;
  for (const name of ['setTimeout', 'setInterval'] as const) {
    const original = window[name].bind(window) as (...args: unknown[]) => number;
    Object.assign(window, {
      [name]: (work: unknown, ms?: number, ...rest: unknown[]) => original(work, hastened(ms), ...rest),
    });
  }
}

/** Runs in the page. */
function watchTasks(): void {
  const longTasks: number[] = [];
  Object.assign(globalThis, { longTasks });
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) longTasks.push(duration);
  }).observe({ type: 'longtask' });
}
