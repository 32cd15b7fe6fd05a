import type { Mention } from '../../../schema/contracts/mention.ts';
import type { Sign } from './reasons.ts';

/** Handles are short, but a feed may send anything. */
const NAME_AT_MOST = 200;
/** `weather_bot`, `WeatherBot`, `Weather Bot`, `bot4u`; not `Talbot`. */
const BOT_NAME =
  /(?:^|[_\W\d])bots?(?=$|[_\W\d])|[a-z\d]Bots?(?=$|[_\W\dA-Z])|(?:^|[_\W])auto(?:post|tweet|reply)/;
/** Names in small letters that end so: people are called Abbot, Talbot, Cabot and Rimbot too. */
const PERHAPS_BOT = /[a-z]{3}bot$/;
const FAMILY_NAME = /(?:ab|tal|ca|gar|her|tur|rim|lam|ro|ara|hal|el|il)bot$/;
/** What a network gives who chooses no name, and what who registers thousands keeps. Many people keep it too. */
const DEFAULT_HANDLE = /^[a-z]+_?[a-z]*_?\d{8,}$/i;
const FEW_FOLLOWERS = 5;

/** Three searches for a few letters spare most names the pattern. */
const isBotName = (name: string): boolean =>
  (name.includes('bot') || name.includes('Bot') || name.includes('auto')) && BOT_NAME.test(name);

const isDigit = (unit: number): boolean => unit >= 0x30 && unit <= 0x39;

/** What the author's names and audience say. Pure. `followers` 0 is "not told" and says nothing. */
export function authorSigns({ handle, name, followers, verified }: Mention['author']): Sign[] {
  const signs: Sign[] = [];
  const cut = handle.length > NAME_AT_MOST ? handle.slice(0, NAME_AT_MOST) : handle;
  const at = cut.startsWith('@') ? cut.slice(1) : cut;
  const called = name.length > NAME_AT_MOST ? name.slice(0, NAME_AT_MOST) : name;
  if (isBotName(at) || isBotName(called.includes('Bot') ? called.replace(/\bBot\b/g, 'bot') : called)) {
    signs.push({ reason: 'bot_name', weight: 0.6 });
  } else if (/t$/i.test(at) && PERHAPS_BOT.test(at.toLowerCase()) && !FAMILY_NAME.test(at.toLowerCase())) {
    signs.push({ reason: 'bot_name', weight: 0.35 });
  }
  if (isDigit(at.charCodeAt(at.length - 1)) && DEFAULT_HANDLE.test(at))
    signs.push({ reason: 'default_handle', weight: 0.15 });
  if (!verified && followers > 0 && followers <= FEW_FOLLOWERS)
    signs.push({ reason: 'few_followers', weight: 0.1 });
  return signs;
}
