import { mod } from './mod.ts';

const STEP_MS = 60_000;
/** As far as the picture moves from its place, in pixels. */
export const REACH_PX = 4;
const SIDE = 2 * REACH_PX;
/** Steps until the picture is back where it began. */
export const STEPS = 4 * SIDE;

export interface Shift {
  readonly x: number;
  readonly y: number;
}

/**
 * Where the picture stands, so that no edge burns into a panel: once around a square, a pixel a minute. Nobody sees it
 * move, and every edge is spread over nine pixels.
 */
export function shiftAt(at: number): Shift {
  const step = mod(Math.floor(at / STEP_MS), STEPS);
  const along = (step % SIDE) - REACH_PX;
  switch (Math.floor(step / SIDE)) {
    case 0:
      return { x: along, y: -REACH_PX };
    case 1:
      return { x: REACH_PX, y: along };
    case 2:
      return { x: -along, y: REACH_PX };
    default:
      return { x: -REACH_PX, y: -along };
  }
}
