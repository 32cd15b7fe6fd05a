import type { Engagement } from '../../schema/contracts/streams.ts';
import type { MentionFact } from '../evidence/evidence.ts';
import { inOrder, isSpread, keyOf, rootsOf, type Root } from './roots.ts';

/** A total a network reported: reposts up to an instant, epoch milliseconds. */
export interface Total {
  readonly at: number;
  readonly reposts: number;
}

/** A post and everything that passed it on. */
export interface Story extends Root {
  /** Inbound reposts and quotes, in time order. */
  readonly events: readonly MentionFact[];
  /** Totals reported of the original, in time order and growing: they may count reposts that were never seen as mentions. */
  readonly reported: readonly Total[];
  /** Some of its reach was paid for. */
  readonly paid: boolean;
  /** By somebody who is not the brand: as when a customer pays to promote a complaint. */
  readonly paidByCustomer: boolean;
  /** Σ followers of the distinct accounts that passed it on, without and with paid promotion. Audiences overlap. */
  readonly reach: number;
  readonly paidReach: number;
}

/** The newest reposts and quotes that are looked at. */
export const MAX_EVENTS = 100_000;

/**
 * The stories of these mentions: every post that was passed on at least once, as seen or as reported, in the order of
 * their roots. What the brand passes on itself is no event of a story.
 */
export function storiesOf(mentions: readonly MentionFact[], engagements: readonly Engagement[]): Story[] {
  const rootOf = rootsOf(mentions);
  const drafts = new Map<string, { readonly root: Root; readonly events: MentionFact[] }>();
  const spread = mentions.filter((mention) => mention.direction === 'inbound' && isSpread(mention));
  for (const event of spread.sort(inOrder).slice(-MAX_EVENTS)) {
    const root = rootOf(event);
    // Of a circle one is the root: it does not pass itself on.
    if (root.key === keyOf(event.source, event.id)) continue;
    const draft = drafts.get(root.key);
    if (draft === undefined) drafts.set(root.key, { root, events: [event] });
    else draft.events.push(event);
  }
  const totals = totalsOf(engagements);
  for (const original of mentions) {
    const key = keyOf(original.source, original.id);
    if (totals.has(key) && !drafts.has(key) && !isSpread(original))
      drafts.set(key, { root: { key, source: original.source, id: original.id, original }, events: [] });
  }
  return [...drafts.values()]
    .map(({ root, events }) => storyOf(root, events, totals.get(root.key) ?? []))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
}

/** What passed a post on, and was said in `[from, to)`. @param name `source/id` of the post, as a story tells it */
export function passedOnIn(mentions: readonly MentionFact[], name: string, from: number, to: number): readonly MentionFact[] {
  const story = storiesOf(mentions, []).find(({ source, id }) => `${source}/${id}` === name);
  return (story?.events ?? []).filter(({ at }) => at >= from && at < to);
} // prettier-ignore

function storyOf(root: Root, events: readonly MentionFact[], reported: readonly Total[]): Story {
  const { original } = root;
  const promoted = [...(original === null ? [] : [original]), ...events].filter(
    (mention) => mention.promoted,
  );
  const spreaders = new Map<string, Audience>();
  for (const event of events) hear(spreaders, event);
  return {
    ...root,
    events,
    reported,
    paid: promoted.length > 0,
    paidByCustomer: promoted.some(({ direction }) => direction === 'inbound'),
    reach: audienceOf(spreaders, 'free'),
    paidReach: audienceOf(spreaders, 'paid'),
  };
}

/** The largest audience an account was heard with, by whether the reach was paid for. */
export interface Audience {
  free: number;
  paid: number;
}

/** Notes the audience of whoever passed something on. Accounts nobody knows are one each. */
export function hear(
  spreaders: Map<string, Audience>,
  {
    channel,
    author,
    source,
    id,
    followers,
    promoted,
  }: Pick<MentionFact, 'channel' | 'author' | 'source' | 'id' | 'followers' | 'promoted'>,
): void {
  const account = author === '' ? `m\u0000${keyOf(source, id)}` : `a\u0000${channel}\u0000${author}`;
  const known = spreaders.get(account) ?? { free: 0, paid: 0 };
  const kind = promoted ? 'paid' : 'free';
  known[kind] = Math.max(known[kind], followers);
  spreaders.set(account, known);
}

export function audienceOf(spreaders: ReadonlyMap<string, Audience>, kind: keyof Audience): number {
  let sum = 0;
  for (const audience of spreaders.values()) sum += audience[kind];
  return sum;
}

/** By mention, the totals that grew. A total that falls is a correction by the network: what was seen stays seen. */
function totalsOf(engagements: readonly Engagement[]): Map<string, Total[]> {
  const totals = new Map<string, Total[]>();
  for (const { source, mention, at, reposts } of engagements.toSorted(inOrder)) {
    const key = keyOf(source, mention);
    const known = totals.get(key) ?? [];
    if (reposts <= (known.at(-1)?.reposts ?? 0)) continue;
    if (known.at(-1)?.at === at) known.pop();
    known.push({ at, reposts });
    totals.set(key, known);
  }
  return totals;
}
