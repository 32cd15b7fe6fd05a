/** Channels where a mention is a review with stars, a private message, or a post somebody can pass on. */
export const REVIEW_CHANNELS: ReadonlySet<string> = new Set([
  'trustpilot',
  'tripadvisor',
  'google_reviews',
  'app_store',
  'google_play',
]);
export const MESSAGE_CHANNELS: ReadonlySet<string> = new Set(['chat', 'email']);
export const SHARED_CHANNELS: ReadonlySet<string> = new Set([
  'twitter',
  'threads',
  'bluesky',
  'mastodon',
  'facebook',
]);
/** Pages the brand runs itself: what people write there is on owned ground. */
export const OWNED_CHANNELS: ReadonlySet<string> = new Set(['chat', 'email', 'forum', 'facebook', 'youtube']);
/** Where people address a brand with "@". */
export const HANDLE_CHANNELS: ReadonlySet<string> = new Set([
  'twitter',
  'threads',
  'bluesky',
  'mastodon',
  'instagram',
  'tiktok',
]);
