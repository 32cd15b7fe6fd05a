import type { QueryParams, Store } from '../../../schema/clickhouse/store.ts';
import { casesOf } from '../../../pipelines/conversations/cases.ts';
import {
  NO_EVIDENCE,
  personOf,
  type Evidence,
  type MentionFact,
} from '../../../pipelines/evidence/evidence.ts';
import type { BrandSettings } from '../../../pipelines/metrics/settings.ts';
import { readAccounts } from './accounts.ts';
import { MENTION_COLUMNS, factOf, type MentionRecord } from './mention-facts.ts';
import { readContacts, readSelfHelp } from './streams.ts';
import { priorityOf, readThreads } from './threads.ts';

/** Mentions of one customer that are looked at, the newest. */
const MAX_MENTIONS = 20_000;

/** Accounts are linked in lower case and without "@"; mentions keep them as they were written. */
const keyIn = (column: string): string =>
  `concat(channel, '\\0', replaceRegexpOne(lowerUTF8(${column}), '^@', '')) IN {keys:Array(String)}`;

/**
 * What is known of one customer of a brand: what they said by any account that is theirs, the conversations it was
 * said in, whole, and their contacts and self-help. `name`: a customer's id, or `channel:account` of an account
 * nobody is known of. Null when there is no such customer. The person is who `journeysOf` has to be asked for.
 */
export async function readCustomerEvidence(
  store: Store,
  settings: BrandSettings,
  name: string,
  asOf: number,
): Promise<{ readonly evidence: Evidence; readonly person: string } | null> {
  const { brand } = settings;
  const accounts = await readAccounts(store, brand, asOf);
  const mentions = async (where: string, params: QueryParams, first = ''): Promise<MentionFact[]> =>
    (
      await store.query<MentionRecord>(
        `SELECT ${MENTION_COLUMNS} FROM mentions
         WHERE has(brands, {brand:String}) AND direction = 'inbound' AND at < fromUnixTimestamp64Milli({asOf:Int64}) AND ${where}
         ORDER BY ${first} at DESC LIMIT {limit:UInt32}`,
        { brand, asOf, limit: MAX_MENTIONS, ...params },
      )
    ).map((row) => factOf(row, brand, accounts));
  const own = accounts.accountsOf(name);
  const theirs = (
    await mentions(`(customer = {customer:String} OR ${keyIn('author_handle')} OR ${keyIn('author_id')})`, {
      customer: name,
      keys: own,
    })
  ).filter(({ customer }) => customer === name);
  const span = { brand, from: 0, to: asOf, asOf, needs: [] };
  const contacts = await readContacts(store, span, name);
  const selfHelp = await readSelfHelp(store, span, name);
  const known = theirs.length + contacts.length + selfHelp.length > 0 || accounts.customers.has(name);
  const [channel = '', account = ''] = name.split(/:(.*)/s);
  const said = known
    ? theirs
    : (
        await mentions(
          // Without a name it is nobody, and not everybody who gave none.
          "{account:String} != '' AND channel = {channel:String} AND (author_id = {account:String} OR author_handle = {account:String})",
          { channel, account },
          // Anybody may call themselves what another's id is.
          'author_id = {account:String} DESC,',
        )
      ).filter(({ customer }) => customer === null);
  const [first] = said;
  if (!known && first === undefined) return null;
  const whole = await readThreads(store, { brand, asOf }, accounts, said);
  const ascending = whole.filter(({ brands }) => brands.includes(brand)).sort((a, b) => a.at - b.at);
  return {
    person: known ? personOf({ customer: name, author: '', channel: '' }) : personOf(first as MentionFact),
    evidence: {
      ...NO_EVIDENCE,
      brand,
      asOf,
      mentions: ascending,
      cases: casesOf(whole, brand, priorityOf(settings, accounts)),
      contacts,
      selfHelp,
      customers: accounts.customers,
    },
  };
}
