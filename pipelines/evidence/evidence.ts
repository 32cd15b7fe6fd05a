import type { Intent, Kind, SentimentLabel, Venue } from '../../schema/contracts/mention.ts';
import type { ThreadEvent } from '../conversations/first-responses.ts';
import type { Contact, Engagement, MentionDecision, SelfHelp, Tier } from '../../schema/contracts/streams.ts';

/** A mention as the metrics of one brand read it. Instants: epoch milliseconds. */
export interface MentionFact extends ThreadEvent {
  readonly storedAt: number;
  readonly venue: Venue;
  readonly kind: Kind;
  readonly followers: number;
  /** The customer this account belongs to, or null when it is matched with none. */
  readonly customer: string | null;
  readonly sentiment: SentimentLabel;
  /** −1 … 1. */
  readonly score: number;
  /** Issue categories, `branch.leaf`. */
  readonly topics: readonly string[];
  /** Towards this brand: churn is leaving this one. */
  readonly intent: Intent;
  /** Another brand pulls: it is the one that is joined. */
  readonly pulledAway: boolean;
  /** Looks like automation or spam. */
  readonly suspected: boolean;
  readonly promoted: boolean;
  /** ISO 639-1, `und`, or '' where nobody looked. */
  readonly language: string;
  /** The same for near copies and reposts of one text: what "unique" counts. */
  readonly fingerprint: string;
  readonly views: number;
}

/** One clock of one customer of one conversation: from the first unanswered mention to the first human reply. */
export interface Case {
  /** Of the mention that opened it, as are venue and topics. */
  readonly channel: string;
  readonly venue: Venue;
  readonly source: string;
  /** Id of the mention that opened it. */
  readonly mention: string;
  readonly author: string;
  readonly customer: string | null;
  readonly topics: readonly string[];
  readonly openedAt: number;
  /** Event time of the reply, or null while it waits. Never before `openedAt`. */
  readonly answeredAt: number | null;
  /** Channel of the reply, or '' while it waits. */
  readonly replyChannel: string;
  /** Ids of what this customer said while the clock ran, oldest first: the mention that opened it and those after it. */
  readonly said: readonly string[];
  /** Event time of the first question said while the clock ran, or null: nothing was asked. */
  readonly askedAt: number | null;
  /** Someone asked or complained while the clock ran. */
  readonly actionable: boolean;
  /** The mention that opened it was negative. */
  readonly negative: boolean;
  readonly highPriority: boolean;
  /** An earlier clock of this customer in this conversation was answered. */
  readonly reopened: boolean;
  readonly suspected: boolean;
}

export interface CustomerProfile {
  readonly tier: Tier;
  readonly enrolled: boolean;
}

/**
 * All that is known of one brand around a span of time, judged as of one instant: what metrics are computed from, live
 * and historical alike. Every list is ascending in `at` (`openedAt`) and holds no event after `asOf`.
 */
export interface Evidence {
  readonly brand: string;
  readonly asOf: number;
  /** Inbound and outbound mentions of the brand. */
  readonly mentions: readonly MentionFact[];
  /** Of every conversation with a mention in the span, whole: they may begin and end outside of it. */
  readonly cases: readonly Case[];
  readonly contacts: readonly Contact[];
  readonly selfHelp: readonly SelfHelp[];
  readonly engagements: readonly Engagement[];
  readonly decisions: readonly MentionDecision[];
  /** Known customers by their id. */
  readonly customers: ReadonlyMap<string, CustomerProfile>;
  /** When each `channel\0author` was first heard of this brand: who is new. */
  readonly firstSeen: ReadonlyMap<string, number>;
  /** Inbound mentions of every tracked brand, this one too: what a share is a share of. */
  readonly market: readonly MarketMention[];
}

export interface MarketMention {
  readonly brand: string;
  readonly at: number;
  readonly channel: string;
  readonly venue: Venue;
  readonly author: string;
  readonly sentiment: SentimentLabel;
  readonly topics: readonly string[];
  readonly fingerprint: string;
  readonly suspected: boolean;
}

/** Parts of the evidence a family reads, so that nothing else is loaded. */
export type Need = Exclude<keyof Evidence, 'brand' | 'asOf'>;

export const NO_EVIDENCE: Omit<Evidence, 'brand' | 'asOf'> = {
  mentions: [],
  cases: [],
  contacts: [],
  selfHelp: [],
  engagements: [],
  decisions: [],
  customers: new Map(),
  firstSeen: new Map(),
  market: [],
};

/** Who said it: the customer where the account is matched with one, else the account. '' when nobody knows. */
export const personOf = ({
  customer,
  author,
  channel,
}: Pick<MentionFact, 'customer' | 'author' | 'channel'>): string =>
  customer !== null ? `c\u0000${customer}` : author === '' ? '' : `a\u0000${channel}\u0000${author}`;

/** Of a list that is ascending in `at`, what lies in `[from, to)`; finds its place instead of walking there. */
export function within<T extends { readonly at: number }>(
  list: readonly T[],
  from: number,
  to: number,
): readonly T[] {
  return list.slice(firstAt(list, from), firstAt(list, to));
}

function firstAt(list: readonly { readonly at: number }[], at: number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((list[middle] as { readonly at: number }).at < at) low = middle + 1;
    else high = middle;
  }
  return low;
}
