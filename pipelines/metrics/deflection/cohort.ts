import type { Intent } from '../../../schema/contracts/mention.ts';
import { within, type Evidence } from '../../evidence/evidence.ts';
import type { Aggregator } from '../aggregator.ts';
import type { Family } from '../family.ts';
import { shareReading } from '../intervals.ts';
import { metricOf, type Metric } from '../metric.ts';
import { DEFAULT_DEFLECTION_MS, type BrandSettings } from '../settings.ts';
import { countIn } from './expected-calls.ts';

/** The longest horizon that can be configured, and how far around an entry contacts must be known of. */
export const COHORT_REACH_MS = 30 * 86_400_000;

/**
 * What became of an entry of the cohort. Pending: its horizon has not passed, contacted so far or not; such an entry
 * is never counted early, or those who call at once would outweigh those who do not. Unknown: no contact of anyone is
 * recorded around it, so that nobody can say whether there was one.
 */
const OUTCOMES = ['deflected', 'contacted', 'pending', 'pendingContacted', 'unknown'] as const;
export type Outcome = (typeof OUTCOMES)[number];
export type Outcomes = Record<Outcome, number>;

const none = (): Outcomes => ({ deflected: 0, contacted: 0, pending: 0, pendingContacted: 0, unknown: 0 });

export const outcomes: Aggregator<Outcome, Outcomes, Outcomes> = {
  empty: none,
  add(acc, outcome) {
    acc[outcome] += 1;
    return acc;
  },
  merge(a, b) {
    const merged = none();
    for (const outcome of OUTCOMES) merged[outcome] = a[outcome] + b[outcome];
    return merged;
  },
  result: (acc) => acc,
};

const ASKS: ReadonlySet<Intent> = new Set(['query', 'complaint', 'churn']);
const IN_CONTACT: ReadonlySet<string> = new Set(['call', 'chat', 'email']);

export const horizonOf = ({ care }: BrandSettings): number =>
  care.deflectionHours === undefined ? DEFAULT_DEFLECTION_MS : care.deflectionHours * 3_600_000;

/** Instants by customer, ascending. */
type Times = Map<string, number[]>;

function note(times: Times, customer: string, at: number): void {
  const known = times.get(customer);
  if (known === undefined) times.set(customer, [at]);
  else known.push(at);
}

/** When each known customer raised a query, in social or in self-help. */
function queriesIn({ mentions, selfHelp }: Evidence, from: number, to: number): Times {
  const times: Times = new Map();
  for (const { direction, customer, intent, at } of within(mentions, from, to))
    if (direction === 'inbound' && customer !== null && customer !== '' && ASKS.has(intent))
      note(times, customer, at);
  for (const { customer, kind, at } of within(selfHelp, from, to))
    if (customer !== '' && kind !== 'accepted_answer') note(times, customer, at);
  for (const ats of times.values()) ats.sort((a, b) => a - b);
  return times;
}

/**
 * One fact an entry, at its first query: a query of a customer who had raised none within the horizon before it.
 * So a run of queries is one entry, and where a window begins decides nothing.
 */
export const cohort: Family<Outcome, Outcomes, Outcomes> = {
  id: 'deflection_cohort',
  needs: ['mentions', 'selfHelp', 'contacts'],
  lookBackMs: COHORT_REACH_MS,
  lookAheadMs: COHORT_REACH_MS,
  *facts({ evidence, settings }, from, to) {
    const horizonMs = horizonOf(settings);
    const contacts: Times = new Map();
    const recorded: number[] = [];
    for (const { customer, channel, at } of within(evidence.contacts, from - COHORT_REACH_MS, to + horizonMs)) {
      if (!IN_CONTACT.has(channel)) continue;
      recorded.push(at);
      if (customer !== '') note(contacts, customer, at);
    }
    for (const [customer, queries] of queriesIn(evidence, from - horizonMs, to))
      for (const [index, at] of queries.entries()) {
        if (at < from || at - (queries[index - 1] ?? -Infinity) <= horizonMs) continue;
        const until = at + horizonMs;
        const isContacted = countIn(contacts.get(customer) ?? [], at, until) > 0;
        const isKnown = countIn(recorded, at - COHORT_REACH_MS, until) > 0;
        const value =
          until > evidence.asOf ? (isContacted ? 'pendingContacted' : 'pending')
          : !isKnown ? 'unknown'
          : isContacted ? 'contacted' : 'deflected';
        yield { at, channel: '', venue: '', topics: [], suspected: false, value };
      }
  },
  aggregator: outcomes,
}; // prettier-ignore

export const COHORT_METRICS: readonly Metric[] = [
  metricOf(
    {
      id: 'deflection_d',
      title: 'Deflection, class D: cohort',
      unit: 'share',
      formula:
        'entries without a call, chat or e-mail within H hours of their first query / entries; H is care.deflectionHours, 72 by default',
      includes:
        'Known customers who raised a query: an inbound mention that asks, complains or says it is leaving, or an event of self-help. Queries that follow each other within H hours are one entry. A contact before the first query does not count against it. Entries whose H hours have not passed are counted apart, and bounded in the parts; so are entries around which no contact of anyone is recorded.',
      n: 'Entries whose H hours have passed.',
      numerator: 'Those without a call, chat or e-mail within H hours.',
      denominator: 'Entries whose H hours have passed.',
      window: 'Event time of the first query of the entry.',
      interval: 'Wilson.',
      minN: 20,
      facets: [],
      source: 'Khoros, chain of deflection, as a cohort.',
      version: 1,
    },
    cohort,
    ({ deflected, contacted, pending, pendingContacted, unknown }, { settings }) => {
      const decided = deflected + contacted;
      const all = decided + pending + pendingContacted;
      return {
        ...shareReading(deflected, decided),
        ...(decided === 0 && unknown > 0 ? { missing: ['calls, chats or e-mails of any customer'] } : {}),
        ...(all > decided ? { open: true } : {}),
        parts: {
          class: 'D',
          horizonHours: horizonOf(settings) / 3_600_000,
          pending: pending + pendingContacted,
          pendingContacted,
          lowest: all > 0 ? deflected / all : null,
          highest: all > 0 ? (deflected + pending) / all : null,
          unknown,
        },
      };
    },
  ),
];
