/** Why a mention looks written by a machine or to sell. Stable: stored and filtered by. */
export const AUTOMATION_REASONS = [
  'declared',
  'giveaway',
  'coupon',
  'crypto',
  'recovery_scam',
  'adult',
  'follow_trade',
  'easy_money',
  'app_post',
  'offer_with_link',
  'promoted',
  'headline',
  'link_only',
  'many_links',
  'short_link',
  'hashtags',
  'handles',
  'repeated_characters',
  'bot_name',
  'default_handle',
  'few_followers',
] as const;
export type AutomationReason = (typeof AUTOMATION_REASONS)[number];

/** One sign, and how sure it makes us alone: 0 … 1. */
export interface Sign {
  readonly reason: AutomationReason;
  readonly weight: number;
}
