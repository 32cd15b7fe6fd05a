import fc from 'fast-check';
import { riskCounts, riskSteps } from '../../../pipelines/metrics/churn/churn.ts';
import { obeysTheLaws } from '../../helpers/laws.ts';

const isKnown = fc.boolean();

obeysTheLaws('riskCounts', riskCounts, fc.record({ isKnown, isAtRisk: fc.boolean() }), (acc) => acc);
obeysTheLaws(
  'riskSteps',
  riskSteps,
  fc.record({ isKnown, kind: fc.constantFrom('entered', 'left', 'saved') }),
  (acc) => acc,
);
