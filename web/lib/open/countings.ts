import { figureParts, figureText } from '../figures/by-unit.ts';

/** Parameters of `GET /api/metrics`. */
export type CountingQuery = Readonly<Record<string, string>>;

export interface Countings {
  readonly columns: readonly string[];
  /** A query for each column. */
  readonly rows: readonly { readonly words: string; readonly queries: readonly CountingQuery[] }[];
  /** What a word in them means; empty when they say it themselves. */
  readonly note: string;
}

const BY_COUNT = [
  { words: 'every mention', query: { count: 'raw' } },
  { words: 'each text once', query: { count: 'unique' } },
  { words: 'each person once', query: { count: 'people' } },
] as const;
const AS_IT_IS = [{ words: 'as it is', query: {} }] as const;
const COUNTED = { words: 'counted', query: {} } as const;
const WITH_AUTOMATION = { words: 'with automation', query: {} } as const;
const WITHOUT_AUTOMATION = {
  words: 'without suspected automation',
  query: { automation: 'exclude' },
} as const;

/** The ways in which a metric can be counted, side by side; null when there is one way only. */
export function countings(facets: readonly string[]): Countings | null {
  const [byCount, byAutomation] = [facets.includes('count'), facets.includes('automation')];
  if (!byCount && !byAutomation) return null;
  const columns = byAutomation ? [WITH_AUTOMATION, WITHOUT_AUTOMATION] : [COUNTED];
  return {
    columns: columns.map(({ words }) => words),
    rows: (byCount ? BY_COUNT : AS_IT_IS).map(({ words, query }) => ({
      words,
      queries: columns.map((column) => ({ ...query, ...column.query })),
    })),
    note: byCount
      ? 'A person is all the accounts that are known to be theirs; the list of mentions counts accounts.'
      : '',
  };
}

/** A value beside others of its kind, without the word of its unit: people are not “mentions”, however they are counted. */
export const bareText = (value: number | null, unit: string): string =>
  unit === 'share' || unit === 'seconds'
    ? figureText(value, unit)
    : (figureParts(value, unit)[0]?.value ?? figureText(null, unit));
