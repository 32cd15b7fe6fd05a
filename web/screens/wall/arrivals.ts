interface Keyed {
  readonly key: string;
}

/**
 * Counts what a list has that the list before it had not. Asked about the same list again it says the same: whoever shows
 * a list may ask as often as it likes.
 */
export function createArrivals(): (list: readonly Keyed[]) => number {
  let last: readonly Keyed[] | null = null;
  let before: ReadonlySet<string> = new Set();
  let added = 0;
  return (list) => {
    if (list === last) return added;
    last = list;
    added = list.filter(({ key }) => !before.has(key)).length;
    before = new Set(list.map(({ key }) => key));
    return added;
  };
}
