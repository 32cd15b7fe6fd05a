/**
 * From a 32-bit hash to the row of a table: open addressing, a quarter full at most, never changed after building.
 * A hash and its row stand side by side, and one bit a slot says whether there is any: of the hashes of a text most are in
 * no table, the bits fit the fastest cache, and waiting for memory is what looking up costs.
 */
export interface HashTable {
  readonly mask: number;
  /** Two numbers a slot: the hash and the row, which is −1 in an empty one. */
  readonly slots: Int32Array;
  /** A bit a slot: whether it is taken. */
  readonly taken: Int32Array;
}

/** @param hashes one for each row, all different. */
export function createHashTable(hashes: Int32Array): HashTable {
  let size = 32;
  while (size < hashes.length * 4) size *= 2;
  const mask = size - 1;
  const slots = new Int32Array(size * 2).fill(-1);
  const taken = new Int32Array(size / 32);
  for (const [row, hash] of hashes.entries()) {
    let slot = hash & mask;
    while (slots[slot * 2 + 1] !== -1) slot = (slot + 1) & mask;
    slots[slot * 2] = hash;
    slots[slot * 2 + 1] = row;
    taken[slot >> 5] = (taken[slot >> 5] as number) | (1 << (slot & 31));
  }
  return { mask, slots, taken };
}

/** The row of a hash, or −1. */
export function rowOf({ mask, slots, taken }: HashTable, hash: number): number {
  let slot = hash & mask;
  if ((((taken[slot >> 5] as number) >>> (slot & 31)) & 1) === 0) return -1;
  for (;;) {
    const row = slots[slot * 2 + 1] as number;
    if (row === -1 || slots[slot * 2] === hash) return row;
    slot = (slot + 1) & mask;
  }
}
