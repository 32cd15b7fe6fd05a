import type { RejectionCode } from '../../schema/contracts/receipt.ts';
import { MENTION_LIMITS } from '../../schema/contracts/mention.ts';

interface SchemaErrors {
  Errors(
    value: unknown,
  ): readonly { keyword: string; instancePath: string; message: string; params: object }[];
}

/** Why a row is not taken. */
export interface Refusal {
  readonly code: RejectionCode;
  readonly reason: string;
}

/** Says in a sentence why a value is no mention, or what else `noun` says: the first thing to repair, never the whole list. */
export function explain(raw: unknown, validator: SchemaErrors, noun = 'a mention'): Refusal {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw))
    return {
      code: 'not_an_object',
      reason: `${noun.charAt(0).toUpperCase()}${noun.slice(1)} is a JSON object; this row is ${nameOf(raw)}.`,
    };
  const row = raw as Record<string, unknown>;
  if (typeof row['id'] === 'number' || typeof row['id'] === 'bigint')
    return {
      code: 'id_not_a_string',
      reason: 'The id is a number; send it as a string, because numbers lose digits past 2^53.',
    };
  const errors = validator.Errors(raw);
  if (errors.some(({ keyword, instancePath }) => keyword === 'maxLength' && instancePath === '/text'))
    return {
      code: 'text_too_long',
      reason: `The text is longer than the ${MENTION_LIMITS.text} characters that are taken.`,
    };
  const required = errors.find((error) => error.keyword === 'required');
  if (required !== undefined) {
    const { requiredProperties } = required.params as { requiredProperties?: readonly string[] };
    const fields = (requiredProperties ?? []).map((field) => `"${field}"`).join(', ');
    return {
      code: 'missing_field',
      reason: `The ${(requiredProperties ?? []).length > 1 ? `fields ${fields} are` : `field ${fields} is`} missing${within(required.instancePath)}.`,
    };
  }
  const unknown = errors.find((error) => error.keyword === 'additionalProperties');
  if (unknown !== undefined) {
    const { additionalProperties } = unknown.params as { additionalProperties?: readonly string[] };
    const field = show(additionalProperties?.[0] ?? '');
    return {
      code: 'unknown_field',
      reason: `The field ${field}${within(unknown.instancePath)} is not part of ${noun}.`,
    };
  }
  const error = errors.find(({ keyword }) => keyword !== 'anyOf' && keyword !== 'boolean') ?? errors[0];
  const path = (error?.instancePath ?? '').slice(1).replaceAll('/', '.');
  const wanted = errors
    .filter(({ instancePath, keyword }) => instancePath === error?.instancePath && keyword !== 'anyOf')
    .map(({ keyword, message, params }) =>
      // An expression is no sentence: what it asks for is told in words there.
      keyword === 'pattern'
        ? 'is not written as /docs says'
        : 'const' in params || 'allowedValue' in params
          ? constOf(params)
          : `${keyword === '' ? '' : message}`,
    )
    .filter((message) => message !== 'must be null');
  return {
    code: 'invalid_field',
    reason: `The field "${path}" ${[...new Set(wanted)].join(' or ')}.`.slice(0, 400),
  };
}

/** A brand that nobody configured came when no more could be discovered. */
export const noRoomFor = (brand: string): Refusal => ({
  code: 'too_many_brands',
  reason: `The brand "${brand}" is not configured, and no more brands may be discovered. Add it under "brands", or raise "maxDiscoveredBrands".`,
});

/** The row's own id for the answer, if it has one that can be shown. */
export function idOf(raw: unknown): string | undefined {
  if (typeof raw !== 'object' || raw === null || !Object.hasOwn(raw, 'id')) return undefined;
  const { id } = raw as { id: unknown };
  if (typeof id !== 'string' && typeof id !== 'number') return undefined;
  return String(id).slice(0, MENTION_LIMITS.id).toWellFormed();
}

const constOf = (params: object): string => `must be ${JSON.stringify(Object.values(params)[0])}`;
const within = (path: string): string => (path === '' ? '' : ` in "${path.slice(1).replaceAll('/', '.')}"`);
const show = (text: string): string => JSON.stringify(text.slice(0, 64).toWellFormed());

function nameOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  return `a ${typeof value}`;
}
