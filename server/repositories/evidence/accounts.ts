import type { Store } from '../../../schema/clickhouse/store.ts';
import type { Tier } from '../../../schema/contracts/streams.ts';
import type { CustomerProfile } from '../../../pipelines/evidence/evidence.ts';

interface LinkRecord {
  readonly channel: string;
  readonly account: string;
  readonly customer: string;
  readonly tier: Tier;
  readonly enrolled: boolean;
}

export interface Accounts {
  readonly customers: ReadonlyMap<string, CustomerProfile>;
  /** Accounts of a customer, as `channel\0account`, lower case and without "@". */
  accountsOf(customer: string): string[];
  /** The customer a mention's account belongs to, or null. What the mention itself says comes first. */
  customerOf(row: {
    readonly customer: string;
    readonly channel: string;
    readonly author: string;
    readonly author_handle: string;
  }): string | null;
}

/** Whose accounts are known, as of an instant: the newest link of an account counts. */
export async function readAccounts(store: Store, brand: string, asOf: number): Promise<Accounts> {
  const links = await store.query<LinkRecord>(
    `SELECT channel, account, argMax(customer, key) AS customer, argMax(tier, key) AS tier, argMax(enrolled, key) AS enrolled
     FROM (SELECT *, (at, batch, identity) AS key FROM account_links
           WHERE brand = {brand:String} AND at < fromUnixTimestamp64Milli({asOf:Int64}))
     GROUP BY channel, account ORDER BY channel, account`,
    { brand, asOf },
  );
  const owners = new Map<string, string>();
  const customers = new Map<string, CustomerProfile>();
  for (const { channel, account, customer, tier, enrolled } of links) {
    owners.set(`${channel}\u0000${account}`, customer);
    const known = customers.get(customer);
    // A customer with two accounts is of the higher tier, and enrolled when any of them is.
    customers.set(customer, {
      tier: known?.tier === 'high' || tier === 'high' ? 'high' : 'standard',
      enrolled: known?.enrolled === true || enrolled,
    });
  }
  const key = (channel: string, account: string) =>
    `${channel}\u0000${account.toLowerCase().replace(/^@/, '')}`;
  return {
    customers,
    accountsOf: (customer) => [...owners].flatMap(([name, owner]) => (owner === customer ? [name] : [])),
    customerOf({ customer, channel, author, author_handle: handle }) {
      if (customer !== '') return customer;
      return owners.get(key(channel, author)) ?? owners.get(key(channel, handle)) ?? null;
    },
  };
}
