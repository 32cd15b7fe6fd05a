import type { MetricDefinition } from '../../../schema/contracts/metrics.ts';
import { isBag, isListOf, isNumber, isText, isUnsetOr } from '../live/guards.ts';

export const DEFINITIONS_URL = '/api/metrics/definitions';

/** What is said of a metric; `facets` are the cuts that can be made of it. */
export type FigureDefinition = Omit<MetricDefinition, 'facets'> & { readonly facets: readonly string[] };

const TEXTS = ['id', 'title', 'unit', 'formula', 'includes', 'n', 'window', 'interval', 'source'] as const;

const isDefinition = (value: unknown): value is FigureDefinition =>
  isBag(value) &&
  TEXTS.every((key) => isText(value[key])) &&
  isUnsetOr(value.numerator, isText) &&
  isUnsetOr(value.denominator, isText) &&
  isListOf(value.facets, isText) &&
  isNumber(value.minN) &&
  isNumber(value.version);

/** The definitions in an answer, each metric once; null when it holds none. A bad one is dropped alone. */
export function parseDefinitions(answer: unknown): readonly FigureDefinition[] | null {
  if (!isListOf(answer, () => true)) return null;
  const sound = (answer as readonly unknown[]).filter(isDefinition);
  const byId = new Map(sound.map((one) => [one.id, one]));
  return byId.size === 0 ? null : [...byId.values()];
}

const ADVICE = 'Without it the figures cannot be told apart. Try again.';

/**
 * What each metric means, as the server says it.
 * @throws Error with a sentence for the viewer: unreachable, no success, or nothing that could be read.
 */
export async function fetchDefinitions(
  get: (url: string) => Promise<Response>,
): Promise<readonly FigureDefinition[]> {
  const failed = (why: string, cause?: unknown): Error =>
    new Error(`What each figure means could not be fetched: ${why}. ${ADVICE}`, { cause });
  const response = await get(DEFINITIONS_URL).catch((error: unknown) => {
    throw failed('the server could not be reached', error);
  });
  if (!response.ok) throw failed(`the server answered ${response.status}`);
  const answer: unknown = await response.json().catch((error: unknown) => {
    throw failed('the answer was cut off or is no JSON', error);
  });
  const definitions = parseDefinitions(answer);
  if (definitions === null) throw failed('the answer holds no definition');
  return definitions;
}
