import type { QueryParams, Store } from '../../../schema/clickhouse/store.ts';
import type {
  Contact,
  ContactChannel,
  Decision,
  Engagement,
  MentionDecision,
  SelfHelp,
  SelfHelpKind,
} from '../../../schema/contracts/streams.ts';
import type { EvidenceSpan } from '../../../pipelines/evidence/evidence-source.ts';
import { MAX_ROWS, atMost } from './limits.ts';

const IN_SPAN = 'at >= fromUnixTimestamp64Milli({from:Int64}) AND at < fromUnixTimestamp64Milli({to:Int64})';
const ORDER = 'ORDER BY at, source, id LIMIT {limit:UInt32}';
const AT = 'toUnixTimestamp64Milli(at) AS at_ms';
const paramsOf = ({ brand, from, to }: EvidenceSpan): QueryParams => ({
  brand,
  from,
  to,
  limit: MAX_ROWS + 1,
});

const ofCustomer = (customer: string | undefined): string =>
  customer === undefined ? '' : 'AND customer = {customer:String}';

/** What every row has. The rows of an answer are written out one by one: spreading hundreds of thousands takes a second. */
interface Common {
  readonly source: string;
  readonly id: string;
  readonly at_ms: number;
}

/** `customer`: of this one alone. */
export async function readContacts(store: Store, span: EvidenceSpan, customer?: string): Promise<Contact[]> {
  const rows = await store.query<
    Common & {
      readonly customer: string;
      readonly channel: ContactChannel;
      readonly reason: string;
      readonly duration_ms: number | null;
    }
  >(
    `SELECT source, id, ${AT}, customer, channel, reason, duration_ms FROM contacts WHERE brand = {brand:String} AND ${IN_SPAN} ${ofCustomer(customer)} ${ORDER}`,
    { ...paramsOf(span), customer: customer ?? '' },
  );
  return atMost(rows, 'contacts').map((row) => ({
    source: row.source,
    id: row.id,
    at: row.at_ms,
    brand: span.brand,
    customer: row.customer,
    channel: row.channel,
    reason: row.reason,
    durationMs: row.duration_ms,
  }));
}

/** `customer`: of this one alone. */
export async function readSelfHelp(store: Store, span: EvidenceSpan, customer?: string): Promise<SelfHelp[]> {
  const rows = await store.query<
    Common & { readonly customer: string; readonly kind: SelfHelpKind; readonly article: string }
  >(
    `SELECT source, id, ${AT}, customer, kind, article FROM self_help WHERE brand = {brand:String} AND ${IN_SPAN} ${ofCustomer(customer)} ${ORDER}`,
    { ...paramsOf(span), customer: customer ?? '' },
  );
  return atMost(rows, 'self-help events').map((row) => ({
    source: row.source,
    id: row.id,
    at: row.at_ms,
    brand: span.brand,
    customer: row.customer,
    kind: row.kind,
    article: row.article,
  }));
}

/** Those about mentions of the brand: (source, mention) names one. */
const OF_BRAND = `(source, mention) IN (SELECT source, id FROM mentions WHERE has(brands, {brand:String}))`;

export async function readEngagements(store: Store, span: EvidenceSpan): Promise<Engagement[]> {
  const rows = await store.query<
    Common & {
      readonly mention: string;
      readonly likes: number;
      readonly reposts: number;
      readonly replies: number;
      readonly views: number;
      readonly liked_by_brand: boolean;
    }
  >(
    `SELECT source, id, ${AT}, mention, likes, reposts, replies, views, liked_by_brand FROM engagements
     WHERE ${IN_SPAN} AND ${OF_BRAND} ${ORDER}`,
    paramsOf(span),
  );
  return atMost(rows, 'engagements').map((row) => ({
    source: row.source,
    id: row.id,
    at: row.at_ms,
    mention: row.mention,
    likes: row.likes,
    reposts: row.reposts,
    replies: row.replies,
    views: row.views,
    likedByBrand: row.liked_by_brand,
  }));
}

export async function readDecisions(store: Store, span: EvidenceSpan): Promise<MentionDecision[]> {
  const rows = await store.query<
    Common & { readonly mention: string; readonly decision: Decision; readonly decided_by: string }
  >(
    `SELECT source, id, ${AT}, mention, decision, decided_by FROM decisions WHERE ${IN_SPAN} AND ${OF_BRAND} ${ORDER}`,
    paramsOf(span),
  );
  return atMost(rows, 'decisions').map((row) => ({
    source: row.source,
    id: row.id,
    at: row.at_ms,
    mention: row.mention,
    decision: row.decision,
    by: row.decided_by,
  }));
}
