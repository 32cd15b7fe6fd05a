/** What is dropped from the front is cut off when it is this much and half of the run. */
const COMPACT_AT = 32;

/**
 * Values under ascending whole numbers, for indices that come almost in order: appended at the end, dropped from the
 * front, both in amortised O(1); anything in between costs a binary search and a shift.
 *
 * Positions are valid until the next `set`, `remove` or `dropBefore`.
 */
export class SortedRun<V> {
  readonly #indices: number[] = [];
  readonly #values: (V | undefined)[] = [];
  #head = 0;

  get size(): number {
    return this.#indices.length - this.#head;
  }

  /** Undefined when empty. */
  get first(): number | undefined {
    return this.#indices[this.#head];
  }

  get last(): number | undefined {
    return this.size === 0 ? undefined : this.#indices[this.#indices.length - 1];
  }

  /** The position past the end. */
  get end(): number {
    return this.#indices.length;
  }

  /** The first position whose index is at or above this one. */
  seek(index: number): number {
    let low = this.#head;
    let high = this.#indices.length;
    if (low === high || (this.#indices[low] as number) >= index) return low;
    // Without gaps the position can be counted off; with gaps it can only lie before that.
    const guess = low + (index - (this.#indices[low] as number));
    if (guess < high) {
      if (this.#indices[guess] === index) return guess;
      high = guess;
    } else if ((this.#indices[high - 1] as number) < index) return high;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#indices[middle] as number) < index) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The position of this very index, -1 when it is not there. */
  find(index: number): number {
    const last = this.#indices.length - 1;
    if (last >= this.#head && this.#indices[last] === index) return last;
    const at = this.seek(index);
    return at < this.#indices.length && this.#indices[at] === index ? at : -1;
  }

  indexAt(position: number): number {
    return this.#indices[position] as number;
  }

  valueAt(position: number): V {
    return this.#values[position] as V;
  }

  replaceAt(position: number, value: V): void {
    this.#values[position] = value;
  }

  get(index: number): V | undefined {
    const at = this.find(index);
    return at === -1 ? undefined : this.valueAt(at);
  }

  set(index: number, value: V): void {
    const last = this.last;
    if (last === undefined || last < index) {
      this.#indices.push(index);
      this.#values.push(value);
      return;
    }
    const at = this.seek(index);
    if (this.#indices[at] === index) {
      this.#values[at] = value;
      return;
    }
    this.#indices.splice(at, 0, index);
    this.#values.splice(at, 0, value);
  }

  remove(index: number): void {
    const at = this.find(index);
    if (at === -1) return;
    this.#indices.splice(at, 1);
    this.#values.splice(at, 1);
  }

  dropBefore(index: number): void {
    const length = this.#indices.length;
    while (this.#head < length && (this.#indices[this.#head] as number) < index) {
      this.#values[this.#head] = undefined;
      this.#head += 1;
    }
    if (this.#head !== length && (this.#head < COMPACT_AT || this.#head * 2 < length)) return;
    this.#indices.splice(0, this.#head);
    this.#values.splice(0, this.#head);
    this.#head = 0;
  }
}
