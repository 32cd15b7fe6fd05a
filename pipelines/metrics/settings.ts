import type { Care, Weights } from '../../schema/contracts/care.ts';

/** What the configuration says of one brand, with defaults filled in: the inputs metrics cannot guess. */
export interface BrandSettings {
  readonly brand: string;
  /** IANA zone of its days and its desk. */
  readonly zone: string;
  readonly care: Care;
  readonly weights: {
    readonly reputation: Required<NonNullable<Weights['reputation']>>;
    readonly health: Required<NonNullable<Weights['health']>>;
    /** 0 … 1: a customer whose score is at or above it is at risk. */
    readonly churnThreshold: number;
  };
}

export const DEFAULT_TARGET_MS = 300_000;
export const DEFAULT_DEFLECTION_MS = 72 * 3_600_000;
export const HIGH_PRIORITY_FOLLOWERS = 10_000;

export const DEFAULT_WEIGHTS: BrandSettings['weights'] = {
  reputation: { netSentiment: 0.5, negativeVelocity: 0.25, shareOfPositive: 0.25 },
  health: { reputation: 0.4, service: 0.35, loyalty: 0.25 },
  churnThreshold: 0.5,
};

export const settingsOf = (
  brand: string,
  zone: string,
  care: Care = {},
  weights: Weights = {},
): BrandSettings => ({
  brand,
  zone,
  care,
  weights: {
    reputation: weights.reputation ?? DEFAULT_WEIGHTS.reputation,
    health: weights.health ?? DEFAULT_WEIGHTS.health,
    churnThreshold: weights.churnThreshold ?? DEFAULT_WEIGHTS.churnThreshold,
  },
});

/** How soon a case of this kind should be answered, milliseconds: the strictest target that applies. */
export function targetOf(
  { care }: BrandSettings,
  { channel, highPriority }: { channel: string; highPriority: boolean },
): number {
  const { targets = {} } = care;
  const ofChannel = targets.channels?.[channel] ?? targets.default;
  const seconds = highPriority
    ? Math.min(targets.highPriority ?? Infinity, ofChannel ?? DEFAULT_TARGET_MS / 1_000)
    : (ofChannel ?? DEFAULT_TARGET_MS / 1_000);
  return seconds * 1_000;
}
