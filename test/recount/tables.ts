import { CASE_TABLES } from './case-tables.ts';
import { JOURNEY_TABLES } from './journey-tables.ts';
import type { Table } from './recount.ts';
import { RECOVERY_TABLES } from './recovery-tables.ts';
import { RISK_TABLES } from './risk-tables.ts';
import { STORY_TABLES } from './story-tables.ts';

/** Of each account the newest link known as of then; of a customer all of its accounts together. */
const owners: Table = {
  name: 'recount_owners',
  sql: `SELECT channel, account, argMax(customer, (at, batch, identity)) AS customer,
      argMax(tier, (at, batch, identity)) AS tier, argMax(enrolled, (at, batch, identity)) AS enrolled
    FROM account_links WHERE brand = {brand:String} AND toUnixTimestamp64Milli(at) < {asOf:Int64}
    GROUP BY channel, account`,
};

const customers: Table = {
  name: 'recount_profiles',
  sql: `SELECT customer, if(max(tier = 'high'), 'high', 'standard') AS tier, toBool(max(enrolled)) AS enrolled
    FROM recount_owners GROUP BY customer`,
};

/**
 * Every mention of the brand dated before `asOf`, with the customer it is of ('' when nobody knows) and the person: the
 * customer, else the account, else ''. Leaving another brand is a comment. Instants are epoch milliseconds.
 */
const said: Table = {
  name: 'recount_said',
  sql: `WITH if(author_id = '', author_handle, author_id) AS name, replaceRegexpOne(lower(name), '^@', '') AS by_name,
      replaceRegexpOne(lower(author_handle), '^@', '') AS by_handle
    SELECT m.identity AS identity, m.source AS source, m.id AS id, toUnixTimestamp64Milli(m.at) AS at,
      toUnixTimestamp64Milli(m.stored_at) AS stored_at, m.channel AS channel, m.venue AS venue, m.kind AS kind,
      m.direction AS direction, CAST(m.direction, 'String') = 'inbound' AS inbound, m.in_reply_to AS in_reply_to, m.automated AS automated,
      m.promoted AS promoted, m.author_followers AS followers, m.views AS views, m.sentiment AS sentiment,
      m.topics AS topics, m.actionable AS actionable, m.suspicion >= 0.6 AS suspected, m.language AS language, m.original AS fingerprint, name AS author,
      multiIf(has(m.leaving, {brand:String}), 'churn', m.intent = 'churn', 'comment', m.intent) AS intent,
      arrayExists(joined -> joined != {brand:String}, CAST(m.joining, 'Array(String)')) AS pulled_away,
      multiIf(m.customer != '', m.customer, n.customer != '', n.customer, h.customer) AS customer,
      multiIf(customer != '', concat('customer ', customer), name != '', concat('account ', m.channel, ' ', name), '') AS person
    FROM mentions AS m
    LEFT JOIN recount_owners AS n ON n.channel = m.channel AND n.account = by_name
    LEFT JOIN recount_owners AS h ON h.channel = m.channel AND h.account = by_handle
    WHERE has(m.brands, {brand:String}) AND toUnixTimestamp64Milli(m.at) < {asOf:Int64}`,
};

/** What of it lies in the window. */
const window: Table = {
  name: 'recount_window',
  sql: 'SELECT * FROM recount_said WHERE at >= {from:Int64} AND at < {to:Int64}',
};

/** Inbound mentions of every brand in the window, once for each brand they are about. */
const market: Table = {
  name: 'recount_market',
  sql: `SELECT CAST(about, 'String') AS brand, identity, toUnixTimestamp64Milli(m.at) AS at, channel, venue,
      if(author_id = '', author_handle, author_id) AS author, sentiment, topics, suspicion >= 0.6 AS suspected, original AS fingerprint
    FROM mentions AS m ARRAY JOIN m.brands AS about
    WHERE m.direction = 'inbound' AND toUnixTimestamp64Milli(m.at) >= {from:Int64}
      AND toUnixTimestamp64Milli(m.at) < least({to:Int64}, {asOf:Int64})`,
};

const selfHelp: Table = {
  name: 'recount_self_help',
  sql: `SELECT source, id, toUnixTimestamp64Milli(s.at) AS at, customer, kind FROM self_help AS s
    WHERE brand = {brand:String} AND toUnixTimestamp64Milli(s.at) >= {from:Int64}
      AND toUnixTimestamp64Milli(s.at) < least({to:Int64}, {asOf:Int64})`,
};

export const TABLES: readonly Table[] = [
  owners,
  customers,
  said,
  window,
  market,
  selfHelp,
  ...STORY_TABLES,
  ...CASE_TABLES,
  ...JOURNEY_TABLES,
  ...RISK_TABLES,
  ...RECOVERY_TABLES,
];
