import { Type, type TLiteral, type TNull, type TOptional, type TSchema, type TUnion } from 'typebox';

/** Objects refuse keys they do not know: a misspelt field is an answer to its sender, not a silent loss. */
export const strict = { additionalProperties: false } as const;

/** A closed set of words, derived from one `as const` tuple. */
export const literals = <const T extends readonly string[]>(values: T) =>
  Type.Union(values.map((value) => Type.Literal(value))) as unknown as TUnion<{
    -readonly [K in keyof T]: TLiteral<T[K]>;
  }>;

/** Feeds spell "absent" both by leaving a field out and as null; here both mean the same. */
export const maybe = <T extends TSchema>(schema: T): TOptional<TUnion<[T, TNull]>> =>
  Type.Optional(Type.Union([schema, Type.Null()]));

/** A value or an explicit "there is none" in what we answer. */
export const nullable = <T extends TSchema>(schema: T): TUnion<[T, TNull]> =>
  Type.Union([schema, Type.Null()]);
