import type { Intent, SentimentLabel } from '../../../schema/contracts/mention.ts';
import type { Ruled, RuleReader } from './rule-reader.ts';

/** A stored mention, as far as rules can change it. */
export interface StoredLabels extends Ruled {
  readonly source: string;
  readonly id: string;
  readonly sentiment: SentimentLabel;
  readonly topics: readonly string[];
  readonly intent: Intent;
}

/** What it would be without any rule. */
export type Unruled = Pick<StoredLabels, 'sentiment' | 'topics' | 'intent'>;

export interface Flip {
  readonly source: string;
  readonly id: string;
  readonly text: string;
  readonly before: SentimentLabel;
  readonly after: SentimentLabel;
  readonly words: readonly string[];
}

type Matrix = Record<SentimentLabel, Record<SentimentLabel, number>>;

/** What rules would change, added up mention by mention, in the order of time. */
export interface Preview {
  add(mention: StoredLabels, base: Unruled): void;
  /** A mention that a person has corrected counts as it is. */
  keep(mention: StoredLabels): void;
  result(): PreviewResult;
}

export interface PreviewResult {
  readonly read: number;
  readonly matched: number;
  readonly corrected: number;
  readonly flips: number;
  readonly matrix: Matrix;
  readonly topics: number;
  readonly intents: number;
  readonly netSentiment: {
    readonly before: number | null;
    readonly after: number | null;
    readonly change: number | null;
  };
  /** The newest first. */
  readonly examples: readonly Flip[];
}

/** @param limits how many examples are kept, and how many characters of each, in UTF-16 units. */
export function createPreview(
  rules: RuleReader,
  limits: { readonly most: number; readonly characters: number },
): Preview {
  const matrix = emptyMatrix();
  const counts = { matched: 0, corrected: 0, topics: 0, intents: 0 };
  const newest: Flip[] = [];
  return {
    add(mention, base) {
      const ruling = rules(mention);
      if (ruling !== null) counts.matched += 1;
      const after = ruling?.sentiment?.label ?? base.sentiment;
      matrix[mention.sentiment][after] += 1;
      const topics = [...base.topics, ...(ruling?.topics ?? [])];
      if (topics.some((topic) => !mention.topics.includes(topic))) counts.topics += 1;
      if ((ruling?.intent?.intent ?? base.intent) !== mention.intent) counts.intents += 1;
      if (after === mention.sentiment) return;
      newest.push({ ...flipOf(mention, ruling?.words ?? [], limits.characters), after });
      if (newest.length > limits.most) newest.shift();
    },
    keep(mention) {
      counts.corrected += 1;
      matrix[mention.sentiment][mention.sentiment] += 1;
    },
    result: () => ({ ...counts, ...figuresOf(matrix), matrix, examples: newest.toReversed() }),
  };
}

const emptyMatrix = (): Matrix => {
  const row = () => ({ positive: 0, neutral: 0, negative: 0 });
  return { positive: row(), neutral: row(), negative: row() };
};

function figuresOf(matrix: Matrix): Pick<PreviewResult, 'read' | 'flips' | 'netSentiment'> {
  const cells = Object.entries(matrix).flatMap(([before, row]) =>
    Object.entries(row).map(([after, count]) => ({ before, after, count })),
  );
  const sum = (of: (cell: (typeof cells)[number]) => boolean): number =>
    cells.filter(of).reduce((total, { count }) => total + count, 0);
  const read = sum(() => true);
  const net = (side: 'before' | 'after') =>
    read === 0
      ? null
      : (100 * (sum((cell) => cell[side] === 'positive') - sum((cell) => cell[side] === 'negative'))) / read;
  const before = net('before');
  const after = net('after');
  return {
    read,
    flips: sum((cell) => cell.before !== cell.after),
    netSentiment: { before, after, change: before === null || after === null ? null : after - before },
  };
}

/** Characters of context before the first word that was matched. */
const LEAD = 60;

function flipOf(
  { source, id, text, sentiment }: StoredLabels,
  spans: readonly { readonly start: number; readonly end: number }[],
  characters: number,
): Omit<Flip, 'after'> {
  const words = [...new Set(spans.map(({ start, end }) => text.slice(start, end)))];
  // Where all of it fits, all of it is shown.
  const from = text.length <= characters ? 0 : Math.max(0, (spans[0]?.start ?? 0) - LEAD);
  return { source, id, text: excerpt(text, from, characters), before: sentiment, words: words.slice(0, 10).map((word) => excerpt(word, 0, characters)) }; // prettier-ignore
}

/** Never half of a character that takes two units. */
function excerpt(text: string, from: number, characters: number): string {
  const start = isLow(text, from) ? from + 1 : from;
  const end = start + characters;
  return text.slice(start, isLow(text, end) ? end - 1 : end);
}

const isLow = (text: string, at: number): boolean => {
  const unit = text.charCodeAt(at);
  return unit >= 0xdc00 && unit < 0xe000;
};
