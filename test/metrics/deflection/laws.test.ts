import fc from 'fast-check';
import { callLoad, type CallHour } from '../../../pipelines/metrics/deflection/calls.ts';
import { outcomes } from '../../../pipelines/metrics/deflection/cohort.ts';
import { helpUse } from '../../../pipelines/metrics/deflection/self-service.ts';
import { obeysTheLaws } from '../../helpers/laws.ts';

const same = (acc: unknown) => acc;
/** Whole numbers: sums of these do not depend on their order. */
const count = fc.nat(1_000);
const expectation = fc.record({
  actual: count, expected: count, mean: count, spread: count, meanNoise: count, demandNoise: count, adjusted: fc.boolean(),
}); // prettier-ignore
const hour: fc.Arbitrary<CallHour> = fc.oneof(
  fc.record({ kind: fc.constant('read' as const), calls: expectation, contacts: expectation }),
  fc.constantFrom({ kind: 'unknown' as const }, { kind: 'pending' as const }),
);

obeysTheLaws('callLoad', callLoad, hour, same);
obeysTheLaws(
  'helpUse',
  helpUse,
  fc.record({
    kind: fc.constantFrom('help', 'ticket'),
    customer: fc.constantFrom('', 'a', 'b', 'c'),
    resolved: fc.boolean(),
  }),
  same,
);
obeysTheLaws(
  'outcomes',
  outcomes,
  fc.constantFrom('deflected', 'contacted', 'pending', 'pendingContacted', 'unknown'),
  same,
);
