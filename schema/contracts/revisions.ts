import { Type, type Static } from 'typebox';
import { literals } from './literals.ts';
import { PaneFiguresSchema } from './pane-figures.ts';

/** Why a pane changed after it was final. */
export const REVISION_REASONS = ['late', 'deletion', 'restart', 'requested', 'correction', 'reread'] as const;
export type RevisionReason = (typeof REVISION_REASONS)[number];

export const RevisionSchema = Type.Object({
  brand: Type.String(),
  channel: Type.String(),
  windowStart: Type.String({ description: 'Start of the minute, ISO 8601 in UTC.' }),
  revision: Type.Integer({ minimum: 1 }),
  reason: literals(REVISION_REASONS),
  revisedAt: Type.String({ description: 'ISO 8601 in UTC.' }),
  before: PaneFiguresSchema,
  after: PaneFiguresSchema,
});
export type Revision = Static<typeof RevisionSchema>;

export const RevisionsAnswerSchema = Type.Object({
  revisions: Type.Array(RevisionSchema, { description: 'Newest first.' }),
});

export const RecomputeRequestSchema = Type.Object(
  {
    brand: Type.String({ maxLength: 64 }),
    from: Type.Union([Type.String({ maxLength: 40 }), Type.Integer()], {
      description: 'ISO 8601 or epoch milliseconds, inclusive.',
    }),
    to: Type.Union([Type.String({ maxLength: 40 }), Type.Integer()], { description: 'Exclusive.' }),
  },
  { additionalProperties: false },
);

export const RecomputeProgressSchema = Type.Object({
  pending: Type.Integer({ description: 'Late mentions and one-minute panes still to be worked on.' }),
  recomputed: Type.Integer({ description: 'Panes counted again since the process started.' }),
  restated: Type.Integer({ description: 'Of these, panes that came out different.' }),
});
export type RecomputeProgress = Static<typeof RecomputeProgressSchema>;

export const RecomputeAnswerSchema = Type.Object({
  windows: Type.Integer({ description: 'One-minute windows that hold something and are counted again.' }),
});
