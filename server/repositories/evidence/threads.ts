import type { Store } from '../../../schema/clickhouse/store.ts';
import type { MentionFact } from '../../../pipelines/evidence/evidence.ts';
import { HIGH_PRIORITY_FOLLOWERS, type BrandSettings } from '../../../pipelines/metrics/settings.ts';
import { follow } from '../follow-threads.ts';
import type { Accounts } from './accounts.ts';
import { MENTION_COLUMNS, factOf, type MentionRecord } from './mention-facts.ts';

/** Everything connected with these mentions through replies and conversations, dated before `asOf`. */
export async function readThreads(
  store: Store,
  { brand, asOf }: { readonly brand: string; readonly asOf: number },
  accounts: Accounts,
  mentions: readonly MentionFact[],
): Promise<MentionFact[]> {
  const bySource = new Map<string, MentionFact[]>();
  for (const mention of mentions) {
    const seeds = bySource.get(mention.source);
    if (seeds === undefined) bySource.set(mention.source, [mention]);
    else seeds.push(mention);
  }
  const whole: MentionFact[] = [];
  for (const [source, seeds] of bySource) {
    const threads = await follow(
      async (where, params) =>
        (
          await store.query<MentionRecord>(`SELECT ${MENTION_COLUMNS} FROM mentions WHERE ${where}`, params)
        ).map((row) => factOf(row, brand, accounts)),
      source,
      seeds,
      seeds,
    );
    for (const fact of threads) if (fact.at < asOf) whole.push(fact);
  }
  return whole;
}

/** Whose case comes first: one who leaves, one whom many hear, one who is worth much. */
export const priorityOf =
  ({ care }: BrandSettings, { customers }: Accounts) =>
  ({ intent, followers, customer }: MentionFact): boolean =>
    intent === 'churn' ||
    followers >= (care.highPriorityFollowers ?? HIGH_PRIORITY_FOLLOWERS) ||
    (customer !== null && customers.get(customer)?.tier === 'high');
