import type { MentionFact } from '../evidence/evidence.ts';

/** What a repost or quote goes back to. */
export interface Root {
  /** The same for everything that goes back to it. */
  readonly key: string;
  readonly source: string;
  /** Of the post, whether it was ever seen or not; `text:` and a fingerprint when nothing names it. */
  readonly id: string;
  /** Null: a post nobody saw here, or reposts that only name each other. */
  readonly original: MentionFact | null;
}

/** Where a walk may look: `from ≤ at ≤ to`. */
export interface Reach {
  readonly from: number;
  readonly to: number;
}

export const keyOf = (source: string, id: string): string => `${source}\u0000${id}`;

/** It passes on what another one said. */
export const isSpread = ({ kind }: Pick<MentionFact, 'kind'>): boolean =>
  kind === 'repost' || kind === 'quote';

/** Event time first, then identity: no two mentions are equal. */
export const inOrder = (
  a: { readonly at: number; readonly source: string; readonly id: string },
  b: { readonly at: number; readonly source: string; readonly id: string },
): number => a.at - b.at || compare(a.source, b.source) || compare(a.id, b.id);
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** A walk with a reach of its own cannot remember what others found: quotes of quotes are followed this far. */
const MAX_HOPS = 64;

/**
 * Follows reposts and quotes to the post they began with: by `inReplyTo` within their feed; one that names nothing goes
 * back to the first mention of the same text. Reposts that name each other in a circle go back to the first of them.
 * @returns a function of a repost or quote; with a reach it sees only what lies in it, and at most 64 steps
 */
export function rootsOf(mentions: readonly MentionFact[]): (spread: MentionFact, reach?: Reach) => Root {
  const byKey = new Map<string, MentionFact>();
  const byText = new Map<string, MentionFact[]>();
  for (const mention of mentions.toSorted(inOrder)) {
    const key = keyOf(mention.source, mention.id);
    if (byKey.has(key)) continue;
    byKey.set(key, mention);
    const copies = byText.get(mention.fingerprint);
    if (copies === undefined) byText.set(mention.fingerprint, [mention]);
    else copies.push(mention);
  }
  const found = new Map<MentionFact, Root>();

  const follow = (spread: MentionFact, reach: Reach | undefined, path: Set<MentionFact>): Root => {
    for (let current = spread; ;) {
      const known = reach === undefined ? found.get(current) : undefined;
      if (known !== undefined) return known;
      if (!isSpread(current)) return rootAt(current, current);
      if (path.has(current)) return rootAt(firstOf(path, current), null);
      if (reach !== undefined && path.size >= MAX_HOPS) return rootAt(current, null);
      path.add(current);
      const { source, inReplyTo, fingerprint } = current;
      if (inReplyTo !== '') {
        const parent = byKey.get(keyOf(source, inReplyTo));
        if (parent === undefined || !isWithin(parent, reach)) return rootAt({ source, id: inReplyTo }, null);
        current = parent;
      } else {
        const first = firstWithin(byText.get(fingerprint) ?? [], reach);
        if (first === undefined || first === current)
          return rootAt({ source, id: `text:${fingerprint}` }, null);
        current = first;
      }
    }
  };

  return (spread, reach) => {
    const path = new Set<MentionFact>();
    const root = follow(spread, reach, path);
    if (reach === undefined) for (const passed of path) found.set(passed, root);
    return root;
  };
}

const rootAt = ({ source, id }: { source: string; id: string }, original: MentionFact | null): Root => ({
  key: keyOf(source, id),
  source,
  id,
  original,
});

const isWithin = ({ at }: MentionFact, reach: Reach | undefined): boolean =>
  reach === undefined || (at >= reach.from && at <= reach.to);

/** Of a list in order, the first that lies in the reach. */
function firstWithin(list: readonly MentionFact[], reach: Reach | undefined): MentionFact | undefined {
  if (reach === undefined) return list[0];
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((list[middle]?.at ?? Infinity) < reach.from) low = middle + 1;
    else high = middle;
  }
  const first = list[low];
  return first !== undefined && first.at <= reach.to ? first : undefined;
}

/** The first in time of a circle, which is the end of the path from where it was entered. */
function firstOf(path: ReadonlySet<MentionFact>, entry: MentionFact): MentionFact {
  const steps = [...path];
  return steps
    .slice(steps.indexOf(entry))
    .reduce((first, step) => (inOrder(step, first) < 0 ? step : first), entry);
}
