import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';

/**
 * Counts a twcs file from scratch, sharing nothing with the code it is held against. Definitions:
 *
 * Brand of an outbound tweet: its author. Of an inbound one: the brand accounts it names with "@"; else those of the
 * nearest ancestor that is a brand's or names one; else of the nearest brand reply below (by depth, then time, then
 * id); else of the first tweet of the same conversation that has any.
 *
 * First response, per thread (connected by replies), brand and customer, in order of time (at one instant inbound
 * first, then by number): a clock starts at the first unanswered inbound tweet and stops at the brand's next reply to
 * that customer, the author of the nearest inbound ancestor. Where the chain ends at a tweet the file does not have,
 * it is the thread's only customer, or nobody.
 */
export interface BrandCount {
  inbound: number;
  outbound: number;
  /** Milliseconds, ascending. */
  firstResponsesMs: number[];
  /** When the clocks began that nobody stopped, milliseconds since 1970, ascending. */
  waitingSince: number[];
}

export interface Recount {
  readonly brands: ReadonlyMap<string, BrandCount>;
  /** Distinct tweets that are readable. */
  readonly tweets: number;
  /** Ids of inbound tweets without any brand; they are in no other figure. */
  readonly unmatched: readonly string[];
}

interface Tweet {
  id: string;
  author: string;
  inbound: boolean;
  ms: number;
  text: string;
  answers: string[];
  parent: string;
}

export function recount(path: string): Recount {
  const tweets = load(path);
  const attributed = attribute(tweets);
  const brands = new Map<string, BrandCount>();
  const of = (brand: string): BrandCount => {
    if (!brands.has(brand))
      brands.set(brand, { inbound: 0, outbound: 0, firstResponsesMs: [], waitingSince: [] });
    return brands.get(brand)!;
  };
  for (const tweet of tweets.values())
    for (const brand of attributed.get(tweet.id)!) of(brand)[tweet.inbound ? 'inbound' : 'outbound'] += 1;
  for (const members of threads(tweets))
    for (const brand of new Set(members.flatMap((tweet) => attributed.get(tweet.id)!))) {
      const { answeredMs, waitingSince } = clocks(members, brand, tweets, attributed);
      of(brand).firstResponsesMs.push(...answeredMs);
      of(brand).waitingSince.push(...waitingSince);
    }
  for (const count of brands.values()) {
    count.firstResponsesMs.sort((a, b) => a - b);
    count.waitingSince.sort((a, b) => a - b);
  }
  const unmatched = [...tweets.values()].filter((tweet) => attributed.get(tweet.id)!.length === 0);
  return { brands, tweets: tweets.size, unmatched: unmatched.map((tweet) => tweet.id) };
}

function load(path: string): Map<string, Tweet> {
  const table = parse(readFileSync(path, 'utf8'), { bom: true, relax_column_count: true, from_line: 2 });
  const tweets = new Map<string, Tweet>();
  for (const [id = '', author = '', inbound, created = '', text = '', answers = '', parent = ''] of table) {
    const ms = new Date(created).getTime();
    if (tweets.has(id) || Number.isNaN(ms)) continue;
    tweets.set(id, {
      id,
      author,
      inbound: inbound === 'True',
      ms,
      text,
      answers: answers.split(',').filter(Boolean),
      parent,
    });
  }
  return tweets;
}

