/** The remainder that is never negative: one step back from the first is the last. */
export const mod = (value: number, size: number): number => ((value % size) + size) % size;
