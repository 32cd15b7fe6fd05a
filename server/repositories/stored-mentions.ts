import type { Store } from '../../schema/clickhouse/store.ts';
import { labelsOf, type LabelRow } from '../../schema/clickhouse/tables.ts';
import type { Labels } from '../../schema/contracts/labels.ts';
import type { Direction, Kind, Mention, Venue } from '../../schema/contracts/mention.ts';
import { LABELS } from './labelled-mentions.ts';

/** A stored mention as it was taken, and as it was read. */
export interface ReadMention {
  readonly mention: Mention;
  readonly labels: Labels;
  /** Decimal digits. */
  readonly identity: string;
}

export interface MentionRange {
  /** Event time in `[from, to)`, epoch milliseconds. */
  readonly from: number;
  readonly to: number;
  readonly brand?: string | undefined;
}

/** Where a page ended. */
export interface PageEnd {
  readonly at: number;
  readonly identity: string;
}

const COLUMNS = `source, id, toString(identity) AS digits, toUnixTimestamp64Milli(at) AS at_ms, brands, channel, venue, kind,
  direction, author_id, author_name, author_handle, author_followers, author_verified, text, lang, in_reply_to,
  conversation, url, likes, reposts, replies, views, automated, promoted, rating, customer, ${LABELS}`;

interface MentionColumns extends LabelRow {
  readonly source: string;
  readonly id: string;
  readonly digits: string;
  readonly at_ms: number;
  readonly brands: readonly string[];
  readonly channel: string;
  readonly venue: Venue;
  readonly kind: Kind;
  readonly direction: Direction;
  readonly author_id: string;
  readonly author_name: string;
  readonly author_handle: string;
  readonly author_followers: number;
  readonly author_verified: boolean;
  readonly text: string;
  readonly lang: string;
  readonly in_reply_to: string;
  readonly conversation: string;
  readonly url: string;
  readonly likes: number;
  readonly reposts: number;
  readonly replies: number;
  readonly views: number;
  readonly automated: boolean;
  readonly promoted: boolean;
  readonly rating: number | null;
  readonly customer: string;
}

const WHERE = `at >= fromUnixTimestamp64Milli({from:Int64}) AND at < fromUnixTimestamp64Milli({to:Int64})`;
const ofBrand = (brand: string | undefined): string =>
  brand === undefined ? '' : 'AND has(brands, {brand:String})';

/** How many mentions there are. */
export async function countMentions(store: Store, { from, to, brand }: MentionRange): Promise<number> {
  const [row] = await store.query<{ total: number }>(
    `SELECT count() AS total FROM mentions WHERE ${WHERE} ${ofBrand(brand)}`,
    { from, to, brand: brand ?? '' },
  );
  return Number(row?.total ?? 0);
}

/** The next mentions of a range by event time, from the beginning or from where a page ended. */
export async function readMentions(
  store: Store,
  { from, to, brand }: MentionRange,
  { after, limit }: { readonly after: PageEnd | null; readonly limit: number },
): Promise<ReadMention[]> {
  const rest =
    after === null
      ? ''
      : 'AND (toUnixTimestamp64Milli(at), identity) > ({afterAt:Int64}, {afterIdentity:UInt64})';
  const rows = await store.query<MentionColumns>(
    `SELECT ${COLUMNS} FROM mentions WHERE ${WHERE} ${ofBrand(brand)} ${rest}
     ORDER BY mentions.at, mentions.identity LIMIT {limit:UInt32}`,
    {
      from: after?.at ?? from,
      to,
      brand: brand ?? '',
      limit,
      afterAt: after?.at ?? 0,
      afterIdentity: BigInt(after?.identity ?? 0),
    },
  );
  return rows.map((row) => ({ mention: mentionOf(row), labels: labelsOf(row), identity: row.digits }));
}

/** The mention that `mentionRow` made a row of. */
function mentionOf(row: MentionColumns): Mention {
  return {
    source: row.source,
    id: row.id,
    channel: row.channel,
    venue: row.venue,
    kind: row.kind,
    direction: row.direction,
    at: row.at_ms,
    author: {
      id: row.author_id,
      name: row.author_name,
      handle: row.author_handle,
      followers: row.author_followers,
      verified: row.author_verified,
    },
    text: row.text,
    lang: row.lang,
    inReplyTo: row.in_reply_to,
    conversation: row.conversation,
    url: row.url,
    metrics: { likes: row.likes, reposts: row.reposts, replies: row.replies, views: row.views },
    automated: row.automated,
    promoted: row.promoted,
    rating: row.rating,
    customer: row.customer,
    brands: row.brands,
  };
}
