import type { StreamName, StreamRows } from '../contracts/streams.ts';
import { dateTime64 } from './tables.ts';

/** What storing adds to a row: what it is looked up by, and when and in which batch it was stored. */
export interface Stamp {
  readonly identity: bigint;
  /** Counts the batches of its own table. */
  readonly batch: number;
  /** Epoch milliseconds. */
  readonly storedAt: number;
}

/** A row of a stream as it is stored. */
export type StoredRow<S extends StreamName> = StreamRows[S] & Stamp;

/** The columns every table of a stream begins with. UInt64 travels as a string: JSON numbers lose digits past 2^53. */
export interface EnvelopeRow {
  readonly source: string;
  readonly id: string;
  readonly identity: string;
  readonly batch: number;
  /** `YYYY-MM-DD hh:mm:ss.mmm` in UTC. */
  readonly at: string;
  readonly stored_at: string;
}

export interface ContactRow extends EnvelopeRow {
  readonly brand: string;
  readonly customer: string;
  readonly channel: string;
  readonly reason: string;
  readonly duration_ms: number | null;
}

export interface SelfHelpRow extends EnvelopeRow {
  readonly brand: string;
  readonly customer: string;
  readonly kind: string;
  readonly article: string;
}

export interface EngagementRow extends EnvelopeRow {
  readonly mention: string;
  readonly likes: number;
  readonly reposts: number;
  readonly replies: number;
  readonly views: number;
  readonly liked_by_brand: boolean;
}

export interface AccountLinkRow extends EnvelopeRow {
  readonly brand: string;
  readonly channel: string;
  readonly account: string;
  readonly customer: string;
  readonly tier: string;
  readonly enrolled: boolean;
}

export interface DecisionRow extends EnvelopeRow {
  readonly mention: string;
  readonly decision: string;
  readonly decided_by: string;
}

/** The row of each stream's table. */
export interface StreamTableRows {
  readonly contacts: ContactRow;
  readonly 'self-help': SelfHelpRow;
  readonly engagements: EngagementRow;
  readonly identities: AccountLinkRow;
  readonly decisions: DecisionRow;
}

export interface StreamTable<S extends StreamName> {
  readonly table: string;
  readonly rowOf: (stored: StoredRow<S>) => StreamTableRows[S];
}

/** Where each stream is stored. The names differ where SQL or this house has another meaning for the word. */
export const STREAM_TABLES: { readonly [S in StreamName]: StreamTable<S> } = {
  contacts: {
    table: 'contacts',
    rowOf: (contact) => ({
      ...envelopeOf(contact),
      brand: contact.brand,
      customer: contact.customer,
      channel: contact.channel,
      reason: contact.reason,
      duration_ms: contact.durationMs,
    }),
  },
  'self-help': {
    table: 'self_help',
    rowOf: (event) => ({
      ...envelopeOf(event),
      brand: event.brand,
      customer: event.customer,
      kind: event.kind,
      article: event.article,
    }),
  },
  engagements: {
    table: 'engagements',
    rowOf: (engagement) => ({
      ...envelopeOf(engagement),
      mention: engagement.mention,
      likes: engagement.likes,
      reposts: engagement.reposts,
      replies: engagement.replies,
      views: engagement.views,
      liked_by_brand: engagement.likedByBrand,
    }),
  },
  identities: {
    table: 'account_links',
    rowOf: (link) => ({
      ...envelopeOf(link),
      brand: link.brand,
      channel: link.channel,
      account: link.account,
      customer: link.customer,
      tier: link.tier,
      enrolled: link.enrolled,
    }),
  },
  decisions: {
    table: 'decisions',
    rowOf: (decision) => ({
      ...envelopeOf(decision),
      mention: decision.mention,
      decision: decision.decision,
      decided_by: decision.by,
    }),
  },
};

function envelopeOf(row: Stamp & { source: string; id: string; at: number }): EnvelopeRow {
  return {
    source: row.source,
    id: row.id,
    identity: row.identity.toString(),
    batch: row.batch,
    at: dateTime64(row.at),
    stored_at: dateTime64(row.storedAt),
  };
}
