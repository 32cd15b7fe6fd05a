import type { SentimentLabel } from '../../../schema/contracts/mention.ts';
import type { Engagement } from '../../../schema/contracts/streams.ts';
import { within, type Evidence, type MentionFact } from '../../evidence/evidence.ts';
import { inOrder, isSpread, keyOf, rootsOf, type Reach, type Root } from '../../stories/roots.ts';
import { hear, type Audience } from '../../stories/stories.ts';
import type { Aggregator } from '../aggregator.ts';
import type { Fact, Family } from '../family.ts';

/** How far back the original of a repost is looked for. */
export const REACH_MS = 7 * 86_400_000;

/**
 * What is known of the tone of an original, the surer the later: nothing, what its reposts say in its words, what it
 * says itself. Two that disagree end with the later, in whatever order they were heard.
 */
const TONES = ['unknown', 'neutral?', 'positive?', 'negative?', 'neutral', 'positive', 'negative'] as const;
export type Tone = SentimentLabel | 'unknown';

/** Something that happened to an original. */
export interface Spread {
  /** Of the original. */
  readonly key: string;
  /** Its place in `TONES`. */
  readonly tone: number;
  /** Seen being passed on, by this mention. */
  readonly event: MentionFact | null;
  /** By how much the total grew which its network reports. */
  readonly reported: number;
}

export interface Original {
  tone: number;
  reposts: number;
  quotes: number;
  reported: number;
}
export interface Spreading {
  /** Originals that were posted or passed on. */
  readonly originals: Map<string, Original>;
  readonly spreaders: Map<string, Audience>;
}

/** What was passed on, how often, and to whom. */
export const spreading: Aggregator<Spread, Spreading, Spreading> = {
  empty: () => ({ originals: new Map(), spreaders: new Map() }),
  add(acc, { key, tone, event, reported }) {
    const original = acc.originals.get(key) ?? { tone: 0, reposts: 0, quotes: 0, reported: 0 };
    original.tone = Math.max(original.tone, tone);
    original.reported += reported;
    if (event !== null) {
      original[event.kind === 'quote' ? 'quotes' : 'reposts'] += 1;
      hear(acc.spreaders, event);
    }
    acc.originals.set(key, original);
    return acc;
  },
  merge(a, b) {
    const originals = new Map([...a.originals].map(([key, original]) => [key, { ...original }]));
    for (const [key, original] of b.originals) {
      const known = originals.get(key) ?? { tone: 0, reposts: 0, quotes: 0, reported: 0 };
      originals.set(key, {
        tone: Math.max(known.tone, original.tone),
        reposts: known.reposts + original.reposts,
        quotes: known.quotes + original.quotes,
        reported: known.reported + original.reported,
      });
    }
    const spreaders = new Map([...a.spreaders].map(([account, audience]) => [account, { ...audience }]));
    for (const [account, { free, paid }] of b.spreaders) {
      const known = spreaders.get(account) ?? { free: 0, paid: 0 };
      spreaders.set(account, { free: Math.max(known.free, free), paid: Math.max(known.paid, paid) });
    }
    return { originals, spreaders };
  },
  result: (acc) => acc,
};

export const toneOf = ({ tone }: Original): Tone => (TONES[tone] ?? 'unknown').replace('?', '') as Tone;

/** How often it was passed on: as seen, or as its network reports when that is more. */
export const sizeOf = ({ reposts, quotes, reported }: Original): number =>
  Math.max(reposts + quotes, reported);

/**
 * Originals when they are posted; reposts, quotes and growth of reported totals when they happen. The brand's own posts
 * are no originals here and what the brand passes on is no spread.
 */
export const spread: Family<Spread, Spreading, Spreading> = {
  id: 'spread',
  needs: ['mentions', 'engagements'],
  lookBackMs: REACH_MS,
  lookAheadMs: 0,
  *facts({ evidence }, from, to) {
    const { rootOf, originals, growth } = knownOf(evidence);
    for (const mention of within(evidence.mentions, from, to)) {
      if (mention.direction === 'outbound') continue;
      if (isOriginal(mention))
        yield factOf(mention, mention.at, {
          key: keyOf(mention.source, mention.id),
          tone: TONES.indexOf(mention.sentiment),
          event: null,
          reported: 0,
        });
      else if (isSpread(mention)) {
        const root = rootOf(mention, { from: mention.at - REACH_MS, to: mention.at });
        if (root.original?.direction === 'outbound' || root.key === keyOf(mention.source, mention.id))
          continue;
        yield factOf(mention, mention.at, {
          key: root.key,
          tone: toneBehind(root, mention),
          event: mention,
          reported: 0,
        });
      }
    }
    for (const row of within(evidence.engagements, from, to)) {
      const key = keyOf(row.source, row.mention);
      const original = originals.get(key);
      const reported = growth.get(row) ?? 0;
      if (original === undefined || reported === 0 || original.at < row.at - REACH_MS) continue;
      yield factOf(original, row.at, {
        key,
        tone: TONES.indexOf(original.sentiment),
        event: null,
        reported,
      });
    }
  },
  aggregator: spreading,
};

/** People in the open can pass it on, and it does not pass on another one's words. */
const isOriginal = (mention: MentionFact): boolean =>
  mention.direction === 'inbound' && mention.kind !== 'message' && !isSpread(mention);

/** A repost repeats the words of its original; a quote may say the opposite of them. */
function toneBehind({ original }: Root, { kind, sentiment }: MentionFact): number {
  if (original !== null) return TONES.indexOf(original.sentiment);
  return kind === 'repost' ? TONES.indexOf(`${sentiment}?`) : 0;
}

const factOf = (
  { channel, venue, topics, suspected }: MentionFact,
  at: number,
  value: Spread,
): Fact<Spread> => ({ at, channel, venue, topics, suspected, value });

interface Known {
  readonly rootOf: (spread: MentionFact, reach: Reach) => Root;
  readonly originals: ReadonlyMap<string, MentionFact>;
  /** By how much the reported total of an original grew with each row. */
  readonly growth: ReadonlyMap<Engagement, number>;
}

/** Worked out once for a piece of evidence, however many windows are read from it. */
const known = new WeakMap<Evidence, Known>();
function knownOf(evidence: Evidence): Known {
  const found = known.get(evidence);
  if (found !== undefined) return found;
  const originals = new Map<string, MentionFact>();
  for (const mention of evidence.mentions)
    if (isOriginal(mention)) originals.set(keyOf(mention.source, mention.id), mention);
  const made = {
    rootOf: rootsOf(evidence.mentions),
    originals,
    growth: growthOf(evidence.engagements, originals),
  };
  known.set(evidence, made);
  return made;
}

/** Totals only grow: one that falls is a correction. Rows dated before their original say nothing. */
function growthOf(
  engagements: readonly Engagement[],
  originals: ReadonlyMap<string, MentionFact>,
): Map<Engagement, number> {
  const totals = new Map<string, number>();
  const growth = new Map<Engagement, number>();
  for (const row of engagements.toSorted(inOrder)) {
    const key = keyOf(row.source, row.mention);
    const original = originals.get(key);
    if (original === undefined || row.at < original.at) continue;
    const before = totals.get(key) ?? 0;
    if (row.reposts <= before) continue;
    growth.set(row, row.reposts - before);
    totals.set(key, row.reposts);
  }
  return growth;
}
