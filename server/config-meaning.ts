import type { Care, Weights } from '../schema/contracts/care.ts';
import { DEFAULT_CHANNELS } from '../schema/contracts/channels.ts';
import type { ConfigFile } from '../schema/contracts/config.ts';
import { faultOfHolidays, faultOfHours, type Fault } from '../pipelines/calendar/hours.ts';
import { faultOfRules } from '../pipelines/text/rules/rules-fault.ts';
import { DEFAULT_TAXONOMY } from '../pipelines/text/topics/default/default-taxonomy.ts';
import { faultOfTaxonomy } from '../pipelines/text/topics/taxonomy-fault.ts';
import { taxonomyOf } from './taxonomy.ts';

/** Weights are written as decimals, which do not add up exactly. */
const TOLERANCE = 1e-6;

/**
 * The first thing a schema cannot say: ids that clash, zones and dates that do not exist, phrases that
 * cannot be read, sums that are off. Null: none.
 */
export function faultOfConfig(file: ConfigFile): Fault | null {
  const { brands = [], channels = [], weights = {}, taxonomy } = file;
  const ofTaxonomy = taxonomy === undefined ? null : faultOfTaxonomy(taxonomy, DEFAULT_TAXONOMY);
  if (ofTaxonomy !== null) return within(['taxonomy'], ofTaxonomy);
  const known = {
    topics: new Set(taxonomyOf(file).map((topic) => topic.id)),
    channels: new Set([...DEFAULT_CHANNELS, ...channels]),
  };
  const seen = new Set<string>();
  for (const [index, { id, zone, care, rules }] of brands.entries()) {
    const at = ['brands', String(index)];
    if (seen.has(id)) return { path: [...at, 'id'], says: `is "${id}" a second time; ids must differ` };
    seen.add(id);
    if (zone !== undefined && !isZone(zone))
      return {
        path: [...at, 'zone'],
        says: `is "${zone}"; expected an IANA time zone such as Europe/Paris`,
      };
    const fault = care === undefined ? null : faultOfCare(care);
    if (fault !== null) return within([...at, 'care'], fault);
    const ofRules = rules === undefined ? null : faultOfRules(rules, known);
    if (ofRules !== null) return within([...at, 'rules'], ofRules);
  }
  const fault = faultOfWeights(weights);
  return fault === null ? null : within(['weights'], fault);
}

function faultOfCare({ hours, holidays = [], costs }: Care): Fault | null {
  const ofHours = hours === undefined ? null : faultOfHours(hours);
  if (ofHours !== null) return within(['hours'], ofHours);
  const ofHolidays = faultOfHolidays(holidays);
  if (ofHolidays !== null) return within(['holidays'], ofHolidays);
  const retention = costs?.retention;
  if (retention === undefined) return null;
  const { low, base, high } = retention;
  if (low <= base && base <= high) return null;
  return {
    path: ['costs', 'retention'],
    says: `is low ${low}, base ${base}, high ${high}; expected low ≤ base ≤ high`,
  };
}

function faultOfWeights({ reputation, health }: Weights): Fault | null {
  for (const [group, weights] of Object.entries({ reputation, health })) {
    const parts = Object.values(weights ?? {});
    const sum = parts.reduce((all, weight) => all + weight, 0);
    if (parts.length > 0 && Math.abs(sum - 1) > TOLERANCE)
      return {
        path: [group],
        says: `adds up to ${Number(sum.toFixed(6))}; expected weights that add up to 1`,
      };
  }
  return null;
}

const within = (section: readonly string[], { path, says }: Fault): Fault => ({
  path: [...section, ...path],
  says,
});

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
