import { Type, type Static } from 'typebox';
import { nullable, strict } from './literals.ts';

/** `sentiment.onnx` of the configuration: a heavier model that reads again what the quick one is unsure of. */
export const SecondReadingSchema = Type.Object(
  {
    folder: Type.String({
      minLength: 1,
      maxLength: 1_000,
      description:
        'Holds config.json, tokenizer.json and the model; relative to where the server is started.',
    }),
    model: Type.Optional(
      Type.String({
        pattern: '^(?!.*\\.\\.)[A-Za-z0-9_][A-Za-z0-9_./-]{0,199}\\.onnx$',
        description: 'The file in the folder; without it the first that is there of the usual names.',
      }),
    ),
    doubtBelow: Type.Optional(
      Type.Number({
        minimum: 0,
        maximum: 1,
        description: 'Mentions are read again when the quick label is right with less than this probability.',
      }),
    ),
    reachFrom: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: Number.MAX_SAFE_INTEGER,
        description: 'Mentions are read again when their author has at least so many followers.',
      }),
    ),
    threads: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 16, description: 'Each of them holds the model in memory.' }),
    ),
    batch: Type.Optional(Type.Integer({ minimum: 1, maximum: 256, description: 'Texts read at once.' })),
    queue: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 100_000,
        description: 'Mentions that may wait; those beyond keep the quick label.',
      }),
    ),
  },
  strict,
);
export type SecondReadingSection = Static<typeof SecondReadingSchema>;

/** What became of second readings since the start. */
export const SecondReadingsAnswerSchema = Type.Object({
  model: nullable(Type.String({ description: 'As stored with what it read; null: no model is configured.' })),
  runtime: nullable(Type.String({ description: 'What the model runs on.' })),
  asked: Type.Integer({ description: 'Mentions that were doubtful or far-reaching.' }),
  waiting: Type.Integer({ description: 'Of those, not read or not stored yet.' }),
  read: Type.Integer(),
  changed: Type.Integer({ description: 'Of those read, how many got another label than the quick one.' }),
  skipped: Type.Integer({ description: 'Kept the quick label because too many were waiting.' }),
  failed: Type.Integer({ description: 'Kept the quick label because they could not be read or stored.' }),
  restarts: Type.Integer({ description: 'Threads that died and were started again.' }),
});
export type SecondReadingsAnswer = Static<typeof SecondReadingsAnswerSchema>;
