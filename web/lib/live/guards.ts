/** Questions asked of what came over the wire. None of them throws. */
export type Bag = Readonly<Record<string, unknown>>;

export const isBag = (value: unknown): value is Bag =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
export const isNumber = (value: unknown): value is number =>
  typeof value === 'number' && Number.isFinite(value);
export const isCount = (value: unknown): value is number => isNumber(value) && value >= 0;
export const isMaybeNumber = (value: unknown): value is number | null => value === null || isNumber(value);
export const isText = (value: unknown): value is string => typeof value === 'string';
export const isListOf = (value: unknown, guard: (item: unknown) => boolean): boolean =>
  Array.isArray(value) && value.every(guard);
/** Not there, which is fine, or as it should be. */
export const isUnsetOr = (value: unknown, guard: (item: unknown) => boolean): boolean =>
  value === undefined || guard(value);
