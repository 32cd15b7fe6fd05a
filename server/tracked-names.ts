import type { MentionReaderDeps, Rivals } from '../pipelines/text/mention-reader.ts';
import type { Config } from './config.ts';

export type TrackedNames = Pick<MentionReaderDeps, 'namesOf' | 'rivalsOf' | 'tracked'>;

/** What the brands of a configuration and their rivals are called. */
export function namesIn({ brands }: Pick<Config, 'brands'>): TrackedNames {
  const names = new Map(
    brands.map(({ id, name, handles = [], keywords = [] }) => [
      id,
      [...new Set([id, name, ...handles, ...keywords].map((word) => word.toLowerCase()))],
    ]),
  );
  /** The same array each time: names are compiled once for each. */
  const namesOf = (brand: string): readonly string[] => {
    const known = names.get(brand);
    if (known !== undefined) return known;
    const own = [brand.toLowerCase()];
    names.set(brand, own);
    return own;
  };
  const rivals = new Map<string, Rivals>(
    brands.map(({ id, care }) => {
      const byName = new Map<string, readonly string[]>(
        brands.filter((other) => other.id !== id).map((other) => [other.id, namesOf(other.id)]),
      );
      for (const word of care?.competitors ?? []) byName.set(word, [word.toLowerCase()]);
      return [id, { byName, all: [...byName.values()].flat() }];
    }),
  );
  const tracked = brands.flatMap(({ id, hashtags = [], care }) => [
    ...namesOf(id),
    ...hashtags,
    ...(care?.competitors ?? []),
  ]);
  const nobody: Rivals = { byName: new Map(), all: [] };
  return { namesOf, rivalsOf: (brand) => rivals.get(brand) ?? nobody, tracked };
}
