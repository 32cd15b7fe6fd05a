import type { Store } from '../../../schema/clickhouse/store.ts';
import { casesOf } from '../../../pipelines/conversations/cases.ts';
import type { EvidenceSource, EvidenceSpan } from '../../../pipelines/evidence/evidence-source.ts';
import {
  NO_EVIDENCE,
  type Case,
  type Evidence,
  type MentionFact,
  type Need,
} from '../../../pipelines/evidence/evidence.ts';
import type { BrandSettings } from '../../../pipelines/metrics/settings.ts';
import { readAccounts, type Accounts } from './accounts.ts';
import { MAX_ROWS, atMost } from './limits.ts';
import { MENTION_COLUMNS, factOf, type MentionRecord } from './mention-facts.ts';
import { readContacts, readDecisions, readEngagements, readSelfHelp } from './streams.ts';
import { readFirstSeen, readMarket } from './surroundings.ts';
import { priorityOf, readThreads } from './threads.ts';

/** Reads what is known of a brand, only what is needed of it, with bound parameters. */
export function createEvidenceSource(
  store: Store,
  settingsOf: (brand: string) => BrandSettings,
): EvidenceSource {
  return async (span) => {
    const needs = new Set<Need>(span.needs);
    const { brand, asOf } = span;
    const to = Math.min(span.to, asOf);
    const bounded = { ...span, to };
    const accounts =
      needs.has('mentions') || needs.has('cases') || needs.has('customers')
        ? await readAccounts(store, brand, asOf)
        : null;
    const found: { -readonly [K in keyof Evidence]: Evidence[K] } = { brand, asOf, ...NO_EVIDENCE };
    if (accounts !== null) found.customers = accounts.customers;
    if (accounts !== null && (needs.has('mentions') || needs.has('cases')))
      found.mentions = await readMentions(store, bounded, accounts);
    if (accounts !== null && needs.has('cases'))
      found.cases = await readCases(store, bounded, accounts, found.mentions, settingsOf(brand));
    if (needs.has('contacts')) found.contacts = await readContacts(store, bounded);
    if (needs.has('selfHelp')) found.selfHelp = await readSelfHelp(store, bounded);
    if (needs.has('engagements')) found.engagements = await readEngagements(store, bounded);
    if (needs.has('decisions')) found.decisions = await readDecisions(store, bounded);
    if (needs.has('firstSeen')) found.firstSeen = await readFirstSeen(store, bounded);
    if (needs.has('market')) found.market = await readMarket(store, bounded);
    return found;
  };
}

async function readMentions(store: Store, { brand, from, to }: EvidenceSpan, accounts: Accounts) {
  const rows = await store.query<MentionRecord>(
    `SELECT ${MENTION_COLUMNS} FROM mentions
     WHERE has(brands, {brand:String}) AND at >= fromUnixTimestamp64Milli({from:Int64}) AND at < fromUnixTimestamp64Milli({to:Int64})
     ORDER BY at, source, id LIMIT {limit:UInt32}`,
    { brand, from, to, limit: MAX_ROWS + 1 },
  );
  return atMost(rows, 'mentions').map((row) => factOf(row, brand, accounts));
}

/** Cases of whole threads: what a mention of the span belongs to may reach far out of it. */
async function readCases(
  store: Store,
  { brand, asOf }: EvidenceSpan,
  accounts: Accounts,
  mentions: readonly MentionFact[],
  settings: BrandSettings,
): Promise<Case[]> {
  return casesOf(
    await readThreads(store, { brand, asOf }, accounts, mentions),
    brand,
    priorityOf(settings, accounts),
  );
}
