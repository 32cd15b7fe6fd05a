import type { CorrectionRequest } from '../../../schema/contracts/corrections.ts';
import type { ListedMention } from '../../../schema/contracts/mention-list.ts';
import { isBag, isText } from '../live/guards.ts';

/** Spelt out: their lists stand beside schemas, which the page has no use for. */
export const SENTIMENT_WORDS = [
  'positive',
  'neutral',
  'negative',
] as const satisfies readonly ListedMention['sentiment'][];
export const INTENT_WORDS = [
  'query',
  'complaint',
  'praise',
  'comment',
  'churn',
] as const satisfies readonly ListedMention['intent'][];
export const MOST_TOPICS = 20;

type Said = Pick<ListedMention, 'sentiment' | 'intent' | 'topics'>;

/** Only what a person has changed: what they left alone may be read again. Null when that is nothing. */
export function correctionOf(was: Said, is: Said): Omit<CorrectionRequest, 'by'> | null {
  const topicsChanged =
    was.topics.length !== is.topics.length || was.topics.some((topic) => !is.topics.includes(topic));
  const change = {
    ...(was.sentiment === is.sentiment ? {} : { sentiment: is.sentiment }),
    ...(was.intent === is.intent ? {} : { intent: is.intent }),
    ...(topicsChanged ? { topics: [...is.topics] } : {}),
  };
  return Object.keys(change).length === 0 ? null : change;
}

/** The labels that are a person's once this has been saved. */
export const correctedBy = (
  { corrected }: Pick<ListedMention, 'corrected'>,
  change: Omit<CorrectionRequest, 'by'>,
): ListedMention['corrected'] => [
  ...new Set([...corrected, ...(Object.keys(change) as ListedMention['corrected'])]),
];

export interface KnownTopic {
  readonly id: string;
  readonly title: string;
}

/** The taxonomy in an answer of `GET /api/topics`. */
export const topicsIn = (answer: unknown): readonly KnownTopic[] =>
  isBag(answer) && Array.isArray(answer.topics)
    ? answer.topics.filter((one): one is KnownTopic => isBag(one) && isText(one.id) && isText(one.title))
    : [];

/** The topic a person means: by its title or its id, in any case. */
export function topicNamed(topics: readonly KnownTopic[], words: string): string | undefined {
  const said = words.trim().toLowerCase();
  return topics.find(({ id, title }) => id === said || title.toLowerCase() === said)?.id;
}

/** What the server says a mention is now, so far as a list shows it: an intent decides more than itself. */
export function savedLabels(answer: unknown): Partial<ListedMention> {
  const after = isBag(answer) ? answer.after : undefined;
  if (!isBag(after)) return {};
  const { sentimentModel, actionable } = after;
  return {
    ...(isText(sentimentModel) ? { sentimentModel } : {}),
    ...(typeof actionable === 'boolean' ? { actionable } : {}),
  };
}
