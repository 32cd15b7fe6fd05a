import { beforeEach, describe, expect, it } from 'vitest';
import { DrawQueue } from '../../web/lib/charts/draw-queue.ts';

const FRAME_MS = 16;

/** A page whose time passes only as it is told, and in what is drawn. */
class Page {
  now = 0;
  drawn: string[] = [];
  #planned: { turn: () => void; at: number } | undefined;
  readonly queue = new DrawQueue<object>({
    now: () => this.now,
    budgetMs: 8,
    inFrame: (turn, ms) => {
      const planned = { turn, at: this.now + ms };
      this.#planned = planned;
      return () => (this.#planned === planned ? (this.#planned = undefined) : undefined);
    },
  });

  readonly draws =
    (what: string, tookMs = 1) =>
    () => {
      this.drawn.push(what);
      this.now += tookMs;
    };

  /** Lets a frame pass, and returns what was drawn in it. */
  frame(): string {
    this.now += FRAME_MS;
    this.drawn = [];
    const planned = this.#planned;
    if (planned !== undefined && planned.at <= this.now) {
      this.#planned = undefined;
      planned.turn();
    }
    return this.drawn.join(' ');
  }

  get isIdle(): boolean {
    return this.#planned === undefined;
  }
}

describe('charts that change', () => {
  let page: Page;
  const [a, b, c] = [{}, {}, {}];
  beforeEach(() => (page = new Page()));

  it('are drawn in the next frame, in the order of asking, and then nothing goes on', () => {
    page.queue.ask(b, page.draws('b'), 0);
    page.queue.ask(a, page.draws('a'), 0);
    expect(page.drawn).toEqual([]);
    expect(page.frame()).toBe('b a');
    expect(page.isIdle).toBe(true);
  });

  it('share frames: those that a frame has no time for come in the next, and one that is slow has a frame of its own', () => {
    page.queue.ask(a, page.draws('a', 5), 0);
    page.queue.ask(b, page.draws('b', 50), 0);
    page.queue.ask(c, page.draws('c', 1), 0);
    expect([page.frame(), page.frame(), page.frame()]).toEqual(['a b', 'c', '']);
  });

  it('are drawn once, as they are at their turn', () => {
    page.queue.ask(a, page.draws('old'), 0);
    page.queue.ask(b, page.draws('b'), 0);
    page.queue.ask(a, page.draws('new'), 0);
    expect(page.frame()).toBe('new b');
  });

  it('rest as long as they are told, while others need not', () => {
    page.queue.ask(a, page.draws('first'), 40);
    expect(page.frame()).toBe('first');
    page.queue.ask(a, page.draws('second'), 40);
    page.queue.ask(a, page.draws('third'), 40);
    expect([page.frame(), page.frame()]).toEqual(['', '']);
    page.queue.ask(b, page.draws('b'), 0);
    expect([page.frame(), page.frame()]).toEqual(['third b', '']);
    expect(page.isIdle).toBe(true);
  });

  it('do not wait behind one that rests', () => {
    page.queue.ask(a, page.draws('a'), 1_000);
    page.frame();
    page.queue.ask(a, page.draws('a again'), 1_000);
    page.queue.ask(b, page.draws('b'), 1_000);
    expect(page.frame()).toBe('b');
  });

  it('are not drawn when they are gone', () => {
    page.queue.ask(a, page.draws('a'), 0);
    page.queue.ask(b, page.draws('b'), 0);
    page.queue.forget(a);
    expect(page.frame()).toBe('b');
  });

  it('are drawn though one of them fails', () => {
    const fail = (): void => {
      throw new Error('This chart cannot be drawn.');
    };
    page.queue.ask(a, fail, 0);
    page.queue.ask(b, page.draws('b'), 0);
    expect(() => page.frame()).toThrow('This chart cannot be drawn.');
    expect([page.frame(), page.frame()]).toEqual(['b', '']);
    page.queue.ask(c, page.draws('c'), 0);
    expect(page.frame()).toBe('c');
  });

  it('may ask while one is drawn', () => {
    page.queue.ask(a, () => page.queue.ask(b, page.draws('b'), 0), 0);
    expect([page.frame(), page.frame()].filter((drawn) => drawn !== '')).toEqual(['b']);
  });
});
