import { StoreError, type QueryParams, type Store } from '../../schema/clickhouse/store.ts';
import type { LabelName } from '../../schema/contracts/labels.ts';
import type { ListedMention } from '../../schema/contracts/mention-list.ts';
import { TooMuchEvidence } from '../../pipelines/evidence/evidence-source.ts';
import { AUTOMATION_THRESHOLD } from '../../pipelines/text/automation/read-automation.ts';
import { readCorrected } from './labelled-mentions.ts';

/** What mentions are asked for; `undefined` is no condition. Instants: epoch milliseconds. */
export interface MentionFilter {
  readonly from: number;
  readonly to: number;
  readonly brand?: string | undefined;
  readonly source?: string | undefined;
  readonly channel?: string | undefined;
  readonly venue?: string | undefined;
  readonly direction?: string | undefined;
  readonly sentiment?: string | undefined;
  /** A leaf or a whole branch. */
  readonly topic?: string | undefined;
  readonly intent?: string | undefined;
  readonly kind?: string | undefined;
  readonly actionable?: boolean | undefined;
  /** Its reach was paid for. */
  readonly promoted?: boolean | undefined;
  readonly humansOnly?: boolean | undefined;
  /** A person has decided one of its labels. */
  readonly corrected?: boolean | undefined;
  /** All of them are in the text, as they stand but for their case. */
  readonly words: readonly string[];
  /** Only these, as `source/id`. */
  readonly names?: readonly string[] | undefined;
}

/** Where a page ended. `identity`: decimal digits. */
export interface ListEnd {
  readonly at: number;
  readonly identity: string;
}

export interface MentionPage {
  readonly mentions: readonly ListedMention[];
  readonly total: number;
  readonly unique: number;
  readonly people: number;
  /** Null: this is the last page. */
  readonly end: ListEnd | null;
}

/** Searching may look at every text of a range; nobody waits longer for a page. */
const LONGEST_S = 10;
/** Ends a query that may look at every mention of a range. */
export const BOUND = `SETTINGS max_execution_time = ${LONGEST_S}`;
/** ClickHouse's error number for a query that ran out of time. */
const TIMEOUT_EXCEEDED = 159;

const COLUMNS = `source, id, toString(mentions.identity) AS digits, toUnixTimestamp64Milli(mentions.at) AS at_ms,
  toUnixTimestamp64Milli(stored_at) AS stored_ms, brands, channel, venue, kind, direction, author_id, author_name,
  author_handle, author_followers, author_verified, text, url, automated, promoted, sentiment, sentiment_score,
  sentiment_model, topics, intent, actionable, suspicion, language, toString(original) AS print`;

type Row = Pick<
  ListedMention,
  'source' | 'id' | 'channel' | 'venue' | 'kind' | 'direction' | 'text' | 'url' | 'automated' | 'promoted'
> &
  Pick<
    ListedMention,
    'sentiment' | 'intent' | 'actionable' | 'suspicion' | 'language' | 'brands' | 'topics'
  > & {
    readonly digits: string;
    readonly at_ms: number;
    readonly stored_ms: number;
    readonly author_id: string;
    readonly author_name: string;
    readonly author_handle: string;
    readonly author_followers: number;
    readonly author_verified: boolean;
    readonly sentiment_score: number;
    readonly sentiment_model: string;
    readonly print: string;
  };

/**
 * A page of what matches, newest or oldest first by event time and identity. A copy is what matches and repeats the text of
 * something earlier that matches; `unique` leaves copies out of the page too. @throws TooMuchEvidence, StoreError
 */
export async function listMentions(
  store: Store,
  filter: MentionFilter,
  {
    after,
    limit,
    unique,
    oldestFirst,
  }: {
    readonly after: ListEnd | null;
    readonly limit: number;
    readonly unique: boolean;
    readonly oldestFirst: boolean;
  },
): Promise<MentionPage> {
  const { where, params } = conditionsOf(filter);
  const first = unique ? `AND (at, identity) IN (SELECT min((at, identity)) FROM mentions WHERE ${where} GROUP BY original)` : ''; // prettier-ignore
  const [beyond, direction] = oldestFirst ? ['>', 'ASC'] : ['<', 'DESC'];
  const rest =
    after === null
      ? ''
      : `AND at ${beyond}= fromUnixTimestamp64Milli({afterAt:Int64})
         AND (toUnixTimestamp64Milli(at), identity) ${beyond} ({afterAt:Int64}, {afterIdentity:UInt64})`;
  const rows = await inTime(
    store.query<Row>(
      `SELECT ${COLUMNS} FROM mentions WHERE ${where} ${first} ${rest}
       ORDER BY mentions.at ${direction}, mentions.identity ${direction} LIMIT {limit:UInt32} ${BOUND}`,
      { ...params, limit: limit + 1, afterAt: after?.at ?? 0, afterIdentity: BigInt(after?.identity ?? 0) },
    ),
  );
  const [counts] = await inTime(
    store.query<{ total: number; texts: number; people: number }>(
      `SELECT count() AS total, uniqExact(original) AS texts,
         uniqExactIf((channel, if(author_id = '', author_handle, author_id)), author_id != '' OR author_handle != '') AS people
       FROM mentions WHERE ${where} ${BOUND}`,
      params,
    ),
  );
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    mentions: await listed(store, page, where, params),
    total: (unique ? counts?.texts : counts?.total) ?? 0,
    unique: counts?.texts ?? 0,
    people: counts?.people ?? 0,
    end: rows.length > limit && last !== undefined ? { at: last.at_ms, identity: last.digits } : null,
  };
}

