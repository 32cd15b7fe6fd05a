import type { TaxonomyConfig } from '../../../schema/contracts/taxonomy.ts';

/** One thing people talk about. `id` is `branch.leaf`. */
export interface Topic {
  readonly id: string;
  readonly title: string;
  /** See `phrase.ts` for the language. One of them is enough. */
  readonly phrases: readonly string[];
  /** Where one of these is found, a phrase that shares a word with it does not count. */
  readonly not: readonly string[];
}

/** Topics in the order in which they are reported. */
export type Taxonomy = readonly Topic[];

/** A taxonomy that cannot be used, in a sentence that names the topic, the phrase and what to do. */
export class TaxonomyError extends Error {
  override readonly name = 'TaxonomyError';
}

/**
 * The taxonomy of a configuration. It adds to `base` unless it says `extend: false`: a topic with a known id gains
 * phrases (and its title, if one is given, replaces the old one), others are appended in their order.
 * @throws TaxonomyError when a topic is given twice, or is left without phrases.
 */
export function mergeTaxonomy(base: Taxonomy, config: TaxonomyConfig): Taxonomy {
  const merged = new Map(config.extend === false ? [] : base.map((topic) => [topic.id, topic]));
  const seen = new Set<string>();
  for (const { id, title, phrases, not = [] } of config.topics) {
    if (seen.has(id))
      throw new TaxonomyError(`The topic "${id}" is given twice; put all its phrases in one.`);
    seen.add(id);
    const known = merged.get(id);
    merged.set(id, {
      id,
      title: title ?? known?.title ?? titleOf(id),
      phrases: union(known?.phrases, phrases),
      not: union(known?.not, not),
    });
  }
  for (const { id, phrases } of merged.values())
    if (phrases.length === 0)
      throw new TaxonomyError(`The topic "${id}" has no phrases; give it one, or leave the topic out.`);
  return [...merged.values()];
}

const union = (one: readonly string[] = [], other: readonly string[]): string[] => [
  ...new Set([...one, ...other]),
];

/** "supply-chain.wrong-item" becomes "Supply chain: wrong item". */
function titleOf(id: string): string {
  const spoken = id.replaceAll('-', ' ').replace('.', ': ');
  return spoken.charAt(0).toUpperCase() + spoken.slice(1);
}
