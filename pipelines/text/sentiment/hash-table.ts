/** From a 32-bit hash to the row of a table: open addressing, a quarter full at most, never changed after building. */
export interface HashTable {
  readonly mask: number;
  /** The hash in each slot. */
  readonly keys: Int32Array;
  /** The row in each slot; −1 in an empty one. */
  readonly rows: Int32Array;
}

/** @param hashes one for each row, all different. */
export function createHashTable(hashes: Int32Array): HashTable {
  let size = 16;
  while (size < hashes.length * 4) size *= 2;
  const mask = size - 1;
  const keys = new Int32Array(size);
  const rows = new Int32Array(size).fill(-1);
  for (const [row, hash] of hashes.entries()) {
    let slot = hash & mask;
    while (rows[slot] !== -1) slot = (slot + 1) & mask;
    keys[slot] = hash;
    rows[slot] = row;
  }
  return { mask, keys, rows };
}

/** The row of a hash, or −1. */
export function rowOf({ mask, keys, rows }: HashTable, hash: number): number {
  let slot = hash & mask;
  for (;;) {
    const row = rows[slot] as number;
    if (row === -1 || keys[slot] === hash) return row;
    slot = (slot + 1) & mask;
  }
}
