import { mentionCounts } from '../../pipelines/metrics/mention-counts.ts';
import { keyedWindows } from '../../pipelines/operators/window-aggregate.ts';
import { session, sliding, tumbling } from '../../pipelines/operators/window-assigners.ts';

// Run by itself with --expose-gc: `heap-after-keys.ts <kind> <keys>`. Prints the heap before and after as JSON.
const [kind = 'tumbling', keys = '1000000'] = process.argv.slice(2);
const assigners = {
  tumbling: tumbling({ sizeMs: 60_000 }),
  sliding: sliding({ sizeMs: 60_000, slideMs: 20_000 }),
  session: session({ gapMs: 60_000 }),
};

const MS_PER_KEY = 1;
const WATERMARK_EVERY = 1_000;

const windows = keyedWindows(assigners[kind as keyof typeof assigners], {
  allowedLatenessMs: 30_000,
  aggregator: mentionCounts,
  same: () => false,
  emit: () => undefined,
});
const see = (from: number, to: number): void => {
  for (let key = from; key < to; key += 1) {
    const at = key * MS_PER_KEY;
    windows.add(`customer-${key}`, at, { direction: 'inbound', sentiment: 'neutral' });
    if (key % WATERMARK_EVERY === 0) windows.advance(at);
    if (key % (200 * WATERMARK_EVERY) === 0) windows.flush({ early: true, late: true });
  }
  windows.advance(to * MS_PER_KEY + 1_000_000);
};
const heap = (): number => {
  for (let round = 0; round < 4; round += 1) globalThis.gc?.();
  return process.memoryUsage().heapUsed;
};

// Once in small, so that compiled code is not counted as what was kept.
see(0, 500_000);
const before = heap();
see(2_000_000, 2_000_000 + Number(keys));
console.log(JSON.stringify({ before, after: heap(), held: windows.keys }));
