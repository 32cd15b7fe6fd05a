import { migrate } from '../../schema/clickhouse/migrate.ts';
import type { Store } from '../../schema/clickhouse/store.ts';
import { RollupWriter } from '../../pipelines/sinks/rollup-writer.ts';
import { readStaleHours } from '../../server/repositories/stale-hours.ts';

const DAY = 86_400_000;
export const DAYS = 60;
export const BRANDS = 20;
const CHUNK = 1_000_000;
/** Rows of one batch, as a busy feed would make them. */
const BATCH = 500;

const WORDS = `splitByChar(' ', 'the parcel late again love this store terrible service thank you so much where is my order broken refund please great support never again happy with it slow app crashed twice today why')`;

/** Four rows a conversation: a question, its human answer after half a minute to half an hour, two posts of others. */
const rowsFrom = (first: number, count: number): string => `
  SELECT number + ${first} AS n, intDiv(n, 4) AS conversation, n % 4 AS place,
    cityHash64(conversation) AS dice, if(place < 2, dice, cityHash64(n, 1)) AS who,
    -- A few brands are talked about most: the square of a fair die.
    toUInt32(floor(pow((if(place < 2, dice, who) % 10000) / 10000, 2) * ${BRANDS})) AS brand_no,
    ['twitter', 'twitter', 'twitter', 'app_store', 'app_store', 'email', 'forum', 'reddit'][1 + intDiv(if(place < 2, dice, who), 10000) % 8] AS said_on,
    30000 + intDiv(dice, 100000) % 1770000 AS answered_ms,
    {startAt:Int64} + toInt64(conversation * {stepMs:Float64}) + if(place = 1, answered_ms, 0) AS at_ms
  FROM numbers(${count})`;

/** Fills an empty store with `rows` mentions of the last 60 days, their panes, hours and days, in SQL alone. */
export async function fill(store: Store, rows: number, log: (line: string) => void): Promise<void> {
  await migrate(store);
  // The last answers are half an hour younger than their questions, and nothing may be ahead of the clock.
  const startAt = Math.floor(Date.now() / 60_000) * 60_000 - DAYS * DAY - 1_860_000;
  const params = { startAt, stepMs: (DAYS * DAY * 4) / rows };
  for (let first = 0; first < rows; first += CHUNK) {
    await store.command(mentionsSql(first, Math.min(CHUNK, rows - first)), params);
    log(`${Math.min(first + CHUNK, rows)} mentions`);
  }
  const version = Date.now() * 1_000;
  for (let day = 0; day <= DAYS; day += 1)
    await store.command(panesSql, { from: startAt + day * DAY, to: startAt + (day + 1) * DAY, version });
  await store.insert(
    'checkpoints',
    [{ name: 'panes', batch: Math.ceil(rows / BATCH), version: version + 1 }],
    'fill',
  );
  const brands = Array.from({ length: BRANDS }, (_, index) => `brand-${index}`);
  await new RollupWriter(store, () => 'UTC', await readStaleHours(store, brands, () => 'UTC')).roll(
    version + 2,
  );
  await calm(store);
}

function mentionsSql(first: number, count: number): string {
  return `
    INSERT INTO mentions (source, id, identity, batch, at, stored_at, brands, channel, venue, kind, direction, author_id, author_name,
      author_handle, author_followers, text, lang, in_reply_to, conversation, sentiment, sentiment_score, sentiment_model)
    SELECT 'bench', toString(n), xxHash64(concat('bench', char(0), toString(n))), 1 + intDiv(n, ${BATCH}),
      fromUnixTimestamp64Milli(at_ms, 'UTC'), fromUnixTimestamp64Milli(at_ms, 'UTC'), [concat('brand-', toString(brand_no))], said_on,
      'third_party', if(place = 1, 'reply', 'post'), if(place = 1, 'outbound', 'inbound'),
      if(place = 1, 'care', concat('author-', toString(who % 2000000))), 'Some Body', concat('body', toString(who % 2000000)), who % 5000,
      concat(arrayStringConcat(arrayMap(i -> ${WORDS}[1 + intDiv(cityHash64(n, i), 7) % 35], range(8 + who % 20)), ' '), if(who % 3 = 0, '?', '.')),
      'en', if(place = 1, toString(n - 1), ''), '', ${sentiment}, 0, 'bench'
    FROM (${rowsFrom(first, count)})`;
}

const sentiment = `['positive', 'neutral', 'neutral', 'negative'][1 + who % 4]`;

/** From the stored rows, with response times that follow from the ids. */
const panesSql = `
  INSERT INTO panes
  SELECT brands[1], m.channel, toStartOfMinute(m.at) AS start, start + 60, countIf(direction = 'inbound'), countIf(direction = 'outbound'),
    countIf(direction = 'inbound' AND sentiment = 'positive'), countIf(direction = 'inbound' AND sentiment = 'neutral'),
    countIf(direction = 'inbound' AND sentiment = 'negative'),
    arraySort(groupArrayIf(30000 + intDiv(cityHash64(intDiv(toUInt64(id), 4)), 100000) % 1770000, direction = 'outbound')),
    'final', 0, {version:UInt64}
  FROM mentions AS m
  WHERE m.at >= fromUnixTimestamp64Milli({from:Int64}) AND m.at < fromUnixTimestamp64Milli({to:Int64})
  GROUP BY brands[1], m.channel, start`;

/** Waits for the merges of the filling, which are no part of what is measured. */
async function calm(store: Store): Promise<void> {
  for (let waited = 0; waited < 300; waited += 1) {
    const [row] = await store.query<{ merges: number }>('SELECT count() AS merges FROM system.merges');
    if (Number(row?.merges ?? 0) === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  }
}
