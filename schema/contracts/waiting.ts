import { Type, type Static } from 'typebox';
import { nullable } from './literals.ts';
import { ListedMentionSchema } from './mention-list.ts';

/** What a list of who waits is ordered by: who is due first, or who came first. */
export const WAITING_ORDERS = ['due', 'oldest'] as const;

export const WaitingConversationSchema = Type.Object({
  brand: Type.String(),
  since: Type.String({
    description: 'Event time of the mention that has not been answered, ISO 8601 in UTC.',
  }),
  dueAt: nullable(
    Type.String({
      description: 'When the target of its channel is missed, by the clock of the desk; null: never.',
    }),
  ),
  overdue: Type.Boolean(),
  mention: ListedMentionSchema,
});
export type WaitingConversation = Static<typeof WaitingConversationSchema>;

/** `GET /api/waiting`: the conversations that tiles count as waiting. */
export const WaitingListSchema = Type.Object({
  asOf: Type.String({ description: 'When that was so.' }),
  total: Type.Integer({ description: 'How many wait, of those that were asked for.' }),
  conversations: Type.Array(WaitingConversationSchema),
});
export type WaitingList = Static<typeof WaitingListSchema>;
