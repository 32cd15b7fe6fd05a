import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { REACH_PX, shiftAt, STEPS } from '../../web/lib/displays/burn-in.ts';

const MINUTE = 60_000;
const anyInstant = fc.integer({ min: -1e12, max: 4e12 });

describe('the place of the picture', () => {
  it('stays within its reach, on whole pixels', () => {
    fc.assert(
      fc.property(anyInstant, (at) => {
        const { x, y } = shiftAt(at);
        expect(Math.max(Math.abs(x), Math.abs(y))).toBe(REACH_PX);
        expect(Number.isInteger(x) && Number.isInteger(y)).toBe(true);
      }),
    );
  });

  it('moves by one pixel a minute, and stands still in between', () => {
    fc.assert(
      fc.property(anyInstant, fc.integer({ min: 0, max: MINUTE - 1 }), (at, later) => {
        const begin = Math.floor(at / MINUTE) * MINUTE;
        const [here, next] = [shiftAt(begin), shiftAt(begin + MINUTE)];
        expect(shiftAt(begin + later)).toEqual(here);
        expect(Math.abs(next.x - here.x) + Math.abs(next.y - here.y)).toBe(1);
      }),
    );
  });

  it('comes back to where it was, and only then', () => {
    const places = Array.from({ length: STEPS }, (_, step) => JSON.stringify(shiftAt(step * MINUTE)));
    expect(new Set(places).size).toBe(STEPS);
    expect(shiftAt(STEPS * MINUTE)).toEqual(shiftAt(0));
  });
});
