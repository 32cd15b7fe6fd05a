/** Numbers in here are instants of our time in epoch milliseconds, whatever they are called. */
const FIRST_INSTANT = Date.UTC(2015, 0);
const LAST_INSTANT = Date.UTC(2060, 0);

/**
 * A frame as it would be said `byMs` later: all its instants moved on, and its mentions other mentions (`pass` is made
 * part of their keys). Knows no frame by its fields, so that it needs no change when they do.
 */
export function moved<T>(value: T, byMs: number, pass: string): T {
  return move(value, byMs, pass, '') as T;
}

function move(value: unknown, byMs: number, pass: string, name: string): unknown {
  if (typeof value === 'number') return value > FIRST_INSTANT && value < LAST_INSTANT ? value + byMs : value;
  if (typeof value === 'string') return name === 'key' || name === 'removed' ? value + pass : value;
  if (Array.isArray(value)) return value.map((one) => move(one, byMs, pass, name));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, one]) => [key, move(one, byMs, pass, key)] as const);
  return Object.fromEntries(entries);
}
