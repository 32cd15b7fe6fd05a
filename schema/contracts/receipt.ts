import { Type, type Static } from 'typebox';

/** Why a row was not taken. Stable: connectors branch on these. */
export const REJECTION_CODES = [
  'malformed_json',
  'not_an_object',
  'unknown_field',
  'missing_field',
  'invalid_field',
  'text_too_long',
  'id_not_a_string',
  'unknown_channel',
  'invalid_time',
  'time_in_seconds',
  'time_too_old',
  'time_in_future',
  'no_brand',
  'too_many_brands',
  'store_refused',
] as const;
export type RejectionCode = (typeof REJECTION_CODES)[number];

export const RejectionSchema = Type.Object({
  index: Type.Integer({ description: 'Position in the batch, from 0.' }),
  id: Type.Optional(Type.String()),
  code: Type.String({ description: `One of: ${REJECTION_CODES.join(', ')}.` }),
  reason: Type.String({ description: 'A sentence that says what is wrong and what to do.' }),
});
export interface Rejection {
  readonly index: number;
  readonly id?: string;
  readonly code: RejectionCode;
  readonly reason: string;
}

/** What became of a batch: rows in it = accepted + duplicates + rejected. */
export const ReceiptSchema = Type.Object({
  accepted: Type.Integer({ description: 'Rows that are now on disk.' }),
  duplicates: Type.Integer({ description: 'Rows that were on disk before; they changed nothing.' }),
  rejected: Type.Array(RejectionSchema),
});
export type Receipt = Static<typeof ReceiptSchema>;

export const ProblemSchema = Type.Object({
  code: Type.String({ description: 'Stable; branch on it.' }),
  message: Type.String({ description: 'A sentence that says what happened and what to do.' }),
});
export type Problem = Static<typeof ProblemSchema>;
