import type { MetricDefinition } from '../../../schema/contracts/metrics.ts';
import { personOf, within } from '../../evidence/evidence.ts';
import type { Aggregator } from '../aggregator.ts';
import type { Family, Reading } from '../family.ts';
import { shareReading } from '../intervals.ts';
import { metricOf, type Metric, type MetricContext } from '../metric.ts';

/** Someone who took part, and the customer it is where that is known. */
export interface Participant {
  readonly person: string;
  readonly customer: string | null;
}

/** Customers, or null, by person. */
export type Participants = Map<string, string | null>;

export const participants: Aggregator<Participant, Participants, Participants> = {
  empty: () => new Map(),
  add(acc, { person, customer }) {
    acc.set(person, customer);
    return acc;
  },
  merge: (a, b) => new Map([...a, ...b]),
  result: (acc) => acc,
};

/** Self-help is a venue of its own, owned by the brand. */
const SELF_HELP_CHANNEL = 'self-help';

export const participation: Family<Participant, Participants, Participants> = {
  id: 'participation',
  needs: ['mentions', 'selfHelp', 'customers'],
  lookBackMs: 0,
  lookAheadMs: 0,
  *facts({ evidence }, from, to) {
    for (const mention of within(evidence.mentions, from, to)) {
      if (mention.direction !== 'inbound' || mention.venue !== 'owned') continue;
      const { at, channel, customer, suspected } = mention;
      const person = personOf(mention);
      if (person !== '')
        yield { at, channel, venue: 'owned', topics: [], suspected, value: { person, customer } };
    }
    for (const { at, customer } of within(evidence.selfHelp, from, to))
      if (customer !== '')
        yield {
          at,
          channel: SELF_HELP_CHANNEL,
          venue: 'owned',
          topics: [],
          suspected: false,
          value: { person: `c\u0000${customer}`, customer },
        };
  },
  aggregator: participants,
};

/** Who is enrolled: a number that is configured, else the customers identities say are. */
function rateReading(active: Participants, { settings, evidence }: MetricContext): Reading {
  const customers = [...active.values()].filter((customer) => customer !== null);
  const people = active.size;
  const rate = (enrolled: number, taking: number, basis: string): Reading => ({
    ...shareReading(taking, enrolled),
    parts: { people, customers: customers.length, enrolled, basis },
  });
  const configured = settings.care.enrolled;
  if (configured !== undefined && customers.length <= configured)
    return rate(configured, customers.length, 'care.enrolled');
  const enrolled = [...evidence.customers].filter(([, profile]) => profile.enrolled).map(([id]) => id);
  if (configured === undefined && enrolled.length > 0) {
    const members = new Set(enrolled);
    return rate(enrolled.length, customers.filter((id) => members.has(id)).length, 'identities');
  }
  return {
    value: null,
    n: 0,
    missing: [
      configured === undefined
        ? 'number of enrolled customers (care.enrolled, or identities that say who is enrolled)'
        : 'a number of enrolled customers (care.enrolled) that is not below those who took part',
    ],
    parts: { people, customers: customers.length, enrolled: configured ?? null, basis: null },
  };
}

const OF_PARTICIPANTS = {
  window: 'Event time of the mention or the self-help event.',
  source: 'Model of social customer care.',
  version: 1,
  includes:
    'Inbound mentions on venues the brand owns, and events of self-help. A customer with several accounts is one; accounts matched with no customer are people, but no customers.',
} satisfies Partial<MetricDefinition>;

export const PARTICIPATION_METRICS: readonly Metric[] = [
  metricOf(
    {
      ...OF_PARTICIPANTS,
      facets: ['channel', 'automation'],
      id: 'participation_rate',
      title: 'Participation rate',
      unit: 'share',
      formula: 'distinct customers who took part on owned venues / enrolled customers',
      includes: `${OF_PARTICIPANTS.includes} Enrolled: care.enrolled, else the customers identities say are enrolled, of whom alone those who took part are counted then. Neither known: no rate, only people, in the parts.`,
      n: 'Enrolled customers.',
      numerator: 'Distinct customers who took part.',
      denominator: 'Enrolled customers.',
      interval: 'Wilson.',
      minN: 20,
    },
    participation,
    rateReading,
  ),
  metricOf(
    {
      ...OF_PARTICIPANTS,
      facets: ['channel', 'automation'],
      id: 'participants',
      title: 'Participants',
      unit: 'people',
      formula: 'distinct people who took part on owned venues',
      n: 'People.',
      interval: 'None: it is a count, not an estimate.',
      minN: 0,
    },
    participation,
    (active) => ({
      value: active.size,
      n: active.size,
      parts: { customers: [...active.values()].filter((customer) => customer !== null).length },
    }),
  ),
];
