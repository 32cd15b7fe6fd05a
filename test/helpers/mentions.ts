import type { ThreadEvent } from '../../pipelines/conversations/first-responses.ts';
import { loadIdentity } from '../../pipelines/sinks/identity.ts';
import type { MentionReader } from '../../pipelines/text/mention-reader.ts';
import type { Labels } from '../../schema/contracts/labels.ts';
import type { StoredMention } from '../../schema/clickhouse/tables.ts';
import type { Mention } from '../../schema/contracts/mention.ts';

const identityOf = await loadIdentity();

export const NOON = Date.UTC(2026, 2, 4, 12);
export const SECOND = 1_000;
export const MINUTE = 60_000;
export const HOUR = 3_600_000;
export const DAY = 86_400_000;

const NOTHING: Mention = {
  source: 'feed',
  id: 'm1',
  channel: 'twitter',
  venue: 'third_party',
  kind: 'post',
  direction: 'inbound',
  at: NOON,
  author: { id: 'ann', name: '', handle: '', followers: 0, verified: false },
  text: 'Hello.',
  lang: '',
  inReplyTo: '',
  conversation: '',
  url: '',
  metrics: { likes: 0, reposts: 0, replies: 0, views: 0 },
  automated: false,
  promoted: false,
  rating: null,
  customer: '',
  brands: ['acme'],
};

const author = (id: string): Mention['author'] => ({ ...NOTHING.author, id });

/** A customer's post, changed where it says so. */
export const mention = ({ by, ...changes }: Partial<Mention> & { readonly by?: string } = {}): Mention => ({
  ...NOTHING,
  ...(by === undefined ? {} : { author: author(by) }),
  ...changes,
});

/** Nothing was read from it. */
export const UNREAD: Labels = {
  sentiment: 'neutral',
  sentimentScore: 0,
  sentimentModel: 'test',
  topics: [],
  intent: 'comment',
  leaving: [],
  joining: [],
  actionable: false,
  suspicion: 0,
  fingerprint: 0n,
  language: 'en',
};

const labelled = (changes: Partial<Labels>): Labels =>
  Object.fromEntries(
    Object.entries(UNREAD).map(([name, nothing]) => [name, changes[name as keyof Labels] ?? nothing]),
  ) as unknown as Labels;

export const stored = (changes: Partial<StoredMention> & { readonly by?: string } = {}): StoredMention => {
  const plain = mention(changes);
  return {
    ...plain,
    identity: identityOf(plain.source, plain.id),
    batch: changes.batch ?? 1,
    storedAt: changes.storedAt ?? NOON,
    original: changes.original ?? changes.fingerprint ?? 0n,
    ...labelled(changes),
  };
};

/** Something a customer says, for conversations. */
export const ask = (id: string, at: number, changes: Partial<ThreadEvent> = {}): ThreadEvent => ({
  source: 'feed',
  id,
  at,
  direction: 'inbound',
  automated: false,
  author: 'ann',
  inReplyTo: '',
  conversation: '',
  channel: 'twitter',
  brands: ['acme'],
  opensClock: true,
  actionable: true,
  ...changes,
});

/** Something a person of the brand answers. */
export const answer = (
  id: string,
  at: number,
  inReplyTo: string,
  changes: Partial<ThreadEvent> = {},
): ThreadEvent => ({
  ...ask(id, at),
  direction: 'outbound',
  author: 'acme',
  inReplyTo,
  opensClock: false,
  actionable: false,
  ...changes,
});

/** Reads what the text says it is. */
export const plainReader: MentionReader = ({ text }) => {
  const sentiment = text.includes('good') ? 'positive' : text.includes('bad') ? 'negative' : 'neutral';
  return {
    ...UNREAD,
    sentiment,
    sentimentScore: sentiment === 'positive' ? 1 : sentiment === 'negative' ? -1 : 0,
    sentimentModel: 'plain',
    actionable: text.includes('?') || sentiment === 'negative',
  };
};
