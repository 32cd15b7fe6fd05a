import type { Store } from '../../schema/clickhouse/store.ts';
import type { CustomerView } from '../../schema/contracts/customers.ts';
import type { Api } from '../helpers/api-client.ts';
import type { Asked } from './recount.ts';

/** Customers looked at of each window, those with the most signs: each is a request. */
const CUSTOMERS = 25;

interface Score {
  readonly customer: string;
  readonly at: number;
  readonly score: number;
}

/**
 * Churn scores at every instant of known customers for which both sides have one: by SQL over `recount_scores`, and as
 * the view of each customer says them. In the same order, to nine digits.
 */
export async function churnScores(
  app: Api,
  store: Store,
  { brand, asOf }: Asked,
): Promise<{ readonly counted: readonly Score[]; readonly answered: readonly Score[] }> {
  const rows = await store.query<Score>(
    `SELECT substring(person, length('customer ') + 1) AS customer, at, score FROM recount_scores
     WHERE at <= {asOf:Int64} AND person IN (
       SELECT person FROM recount_signs WHERE startsWith(person, 'customer ')
       GROUP BY person ORDER BY count() DESC, person LIMIT {customers:UInt32})
     ORDER BY customer, at`,
    { asOf, customers: CUSTOMERS },
  );
  const said = new Map<string, number>();
  for (const customer of new Set(rows.map((row) => row.customer))) {
    const path = `/api/customers/${encodeURIComponent(customer)}?brand=${brand}&asOf=${asOf}&limit=1`;
    const { status, body, text } = await app.get<CustomerView>(path);
    if (status !== 200) throw new Error(`GET ${path} answered ${status}: ${text}`);
    for (const { at, score } of body.risk.history) said.set(`${customer} ${Date.parse(at)}`, score);
    said.set(`${customer} ${asOf}`, body.risk.score);
  }
  const answered: Score[] = [];
  const counted: Score[] = [];
  for (const { customer, at, score } of rows) {
    const other = said.get(`${customer} ${at}`);
    if (other === undefined) continue;
    counted.push({ customer, at, score: digits(score) });
    answered.push({ customer, at, score: digits(other) });
  }
  return { counted, answered };
}

const digits = (score: number): number => Number(score.toPrecision(9));
