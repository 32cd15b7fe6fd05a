import { BRAND_LEVELS, SOURCE_STATUSES } from '../../../schema/contracts/live.ts';
import type { SourceHealth, StateChange } from '../../../schema/contracts/live.ts';
import { isBag, isCount, isMaybeNumber, isNumber, isText } from './guards.ts';

export const isSource = (value: unknown): value is SourceHealth =>
  isBag(value) &&
  isText(value.source) &&
  (SOURCE_STATUSES as readonly unknown[]).includes(value.status) &&
  isNumber(value.lastEventAt) &&
  isNumber(value.lastStoredAt) &&
  isCount(value.perMinute) &&
  isMaybeNumber(value.lagMs);

const isLevel = (value: unknown): boolean => (BRAND_LEVELS as readonly unknown[]).includes(value);

export const isStateChange = (value: unknown): value is StateChange =>
  isBag(value) &&
  isText(value.brand) &&
  isNumber(value.at) &&
  isLevel(value.from) &&
  isLevel(value.to) &&
  isText(value.why);

const MOST_CHANGES = 100;

/** Newest first, each once, bounded. */
export function mergeChanges(
  old: readonly StateChange[],
  added: readonly StateChange[] = [],
): readonly StateChange[] {
  if (added.length === 0) return old;
  const nameOf = ({ brand, at, to }: StateChange): string => `${at} ${to} ${brand}`;
  const byName = new Map([...added, ...old].map((change) => [nameOf(change), change]));
  return [...byName.values()].toSorted((a, b) => b.at - a.at).slice(0, MOST_CHANGES);
}
