const FIRST_MS = 250;
/** A server that is back has every wall within two seconds: a thousand handshakes need the rest. */
const MOST_MS = 1_000;

/**
 * How long to wait before attempt `attempt` (0 for the first retry). Full jitter: a thousand walls that lost the same
 * server at the same moment come back spread out, not as a wave.
 */
export function backoffMs(attempt: number, random: number): number {
  const ceiling = Math.min(MOST_MS, FIRST_MS * 2 ** Math.min(attempt, 16));
  return Math.round(ceiling * random);
}