/** One mention, or undefined when there is none. */
export async function findMention(
  store: Store,
  source: string,
  id: string,
): Promise<ListedMention | undefined> {
  const rows = await store.query<Row>(
    `SELECT ${COLUMNS} FROM mentions WHERE source = {source:String} AND id = {id:String} LIMIT 1 ${BOUND}`,
    { source, id },
  );
  const [found] = await listed(store, rows, '1', {});
  return found;
}

function conditionsOf(filter: MentionFilter): { where: string; params: QueryParams } {
  const params: Record<string, QueryParams[string]> = { from: filter.from, to: filter.to };
  const all = ['at >= fromUnixTimestamp64Milli({from:Int64}) AND at < fromUnixTimestamp64Milli({to:Int64})'];
  const equal = (column: 'source' | 'channel' | 'venue' | 'direction' | 'sentiment' | 'intent' | 'kind') => {
    const value = filter[column];
    if (value === undefined) return;
    params[column] = value;
    all.push(`mentions.${column} = {${column}:String}`);
  };
  for (const column of ['source', 'channel', 'venue', 'direction', 'sentiment', 'intent', 'kind'] as const)
    equal(column);
  if (filter.brand !== undefined) {
    params['brand'] = filter.brand;
    all.push('has(mentions.brands, {brand:String})');
  }
  if (filter.topic !== undefined) {
    params['topic'] = filter.topic;
    all.push(
      `arrayExists(one -> one = {topic:String} OR startsWith(one, concat({topic:String}, '.')), mentions.topics)`,
    );
  }
  if (filter.actionable !== undefined)
    all.push(filter.actionable ? 'mentions.actionable' : 'NOT mentions.actionable');
  if (filter.promoted !== undefined) {
    params['promoted'] = filter.promoted;
    all.push('mentions.promoted = {promoted:Bool}');
  }
  if (filter.humansOnly === true) all.push(`mentions.suspicion < ${AUTOMATION_THRESHOLD}`);
  if (filter.corrected !== undefined)
    all.push(
      `identity ${filter.corrected ? '' : 'NOT'} IN (SELECT relabels.identity FROM relabels WHERE reason = 'correction')`,
    );
  for (const [index, word] of filter.words.entries()) {
    params[`word${index}`] = word;
    all.push(`positionCaseInsensitiveUTF8(mentions.text, {word${index}:String}) > 0`);
  }
  if (filter.names !== undefined) {
    params['names'] = filter.names;
    all.push("concat(mentions.source, '/', mentions.id) IN {names:Array(String)}");
  }
  return { where: all.join(' AND '), params };
}

/** Rows as people read them, with what has been decided of them and whether they are copies among what matches. */
async function listed(
  store: Store,
  rows: readonly Row[],
  where: string,
  params: QueryParams,
): Promise<ListedMention[]> {
  if (rows.length === 0) return [];
  const prints = [...new Set(rows.map(({ print }) => print))];
  const earliest = await inTime(
    store.query<{ print: string; digits: string }>(
      `SELECT toString(original) AS print, toString(argMin(identity, (at, identity))) AS digits FROM mentions
       WHERE ${where} AND original IN {prints:Array(UInt64)} GROUP BY original ${BOUND}`,
      { ...params, prints: prints.map(BigInt) },
    ),
  );
  const firsts = new Map(earliest.map(({ print, digits }) => [print, digits]));
  const corrected = await readCorrected(store, rows.map(({ digits }) => BigInt(digits))); // prettier-ignore
  return rows.map((row) =>
    listedOf(row, corrected.get(`${row.source}/${row.id}`) ?? [], firsts.get(row.print) !== row.digits),
  );
}

function listedOf(row: Row, corrected: readonly LabelName[], copy: boolean): ListedMention {
  const { source, id, brands, channel, venue, kind, direction, text, url, automated, promoted } = row;
  const { sentiment, topics, intent, actionable, suspicion, language } = row;
  return {
    source, id,
    at: new Date(row.at_ms).toISOString(),
    storedAt: new Date(row.stored_ms).toISOString(),
    brands, channel, venue, kind, direction,
    author: {
      name: row.author_name || row.author_handle || row.author_id,
      handle: row.author_handle,
      followers: row.author_followers,
      verified: row.author_verified,
    },
    text, url, automated, promoted, sentiment,
    sentimentScore: row.sentiment_score,
    sentimentModel: row.sentiment_model,
    topics, intent, actionable, suspicion, language,
    corrected: [...corrected],
    copy,
  };
} // prettier-ignore

/** @throws TooMuchEvidence where a query that ends with `BOUND` took too long. */
export async function inTime<T>(reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    if (!(error instanceof StoreError) || error.code !== TIMEOUT_EXCEEDED) throw error;
    throw new TooMuchEvidence(
      `Looking through that range takes more than ${LONGEST_S} seconds; ask for a shorter one.`,
    );
  }
}
