import { metricById } from '../../pipelines/metrics/registry.ts';
import type { Recount } from './recount.ts';

/** The cuts of metrics over cases and customers, each as the API is asked and as SQL says it. */
export const CUTS: readonly (readonly [facets: Readonly<Record<string, string>>, where: string])[] = [
  [{}, '1'],
  [{ channel: 'twitter' }, `channel = 'twitter'`],
  [{ venue: 'owned' }, `venue = 'owned'`],
  [{ topic: 'payments' }, `arrayExists(topic -> startsWith(topic, 'payments.'), topics)`],
  [{ automation: 'exclude' }, 'NOT suspected'],
];

/** Of each thing the whole and one cut, another one each time: all cuts of all things would take minutes. */
export function spreadOverCuts<Thing>(
  things: readonly Thing[],
  recount: (thing: Thing, cut: (typeof CUTS)[number]) => Recount,
): Recount[] {
  const [whole, ...cuts] = CUTS;
  const found = new Map<string, Recount>();
  for (const [index, thing] of things.entries())
    for (const cut of [whole, cuts[index % cuts.length]]) {
      const made = cut === undefined ? undefined : recount(thing, cut);
      if (made !== undefined && isAllowed(made)) found.set(JSON.stringify([made.metric, made.facets]), made);
    }
  return [...found.values()];
}

/** A metric may refuse a cut: machines cannot be left out of the share of machines. */
const isAllowed = ({ metric, facets = {} }: Recount): boolean =>
  Object.keys(facets).every((facet) => metricById(metric)?.facets.some((name) => name === facet) === true);
