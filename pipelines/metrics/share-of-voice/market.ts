import type { SentimentLabel } from '../../../schema/contracts/mention.ts';
import type { CountMode } from '../../../schema/contracts/metrics.ts';
import { within, type MarketMention } from '../../evidence/evidence.ts';
import type { Aggregator } from '../aggregator.ts';
import { voteOf } from '../audience/voices.ts';
import type { Family } from '../family.ts';

type Tones = Record<SentimentLabel, number>;

export interface BrandVoice {
  readonly raw: Tones;
  /** By text, copies and reposts collapsed. */
  readonly texts: Map<string, Tones>;
  /** By account; mentions without an author are nobody's. */
  readonly people: Map<string, Tones>;
}
export type Market = Map<string, BrandVoice>;

const silence = (): Tones => ({ positive: 0, neutral: 0, negative: 0 });
const nobody = (): BrandVoice => ({ raw: silence(), texts: new Map(), people: new Map() });
const together = (a: Tones, b: Tones): Tones => ({
  positive: a.positive + b.positive,
  neutral: a.neutral + b.neutral,
  negative: a.negative + b.negative,
});

function hear(tones: Map<string, Tones>, name: string, sentiment: SentimentLabel): void {
  const known = tones.get(name) ?? silence();
  known[sentiment] += 1;
  tones.set(name, known);
}

function mergeTones(a: ReadonlyMap<string, Tones>, b: ReadonlyMap<string, Tones>): Map<string, Tones> {
  const merged = new Map<string, Tones>();
  for (const [name, tones] of [...a, ...b]) merged.set(name, together(merged.get(name) ?? silence(), tones));
  return merged;
}

/** What is said of every tracked brand: raw, unique and people side by side. */
export const marketVoices: Aggregator<MarketMention, Market, Market> = {
  empty: () => new Map(),
  add(acc, { brand, channel, author, fingerprint, sentiment }) {
    const voice = acc.get(brand) ?? nobody();
    voice.raw[sentiment] += 1;
    hear(voice.texts, fingerprint, sentiment);
    if (author !== '') hear(voice.people, `${channel}\u0000${author}`, sentiment);
    acc.set(brand, voice);
    return acc;
  },
  merge(a, b) {
    const merged: Market = new Map();
    for (const [brand, voice] of [...a, ...b]) {
      const known = merged.get(brand) ?? nobody();
      merged.set(brand, {
        raw: together(known.raw, voice.raw),
        texts: mergeTones(known.texts, voice.texts),
        people: mergeTones(known.people, voice.people),
      });
    }
    return merged;
  },
  result: (acc) => acc,
};

export const market: Family<MarketMention, Market, Market> = {
  id: 'market',
  needs: ['market'],
  lookBackMs: 0,
  lookAheadMs: 0,
  *facts({ evidence }, from, to) {
    for (const mention of within(evidence.market, from, to)) {
      const { at, channel, venue, topics, suspected } = mention;
      yield { at, channel, venue, topics, suspected, value: mention };
    }
  },
  aggregator: marketVoices,
};

/** Mentions, texts or people of a brand by tone: one vote for each text or person, the tone that prevails. */
export function votesFor({ raw, texts, people }: BrandVoice, count: CountMode): Tones {
  if (count === 'raw') return raw;
  const votes = silence();
  for (const tones of (count === 'unique' ? texts : people).values()) votes[voteOf(tones)] += 1;
  return votes;
}
