import { createHash } from 'node:crypto';
import type { Board, BoardStory } from '../../schema/contracts/board.ts';
import type { AtRiskCustomer } from '../../schema/contracts/customers.ts';
import type { BrandReadings, LiveFrame, TickerMention } from '../../schema/contracts/live.ts';
import type { StoryRow } from '../../schema/contracts/stories.ts';
import { withoutProfanity } from './profanity.ts';

/**
 * What strangers in a lobby may read: no names, no handles, no addresses, no numbers to call, no profanity. A text still
 * says what it says: whoever is named in it without a handle stays named.
 */

const DOTS = '•••';
/** Longer texts are cut first: a hostile one must cost no more than any other. */
const LONGEST = 280;

/** Drawn as nothing, and enough to hide a handle from everything below. */
const INVISIBLE = /[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;
const NAME = String.raw`[\p{L}\p{M}\p{N}_.+%'-]`;
const AT = '[@\uff20\ufe6b]';
/** Handles with what clings to them, such as the server of a Mastodon handle; without an "@" in front it is e-mail. */
const HANDLE = new RegExp(`${NAME}*(?:${AT}+${NAME}+)+`, 'gu');
const REDDIT = new RegExp(String.raw`(?<![\p{L}\p{N}_])${AT}*\/?u\/[\p{L}\p{N}_-]+`, 'giu');
const LINK = /(?:\b[a-z][a-z0-9+.-]{1,15}:\/\/|\bwww\.)\S+/giu;
/** A domain that is followed by a path, or that can hardly be two sentences without a space in between. */
const BARE_LINK =
  /\b(?:[\p{L}\p{N}-]{1,63}\.){1,4}(?:[a-z]{2,18}\/\S*|(?:com|net|org|info|biz|io|co|app|dev|ly|gl|me|tv|gg|de|uk|fr|eu|us|ru)(?![\p{L}\p{N}]))/giu;
const PHONE = /(?<![\p{L}\p{Nd}])\+?\(?\p{Nd}(?:[\s()./-]{0,2}\p{Nd}){6,18}(?!\p{Nd})/gu;

/** A text, at most 280 characters of it and "…". */
export function maskText(text: string): string {
  const cut = text.length > LONGEST;
  const seen = (cut ? text.slice(0, LONGEST) : text).toWellFormed().replace(INVISIBLE, '');
  const masked = seen
    .replace(LINK, '[link]')
    // Before other handles: of "@u/somebody" these would leave who it is.
    .replace(REDDIT, `u/${DOTS}`)
    .replace(HANDLE, (found) => (isHandle(found) ? `@${DOTS}` : '[address]'))
    .replace(BARE_LINK, '[link]')
    .replace(PHONE, '[number]');
  return withoutProfanity(masked) + (cut ? '…' : '');
}

const isHandle = (found: string): boolean => /^[@\uff20\ufe6b]/.test(found);

/** The first letter and dots, however long it is: the same name always gives the same. */
export function maskName(name: string): string {
  const first = /[\p{L}\p{N}]/u.exec(name.slice(0, LONGEST))?.[0] ?? '';
  return first + DOTS;
}

/** The rest of an id may be an address with a name in it. The same id always gives the same. */
export const maskId = (id: string): string =>
  createHash('sha256').update(id.toWellFormed()).digest('base64url').slice(0, 16);

/** Of a mention: its source, a slash, its id. */
const maskKey = (key: string): string => {
  const slash = key.indexOf('/');
  return `${key.slice(0, slash + 1)}${maskId(key.slice(slash + 1))}`;
};

export const maskMention = (mention: TickerMention): TickerMention => ({
  ...mention,
  key: maskKey(mention.key),
  author: maskName(mention.author),
  text: maskText(mention.text),
});

export const maskStory = <T extends StoryRow>(story: T): T => ({
  ...story,
  id: maskId(story.id),
  author: story.author === null ? null : maskName(story.author),
});

const maskBoardStory = (story: BoardStory): BoardStory => ({
  ...maskStory(story),
  text: story.text === null ? null : maskText(story.text),
});

const maskAccount = <T extends { readonly account: string }>(of: T): T => ({
  ...of,
  account: maskName(of.account),
});
const maskCustomer = (customer: string | null): string | null =>
  customer === null ? null : maskName(customer);

const maskAtRisk = (customer: AtRiskCustomer): AtRiskCustomer => ({
  ...customer,
  customer: maskCustomer(customer.customer),
  accounts: customer.accounts.map(maskAccount),
  reasons: customer.reasons.map((reason) => ({ ...reason, text: maskText(reason.text) })),
});

/** The page of a brand without the people on it; every figure stays. */
export const maskBoard = (board: Board): Board => ({
  ...board,
  risk: { ...board.risk, customers: board.risk.customers.map(maskAtRisk) },
  advocates: board.advocates.map((advocate) => ({
    ...maskAccount(advocate),
    customer: maskCustomer(advocate.customer),
  })),
  stories: board.stories.map(maskBoardStory),
});

const maskReadings = ({ stories = [], ...readings }: BrandReadings): BrandReadings => ({
  ...readings,
  stories: stories.map(maskBoardStory),
});

/** Masks frames; a mention that comes again, in a snapshot or for a slow reader, is read once. */
export function createFrameMask(): (frame: LiveFrame) => LiveFrame {
  const masked = new WeakMap<TickerMention, TickerMention>();
  const maskOnce = (mention: TickerMention): TickerMention => {
    const known = masked.get(mention) ?? maskMention(mention);
    masked.set(mention, known);
    return known;
  };
  return (frame) => {
    if (frame.type !== 'snapshot' && frame.type !== 'delta') return frame;
    const { readings } = frame;
    const common = {
      mentions: frame.mentions.map(maskOnce),
      ...(readings === undefined ? {} : { readings: readings.map(maskReadings) }),
    };
    if (frame.type === 'snapshot') return { ...frame, ...common };
    const { removed, relabelled } = frame;
    return {
      ...frame,
      ...common,
      ...(removed === undefined ? {} : { removed: removed.map(maskKey) }),
      ...(relabelled === undefined
        ? {}
        : { relabelled: relabelled.map((change) => ({ ...change, key: maskKey(change.key) })) }),
    };
  };
}
