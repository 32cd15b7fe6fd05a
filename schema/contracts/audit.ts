import { Type, type Static } from 'typebox';
import { PaneFiguresSchema } from './pane-figures.ts';

export const AuditDifferenceSchema = Type.Object({
  brand: Type.String(),
  channel: Type.String(),
  windowStart: Type.String({ description: 'Start of the minute, ISO 8601 in UTC.' }),
  raw: PaneFiguresSchema,
  pane: PaneFiguresSchema,
});
export type AuditDifference = Static<typeof AuditDifferenceSchema>;

export const AuditAnswerSchema = Type.Object({
  from: Type.String(),
  to: Type.String(),
  checked: Type.Integer({ description: 'One-minute panes compared.' }),
  pending: Type.Integer({
    description: 'Late mentions and panes still being recomputed: differences may be theirs.',
  }),
  differences: Type.Array(AuditDifferenceSchema, { description: 'At most 10,000. Healthy: none.' }),
});
export type AuditAnswer = Static<typeof AuditAnswerSchema>;
