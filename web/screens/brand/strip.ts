import type { BrandReadings } from '../../../schema/contracts/live.ts';
import { figureOf } from '../../lib/live/readings.ts';

export interface StripFigure {
  readonly metric: string;
  readonly label: string;
}

/** The classes of evidence by how directly they speak of calls that were not made; the first with a value is shown. */
const DEFLECTION = [
  { metric: 'deflection_a', label: 'Deflection, class A' },
  { metric: 'deflection_d', label: 'Deflection, class D' },
  { metric: 'deflection_c', label: 'Deflection, class C' },
  { metric: 'deflection_b', label: 'Deflection, class B' },
] as const;

const BEFORE: readonly StripFigure[] = [
  { metric: 'net_sentiment', label: 'Net sentiment' },
  { metric: 'volume', label: 'Mentions' },
  { metric: 'first_response_time', label: 'First response' },
  { metric: 'sla_attainment', label: 'Within target' },
  { metric: 'negative_attendance', label: 'Negatives attended' },
  { metric: 'customers_at_risk', label: 'Customers at risk' },
];
const AFTER: readonly StripFigure[] = [{ metric: 'brand_health', label: 'Brand health' }];

/** The figures at the top of a brand's page: what it stands at, how it is cared for, what that is worth. */
export function stripFigures(readings: BrandReadings | undefined): readonly StripFigure[] {
  const deflection =
    DEFLECTION.find(({ metric }) => (figureOf(readings, metric)?.value ?? null) !== null) ?? DEFLECTION[0];
  return [...BEFORE, deflection, ...AFTER];
}