/** Every tweet's brands. */
function attribute(tweets: ReadonlyMap<string, Tweet>): Map<string, string[]> {
  const all = [...tweets.values()];
  const accounts = all
    .filter((tweet) => !tweet.inbound && Number.isNaN(Number(tweet.author)))
    .map((tweet) => tweet.author);
  const canonical = new Map([...accounts].reverse().map((account) => [account.toUpperCase(), account]));
  const own = new Map<string, string[]>();
  for (const tweet of all) {
    const named = handlesIn(tweet.text).map((handle) => canonical.get(handle.toUpperCase()));
    const brands = named.filter((name) => name !== undefined);
    own.set(tweet.id, tweet.inbound ? [...new Set(brands)] : [tweet.author]);
  }
  const ancestry = (tweet: Tweet): string[] => {
    const chain: string[] = [];
    for (
      let up = tweet.parent;
      up && !chain.includes(up) && up !== tweet.id;
      up = tweets.get(up)?.parent ?? ''
    )
      chain.push(up);
    return chain;
  };
  const origin = (tweet: Tweet): string => ancestry(tweet).at(-1) ?? tweet.id;
  const result = new Map<string, string[]>();
  for (const tweet of all) {
    const candidates = [
      () => own.get(tweet.id)!,
      () =>
        ancestry(tweet)
          .map((id) => own.get(id) ?? [])
          .find((names) => names.length > 0) ?? [],
      () => {
        const below = descendants(tweet, tweets).filter(({ found }) => !found.inbound);
        below.sort(
          (a, b) => a.depth - b.depth || a.found.ms - b.found.ms || Number(a.found.id) - Number(b.found.id),
        );
        return below.slice(0, 1).map(({ found }) => found.author);
      },
      () => {
        const same = all.filter((other) => origin(other) === origin(tweet) && own.get(other.id)!.length > 0);
        same.sort((a, b) => a.ms - b.ms || Number(a.id) - Number(b.id));
        return own.get(same[0]?.id ?? '') ?? [];
      },
    ];
    let names: string[] = [];
    for (const candidate of candidates) if (names.length === 0) names = candidate();
    result.set(tweet.id, names);
  }
  return result;
}

/** Walks the text: a handle is what follows an "@" that is not inside a word. */
function handlesIn(text: string): string[] {
  const inWord = (at: number): boolean => /\w/.test(text.charAt(at));
  const handles: string[] = [];
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    let end = at + 1;
    while (inWord(end)) end += 1;
    if (!inWord(at - 1) && end > at + 1) handles.push(text.slice(at + 1, end));
  }
  return handles;
}

function descendants(tweet: Tweet, tweets: ReadonlyMap<string, Tweet>): { found: Tweet; depth: number }[] {
  const reached = new Map([[tweet.id, 0]]);
  for (let depth = 1, grown = true; grown; depth++) {
    grown = false;
    for (const other of tweets.values()) {
      if (reached.has(other.id)) continue;
      const linked = [...reached].some(
        ([id, at]) => at === depth - 1 && (other.parent === id || tweets.get(id)!.answers.includes(other.id)),
      );
      if (linked) {
        reached.set(other.id, depth);
        grown = true;
      }
    }
  }
  reached.delete(tweet.id);
  return [...reached].map(([id, depth]) => ({ found: tweets.get(id)!, depth }));
}

/** Tweets joined by "in response to", also by one that is named and not in the file. */
function threads(tweets: ReadonlyMap<string, Tweet>): Tweet[][] {
  const leader = new Map<string, string>();
  const find = (id: string): string => {
    const next = leader.get(id) ?? id;
    return next === id ? id : find(next);
  };
  for (const tweet of tweets.values()) if (tweet.parent) leader.set(find(tweet.id), find(tweet.parent));
  const groups = new Map<string, Tweet[]>();
  for (const tweet of tweets.values()) {
    const top = find(tweet.id);
    groups.set(top, [...(groups.get(top) ?? []), tweet]);
  }
  return [...groups.values()];
}

function clocks(
  members: readonly Tweet[],
  brand: string,
  tweets: ReadonlyMap<string, Tweet>,
  attributed: ReadonlyMap<string, string[]>,
): { answeredMs: number[]; waitingSince: number[] } {
  const line = members.filter((tweet) => attributed.get(tweet.id)!.includes(brand));
  line.sort((a, b) => a.ms - b.ms || Number(b.inbound) - Number(a.inbound) || Number(a.id) - Number(b.id));
  const everyone = new Set(members.filter((tweet) => tweet.inbound).map((tweet) => tweet.author));
  const addressee = (reply: Tweet): string | undefined => {
    let up = reply;
    for (const passed = new Set<string>(); up.parent && !passed.has(up.id);) {
      passed.add(up.id);
      const next = tweets.get(up.parent);
      if (!next) return everyone.size === 1 ? [...everyone][0] : undefined;
      if (next.inbound) return next.author;
      up = next;
    }
    return undefined;
  };
  const since = new Map<string, number>();
  const found: number[] = [];
  for (const tweet of line) {
    if (tweet.inbound) {
      if (!since.has(tweet.author)) since.set(tweet.author, tweet.ms);
      continue;
    }
    const customer = addressee(tweet);
    const start = customer === undefined ? undefined : since.get(customer);
    if (start === undefined) continue;
    found.push(tweet.ms - start);
    since.delete(customer!);
  }
  return { answeredMs: found, waitingSince: [...since.values()] };
}
