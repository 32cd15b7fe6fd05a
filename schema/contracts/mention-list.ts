import { Type, type Static } from 'typebox';
import { LABEL_NAMES } from './labels.ts';
import { literals, nullable } from './literals.ts';
import { DIRECTIONS, INTENTS, KINDS, SENTIMENT_LABELS, VENUES } from './mention.ts';

/** A mention as people read it: text, author and link are hostile until escaped. */
export const ListedMentionSchema = Type.Object({
  source: Type.String(),
  id: Type.String(),
  at: Type.String({ description: 'Event time, ISO 8601 in UTC.' }),
  storedAt: Type.String({ description: 'When it was stored.' }),
  brands: Type.Array(Type.String()),
  channel: Type.String(),
  venue: literals(VENUES),
  kind: literals(KINDS),
  direction: literals(DIRECTIONS),
  author: Type.Object({
    name: Type.String(),
    handle: Type.String(),
    followers: Type.Integer(),
    verified: Type.Boolean(),
  }),
  text: Type.String(),
  url: Type.String({ description: 'As its source gave it; only http and https are safe to follow.' }),
  automated: Type.Boolean(),
  promoted: Type.Boolean(),
  sentiment: literals(SENTIMENT_LABELS),
  sentimentScore: Type.Number(),
  sentimentModel: Type.String({ description: '`human`: a person decided it.' }),
  topics: Type.Array(Type.String()),
  intent: literals(INTENTS),
  actionable: Type.Boolean(),
  suspicion: Type.Number(),
  language: Type.String(),
  corrected: Type.Array(literals(LABEL_NAMES), { description: 'Labels that a person has decided.' }),
  copy: Type.Boolean({
    description: 'A near copy or repost of an earlier text among those asked for: not counted as unique.',
  }),
});
export type ListedMention = Static<typeof ListedMentionSchema>;

/** `GET /api/mentions`: newest first. */
export const MentionListSchema = Type.Object({
  mentions: Type.Array(ListedMentionSchema),
  total: Type.Integer({ description: 'How many match, on all pages.' }),
  unique: Type.Integer({ description: 'Of these, without near copies and reposts.' }),
  people: Type.Integer({ description: 'Distinct authors of these.' }),
  next: nullable(Type.String({ description: '`after` of the next page; null when this is the last one.' })),
});
export type MentionList = Static<typeof MentionListSchema>;
