import type { Subscription } from 'rxjs';
import type { Clock } from '../../pipelines/clock.ts';
import type { Relabel } from '../../pipelines/labels/relabel.ts';
import { wantsSecondReading, type CascadeRule } from '../../pipelines/text/second-reading/cascade.ts';
import type { Topology } from '../../pipelines/topology.ts';
import type { StoredMention } from '../../schema/clickhouse/tables.ts';
import type { SecondReadingsAnswer } from '../../schema/contracts/second-reading.ts';
import type { SecondReader } from './onnx/second-reader.ts';
import type { LabelsWith } from './second-readings.ts';

export interface SecondReadingsDeps {
  readonly reader: SecondReader;
  readonly topology: Pick<Topology, 'stored$' | 'relabel'>;
  readonly rule: CascadeRule;
  readonly labelsWith: LabelsWith;
  readonly clock: Clock;
  readonly warn: (message: string, error: unknown) => void;
}

export interface SecondReadings {
  readonly answer: () => SecondReadingsAnswer;
  /** What has been read is stored; what waits is not read. Resolves when no thread is left. */
  stop(): Promise<void>;
}

/** A change of labels is cheap for many and dear for one. */
const RELABEL_EVERY_MS = 1_000;
const RELABEL_AT_ONCE = 200;

/**
 * Watches what is stored, has the doubtful and the far-reaching read again, and changes their labels.
 *
 * Back pressure: none on the stream; too many at once keep their quick label and are counted. Delivery guarantees: none.
 * What waits or is being read when the process ends keeps its quick label.
 */
export function watchSecondReadings(deps: SecondReadingsDeps): SecondReadings {
  const { reader, topology, rule, labelsWith, clock, warn } = deps;
  const counts = { asked: 0, changed: 0, failed: 0 };
  let waiting = 0;
  let due: Relabel[] = [];
  let timer: Subscription | null = null;
  let storing: Promise<void> = Promise.resolve();

  const store = async (changes: readonly Relabel[]): Promise<void> => {
    try {
      const done = await topology.relabel(changes, 'reread');
      counts.changed += done.filter(({ before, after }) => before.sentiment !== after.sentiment).length;
    } catch (error) {
      counts.failed += changes.length;
      warn(`The second readings of ${changes.length} mentions could not be stored.`, error);
    }
    waiting -= changes.length;
  };
  const flush = () => {
    timer?.unsubscribe();
    timer = null;
    const changes = due;
    due = [];
    if (changes.length > 0) storing = storing.then(() => store(changes));
  };
  const readAgain = async (mention: StoredMention): Promise<void> => {
    const sentiment = await reader.read(mention.text);
    if (sentiment === null) {
      waiting -= 1;
      return;
    }
    const { source, id, at } = mention;
    due.push({ source, id, at, labels: labelsWith(mention, sentiment), by: sentiment.model });
    if (due.length >= RELABEL_AT_ONCE) flush();
    else timer ??= clock.scheduler.schedule(flush, RELABEL_EVERY_MS);
  };
  const watching = topology.stored$.subscribe((mentions) => {
    for (const mention of mentions) {
      if (!wantsSecondReading(mention, rule)) continue;
      counts.asked += 1;
      waiting += 1;
      void readAgain(mention);
    }
  });

  return {
    answer: () => {
      const { read, skipped, failed, restarts } = reader.counts;
      return {
        model: reader.version,
        runtime: reader.runtime,
        ...counts,
        waiting,
        read,
        skipped,
        failed: failed + counts.failed,
        restarts,
      };
    },
    async stop() {
      watching.unsubscribe();
      await reader.stop();
      flush();
      await storing;
    },
  };
}
