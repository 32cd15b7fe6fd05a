import type { MetricDefinition } from '../../../schema/contracts/metrics.ts';
import { CHURN_BIAS, CHURN_INPUTS, CHURN_WEIGHTS } from '../../customers/churn-signals.ts';
import type { Reading } from '../family.ts';
import { shareReading } from '../intervals.ts';
import { metricOf, type Metric, type MetricContext } from '../metric.ts';
import { riskChanges, riskState, type Apart } from './churn.ts';

const SCORE = `1 / (1 + e^−(${CHURN_BIAS} + ${CHURN_INPUTS.map((input) => `${CHURN_WEIGHTS[input].weight} · ${input}`).join(' + ')}))`;
const AT_RISK = `At risk: heard of within 60 days and a churn score of at least the brand’s threshold (weights.churnThreshold). Score: ${SCORE}, each input 0 … 1.`;

const COMMON = {
  unit: 'customers',
  interval: 'None: it is a count, not an estimate.',
  minN: 0,
  facets: ['automation'],
  source: 'Amiri & Daumé 2015/16; the weights are ours and printed.',
  version: 1,
} satisfies Partial<MetricDefinition>;

const STATE = { window: 'The last instant of the window, or now when it has not ended.' };

/** It moves with time alone until the window is over. */
const openness = ({ evidence, window }: MetricContext): Pick<Reading, 'open'> =>
  evidence.asOf < window.to ? { open: true } : {};

const stepMetric = (
  kind: 'entered' | 'left' | 'saved',
  texts: Pick<MetricDefinition, 'title' | 'formula'> & { readonly says: string },
): Metric =>
  metricOf(
    {
      ...COMMON,
      facets: [...COMMON.facets],
      id: `churn_${kind}`,
      title: texts.title,
      formula: texts.formula,
      includes: `Known customers; accounts no customer is known of are counted apart, in the parts. ${texts.says} ${AT_RISK}`,
      n: 'Crossings of the threshold by known customers.',
      window: 'The instant at which the score crosses the threshold.',
    },
    riskChanges,
    (steps, context) => ({
      value: steps[kind].known,
      n: steps[kind].known,
      parts: { unmatched: steps[kind].strangers, threshold: context.settings.weights.churnThreshold },
      ...openness(context),
    }),
  );

const strangersOf = (active: Apart, atRisk: Apart, { settings }: MetricContext) => ({
  unmatched: atRisk.strangers,
  unmatchedActive: active.strangers,
  threshold: settings.weights.churnThreshold,
});

/** Where nobody is matched, none at risk would be a made-up zero. */
const missingMatch = ({ known }: Apart): Pick<Reading, 'missing'> =>
  known > 0 ? {} : { missing: ['customers matched with accounts (identities, or `customer` on mentions)'] };

export const CHURN_METRICS: readonly Metric[] = [
  metricOf(
    {
      ...COMMON,
      ...STATE,
      facets: [...COMMON.facets],
      id: 'customers_at_risk',
      title: 'Customers at risk',
      formula: 'known customers whose churn score is at or above the threshold at the end of the window',
      includes: `Known customers; accounts no customer is known of are counted apart, in the parts. ${AT_RISK}`,
      n: 'Known customers heard of within 90 days.',
    },
    riskState,
    ({ active, atRisk }, context) => ({
      value: active.known === 0 ? null : atRisk.known,
      n: active.known,
      ...missingMatch(active),
      parts: strangersOf(active, atRisk, context),
      ...openness(context),
    }),
  ),
  metricOf(
    {
      ...COMMON,
      ...STATE,
      facets: [...COMMON.facets],
      id: 'churn_load',
      title: 'Churn load',
      unit: 'share',
      formula: 'known customers at risk / known customers heard of within 90 days',
      includes: `A mention, a contact, or self-help of a customer identities tell of. Accounts no customer is known of are counted apart, in the parts. ${AT_RISK}`,
      n: 'Known customers heard of within 90 days.',
      numerator: 'Those at risk.',
      denominator: 'All of them.',
      interval: 'Wilson.',
      minN: 20,
    },
    riskState,
    ({ active, atRisk }, context) => ({
      ...shareReading(atRisk.known, active.known),
      ...missingMatch(active),
      parts: strangersOf(active, atRisk, context),
      ...openness(context),
    }),
  ),
  stepMetric('entered', {
    title: 'Came to be at risk',
    formula: 'times a customer’s churn score rose to the threshold',
    says: 'A customer who comes back to it counts again.',
  }),
  stepMetric('left', {
    title: 'No longer at risk, by themselves',
    formula: 'times a customer’s churn score fell below the threshold without a reply or a contact',
    says: 'With time, or of their own accord: no first human reply to them and no contact while they were at risk, in the 30 days before.',
  }),
  stepMetric('saved', {
    title: 'Saved',
    formula: 'times a customer’s churn score fell below the threshold after a first human reply or a contact',
    says: 'A first human reply to them, or a contact of theirs, while they were at risk and at most 30 days before. It follows the reply; it is no proof that the reply did it.',
  }),
]; // prettier-ignore
