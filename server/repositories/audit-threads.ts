import type { Store } from '../../schema/clickhouse/store.ts';

/** Threads that began longer before the range than this are seen without their beginning. */
export const THREAD_LOOKBACK_MS = 90 * 86_400_000;
/** Labels halve their distance each round, so this is enough for any thread there is. */
const MAX_ROUNDS = 64;
const MAX_CHAIN = 1_000;

interface Range {
  readonly from: number;
  readonly to: number;
}

/**
 * Builds two tables beside the data, named after `run`: the thread of every mention, and whom each human reply
 * answers. The caller drops what begins with `run`.
 */
export async function labelThreads(store: Store, run: string, { from, to }: Range) {
  const params = { from: from - THREAD_LOOKBACK_MS, to };
  const links = `${run}_links`;
  await store.command(
    `CREATE TABLE ${links} ENGINE = Memory AS
     SELECT identity, arrayJoin(arrayConcat(
       [xxHash64(concat(source, '\\0m', id))],
       if(in_reply_to = '', [], [xxHash64(concat(source, '\\0m', in_reply_to))]),
       if(conversation = '', [], [xxHash64(concat(source, '\\0c', conversation))]))) AS ref
     FROM mentions WHERE at >= fromUnixTimestamp64Milli({from:Int64}) AND at < fromUnixTimestamp64Milli({to:Int64})`,
    params,
  );
  const threads = await spread(store, run, links);
  return { threads, customers: await customersOf(store, run, threads, to) };
}

/** Every mention takes the smallest label of those it shares a reference with, until none changes. */
async function spread(store: Store, run: string, links: string): Promise<string> {
  let threads = `${run}_threads_0`;
  await store.command(
    `CREATE TABLE ${threads} ENGINE = Memory AS SELECT DISTINCT identity, identity AS thread FROM ${links}`,
  );
  for (let round = 1; round <= MAX_ROUNDS; round += 1) {
    const near = `${run}_near_${round}`;
    const next = `${run}_threads_${round}`;
    await store.command(
      `CREATE TABLE ${near} ENGINE = Memory AS
       SELECT l.identity AS identity, min(r.thread) AS thread FROM ${links} AS l
       INNER JOIN (SELECT k.ref AS ref, min(t.thread) AS thread FROM ${links} AS k
         INNER JOIN ${threads} AS t ON t.identity = k.identity GROUP BY ref) AS r ON r.ref = l.ref
       GROUP BY identity`,
    );
    // A label is the identity of a mention that may have a smaller label by now: jumping to it halves what is left.
    await store.command(
      `CREATE TABLE ${next} ENGINE = Memory AS
       SELECT n.identity AS identity, least(n.thread, j.thread) AS thread FROM ${near} AS n
       INNER JOIN ${near} AS j ON j.identity = n.thread`,
    );
    const [changed] = await store.query<{ changes: number }>(
      `SELECT count() AS changes FROM ${next} AS n INNER JOIN ${threads} AS t ON t.identity = n.identity WHERE n.thread != t.thread`,
    );
    threads = next;
    if (Number(changed?.changes ?? 0) === 0) return threads;
  }
  return threads;
}

/** The author of the nearest inbound mention up the chain of each human reply; else the thread's only customer so far. */
async function customersOf(store: Store, run: string, threads: string, to: number): Promise<string> {
  const climb = (step: number) => `${run}_climb_${step}`;
  const parent = `SELECT m.source AS source, m.id AS id, m.at AS at, m.direction AS direction, m.in_reply_to AS in_reply_to,
    if(m.author_id = '', m.author_handle, m.author_id) AS author
    FROM mentions AS m INNER JOIN ${threads} AS t ON t.identity = m.identity`;
  await store.command(
    `CREATE TABLE ${climb(0)} ENGINE = Memory AS
     SELECT m.identity AS identity, m.source AS source, m.id AS id, m.at AS at, m.in_reply_to AS ref,
       emptyArrayString() AS passed, '' AS customer, toUInt8(0) AS known
     FROM mentions AS m INNER JOIN ${threads} AS t ON t.identity = m.identity
     WHERE m.direction = 'outbound' AND NOT m.automated`,
  );
  let step = 0;
  for (let open = 1; open > 0 && step < MAX_CHAIN; step += 1) {
    // Known stays known; an outbound parent is climbed past. What is not there, is said later than the reply or was
    // passed before ends the climb.
    await store.command(
      `CREATE TABLE ${climb(step + 1)} ENGINE = Memory AS
       SELECT c.identity AS identity, c.source AS source, c.id AS id, c.at AS at,
         c.known = 0 AND NOT has(c.passed, p.id) AND (p.at < c.at OR (p.at = c.at AND (p.direction = 'inbound' OR p.id <= c.id))) AS counts,
         if(counts AND p.direction = 'outbound', p.in_reply_to, '') AS ref,
         arrayPushBack(c.passed, p.id) AS passed,
         if(counts AND p.direction = 'inbound', p.author, c.customer) AS customer,
         toUInt8(c.known = 1 OR (counts AND p.direction = 'inbound')) AS known
       FROM ${climb(step)} AS c LEFT JOIN (${parent}) AS p ON p.source = c.source AND p.id = c.ref AND c.ref != ''`,
    );
    await store.command(`DROP TABLE ${climb(step)}`);
    const [left] = await store.query<{ open: number }>(
      `SELECT count() AS open FROM ${climb(step + 1)} WHERE known = 0 AND ref != ''`,
    );
    open = Number(left?.open ?? 0);
  }
  const customers = `${run}_customers`;
  await store.command(
    `CREATE TABLE ${customers} ENGINE = Memory AS
     SELECT c.identity AS identity, if(c.known = 1, c.customer, o.customer) AS customer, toUInt8(c.known = 1 OR o.n = 1) AS known
     FROM ${climb(step)} AS c LEFT JOIN (${onlyCustomers(run, threads)}) AS o ON o.identity = c.identity`,
    { to },
  );
  return customers;
}

/** For each human reply, how many customers its thread had heard before it, and one of them. */
const onlyCustomers = (_run: string, threads: string): string => `
  SELECT r.identity AS identity, uniqExact(i.author) AS n, any(i.author) AS customer FROM (
    SELECT m.identity AS identity, t.thread AS thread, m.at AS at FROM mentions AS m INNER JOIN ${threads} AS t ON t.identity = m.identity
    WHERE m.direction = 'outbound' AND NOT m.automated) AS r
  INNER JOIN (
    SELECT t.thread AS thread, m.at AS at, if(m.author_id = '', m.author_handle, m.author_id) AS author
    FROM mentions AS m INNER JOIN ${threads} AS t ON t.identity = m.identity
    WHERE m.direction = 'inbound' AND m.kind != 'repost') AS i ON i.thread = r.thread
  WHERE i.at <= r.at
  GROUP BY r.identity`;
