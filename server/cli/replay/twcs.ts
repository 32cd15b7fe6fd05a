import type { MentionInput } from '../../../schema/contracts/mention.ts';

/** One row of a "Customer Support on Twitter" file, fields as they stand in it; a short row lacks some. */
export type TwcsRow = Readonly<Partial<Record<TwcsColumn, string>>>;
export const TWCS_COLUMNS = [
  'tweet_id',
  'author_id',
  'inbound',
  'created_at',
  'text',
  'response_tweet_id',
  'in_response_to_tweet_id',
] as const;
export type TwcsColumn = (typeof TWCS_COLUMNS)[number];

/** What is kept of a tweet for finding the brand of others: no text, so that a file of millions of rows fits. */
interface Tweet {
  readonly id: string;
  readonly at: number;
  readonly parent: string;
  /** Ids of answers named by the tweet itself. */
  readonly responses: string;
  /** The brand account that wrote it, '' for a customer. */
  readonly brand: string;
  /** Handles in its text, lower case, or null for none. */
  readonly handles: readonly string[] | null;
}

const HANDLE = /(?<![A-Za-z0-9_])@([A-Za-z0-9_]+)/g;
const MONTHS = 'JanFebMarAprMayJunJulAugSepOctNovDec';
const CREATED_AT = /^[A-Z][a-z]{2} ([A-Z][a-z]{2}) (\d\d) (\d\d:\d\d:\d\d) ([+-]\d\d)(\d\d) (\d{4})$/;

/**
 * Maps rows to mentions. Links run both ways through a file and brands are known by their replies, so it is used in
 * two passes: `add` every row, then `mention` any of them.
 */
export class TwcsIndex {
  readonly #tweets = new Map<string, Tweet>();
  /** Brand accounts: lower case → as written. An account is one when it is not a number and has written outbound. */
  readonly #brands = new Map<string, string>();
  #children: Map<string, Tweet[]> | undefined;
  #conversations: Map<string, Tweet[]> | undefined;

  /** Takes note of a row. Of rows with the same id the first one counts for the others' links. */
  add(row: TwcsRow): void {
    const id = row.tweet_id ?? '';
    if (id === '' || this.#tweets.has(id)) return;
    const author = row.author_id ?? '';
    const outbound = isOutbound(row);
    if (outbound && !/^\d*$/.test(author) && !this.#brands.has(author.toLowerCase()))
      this.#brands.set(author.toLowerCase(), author);
    const handles = [...(row.text ?? '').matchAll(HANDLE)].map(([, handle]) => handle!.toLowerCase());
    this.#tweets.set(id, {
      id,
      at: Date.parse(isoTime(row.created_at ?? '')),
      parent: row.in_response_to_tweet_id ?? '',
      responses: row.response_tweet_id ?? '',
      brand: outbound ? author : '',
      handles: handles.length > 0 ? handles : null,
    });
    this.#children = this.#conversations = undefined;
  }

  /** The row as a mention of source `twcs`. What the row does not say is left out: the server judges the rest. */
  mention(row: TwcsRow): MentionInput {
    const id = row.tweet_id ?? '';
    const author = row.author_id ?? '';
    const parent = row.in_response_to_tweet_id ?? '';
    const brands = this.#brandsOf(row);
    const known = row.inbound === 'True' || row.inbound === 'False';
    const outbound = isOutbound(row);
    return {
      id,
      source: 'twcs',
      channel: 'twitter',
      at: isoTime(row.created_at ?? ''),
      text: decodeEntities(row.text ?? ''),
      ...(brands.length > 0 && { brand: brands.length === 1 ? brands[0]! : [...brands] }),
      venue: outbound ? 'owned' : 'third_party',
      ...(author !== '' && { author: { id: author, handle: author } }),
      kind: parent === '' ? 'post' : 'reply',
      ...(parent !== '' && { inReplyTo: parent }),
      ...(id !== '' && { conversation: this.#root(id, parent) }),
      ...(known && { direction: outbound ? 'outbound' : 'inbound' }),
      ...(known && !outbound && author !== '' && { customer: author }),
    };
  }

  #brandsOf(row: TwcsRow): readonly string[] {
    if (isOutbound(row)) return row.author_id ? [row.author_id] : [];
    const named = [...(row.text ?? '').matchAll(HANDLE)].map(([, handle]) => handle!.toLowerCase());
    const brands = this.#accounts(named);
    if (brands.length > 0 || !row.tweet_id) return brands;
    const parent = row.in_response_to_tweet_id ?? '';
    const above = this.#above(parent);
    if (above.length > 0) return above;
    const below = this.#below(row.tweet_id, row.response_tweet_id ?? '');
    return below.length > 0 ? below : this.#inConversation(this.#root(row.tweet_id, parent));
  }

  /** Up the chain of replies: the first tweet that a brand wrote or that names one. */
  #above(parent: string): readonly string[] {
    const seen = new Set<string>();
    for (
      let tweet = this.#tweets.get(parent);
      tweet && !seen.has(tweet.id);
      tweet = this.#tweets.get(tweet.parent)
    ) {
      seen.add(tweet.id);
      const brands = this.#said(tweet);
      if (brands.length > 0) return brands;
    }
    return [];
  }

