import fc from 'fast-check';
import { amplified, type Praise } from '../../../pipelines/metrics/responses/amplification.ts';
import { answers, reopenings } from '../../../pipelines/metrics/responses/answers.ts';
import { negatives, type Negative } from '../../../pipelines/metrics/responses/attendance.ts';
import { bandCounts } from '../../../pipelines/metrics/responses/bands.ts';
import { twoClocks } from '../../../pipelines/metrics/responses/business.ts';
import { verdicts, type Judged } from '../../../pipelines/metrics/responses/sla.ts';
import { observations, queue } from '../../../pipelines/metrics/responses/waiting.ts';
import { obeysTheLaws } from '../../helpers/laws.ts';

const ms = fc.nat(5_000_000);
/** The order in which facts were heard says nothing. */
const anyOrder = (values: readonly unknown[]) => values.map((value) => JSON.stringify(value)).sort();
const same = (acc: unknown) => acc;

obeysTheLaws(
  'twoClocks',
  twoClocks,
  fc.record({ alwaysMs: ms, businessMs: ms, whileClosed: fc.boolean() }),
  anyOrder,
);
obeysTheLaws('observations', observations, fc.record({ ms, ended: fc.boolean() }), anyOrder);
obeysTheLaws('queue', queue, fc.record({ ms: fc.nat(5), mention: fc.constantFrom('a', 'b', 'c') }), same);
obeysTheLaws(
  'verdicts',
  verdicts,
  fc.record<Judged>({
    outcome: fc.constantFrom('within', 'late', 'past', 'pending'),
    highPriority: fc.boolean(),
  }),
  same,
);
obeysTheLaws('bandCounts', bandCounts, ms, same);
obeysTheLaws('answers', answers, fc.option(ms), ({ answeredMs, waiting }) => [anyOrder(answeredMs), waiting]);
obeysTheLaws('reopenings', reopenings, fc.boolean(), same);
obeysTheLaws(
  'negatives',
  negatives,
  fc.record<Negative>({
    followers: fc.nat(9),
    how: fc.constantFrom('replied', 'decided', 'unattended'),
  }),
  anyOrder,
);
obeysTheLaws(
  'amplified',
  amplified,
  fc.record<Praise>({
    acts: fc.subarray<Praise['acts'][number]>(['liked', 'replied', 'reposted']),
    isPending: fc.boolean(),
  }),
  same,
);
