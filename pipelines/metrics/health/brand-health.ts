import type { MetricDefinition } from '../../../schema/contracts/metrics.ts';
import type { Reading } from '../family.ts';
import { composed, type Metric } from '../metric.ts';
import { weighted, type Input } from '../weighted.ts';

/** What brand health is made of. Shares are 0 … 1, reputation 0 … 100, loyalty −100 … 100. */
export interface HealthParts {
  readonly reputation: Metric;
  readonly sla: Metric;
  readonly attendance: Metric;
  readonly loyalty: Metric;
  readonly churnLoad: Metric;
}

const DEFINITION: Omit<MetricDefinition, 'facets'> = {
  id: 'brand_health',
  title: 'Brand health',
  unit: 'points of 100',
  formula:
    'Σ weight · input, each 0 … 100: the reputation index; service, the mean of answered within target · 100 and negatives attended to · 100; loyalty, the mean of (loyalty index + 100) / 2 and (1 − churn load) · 100',
  includes:
    'What its parts include. The weights are those of the configuration (weights.health) and are printed; an input that cannot be had leaves the figure blank.',
  n: 'Inbound mentions of the window: what the reputation index rests on.',
  window: 'As each of its parts.',
  interval: 'None: it is an index of unlike inputs; see those of its parts.',
  minN: 20,
  source: 'Ours, with printed weights; SentiOne as an anchor, no standard exists.',
  version: 1,
};

/** Brand health over these metrics, in whose cuts it may be cut where all of them can. */
export function brandHealth({ reputation, sla, attendance, loyalty, churnLoad }: HealthParts): Metric {
  const parts = [reputation, sla, attendance, loyalty, churnLoad];
  const facets = reputation.facets.filter((facet) => parts.every((part) => part.facets.includes(facet)));
  const whyNot = (metric: Metric, reading: Reading | undefined): readonly string[] =>
    reading?.value !== null ? [] : (reading.missing ?? [`“${metric.title}” (${metric.id}) of the window`]);

  return composed({ ...DEFINITION, facets }, parts, (readings, { settings }) => {
    const [ofReputation, ofSla, ofAttendance, ofLoyalty, ofChurn] = readings;
    const answered = scaled(ofSla, (share) => share * 100);
    const attended = scaled(ofAttendance, (share) => share * 100);
    const advocacy = scaled(ofLoyalty, (points) => (points + 100) / 2);
    const staying = scaled(ofChurn, (share) => (1 - share) * 100);
    const { reputation: first, service, loyalty: last } = settings.weights.health;
    const inputs: readonly Input[] = [
      {
        name: 'reputation',
        value: ofReputation?.value ?? null,
        weight: first,
        missing: whyNot(reputation, ofReputation),
      },
      {
        name: 'service',
        value: mean(answered, attended),
        weight: service,
        missing: [...whyNot(sla, ofSla), ...whyNot(attendance, ofAttendance)],
      },
      {
        name: 'loyalty',
        value: mean(advocacy, staying),
        weight: last,
        missing: [...whyNot(loyalty, ofLoyalty), ...whyNot(churnLoad, ofChurn)],
      },
    ];
    const figure = weighted(inputs);
    return {
      ...figure,
      n: ofReputation?.n ?? 0,
      parts: { ...figure.parts, answered, attended, advocacy, staying },
      ...(readings.some(({ open }) => open === true) ? { open: true } : {}),
    };
  });
}

function scaled(reading: Reading | undefined, scale: (value: number) => number): number | null {
  const value = reading?.value ?? null;
  return value === null ? null : scale(value);
}

const mean = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? null : (a + b) / 2;
