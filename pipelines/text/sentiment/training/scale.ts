import { CLASSES, type Problem } from './problem.ts';

/** Says little of a class, yet is not kept from moving. */
const LEAST = 0.1;
const MOST = 3;

/**
 * How far each sparse weight may move for its price: further for features that one class has much more often than the
 * others (the log-count ratio of Wang and Manning, 2012). By `column * 3 + class`.
 */
export function logCountScale({ rows, sparseColumns, start, column, label }: Problem): Float32Array {
  const counts = new Float64Array(sparseColumns * CLASSES);
  const texts = new Float64Array(CLASSES);
  for (let row = 0; row < rows; row++) {
    const of = label[row] as number;
    texts[of] = (texts[of] as number) + 1;
    for (let at = start[row] as number; at < (start[row + 1] as number); at++) {
      const place = (column[at] as number) * CLASSES + of;
      counts[place] = (counts[place] as number) + 1;
    }
  }
  const share = Float64Array.from(counts, (count, at) => (count + 1) / ((texts[at % CLASSES] as number) + 2));
  return Float32Array.from(share, (own, at) => {
    const first = at - (at % CLASSES);
    const all = (share[first] as number) + (share[first + 1] as number) + (share[first + 2] as number);
    return Math.min(MOST, LEAST + Math.abs(Math.log(own / ((all - own) / 2))));
  });
}