  /** Down, level by level: the brand of the nearest reply a brand wrote; on one level the earliest. */
  #below(id: string, responses: string): readonly string[] {
    const seen = new Set([id]);
    let level = this.#repliesTo(id, responses);
    while (level.length > 0) {
      level = level.filter((tweet) => !seen.has(tweet.id) && seen.add(tweet.id)).sort(earlier);
      const written = level.find((tweet) => tweet.brand !== '');
      if (written) return [written.brand];
      level = level.flatMap((tweet) => this.#repliesTo(tweet.id, tweet.responses));
    }
    return [];
  }

  #repliesTo(id: string, responses: string): Tweet[] {
    this.#children ??= grouped(this.#tweets.values(), (tweet) => tweet.parent);
    const named = responses.split(',').map((response) => this.#tweets.get(response.trim()));
    return [...named.filter((tweet) => tweet !== undefined), ...(this.#children.get(id) ?? [])];
  }

  #inConversation(root: string): readonly string[] {
    this.#conversations ??= grouped(this.#tweets.values(), (tweet) => this.#root(tweet.id, tweet.parent));
    for (const tweet of [...(this.#conversations.get(root) ?? [])].sort(earlier)) {
      const brands = this.#said(tweet);
      if (brands.length > 0) return brands;
    }
    return [];
  }

  /** Whom a tweet speaks for or names by itself. */
  #said(tweet: Tweet): readonly string[] {
    return tweet.brand === '' ? this.#accounts(tweet.handles ?? []) : [tweet.brand];
  }

  #accounts(handles: readonly string[]): readonly string[] {
    const accounts = handles.map((handle) => this.#brands.get(handle)).filter((brand) => brand !== undefined);
    return [...new Set(accounts)];
  }

  /** The first tweet of the chain of replies, or the last one that is named when the file does not have it. */
  #root(id: string, parent: string): string {
    const seen = new Set([id]);
    let root = id;
    for (let next = parent; next !== '' && !seen.has(next); next = this.#tweets.get(next)?.parent ?? '') {
      seen.add(next);
      root = next;
    }
    return root;
  }
}

const isOutbound = (row: TwcsRow): boolean => row.inbound === 'False';

/** Unreadable times last; equal times by id, which grows with time. */
const earlier = (a: Tweet, b: Tweet): number =>
  (Number.isNaN(a.at) ? Infinity : a.at) - (Number.isNaN(b.at) ? Infinity : b.at) ||
  Number(a.id) - Number(b.id) ||
  0;

function grouped(tweets: Iterable<Tweet>, key: (tweet: Tweet) => string): Map<string, Tweet[]> {
  const groups = new Map<string, Tweet[]>();
  for (const tweet of tweets) {
    const name = key(tweet);
    const group = groups.get(name);
    if (group) group.push(tweet);
    else groups.set(name, [tweet]);
  }
  return groups;
}

/** `Tue Oct 31 22:12:09 +0000 2017` as ISO 8601; anything else as it is. */
export function isoTime(createdAt: string): string {
  const [, month, day, time, hours, minutes, year] = CREATED_AT.exec(createdAt) ?? [];
  const index = month === undefined ? -1 : MONTHS.indexOf(month);
  if (index < 0 || index % 3 !== 0) return createdAt;
  const iso = `${year}-${String(index / 3 + 1).padStart(2, '0')}-${day}T${time}`;
  return hours === '+00' && minutes === '00' ? `${iso}Z` : `${iso}${hours}:${minutes}`;
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

/** The five entities Twitter wrote into texts, once: `&amp;lt;` is `&lt;`, not `<`. */
export function decodeEntities(text: string): string {
  return text.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => ENTITIES[name]!);
}
