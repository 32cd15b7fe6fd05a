/** Something that happened, with the id that decides between two of the same instant. */
export interface Dated {
  /** Event time, epoch milliseconds. */
  readonly at: number;
  readonly id: string;
}

export const isEarlier = (a: Dated, b: Dated): boolean => a.at < b.at || (a.at === b.at && a.id < b.id);

/** A binary heap with the earliest on top. Adding in the order of time costs one comparison. */
export class EarliestFirst<T extends Dated> {
  readonly #items: T[] = [];

  get size(): number {
    return this.#items.length;
  }

  peek(): T | undefined {
    return this.#items[0];
  }

  push(item: T): void {
    const items = this.#items;
    let index = items.length;
    items.push(item);
    while (index > 0) {
      const above = (index - 1) >> 1;
      const parent = items[above] as T;
      if (!isEarlier(item, parent)) break;
      items[index] = parent;
      index = above;
    }
    items[index] = item;
  }

  pop(): T | undefined {
    const items = this.#items;
    const first = items[0];
    const last = items.pop();
    if (last === undefined || items.length === 0) return first;
    let index = 0;
    for (;;) {
      let below = 2 * index + 1;
      if (below >= items.length) break;
      if (below + 1 < items.length && isEarlier(items[below + 1] as T, items[below] as T)) below++;
      const child = items[below] as T;
      if (!isEarlier(child, last)) break;
      items[index] = child;
      index = below;
    }
    items[index] = last;
    return first;
  }
}
