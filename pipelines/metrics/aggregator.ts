/**
 * A metric family as a commutative monoid: panes of any size are merged from smaller ones, so a window is never a
 * list of events. Laws, tested for every family: `merge` is associative and commutative, `empty()` is its unit, and
 * adding values one by one equals merging their singletons.
 */
export interface Aggregator<In, Acc, Out> {
  empty(): Acc;
  /** Changes `acc` in place and returns it: the hot path allocates nothing. */
  add(acc: Acc, value: In): Acc;
  /** A new accumulator; neither side is changed. */
  merge(a: Acc, b: Acc): Acc;
  result(acc: Acc): Out;
}
