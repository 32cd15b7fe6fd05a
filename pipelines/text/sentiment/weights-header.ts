import { Type, type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import { POOLS } from './pools.ts';
import { SCORES } from './scores.ts';

export const MAGIC = 'brandwall-sentiment/3';

/** Names of models: never one by which readings of people, emoji, rules or other models are known. */
const VERSION = '^(?!emoji/)[A-Za-z0-9_.-]+/[A-Za-z0-9_.@-]+$';
/** Bounds what a wrong file may ask for; a model has some ten thousand of each. */
const MOST_ROWS = 10_000_000;
const MOST = 1e6;

const finite = Type.Number({ minimum: -MOST, maximum: MOST });
const positive = Type.Number({ exclusiveMinimum: 0, maximum: MOST });
const rows = Type.Integer({ minimum: 0, maximum: MOST_ROWS });
const words = <T extends readonly string[]>(list: T) =>
  Type.Array(Type.String(), { minItems: list.length, maxItems: list.length });
const triple = (of: typeof finite) => Type.Tuple([of, of, of]);

/** What stands before the columns of the weights, as JSON. */
export const HeaderSchema = Type.Object({
  magic: Type.Literal(MAGIC),
  version: Type.String({ pattern: VERSION, maxLength: 64 }),
  words: rows,
  grams: rows,
  pools: words(POOLS),
  scoreNames: words(SCORES),
  /** A pair for each score, and one for the bias. */
  scores: Type.Array(finite, { minItems: 2 * SCORES.length + 2, maxItems: 2 * SCORES.length + 2 }),
  steps: Type.Object({ meaning: finite, words: finite, grams: finite }),
  emoji: Type.Array(Type.Tuple([Type.Integer({ minimum: 0, maximum: 0xffffffff }), finite]), {
    maxItems: 100_000,
  }),
  calibration: Type.Object({
    scale: triple(finite),
    shift: triple(finite),
    prior: triple(positive),
    countFactors: triple(positive),
  }),
});
export type Header = Static<typeof HeaderSchema>;

const header = Compile(HeaderSchema);
const version = Compile(Type.String({ pattern: VERSION, maxLength: 64 }));

/** Whether a model may be called so. */
export const isModelName = (name: string): boolean => version.Check(name);

/** Whether this is the header of weights that this version of the program reads. */
export const isHeader = (value: unknown): value is Header =>
  header.Check(value) && [...value.pools, ...value.scoreNames].join() === [...POOLS, ...SCORES].join();
