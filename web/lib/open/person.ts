import type { CustomerView, TimelineEntry } from '../../../schema/contracts/customers.ts';
import { channelName } from '../channels.ts';
import { formatCount, formatDuration } from '../format.ts';
import { isBag, isCount, isListOf, isNumber, isText, isUnsetOr } from '../live/guards.ts';
import { tameText } from '../text.ts';
import type { GlyphName } from '../tiles/glyph-name.ts';

/** Who somebody is in an address: a customer, or an account that belongs to no known one. */
export function personIdOf({
  customer,
  accounts,
}: {
  readonly customer: string | null;
  readonly accounts: readonly { readonly channel: string; readonly account: string }[];
}): string | null {
  if (customer !== null) return customer;
  const [first] = accounts;
  return first === undefined ? null : `${first.channel}:${first.account}`;
}

/** How much of a life is read at once: the newest of it. */
const MOST = 2_000;

export const personUrl = ({ person, brand }: { readonly person: string; readonly brand: string }): string =>
  `/api/customers/${encodeURIComponent(person.toWellFormed())}?${new URLSearchParams({ brand, limit: String(MOST), page: 'newest' })}`;

export type Person = Omit<CustomerView, 'asOf' | 'next'>;

const isReason = (value: unknown): boolean => isBag(value) && isText(value.text) && isNumber(value.weight);
const isAccount = (value: unknown): boolean => isBag(value) && isText(value.channel) && isText(value.account);
const isPast = (value: unknown): boolean => isBag(value) && isText(value.at) && isNumber(value.score);
const isEntry = (value: unknown): value is TimelineEntry =>
  isBag(value) &&
  isText(value.kind) &&
  isText(value.at) &&
  !Number.isNaN(Date.parse(value.at)) &&
  ['source', 'id', 'channel', 'text', 'reason', 'event', 'article'].every((key) =>
    isUnsetOr(value[key], isText),
  ) &&
  ['score', 'waitedMs', 'followers'].every((key) => isUnsetOr(value[key], isNumber));

/** The person in an answer; an entry of their time that is none is left out alone. Null: it is nobody. */
export function parsePerson(answer: unknown): Person | null {
  if (!isBag(answer) || !isBag(answer.risk) || !Array.isArray(answer.timeline)) return null;
  const { customer, brand, accounts, reach, risk, total } = answer;
  if (
    !isText(customer) ||
    !isText(brand) ||
    !isListOf(accounts, isAccount) ||
    !isCount(reach) ||
    !isCount(total)
  )
    return null;
  if (!isNumber(risk.score) || !isText(risk.level)) return null;
  if (!isListOf(risk.reasons, isReason) || !isListOf(risk.history, isPast)) return null;
  return { ...(answer as unknown as Person), timeline: answer.timeline.filter(isEntry) };
}

export interface EntryWords {
  readonly glyph: GlyphName;
  /** What it was, in a word or two. */
  readonly what: string;
  /** Their own words, hostile until tamed; '' where there are none. */
  readonly text: string;
  readonly facts: readonly string[];
}

const CONTACT_WORDS: Readonly<Record<string, string>> = {
  call: 'Called', chat: 'Chatted', email: 'Wrote an e-mail', message: 'Wrote a message', visit: 'Came in',
}; // prettier-ignore
const SELF_HELP_WORDS: Readonly<Record<string, string>> = {
  view: 'Read an article', solved: 'Found the answer in an article', unsolved: 'Did not find the answer in an article',
  accepted_answer: 'Took an answer of others',
}; // prettier-ignore

/** An entry of somebody's time with a brand in words; null where a newer server tells something unheard of. */
export function entryWords(entry: TimelineEntry): EntryWords | null {
  switch (entry.kind) {
    case 'mention':
      return {
        glyph: entry.sentiment,
        what: 'Said',
        text: entry.text ?? '',
        facts: [
          channelName(entry.channel),
          entry.followers > 0 ? followersWords(entry.followers) : '',
          entry.sentiment,
          entry.intent === 'comment' ? '' : entry.intent,
          entry.pulledAway ? 'drawn to a competitor' : '',
        ].filter((fact) => fact !== ''),
      };
    case 'reply':
      return {
        glyph: 'outbound',
        what: entry.automated ? 'Answered by a machine' : 'Answered by the brand',
        text: entry.text ?? '',
        facts: [channelName(entry.channel)],
      };
    case 'contact':
      return {
        glyph: 'inbound',
        what: CONTACT_WORDS[entry.channel] ?? 'Got in touch',
        text: entry.reason,
        facts: typeof entry.durationMs === 'number' ? [`for ${formatDuration(entry.durationMs)}`] : [],
      };
    case 'self-help':
      return {
        glyph: 'quiet',
        what: SELF_HELP_WORDS[entry.event] ?? 'Helped themselves',
        text: entry.article,
        facts: [],
      };
    case 'case-opened':
      // Whoever only says thanks waits for nothing.
      if (!entry.actionable) return null;
      return {
        glyph: 'wait',
        what: entry.reopened ? 'Waits again' : 'Waits for an answer',
        text: '',
        facts: entry.answeredAt === null ? ['still waiting'] : [],
      };
    case 'case-answered':
      return {
        glyph: 'flat',
        what: 'Has an answer',
        text: '',
        facts: [`after ${formatDuration(entry.waitedMs)}`],
      };
    case 'risk':
      return {
        glyph: riskGlyph(entry.level),
        what: `Risk ${Math.round(entry.score * 100)} of 100: ${entry.level}, was ${entry.was}`,
        text: '',
        facts: entry.reasons.map(({ text }) => tameText(text, 120)),
      };
    default:
      return null;
  }
}

export const riskGlyph = (level: string): GlyphName =>
  level === 'critical' || level === 'high' ? 'alert' : level === 'watch' ? 'watch' : 'calm';

/** `2 accounts: p1 · Twitter, p2 · Chat`. */
export const accountWords = (accounts: Person['accounts']): string =>
  accounts.length === 0
    ? 'no account is known'
    : `${accounts.length === 1 ? '' : `${formatCount(accounts.length)} accounts: `}${accounts.map(({ account, channel }) => `${tameText(account, 40)} · ${channelName(channel)}`).join(', ')}`;

/** `1 234 followers`. */
export const followersWords = (count: number): string =>
  `${formatCount(count)} ${count === 1 ? 'follower' : 'followers'}`;
