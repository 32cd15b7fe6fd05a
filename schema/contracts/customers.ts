import { Type, type Static } from 'typebox';
import { literals, nullable } from './literals.ts';
import { INTENTS, KINDS, SENTIMENT_LABELS } from './mention.ts';
import { CONTACT_CHANNELS, SELF_HELP_KINDS, TIERS } from './streams.ts';

/** `high` begins at the brand's threshold; `watch` lies below it, `critical` well above. */
export const RISK_LEVELS = ['low', 'watch', 'high', 'critical'] as const;
export type RiskLevel = (typeof RISK_LEVELS)[number];

const At = Type.String({ description: 'ISO 8601 in UTC.' });
const Score = Type.Number({ minimum: 0, maximum: 1, description: 'Churn risk, 0 … 1.' });

const ReasonSchema = Type.Object({
  id: Type.String({ description: 'The signal, as the printed weights name it.' }),
  text: Type.String({ description: 'A sentence with its numbers.' }),
  weight: Type.Number({ description: 'What it adds to the log odds of leaving.' }),
});
const Reasons = Type.Array(ReasonSchema, {
  maxItems: 3,
  description: 'What raises it most, strongest first.',
});

const AccountSchema = Type.Object({ channel: Type.String(), account: Type.String() });

/** (source, id) names the row it is about; `text` is the author's: hostile until escaped. */
const row = { at: At, source: Type.String(), id: Type.String() };
const spoken = { ...row, channel: Type.String(), text: Type.Optional(Type.String()) };

export const TimelineEntrySchema = Type.Union([
  Type.Object({
    kind: Type.Literal('mention'),
    ...spoken,
    account: Type.String(),
    followers: Type.Integer({ minimum: 0, description: 'Of the account, as it said then; 0: not known.' }),
    form: literals(KINDS),
    sentiment: literals(SENTIMENT_LABELS),
    intent: literals(INTENTS),
    topics: Type.Array(Type.String()),
    pulledAway: Type.Boolean({ description: 'It speaks of joining a competitor.' }),
  }),
  Type.Object({
    kind: Type.Literal('reply'),
    ...spoken,
    automated: Type.Boolean({ description: 'By a machine of the brand: it stops no clock.' }),
  }),
  Type.Object({
    kind: Type.Literal('contact'),
    ...row,
    channel: literals(CONTACT_CHANNELS),
    reason: Type.String(),
    durationMs: nullable(Type.Number()),
  }),
  Type.Object({
    kind: Type.Literal('self-help'),
    ...row,
    event: literals(SELF_HELP_KINDS),
    article: Type.String(),
  }),
  Type.Object({
    kind: Type.Literal('case-opened'),
    ...row,
    channel: Type.String(),
    actionable: Type.Boolean({ description: 'Someone asked or complained while the clock ran.' }),
    reopened: Type.Boolean({ description: 'An earlier clock of the conversation was answered.' }),
    answeredAt: nullable(At),
  }),
  Type.Object({
    kind: Type.Literal('case-answered'),
    ...row,
    channel: Type.String(),
    waitedMs: Type.Number({ minimum: 0, description: 'From the first unanswered mention to the reply.' }),
  }),
  Type.Object({
    kind: Type.Literal('risk'),
    at: At,
    score: Score,
    level: literals(RISK_LEVELS),
    was: literals(RISK_LEVELS),
    reasons: Reasons,
  }),
]);
export type TimelineEntry = Static<typeof TimelineEntrySchema>;

/** Everything that is known of one customer of one brand. */
export const CustomerViewSchema = Type.Object({
  customer: Type.String(),
  brand: Type.String(),
  asOf: At,
  tier: literals(TIERS),
  enrolled: Type.Boolean(),
  accounts: Type.Array(AccountSchema),
  reach: Type.Integer({
    minimum: 0,
    description: 'Followers of their largest account; of what was paid for they do not count.',
  }),
  risk: Type.Object({
    score: Score,
    level: literals(RISK_LEVELS),
    reasons: Reasons,
    history: Type.Array(Type.Object({ at: At, score: Score }), {
      description: 'At every event and once a day, ascending.',
    }),
  }),
  timeline: Type.Array(TimelineEntrySchema, { description: 'One page, in the order of time.' }),
  total: Type.Integer({ description: 'Entries of the whole timeline.' }),
  next: nullable(Type.String({ description: 'Where the next page begins; null when this is the last one.' })),
  cut: Type.Boolean({ description: 'More was known than is kept: the oldest events are not here.' }),
});
export type CustomerView = Static<typeof CustomerViewSchema>;

export const AtRiskCustomerSchema = Type.Object({
  customer: nullable(Type.String({ description: 'Null: accounts no customer is known of.' })),
  accounts: Type.Array(AccountSchema),
  score: Score,
  level: literals(RISK_LEVELS),
  reasons: Reasons,
  lastSeenAt: nullable(Type.String({ description: 'When they were last heard of, ISO 8601 in UTC.' })),
  tier: literals(TIERS),
});
export type AtRiskCustomer = Static<typeof AtRiskCustomerSchema>;

export const AtRiskAnswerSchema = Type.Object({
  brand: Type.String(),
  asOf: At,
  threshold: Type.Number({ description: 'The score from which a customer is at risk.' }),
  customers: Type.Array(AtRiskCustomerSchema, { description: 'The highest score first.' }),
});
export type AtRiskAnswer = Static<typeof AtRiskAnswerSchema>;
