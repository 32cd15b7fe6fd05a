export interface DrawQueueDeps {
  /** Monotonic milliseconds. */
  readonly now: () => number;
  /** Calls back in an animation frame, `ms` from now at the earliest; what it returns calls that off. */
  readonly inFrame: (turn: () => void, ms: number) => () => void;
  readonly budgetMs: number;
}

interface Wish {
  readonly draw: () => void;
  readonly from: number;
}

/**
 * Charts take turns: what a frame has no time for is drawn in the next ones, so that twenty charts that change at once do
 * not hold up the figures beside them. Of a chart that changes again before its turn, only the newest is drawn.
 */
export class DrawQueue<Key extends object> {
  readonly #deps: DrawQueueDeps;
  /** In the order of asking. */
  readonly #wishes = new Map<Key, Wish>();
  readonly #drawnAt = new WeakMap<Key, number>();
  #turnAt = Infinity;
  #callOff = (): void => undefined;

  constructor(deps: DrawQueueDeps) {
    this.#deps = deps;
  }

  /** Has it drawn soon, but no sooner than `restMs` after it was last drawn. */
  ask(key: Key, draw: () => void, restMs: number): void {
    const from = (this.#drawnAt.get(key) ?? -Infinity) + restMs;
    this.#wishes.set(key, { draw, from });
    this.#plan();
  }

  /** Of one that is gone. */
  forget(key: Key): void {
    this.#wishes.delete(key);
  }

  #plan(): void {
    const earliest = Math.min(Infinity, ...Array.from(this.#wishes.values(), ({ from }) => from));
    if (earliest >= this.#turnAt) return;
    this.#callOff();
    this.#turnAt = earliest;
    this.#callOff = this.#deps.inFrame(() => this.#turn(), Math.max(0, earliest - this.#deps.now()));
  }

  #turn(): void {
    this.#turnAt = Infinity;
    const startedAt = this.#deps.now();
    let now = startedAt;
    try {
      for (const [key, { draw, from }] of this.#wishes) {
        if (now - startedAt >= this.#deps.budgetMs) break;
        if (from > now) continue;
        this.#wishes.delete(key);
        this.#drawnAt.set(key, now);
        draw();
        now = this.#deps.now();
      }
    } finally {
      // A chart that fails fails alone: the others have their turn in the next frame.
      this.#plan();
    }
  }
}

/** Half a frame: the other half is for the figures. */
const BUDGET_MS = 8;

function inFrame(turn: () => void, ms: number): () => void {
  if (ms === 0) {
    const frame = requestAnimationFrame(turn);
    return () => cancelAnimationFrame(frame);
  }
  let frame = 0;
  const timer = setTimeout(() => (frame = requestAnimationFrame(turn)), ms);
  return () => {
    clearTimeout(timer);
    cancelAnimationFrame(frame);
  };
}

/** The page's own. */
export const DRAWING = new DrawQueue<object>({ now: () => performance.now(), inFrame, budgetMs: BUDGET_MS });
