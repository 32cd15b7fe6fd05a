/** Channels known without any configuration. A config file may add to them; any other name is rejected. */
export const DEFAULT_CHANNELS: readonly string[] = (
  'twitter facebook instagram tiktok youtube linkedin reddit threads bluesky mastodon telegram whatsapp messenger ' +
  'forum community blog news review trustpilot tripadvisor google_reviews app_store google_play ' +
  'email chat sms phone web podcast tv other'
).split(' ');
