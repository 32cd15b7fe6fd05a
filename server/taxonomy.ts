import type { ConfigFile } from '../schema/contracts/config.ts';
import { DEFAULT_TAXONOMY } from '../pipelines/text/topics/default/default-taxonomy.ts';
import { mergeTaxonomy, type Taxonomy } from '../pipelines/text/topics/taxonomy.ts';

/** The taxonomy a checked configuration asks for: the built-in topics, its own, or both. */
export const taxonomyOf = ({ taxonomy }: ConfigFile): Taxonomy =>
  taxonomy === undefined ? DEFAULT_TAXONOMY : mergeTaxonomy(DEFAULT_TAXONOMY, taxonomy);
