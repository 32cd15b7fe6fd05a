import { Observable, Subscriber, type OperatorFunction } from 'rxjs';
import type { Aggregator } from '../metrics/aggregator.ts';
import { SessionWindows } from './session-windows.ts';
import { SlidingWindows } from './sliding-windows.ts';
import { DEFAULT_TRIGGERS, type Trigger, type Triggers } from './triggers.ts';
import { TumblingWindows } from './tumbling-windows.ts';
import { tumbling, type Sliding, type Tumbling, type WindowAssigner } from './window-assigners.ts';
import type {
  KeyedWindows,
  KeyedWindowsConfig,
  SessionOutput,
  WindowInput,
  WindowOutput,
} from './window-io.ts';

export type { Published, SessionOutput, WindowInput, WindowOutput } from './window-io.ts';

export type WindowConfig<In, Acc, Out, Assigner extends WindowAssigner = WindowAssigner> = {
  /** How long after its end a window still takes late values as revisions; then its state is freed. */
  readonly allowedLatenessMs: number;
  readonly aggregator: Aggregator<In, Acc, Out>;
  /** Whether two accumulators say the same: a restatement that changes nothing is not a revision. */
  readonly same: (a: Acc, b: Acc) => boolean;
  /** What a flush publishes; everything that changed by default. */
  readonly triggers?: Partial<Triggers>;
} & (
  | { readonly windows: Assigner }
  /** Short for `windows: tumbling({ sizeMs })`. */
  | { readonly sizeMs: number }
);

/**
 * Keyed windows in event time: tumbling, sliding or session.
 *
 * A value goes into the windows of its key that its event time lies in. A window fires early on `flush` when it changed
 * (`provisional`), on time when the watermark passes its end (`final`, revision 0), and late on `flush` when a value
 * within `allowedLatenessMs` changed it after that (`revised`, revision + 1). A value that came too late for some of
 * its windows comes out once as `late`: with `heldFrom` the windows from there on have it, without nobody has.
 *
 * Tumbling: one window a value. Sliding: a window is a merge of slices, so its length costs nothing a value; early
 * firings stop at the first window that has the key's newest value, as those after it would say the same; a `restate`
 * or `restore` is that of a slice (of a slide, when the slide divides the size) and is published by the next flush.
 * Session: a late value may bridge sessions; a pane whose start is no start any more is taken back by a `retraction`
 * right before the pane that has its values, and a `final` session that is reopened goes on as revisions.
 *
 * Example: `inputs$.pipe(windowAggregate({ windows: sliding({ sizeMs: 3_600_000, slideMs: 60_000 }), … }))`
 *
 * @param config.windows from `tumbling`, `sliding` or `session`; or `sizeMs` alone for tumbling ones.
 * @param config.allowedLatenessMs 0 or more.
 * @param config.triggers `early` and `late`; the on-time firing is not a choice.
 * @throws RangeError at once for settings that contradict each other.
 *
 * *Back pressure*: none of its own; one output a changed window and flush, however many values came.
 *
 * *Guarantees*: each value is in every window that was held when it came, and in exactly one `late` if one was not;
 * emitted accumulators are copies; a window is freed `allowedLatenessMs` after its end (a session one gap later), and
 * a key with its last window; what changed is published before it is freed. A throwing aggregator errors the stream.
 * On completion nothing is fired, the store has it.
 */
export function windowAggregate<In, Acc, Out>(
  config: WindowConfig<In, Acc, Out, Tumbling | Sliding>,
): OperatorFunction<WindowInput<In, Acc>, WindowOutput<In, Acc>>;
export function windowAggregate<In, Acc, Out>(
  config: WindowConfig<In, Acc, Out>,
): OperatorFunction<WindowInput<In, Acc>, SessionOutput<In, Acc>>;
export function windowAggregate<In, Acc, Out>(
  config: WindowConfig<In, Acc, Out>,
): OperatorFunction<WindowInput<In, Acc>, SessionOutput<In, Acc>> {
  const assigner = 'windows' in config ? config.windows : tumbling(config);
  const { allowedLatenessMs } = config;
  if (!(allowedLatenessMs >= 0))
    throw new RangeError(`allowedLatenessMs must be 0 or more, not ${allowedLatenessMs}.`);
  const triggers = { ...DEFAULT_TRIGGERS, ...config.triggers };
  return (source) =>
    new Observable((subscriber) => {
      const early = throttle(triggers.early);
      const late = throttle(triggers.late);
      const windows = keyedWindows(assigner, {
        ...config,
        emit: (output) => {
          if (output.type === 'pane') (output.status === 'provisional' ? early : late).fired = true;
          subscriber.next(output);
        },
      });
      const take = (input: WindowInput<In, Acc>): void => {
        switch (input.type) {
          case 'value':
            return windows.add(input.key, input.at, input.value);
          case 'watermark':
            return windows.advance(input.at);
          case 'flush':
            return flush(windows, early, late, input.at);
          case 'restate':
            return windows.restate(input);
          case 'restore':
            return windows.restore(input);
        }
      };
      return source.subscribe(new Taker(subscriber, take));
    });
}

/** As RxJS's own operators subscribe: the observer form would add a wrapper and a second try to every value. */
class Taker<T> extends Subscriber<T> {
  readonly #take: (value: T) => void;

  constructor(destination: Subscriber<unknown>, take: (value: T) => void) {
    super(destination);
    this.#take = take;
  }

  protected override _next(value: T): void {
    try {
      this.#take(value);
    } catch (error) {
      this.error(error);
    }
  }
}

/** The state behind the operator, without the stream. */
export function keyedWindows<In, Acc>(
  assigner: WindowAssigner,
  config: KeyedWindowsConfig<In, Acc>,
): KeyedWindows<In, Acc> {
  switch (assigner.kind) {
    case 'tumbling':
      return new TumblingWindows(assigner, config);
    case 'sliding':
      return new SlidingWindows(assigner, config);
    case 'session':
      return new SessionWindows(assigner, config);
  }
}

interface Throttle {
  readonly trigger: Trigger;
  firedAt: number | undefined;
  fired: boolean;
}

const throttle = (trigger: Trigger): Throttle => ({ trigger, firedAt: undefined, fired: false });

function flush(
  windows: KeyedWindows<never, never>,
  early: Throttle,
  late: Throttle,
  at: number | undefined,
): void {
  early.fired = late.fired = false;
  windows.flush({
    early: early.trigger({ at, firedAt: early.firedAt }),
    late: late.trigger({ at, firedAt: late.firedAt }),
  });
  // A flush that found nothing to publish does not make the next change wait.
  for (const throttled of [early, late]) if (throttled.fired) throttled.firedAt = at;
}
