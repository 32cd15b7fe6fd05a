import type { MetricDefinition } from '../../../schema/contracts/metrics.ts';
import { within } from '../../evidence/evidence.ts';
import type { Aggregator } from '../aggregator.ts';
import type { Family } from '../family.ts';
import { shareReading } from '../intervals.ts';
import { metricOf, type Metric } from '../metric.ts';

/** 95 %, two-sided. */
const Z = 1.959963984540054;

/** Someone helped themselves, or was in contact. `customer` is '' when nobody knows who. */
export interface HelpEvent {
  readonly kind: 'help' | 'ticket';
  readonly customer: string;
  readonly resolved: boolean;
}

export interface HelpUse {
  readonly help: Set<string>;
  readonly tickets: Set<string>;
  helpWithoutCustomer: number;
  ticketsWithoutCustomer: number;
  resolutions: number;
  contacts: number;
}

export const helpUse: Aggregator<HelpEvent, HelpUse, HelpUse> = {
  empty: () => ({
    help: new Set(), tickets: new Set(), helpWithoutCustomer: 0, ticketsWithoutCustomer: 0, resolutions: 0, contacts: 0,
  }),
  add(acc, { kind, customer, resolved }) {
    if (resolved) acc.resolutions += 1;
    if (kind === 'ticket') acc.contacts += 1;
    if (customer !== '') (kind === 'help' ? acc.help : acc.tickets).add(customer);
    else if (kind === 'help') acc.helpWithoutCustomer += 1;
    else acc.ticketsWithoutCustomer += 1;
    return acc;
  },
  merge: (a, b) => ({
    help: new Set([...a.help, ...b.help]),
    tickets: new Set([...a.tickets, ...b.tickets]),
    helpWithoutCustomer: a.helpWithoutCustomer + b.helpWithoutCustomer,
    ticketsWithoutCustomer: a.ticketsWithoutCustomer + b.ticketsWithoutCustomer,
    resolutions: a.resolutions + b.resolutions,
    contacts: a.contacts + b.contacts,
  }),
  result: (acc) => acc,
}; // prettier-ignore

export const selfService: Family<HelpEvent, HelpUse, HelpUse> = {
  id: 'self_service',
  needs: ['contacts', 'selfHelp'],
  lookBackMs: 0,
  lookAheadMs: 0,
  *facts({ evidence }, from, to) {
    const said = { channel: '', venue: '', topics: [], suspected: false } as const;
    for (const { at, customer, kind } of within(evidence.selfHelp, from, to)) {
      const resolved = kind === 'solved' || kind === 'accepted_answer';
      yield { ...said, at, value: { kind: 'help', customer, resolved } };
    }
    for (const { at, customer } of within(evidence.contacts, from, to))
      yield { ...said, at, value: { kind: 'ticket', customer, resolved: false } };
  },
  aggregator: helpUse,
};

/**
 * Interval of the ratio of two counts of people, some of whom are in both: delta method on its logarithm, where the
 * variance is `1/help + 1/tickets − 2·both/(help·tickets)`. A single person may always have been elsewhere.
 */
export function ratioInterval(
  help: number,
  tickets: number,
  both: number,
): { low: number | null; high: number | null } {
  if (!(tickets > 0)) return { low: null, high: null };
  // None seen: as if half a person had been, for the upper end only.
  const counted = Math.max(help, 0.5);
  const apart = Math.max(1, help + tickets - 2 * both);
  const half = Z * Math.sqrt(apart / (counted * tickets));
  const ratio = counted / tickets;
  return { low: help === 0 ? 0 : ratio * Math.exp(-half), high: ratio * Math.exp(half) };
}

const OF_SELF_SERVICE = {
  minN: 20,
  version: 1,
} satisfies Partial<MetricDefinition>;

export const SELF_SERVICE_METRICS: readonly Metric[] = [
  metricOf(
    {
      ...OF_SELF_SERVICE,
      facets: [],
      id: 'deflection_b',
      title: 'Deflection, class B: self-service score',
      unit: 'ratio',
      formula: 'distinct people who used self-help / distinct people who were in contact',
      includes:
        'Events of self-help of every kind, and contacts of every channel, where it is known whose they are. Someone who did both counts in both.',
      n: 'Distinct people, in self-help, in contact or both.',
      numerator: 'Distinct people who used self-help.',
      denominator: 'Distinct people who were in contact.',
      window: 'Event time of the self-help event or the contact.',
      interval: 'Delta method on the logarithm of the ratio of two counts of people who may overlap.',
      source: 'Zendesk, self-service score.',
    },
    selfService,
    ({ help, tickets, helpWithoutCustomer, ticketsWithoutCustomer }) => {
      const both = [...help].filter((customer) => tickets.has(customer)).length;
      const value = tickets.size > 0 ? help.size / tickets.size : null;
      const missing = [
        ...(help.size === 0 && tickets.size === 0 ? ['self-help events of known people'] : []),
        ...(tickets.size === 0 ? ['contacts of known people'] : []),
      ];
      return {
        value,
        n: help.size + tickets.size - both,
        numerator: help.size,
        denominator: tickets.size,
        ...ratioInterval(help.size, tickets.size, both),
        ...(missing.length > 0 ? { missing } : {}),
        parts: {
          class: 'B',
          printed: value === null ? null : `${value.toFixed(1)} : 1`,
          both,
          helpWithoutCustomer,
          ticketsWithoutCustomer,
        },
      };
    },
  ),
  metricOf(
    {
      ...OF_SELF_SERVICE,
      facets: [],
      id: 'deflection_c',
      title: 'Deflection, class C: resolved by self-service',
      unit: 'share',
      formula: 'self-service resolutions / (self-service resolutions + contacts)',
      includes:
        'Resolutions: articles that solved it and answers of the community that were accepted. Contacts of every channel. Events, not people.',
      n: 'Resolutions and contacts.',
      numerator: 'Self-service resolutions.',
      denominator: 'Self-service resolutions and contacts.',
      window: 'Event time of the resolution or the contact.',
      interval: 'Wilson.',
      source: 'Practice of helpdesks.',
    },
    selfService,
    ({ resolutions, contacts }) => ({
      ...shareReading(resolutions, resolutions + contacts),
      ...(resolutions + contacts === 0 ? { missing: ['self-help resolutions or contacts'] } : {}),
      parts: { class: 'C', resolutions, contacts },
    }),
  ),
];
