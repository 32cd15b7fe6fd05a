export interface Counting {
  readonly words: string;
  /** Parameters of `GET /api/metrics`. */
  readonly extra: Readonly<Record<string, string>>;
}

const BY_COUNT: readonly Counting[] = [
  { words: 'every mention', extra: { count: 'raw' } },
  { words: 'each text once', extra: { count: 'unique' } },
  { words: 'each person once', extra: { count: 'people' } },
];
const WITHOUT_AUTOMATION: Counting = { words: 'without automation', extra: { automation: 'exclude' } };

/** In how many ways a metric can be counted; none when there is one way only. */
export const countings = (facets: readonly string[]): readonly Counting[] => [
  ...(facets.includes('count') ? BY_COUNT : []),
  ...(facets.includes('automation') ? [WITHOUT_AUTOMATION] : []),
];
