import { expect, it } from 'vitest';
import { createArrivals } from '../../web/screens/wall/arrivals.ts';

const list = (keys: string) => [...keys].map((key) => ({ key }));

it('counts what is new in a list, and says the same of the same list', () => {
  const arrivals = createArrivals();
  const first = list('cba');
  expect([arrivals(first), arrivals(first)]).toEqual([3, 3]);
  const second = list('edcb');
  expect([arrivals(second), arrivals(second), arrivals(second)]).toEqual([2, 2, 2]);
  expect(arrivals(list('edcb'))).toBe(0);
  expect(arrivals([])).toBe(0);
  expect(arrivals(list('a'))).toBe(1);
});
