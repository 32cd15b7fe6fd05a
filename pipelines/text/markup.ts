/** What social text carries besides words: links, handles, hashtags and entities. Every pattern is linear in the text. */

/** Characters of a text that are read. What follows changes no answer and costs nothing. */
export const READ_AT_MOST = 5_000;

/** Hosts that only forward. `t.co` is not among them: every link on its network is rewritten to it. */
export const SHORTENERS =
  'bit\\.ly|tinyurl\\.com|ow\\.ly|buff\\.ly|goo\\.gl|is\\.gd|cutt\\.ly|rebrand\\.ly|rb\\.gy|dlvr\\.it|ift\\.tt|wp\\.me|adf\\.ly|shorturl\\.at|t\\.ly|lnkd\\.in|linktr\\.ee';
const BARE_HOSTS = `(?:t\\.co|pic\\.twitter\\.com|pic\\.x\\.com|youtu\\.be|fb\\.me|amzn\\.to|t\\.me|wa\\.me|${SHORTENERS})\\/`;

export const LINK = new RegExp(`(?:https?:\\/\\/|\\bwww\\.|(?<![\\w./@-])${BARE_HOSTS})\\S+`, 'gi');
/** `@name`, and the two forms that carry a server: `@name@server.org`, `@name.bsky.social`. Not the middle of an address. */
export const HANDLE = /@(?<![\p{L}\p{N}_]@)\w+(?:@[\w-]+(?:\.[\w-]+)+|(?:\.[\w-]+)?\.bsky\.social)?/gu;
export const HASHTAG = /[#＃][\p{L}\p{N}\p{M}_]+/gu;
export const ENTITY = /&(?:#\d{1,7}|[a-z]{2,6});/gi;

/** Replaces links by a space. */
export const withoutLinks = (text: string): string =>
  text.includes('/') || text.includes('www.') ? text.replace(LINK, ' ') : text;

/** Replaces handles by a space. */
export const withoutHandles = (text: string): string =>
  text.includes('@') ? text.replace(HANDLE, ' ') : text;

/** Replaces HTML entities, which some feeds leave in, by a space. */
export const withoutEntities = (text: string): string =>
  text.includes('&') ? text.replace(ENTITY, ' ') : text;
