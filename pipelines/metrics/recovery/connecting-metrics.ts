import type { MetricDefinition } from '../../../schema/contracts/metrics.ts';
import type { Reading } from '../family.ts';
import { meanInterval } from '../intervals.ts';
import { metricOf, type Metric } from '../metric.ts';
import { connecting, type Behaviour } from './connecting.ts';

const WHO =
  'Customers and accounts by their first human reply from us: none in the 90 days before. Thirty days before it, the reply’s own instant included, against thirty days after. Who is answered often is so at a bad moment: part of a change for the better would have come by itself.';

const ofBehaviour = (
  texts: Pick<MetricDefinition, 'id' | 'title' | 'unit' | 'formula' | 'n'> & { readonly says: string },
  pick: (behaviour: Behaviour) => number | null,
): Metric => {
  const { says, ...definition } = texts;
  return metricOf(
    {
      ...definition,
      includes: `${WHO} ${says}`,
      window: 'Event time of the first reply.',
      interval: 'Normal, of the mean of paired differences.',
      minN: 10,
      facets: ['channel', 'venue', 'topic', 'automation'],
      source: 'Behaviour after connecting: customers before against after first brand contact.',
      version: 1,
    },
    connecting,
    (pairs, { evidence, window }): Reading => {
      const differences: number[] = [];
      let [before, after, pending] = [0, 0, 0];
      for (const pair of pairs) {
        if (pair.before === null || pair.after === null) {
          pending += 1;
          continue;
        }
        const [was, is] = [pick(pair.before), pick(pair.after)];
        if (was === null || is === null) continue;
        before += was;
        after += is;
        differences.push(is - was);
      }
      // In one order, lest the last digit depends on how the window was put together.
      const { n, sum, squares } = sumsOf(differences.sort((a, b) => a - b));
      return {
        value: n === 0 ? null : sum / n,
        n,
        ...meanInterval(n, sum, squares),
        parts: { before: n === 0 ? null : before / n, after: n === 0 ? null : after / n, pending },
        ...(pending > 0 || evidence.asOf < window.to ? { open: true } : {}),
      };
    },
  );
};

function sumsOf(values: readonly number[]): { n: number; sum: number; squares: number } {
  let [sum, squares] = [0, 0];
  for (const value of values) {
    sum += value;
    squares += value * value;
  }
  return { n: values.length, sum, squares };
}

export const CONNECTING_METRICS: readonly Metric[] = [
  ofBehaviour(
    {
      id: 'connecting_sentiment',
      title: 'Sentiment after connecting',
      unit: 'points',
      formula: 'mean of (net sentiment of the customer after − before)',
      n: 'Customers who said something on both sides of it.',
      says: 'Net sentiment of a customer: 100 · (positive − negative) / mentions of theirs, reposts left out.',
    },
    ({ sentiment }) => sentiment,
  ),
  ofBehaviour(
    {
      id: 'connecting_frequency',
      title: 'Mentions after connecting',
      unit: 'mentions in 30 days',
      formula: 'mean of (mentions of the customer after − before)',
      n: 'Customers whose 30 days after are over.',
      says: 'Mentions: what they say themselves, reposts left out.',
    },
    ({ mentions }) => mentions,
  ),
  ofBehaviour(
    {
      id: 'connecting_contacts',
      title: 'Contacts after connecting',
      unit: 'contacts in 30 days',
      formula: 'mean of (calls, chats, e-mails, messages and visits of the customer after − before)',
      n: 'Known customers whose 30 days after are over.',
      says: 'Only known customers: nobody can find the contacts of an account that is not matched.',
    },
    ({ contacts }) => contacts,
  ),
];
