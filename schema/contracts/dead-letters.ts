import { Type, type Static } from 'typebox';
import { DoorNameSchema } from './doors.ts';
import { REJECTION_CODES, ReceiptSchema } from './receipt.ts';

export const DeadLetterSchema = Type.Object({
  id: Type.String(),
  stream: DoorNameSchema,
  rejectedAt: Type.String({ description: 'ISO 8601 in UTC.' }),
  code: Type.String({ description: `One of: ${REJECTION_CODES.join(', ')}.` }),
  reason: Type.String(),
  payload: Type.String({ description: 'The row as it came: JSON, or the line that was no JSON.' }),
  resendable: Type.Boolean({ description: 'False when only its beginning was kept.' }),
});
export type DeadLetter = Static<typeof DeadLetterSchema>;

export const DeadLettersAnswerSchema = Type.Object({
  deadLetters: Type.Array(DeadLetterSchema, { description: 'Open ones, newest first.' }),
  open: Type.Integer({ description: 'How many are open in all.' }),
  dropped: Type.Integer({
    description: 'Rejected rows that were not kept since the start, because too many came at once.',
  }),
});

export const ResendRequestSchema = Type.Object(
  { ids: Type.Array(Type.String({ maxLength: 80 }), { minItems: 1, maxItems: 1_000 }) },
  { additionalProperties: false },
);

export const ResendAnswerSchema = Type.Object({
  sent: Type.Integer({ description: 'Letters that were found open and sent.' }),
  receipt: ReceiptSchema,
});
