import type { Direction, Intent, Kind, SentimentLabel } from '../../../schema/contracts/mention.ts';
import { readMove } from './churn.ts';
import { isCovered } from '../language/coverage.ts';
import { FEATURES, cuesIn, observe, placeOf, type Features } from './features.ts';
import type { Cue } from './lexicon.ts';
import { namesIn, type Names } from './names.ts';
import type { Move, Toward } from './moves.ts';
import type { Hit } from './phrases.ts';
import { shapeOf, type Shape } from './shape.ts';
import { READ_AT_MOST, tokensOf, type Token } from './tokens.ts';
import {
  ACTIONABLE_THRESHOLD,
  ACTIONABLE_WEIGHTS,
  APPEALS,
  INTENT_WEIGHTS,
  WEIGHED,
  type Weighed,
  type Weights,
} from './weights.ts';

export { ACTIONABLE_THRESHOLD } from './weights.ts';
export type { Intent } from '../../../schema/contracts/mention.ts';

export interface IntentContext {
  readonly sentiment: SentimentLabel;
  /** −1 … 1. */
  readonly sentimentScore: number;
  readonly kind: Kind;
  readonly direction: Direction;
  /** Names and handles of the brand in question, lower case. */
  readonly names: readonly string[];
  /** Names and handles of other brands, lower case. */
  readonly rivals: readonly string[];
  /** As `readLanguage` gives it; English where nobody could tell. */
  readonly language?: string;
}

/** What is wanted, without why. */
export interface IntentVerdict {
  readonly intent: Intent;
  /** Whether the author turns away from the brand in question, or towards it. */
  readonly toward: Toward | null;
  /** A person of the brand should answer. */
  readonly actionable: boolean;
  /** Probability of `actionable`, 0 … 1. */
  readonly score: number;
}

export interface IntentReading extends IntentVerdict {
  /** The words that decided, at most three, each with its offset in the text: `leaving: "done with acme" at 12`. */
  readonly reasons: string[];
}

/** A text taken apart: what is the same whoever it is about. */
export interface TakenApart {
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly shape: Shape;
  readonly hits: readonly Hit<Cue>[];
}

export function takeApart(text: string): TakenApart {
  const tokens = tokensOf(text);
  return { text, tokens, shape: shapeOf(tokens), hits: cuesIn(tokens) };
}

/** Weights in the order of the features: a text is weighed five times, so this has to be quick. */
interface Column {
  readonly bias: number;
  readonly of: Float64Array;
}
const columnOf = ({ bias, of }: Weights): Column => ({
  bias,
  of: Float64Array.from(FEATURES, (feature) => of[feature] ?? 0),
});
const INTENT_COLUMNS = WEIGHED.map((intent) => ({ intent, column: columnOf(INTENT_WEIGHTS[intent]) }));
const ACTIONABLE_COLUMN = columnOf(ACTIONABLE_WEIGHTS);

const APPEAL_PLACES = APPEALS.map(placeOf);
const NOT_FOR_US: Judged = { intent: 'comment', toward: null, actionable: false, score: 0, move: null };
const MOST_REASONS = 3;

/**
 * What the author of a text wants of a brand, and whether a person of the brand should answer.
 *
 * Pure, and linear in the text, of which the first 5,000 characters are read. What the brand itself wrote is a comment
 * that asks for nothing. A repost has the intent of its text but is never actionable: the original is.
 */
export function readIntent(text: string, context: IntentContext): IntentReading {
  const apart = takeApart(context.direction === 'outbound' ? '' : text);
  const { move, ...verdict } = judge(apart, context);
  const reasons =
    context.direction === 'outbound' ? ['written by the brand'] : reasonsOf(apart, verdict, move);
  return { ...verdict, reasons };
}

/** The same of a text that has been taken apart, not put into words: nobody asks the stream why. */
export const intentOf: (apart: TakenApart, context: IntentContext) => IntentVerdict = judge;

