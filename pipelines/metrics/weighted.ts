import type { Reading } from './family.ts';

/** One input of a figure with printed weights. */
export interface Input {
  readonly name: string;
  /** Null: it cannot be had. */
  readonly value: number | null;
  /** 0 … 1; the weights of a figure add up to 1. */
  readonly weight: number;
  /** Words for people: why the value is null. */
  readonly missing: readonly string[];
}

/**
 * Σ weight · value, with every input and weight printed. An input that is missing leaves the figure blank and says so:
 * the others are never weighted up in its place. What weighs nothing may be missing.
 */
export function weighted(inputs: readonly Input[]): Pick<Reading, 'value' | 'missing' | 'parts'> {
  const parts: Record<string, number | null> = {};
  const missing: string[] = [];
  let sum = 0;
  for (const { name, value, weight, missing: why } of inputs) {
    parts[name] = value;
    parts[`${name}Weight`] = weight;
    sum += weight * (value ?? 0);
    if (value === null && weight > 0) missing.push(...(why.length > 0 ? why : [name]));
  }
  return missing.length === 0
    ? { value: sum, parts }
    : { value: null, missing: [...new Set(missing)], parts };
}
