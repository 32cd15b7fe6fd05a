import { TypeBoxValidatorCompiler } from '@fastify/type-provider-typebox';
import type { FastifySchemaCompiler } from 'fastify';
import type { TSchema } from 'typebox';

interface Fault {
  readonly keyword: string;
  readonly instancePath: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly message: string;
}

const firstOf = (value: unknown): unknown => (Array.isArray(value) ? (value as unknown[])[0] : value);

/**
 * Takes bodies at their word, where the validator of the other routes would turn 0 into null: a takeover of no minutes
 * must not become one that never ends. Set it as the validator compiler of routes that people post forms to.
 */
export const exactBodies: FastifySchemaCompiler<TSchema> = (route) => {
  const validate = TypeBoxValidatorCompiler(route);
  return (value: unknown) => {
    const result = validate(value) as { value: unknown } | { error: Fault[] };
    if (!('error' in result)) return result;
    const error = result.error
      // It is said again, with a better word, by the object around it.
      .filter(({ keyword }) => keyword !== 'boolean')
      .map(({ params, ...fault }) => ({
        ...fault,
        params: {
          ...params,
          missingProperty: firstOf(params['requiredProperties']),
          additionalProperty: firstOf(params['additionalProperties']),
        },
      }));
    return { error } as unknown as { error: Error };
  };
};
