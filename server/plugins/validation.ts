import AjvCompiler from '@fastify/ajv-compiler';
import type { FastifySchema, FastifySchemaCompiler } from 'fastify';

// A misspelt parameter is an answer to its sender: left out in silence it would change what was asked.
const OPTIONS = { allErrors: false, removeAdditional: false } as const;

// Its types speak of a schema alone; it takes what Fastify hands over, as it does without us.
const compiler = (coerceTypes: false | 'array') =>
  AjvCompiler()(
    {},
    { customOptions: { ...OPTIONS, coerceTypes } },
  ) as unknown as FastifySchemaCompiler<FastifySchema>;
const ofText = compiler('array');
const ofJson = compiler(false);

/** An address holds nothing but text, so numbers are read from it; a body says itself what is a number. */
export const validatorOf: FastifySchemaCompiler<FastifySchema> = (route) =>
  (route.httpPart === 'body' ? ofJson : ofText)(route);
