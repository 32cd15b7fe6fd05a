/** A fault of a value, as validators tell it. */
interface Fault {
  readonly keyword: string;
  readonly instancePath: string;
  readonly params: object;
  readonly message?: string | undefined;
}

/**
 * What a value that is one of several had to be, such as `must be one of "query", "praise"`; null where the faults at
 * its place are of another kind. What else it might have been follows: `, or be <= 1`.
 */
export function choicesIn(faults: readonly Fault[], instancePath: string): string | null {
  const here = faults.filter((fault) => fault.instancePath === instancePath);
  const allowed = here
    .filter(({ keyword }) => keyword === 'const')
    .map(({ params }) => JSON.stringify((params as { allowedValue?: unknown }).allowedValue));
  if (allowed.length === 0) return null;
  const others = here
    .filter(({ keyword, params }) => keyword !== 'const' && keyword !== 'anyOf' && !isOfWords(params))
    .map(({ message = '' }) => message.replace(/^must /, ', or '));
  return `must be one of ${[...new Set(allowed)].join(', ')}${[...new Set(others)].join('')}`;
}

/** The choices are words: that it is none is said by them. */
const isOfWords = (params: object): boolean => 'type' in params && params.type === 'string';
