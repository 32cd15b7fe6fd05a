import { Type, type Static } from 'typebox';
import { literals } from './literals.ts';
import { STREAMS } from './streams.ts';

/** Everything that rows come in through: `POST /api/<door>`. */
export const DOORS = ['mentions', ...STREAMS] as const;
export type DoorName = (typeof DOORS)[number];
export const DoorNameSchema = literals(DOORS);

const CountSchema = (description: string) => Type.Integer({ minimum: 0, description });

export const StreamCountsSchema = Type.Object({
  accepted: CountSchema('Rows that came to be on disk.'),
  duplicates: CountSchema('Rows that were on disk before.'),
  rejected: CountSchema('Rows that were not taken, with a reason each.'),
  turnedAway: CountSchema('Rows of batches that were answered with 429 or 503; in none of the others.'),
});

export const StreamsAnswerSchema = Type.Object({
  streams: Type.Record(DoorNameSchema, StreamCountsSchema, {
    description:
      'Since the process started. accepted + duplicates + rejected = rows of the batches that were taken.',
  }),
});
export type StreamsAnswer = Static<typeof StreamsAnswerSchema>;
