import fc from 'fast-check';
import { connections } from '../../../pipelines/metrics/recovery/connecting.ts';
import { followUps, type FollowUp } from '../../../pipelines/metrics/recovery/follow-up.ts';
import { obeysTheLaws } from '../../helpers/laws.ts';

const followUp: fc.Arbitrary<FollowUp> = fc.record({
  person: fc.constantFrom('ann', 'ben', 'cat'),
  isKnown: fc.constant(true),
  group: fc.constantFrom('contacted', 'alone'),
  at: fc.nat(5),
  stratum: fc.constantFrom('', 'high 1 mild', 'high 1 severe'),
  outcome: fc.constantFrom('recovered', 'lost', 'open', 'early_recovered', 'early_lost'),
});
const behaviour = fc.record({
  sentiment: fc.constantFrom(null, -100, 0, 50),
  mentions: fc.nat(9),
  contacts: fc.constantFrom(null, 0, 3),
});

obeysTheLaws('followUps', followUps, followUp, ({ contacted, alone }) =>
  [contacted, alone].map((group) => [...group].sort(([a], [b]) => (a < b ? -1 : 1))),
);
obeysTheLaws(
  'connections',
  connections,
  fc.record({ before: fc.option(behaviour), after: fc.option(behaviour) }),
  (acc) => acc.map((pair) => JSON.stringify(pair)).sort(),
);
