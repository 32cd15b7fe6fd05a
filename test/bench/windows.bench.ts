import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { bench, describe } from 'vitest';
import { sliding, tumbling } from '../../pipelines/operators/window-assigners.ts';
import { compare, perEvent, printTable, type Row } from './compare.ts';
import { runBareLoop, runNaive, runOperator, slidingLoad, values } from './window-loads.ts';

/** Keys that come and go in the heap row; ten million take a minute. */
const HEAP_KEYS = Number(process.env.HEAP_KEYS ?? 10_000_000);
const SIZE_MS = 60_000;
const SLIDE_MS = 5_000;
const DAY_MS = 86_400_000;
const KEYS = 10_000;

const rows: Row[] = [];
/** Each row measures two things by turns, many times; the runner, which would repeat it, is told it is done. */
function row(name: string, measure: () => Promise<void> | void): void {
  let measured: Promise<void> | void;
  let isMeasured = false;
  const run = () => {
    if (!isMeasured) measured = measure();
    isMeasured = true;
    return measured;
  };
  bench(name, run, { iterations: 1, time: 0, warmupIterations: 0, warmupTime: 0 });
}

describe('windows', () => {
  row('a bare loop over maps of panes, 10 K keys', async () => {
    const load = values({ events: 500_000, keys: KEYS, spanMs: 10 * SIZE_MS });
    const windows = tumbling({ sizeMs: SIZE_MS });
    const { ours, floor, ratio } = await compare(
      () => runOperator(windows, load),
      () => runBareLoop(SIZE_MS, load),
      { events: load.length, rounds: 9, warmups: 2 },
    );
    rows.push({
      name: 'tumbling 1 min, 10 K keys / bare Map loop',
      ours: perEvent(ours),
      floor: perEvent(floor),
      ratio,
      target: { atLeast: 0.4 },
    });
  });

  row('groupBy, windowTime, reduce, 10 K keys', async () => {
    const load = values({ events: 200_000, keys: KEYS, spanMs: 4 * SIZE_MS });
    const windows = tumbling({ sizeMs: SIZE_MS });
    // Its windows are of the wall clock: as long that there are no more of them than ours.
    const { ours, floor, ratio } = await compare(
      () => runOperator(windows, load),
      () => runNaive(1_000, load),
      { events: load.length, rounds: 3 },
    );
    rows.push({
      name: 'tumbling 1 min, 10 K keys / groupBy → windowTime → reduce',
      ours: perEvent(ours),
      floor: perEvent(floor),
      ratio,
      target: { atLeast: 10 },
    });
  });

  for (const perSlide of [20, 4])
    row(`sliding 24 h / 5 s against 1 min / 5 s, ${perSlide} values a key and slide`, async () => {
      const keys = 20;
      const day = slidingLoad(sliding({ sizeMs: DAY_MS, slideMs: SLIDE_MS }), keys, perSlide);
      const minute = slidingLoad(sliding({ sizeMs: SIZE_MS, slideMs: SLIDE_MS }), keys, perSlide);
      const run = (load: typeof day, slides: number) => {
        for (let slide = 0; slide < slides; slide += 1) load.step();
      };
      // Until a whole day is held and the first slices have been let go of.
      run(day, (1.1 * DAY_MS) / SLIDE_MS);
      run(minute, (1.1 * DAY_MS) / SLIDE_MS);
      const slides = 500;
      const { ours, floor, ratio } = await compare(
        () => run(day, slides),
        () => run(minute, slides),
        { events: slides * keys * perSlide, rounds: 41, warmups: 3 },
      );
      rows.push({
        name: `sliding 24 h / 5 s, ${perSlide} values a key and slide / 1 min / 5 s`,
        ours: perEvent(ours),
        floor: perEvent(floor),
        ratio: 1 / ratio,
        target: { atMost: 1.2 },
      });
    });

  for (const kind of ['tumbling', 'sliding', 'session'] as const)
    row(`heap after ${HEAP_KEYS} keys, ${kind}`, () => {
      const script = fileURLToPath(new URL('./heap-after-keys.ts', import.meta.url));
      const keys = kind === 'tumbling' ? HEAP_KEYS : HEAP_KEYS / 10;
      const args = ['--expose-gc', '--import', 'tsx', script, kind, String(keys)];
      const said: unknown = JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' }));
      const { before, after } = said as { before: number; after: number };
      rows.push({
        name: `heap after ${keys.toLocaleString('en')} keys, ${kind} / empty`,
        ours: `${(after / 1e6).toFixed(1)} MB`,
        floor: `${(before / 1e6).toFixed(1)} MB`,
        ratio: after / before,
        target: { atMost: 1.1 },
      });
    });

  row('the table', () => printTable(rows));
});
