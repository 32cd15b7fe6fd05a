const NAMES: Readonly<Record<string, string>> = {
  twitter: 'Twitter',
  tiktok: 'TikTok',
  youtube: 'YouTube',
  linkedin: 'LinkedIn',
  whatsapp: 'WhatsApp',
  tripadvisor: 'Tripadvisor',
  google_reviews: 'Google reviews',
  app_store: 'App Store',
  google_play: 'Google Play',
  email: 'E-mail',
  sms: 'SMS',
  tv: 'TV',
};

/** Channels come from the configuration, so an unknown one is spelt from its id: `press_release` → `Press release`. */
export function channelName(channel: string): string {
  const known = Object.hasOwn(NAMES, channel) ? NAMES[channel] : undefined;
  if (known !== undefined) return known;
  const words = channel.replaceAll('_', ' ').trim();
  return words === '' ? 'Unknown' : words.charAt(0).toUpperCase() + words.slice(1);
}
