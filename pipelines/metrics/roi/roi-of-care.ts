import type { Care } from '../../../schema/contracts/care.ts';
import type { MetricDefinition } from '../../../schema/contracts/metrics.ts';
import type { Reading } from '../family.ts';
import { composed, type Metric } from '../metric.ts';

/** What the return is reckoned from: shares whose numerators are customers, contacts and customers. */
export interface RoiParts {
  readonly recoveryIncremental: Metric;
  /** Class A: deflected contacts are paid for. */
  readonly deflectionA: Metric;
  /** Class D: customers, printed beside it and in no sum. */
  readonly deflectionD: Metric;
}

const DEFINITION: MetricDefinition = {
  id: 'roi_of_care',
  title: 'Return on care',
  unit: 'ratio',
  formula:
    '(customers retained · margin of a customer + deflected contacts · cost of a contact − cost of the program) / cost of the program; customers retained = customers recovered due to contact · retention share',
  includes:
    'Only stated inputs (care.costs) and measured counts: customers recovered beyond those left alone, and contacts deflected by class A. Low and high by the low and high retention shares. An input that is not configured or cannot be measured leaves the figure blank. Costs are those of the period that is asked for.',
  n: 'Contacted people the recovery rests on.',
  numerator: 'What it returned less what it cost.',
  denominator: 'The cost of the program.',
  window: 'As each of its parts.',
  interval: 'None by chance: from the low to the high retention share that is configured.',
  minN: 20,
  facets: [],
  source: 'Forrester; Petouhoff.',
  version: 1,
};

type Costs = NonNullable<Care['costs']>;
const STATED: readonly (readonly [name: keyof Costs, says: string])[] = [
  ['perContact', 'the cost of a contact (care.costs.perContact)'],
  ['marginPerCustomer', 'the margin of a customer (care.costs.marginPerCustomer)'],
  ['program', 'the cost of the program (care.costs.program)'],
  ['retention', 'how many of those won back stay because of it (care.costs.retention)'],
];

/** The return on care over these metrics. */
export function roiOfCare({ recoveryIncremental, deflectionA, deflectionD }: RoiParts): Metric {
  const parts = [recoveryIncremental, deflectionA, deflectionD];
  return composed(DEFINITION, parts, (readings, { settings }) => {
    const costs = settings.care.costs ?? {};
    const [ofRecovery, ofCalls, ofCohort] = readings;
    const recovered = countedOf(ofRecovery);
    const deflected = countedOf(ofCalls);
    const missing = STATED.flatMap(([name, says]) => (costs[name] === undefined ? [says] : []));
    if (costs.program === 0) missing.push('a cost of the program above 0 (care.costs.program)');
    if (recovered === null) missing.push(...whyNot(recoveryIncremental, ofRecovery));
    if (deflected === null) missing.push(...whyNot(deflectionA, ofCalls));

    const { perContact = null, marginPerCustomer = null, program = null, retention } = costs;
    const gain = (share: number | undefined): number | null =>
      recovered === null || deflected === null || perContact === null || marginPerCustomer === null || program === null || share === undefined
        ? null
        : recovered * share * marginPerCustomer + deflected * perContact - program;
    const ratio = (net: number | null): number | null =>
      net === null || program === null || program === 0 ? null : net / program;
    const net = gain(retention?.base);
    // Contact that made things worse turns the order of the retention shares around.
    const ends = [ratio(gain(retention?.low)), ratio(gain(retention?.high))].filter((end) => end !== null);
    const value = ratio(net);
    return {
      value,
      n: ofRecovery?.n ?? 0,
      ...(value === null || net === null || program === null ? {} : { numerator: net, denominator: program }),
      low: value === null ? null : Math.min(value, ...ends),
      high: value === null ? null : Math.max(value, ...ends),
      ...(missing.length > 0 ? { missing: [...new Set(missing)] } : {}),
      parts: {
        recovered,
        deflected,
        deflectedClassD: countedOf(ofCohort),
        perContact,
        marginPerCustomer,
        program,
        retentionLow: retention?.low ?? null,
        retentionBase: retention?.base ?? null,
        retentionHigh: retention?.high ?? null,
      },
      ...(ofRecovery?.open === true || ofCalls?.open === true ? { open: true } : {}),
    };
  });
} // prettier-ignore

/** How many a share is of: its numerator. */
const countedOf = (reading: Reading | undefined): number | null =>
  reading === undefined || reading.value === null ? null : (reading.numerator ?? null);

const whyNot = (metric: Metric, reading: Reading | undefined): readonly string[] =>
  reading?.missing ?? [`“${metric.title}” (${metric.id}) of the window`];
