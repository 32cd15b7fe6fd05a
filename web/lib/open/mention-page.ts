import type { ListedMention } from '../../../schema/contracts/mention-list.ts';
import { isBag, isCount, isListOf, isNumber, isText } from '../live/guards.ts';

/** One page of mentions as they may be shown. */
export interface MentionPage {
  readonly mentions: readonly ListedMention[];
  readonly total: number;
  readonly unique: number;
  readonly people: number;
  readonly next: string | null;
}

const TEXTS = [
  'source',
  'id',
  'at',
  'channel',
  'kind',
  'direction',
  'text',
  'url',
  'intent',
  'language',
  'sentimentModel',
] as const;
const FLAGS = ['automated', 'promoted', 'actionable', 'copy'] as const;
const SENTIMENTS: readonly unknown[] = ['positive', 'neutral', 'negative'];

export const isListed = (value: unknown): value is ListedMention =>
  isBag(value) &&
  TEXTS.every((key) => isText(value[key])) &&
  FLAGS.every((key) => typeof value[key] === 'boolean') &&
  SENTIMENTS.includes(value.sentiment) &&
  isNumber(value.sentimentScore) &&
  isNumber(value.suspicion) &&
  isListOf(value.topics, isText) &&
  isListOf(value.brands, isText) &&
  isListOf(value.corrected, isText) &&
  isBag(value.author) &&
  isText(value.author.name) &&
  isText(value.author.handle) &&
  isCount(value.author.followers);

/** The page in an answer; a mention that is none is left out alone. Null: it is no page. */
export function parseMentionPage(answer: unknown): MentionPage | null {
  if (!isBag(answer) || !Array.isArray(answer.mentions)) return null;
  const { total, unique, people, next } = answer;
  if (!isCount(total) || !isCount(unique) || !isCount(people) || (next !== null && !isText(next)))
    return null;
  return { mentions: answer.mentions.filter(isListed), total, unique, people, next };
}

/** A link that may be followed: nothing but the web. */
export function safeLink(url: string): string | null {
  if (!URL.canParse(url)) return null;
  const { protocol, href } = new URL(url);
  return protocol === 'https:' || protocol === 'http:' ? href : null;
}
