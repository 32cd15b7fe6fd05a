/** How an author has been posting lately, from the posts the book still remembers. */
export interface AuthorBehaviour {
  /** Posts remembered: 1 … `REMEMBERED_POSTS`. */
  readonly posts: number;
  /** From the first of them to the last. */
  readonly spanMs: number;
  /** Posts an hour over that span; 0 while there is one post or no span. */
  readonly perHour: number;
  /**
   * Standard deviation of the gaps over their mean: 0 is a metronome, people are near 1 and above.
   * `null` below `GAPS_NEEDED` gaps, or when all posts carry one instant, as an import's may.
   */
  readonly gapVariation: number | null;
  /** Share of the posts whose text repeats an earlier one: 0 … 1. */
  readonly repeatedShare: number;
}

export interface AuthorBookConfig {
  /** Authors remembered at most; the one silent for longest is forgotten first. About 1 KB each when they post a lot. */
  readonly maxAuthors: number;
  /** For how long a post is remembered, in event time behind the latest of its author. */
  readonly horizonMs: number;
}

export interface AuthorBook {
  /**
   * Adds a post and says how its author behaves with it. An author without an id ('') is nobody: `null`.
   * @param at event time, epoch milliseconds
   * @param fingerprint see `textFingerprint`
   */
  observe: (author: string, at: number, fingerprint: bigint) => AuthorBehaviour | null;
  /** How many authors are remembered. */
  readonly size: number;
}

/** Enough to tell a timer from a person, and the bound of what one author can cost. */
export const REMEMBERED_POSTS = 16;
const GAPS_NEEDED = 5;
const HOUR_MS = 3_600_000;

interface Post {
  readonly at: number;
  readonly fingerprint: bigint;
}

/**
 * Remembers the last posts of the last authors: bounded in authors and in posts of each, forgetting by event time.
 * The order in which an author's posts arrive does not matter as long as all of them are remembered.
 * The key should name source and author, or two networks share their numbers.
 *
 * @throws RangeError when a bound is not positive.
 */
export function createAuthorBook({ maxAuthors, horizonMs }: AuthorBookConfig): AuthorBook {
  if (!(horizonMs > 0) || !Number.isSafeInteger(maxAuthors) || maxAuthors < 1) {
    throw new RangeError(
      `A book of authors needs a positive horizon and room for an author, not horizonMs ${horizonMs} and maxAuthors ${maxAuthors}.`,
    );
  }
  /** In the order of their last arrival: the first key is the author silent for longest. */
  const authors = new Map<string, Post[]>();

  return {
    observe(author, at, fingerprint) {
      if (author === '') return null;
      const posts = authors.get(author) ?? [];
      authors.delete(author);
      let place = posts.length;
      while (place > 0 && (posts[place - 1]?.at ?? at) > at) place--;
      posts.splice(place, 0, { at, fingerprint });
      const oldest = (posts.at(-1)?.at ?? at) - horizonMs;
      const gone = posts.findIndex((post) => post.at > oldest);
      posts.splice(0, Math.max(gone, posts.length - REMEMBERED_POSTS, 0));
      authors.set(author, posts);
      if (authors.size > maxAuthors) {
        for (const silent of authors.keys()) {
          authors.delete(silent);
          break;
        }
      }
      return behaviourOf(posts);
    },
    get size() {
      return authors.size;
    },
  };
}

/** @param posts of one author, in the order of time. */
function behaviourOf(posts: readonly Post[]): AuthorBehaviour {
  const spanMs = (posts.at(-1)?.at ?? 0) - (posts[0]?.at ?? 0);
  const gaps = posts.length - 1;
  const texts = new Set(posts.map(({ fingerprint }) => fingerprint)).size;
  return {
    posts: posts.length,
    spanMs,
    perHour: spanMs > 0 ? (gaps * HOUR_MS) / spanMs : 0,
    gapVariation: gaps >= GAPS_NEEDED && spanMs > 0 ? gapVariation(posts, spanMs / gaps) : null,
    repeatedShare: posts.length === 0 ? 0 : 1 - texts / posts.length,
  };
}

function gapVariation(posts: readonly Post[], meanMs: number): number {
  let squares = 0;
  for (let index = 1; index < posts.length; index++) {
    const gapMs = (posts[index]?.at ?? 0) - (posts[index - 1]?.at ?? 0);
    squares += (gapMs - meanMs) ** 2;
  }
  return Math.sqrt(squares / (posts.length - 1)) / meanMs;
}