interface Judged extends IntentVerdict {
  readonly move: Move | null;
}

function judge(apart: TakenApart, context: IntentContext): Judged {
  if (context.direction === 'outbound') return NOT_FOR_US;
  const { text, tokens, shape, hits } = apart;
  const names = namesIn(tokens, context.names, context.rivals);
  const move = moveIn(apart, names, context);
  const toward = move?.toward ?? null;
  const features = observe({
    text: text.length > READ_AT_MOST ? text.slice(0, READ_AT_MOST) : text,
    tokens,
    names,
    shape,
    hits,
    sentiment: context.sentiment,
    sentimentScore: context.sentimentScore,
    kind: context.kind,
    isLeaving: toward === 'leaving',
  });
  const intent = toward === 'leaving' ? 'churn' : likeliest(features);
  const score = 1 / (1 + Math.exp(-weigh(features, ACTIONABLE_COLUMN)));
  const actionable =
    context.kind !== 'repost' &&
    score >= ACTIONABLE_THRESHOLD &&
    // Cues are English: that there is none in another language means nothing, and it is better looked at in vain.
    (!isCovered(context.language ?? '') || APPEAL_PLACES.some((place) => (features[place] ?? 0) > 0));
  return { intent, toward, score, actionable, move };
}

function reasonsOf(
  { text, tokens, hits }: TakenApart,
  { intent }: IntentVerdict,
  move: Move | null,
): string[] {
  const weights = intent === 'churn' ? ACTIONABLE_WEIGHTS : INTENT_WEIGHTS[intent];
  const reasons = reasonsFor(text, tokens, hits, weights);
  if (move !== null) reasons.unshift(quote(text, tokens, move.toward, move.from, move.to));
  return reasons.slice(0, MOST_REASONS);
}

/** Where the author turns, and nothing else: enough to ask of every rival. */
export function towardOf(
  apart: TakenApart,
  context: Omit<IntentContext, 'sentiment' | 'sentimentScore'>,
): Toward | null {
  if (context.direction === 'outbound') return null;
  const names = namesIn(apart.tokens, context.names, context.rivals);
  return moveIn(apart, names, context)?.toward ?? null;
}

function moveIn(
  { tokens, shape }: TakenApart,
  names: Names,
  { kind }: Pick<IntentContext, 'kind'>,
): Move | null {
  const isSpokenTo = kind === 'reply' || kind === 'message' || kind === 'review';
  return readMove({ tokens, names, isAddressed: names.hasUs || isSpokenTo || shape.isSecondPerson });
}

function likeliest(features: Features): Weighed {
  let best: Weighed = 'comment';
  let most = -Infinity;
  for (const { intent, column } of INTENT_COLUMNS) {
    const sum = weigh(features, column);
    if (sum <= most) continue;
    most = sum;
    best = intent;
  }
  return best;
}

function weigh(features: Features, { bias, of }: Column): number {
  let sum = bias;
  for (let at = 0; at < of.length; at += 1) {
    const value = features[at] ?? 0;
    if (value !== 0) sum += (of[at] ?? 0) * value;
  }
  return sum;
}

/** The phrases that spoke most for what was read, heaviest first. */
function reasonsFor(
  text: string,
  tokens: readonly Token[],
  hits: readonly Hit<Cue>[],
  { of }: Weights,
): string[] {
  const chosen = hits.filter(({ cue }) => (of[cue] ?? 0) > 0);
  if (chosen.length > 1) chosen.sort((a, b) => (of[b.cue] ?? 0) - (of[a.cue] ?? 0) || a.from - b.from);
  return chosen.slice(0, MOST_REASONS).map(({ cue, from, to }) => quote(text, tokens, cue, from, to));
}

function quote(text: string, tokens: readonly Token[], what: string, from: number, to: number): string {
  const start = tokens[from]?.start ?? 0;
  const end = tokens[to - 1]?.end ?? start;
  return `${what}: "${text.slice(start, Math.min(end, start + 80))}" at ${start}`;
}
