import type { Kind, SentimentLabel } from '../../../schema/contracts/mention.ts';
import { CUES, LEXICON, type Cue } from './lexicon.ts';
import type { Names } from './names.ts';
import { hitsIn, phrasesOf, type Hit } from './phrases.ts';
import type { Shape } from './shape.ts';
import type { Token } from './tokens.ts';

const PHRASES = phrasesOf(CUES.map((cue) => [cue, LEXICON[cue]] as const));

/**
 * What the weights are about. Each is 0 or 1, except cues, which count up to 2, and the sentiments, which are 0.5 and
 * the strength of the sentiment on top.
 */
export const FEATURES = [
  ...CUES,
  'question',
  'opensAsQuestion',
  'negative',
  'positive',
  'reply',
  'message',
  'addressed',
  'toOthers',
  'firstPerson',
  'shortReply',
  'longText',
  'figures',
  'link',
  'shout',
  'butTurn',
  'onlyThanks',
  'onlyPraise',
  'noWords',
  'leaving',
] as const;
export type Feature = (typeof FEATURES)[number];
/** Values in the order of {@link FEATURES}. */
export type Features = Float64Array;

/** The phrases of a text that say something. */
export const cuesIn = (tokens: readonly Token[]): readonly Hit<Cue>[] => hitsIn(PHRASES, tokens);

const INDEX = Object.fromEntries(FEATURES.map((feature, at) => [feature, at])) as Readonly<
  Record<Feature, number>
>;
const SHORT_WORDS = 8;
const LONG_WORDS = 18;
const MOST_OF_A_CUE = 2;

/** A text taken apart, and what is known about it from elsewhere. */
export interface Specimen {
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly names: Names;
  readonly shape: Shape;
  readonly hits: readonly Hit<Cue>[];
  readonly sentiment: SentimentLabel;
  /** −1 … 1. */
  readonly sentimentScore: number;
  readonly kind: Kind;
  readonly isLeaving: boolean;
}

/** Overwritten by every text: room for numbers that is asked for anew costs more than filling it. */
const features: Features = new Float64Array(FEATURES.length);

/** Everything about a text that the weights look at, valid until the next call. */
export function observe(specimen: Specimen): Features {
  const { text, tokens, names, shape, hits, sentiment, sentimentScore, kind, isLeaving } = specimen;
  features.fill(0);
  for (const { cue } of hits) add(features, cue);
  if (text.includes(':(')) add(features, 'anger');
  const isReply = kind === 'reply' || kind === 'quote';
  const troubles = of(features, 'problem') + of(features, 'anger') + of(features, 'request');
  const isAtEase = troubles === 0 && !shape.hasQuestionMark;
  const pleasantries = of(features, 'thanks') + of(features, 'closing') + of(features, 'fun');
  put(features, 'question', shape.hasQuestionMark);
  put(features, 'opensAsQuestion', shape.opensAsQuestion);
  if (sentiment === 'negative') features[INDEX.negative] = 0.5 - Math.min(0, sentimentScore);
  if (sentiment === 'positive') features[INDEX.positive] = 0.5 + Math.max(0, sentimentScore);
  put(features, 'reply', isReply);
  put(features, 'message', kind === 'message');
  put(features, 'addressed', names.hasUs || shape.isSecondPerson);
  put(features, 'toOthers', tokens[0]?.kind === 'mention' && names.at(0)?.party !== 'us');
  put(features, 'firstPerson', shape.isFirstPerson);
  put(features, 'shortReply', isReply && shape.words <= SHORT_WORDS && pleasantries === 0);
  put(features, 'longText', shape.words >= LONG_WORDS);
  put(features, 'figures', shape.hasFigures);
  put(features, 'link', shape.hasLink);
  put(features, 'shout', text.includes('!!') || text.includes('?!'));
  put(features, 'butTurn', shape.hasTurn);
  put(features, 'onlyThanks', isAtEase && of(features, 'thanks') > 0);
  put(features, 'onlyPraise', isAtEase && of(features, 'praise') > 0);
  put(features, 'noWords', shape.words === 0);
  put(features, 'leaving', isLeaving);
  return features;
}

/** Where a feature lies in them. */
export const placeOf = (feature: Feature): number => INDEX[feature];

function put(features: Features, feature: Feature, isSo: boolean): void {
  features[INDEX[feature]] = isSo ? 1 : 0;
}

function of(features: Features, feature: Feature): number {
  return features[INDEX[feature]] ?? 0;
}

function add(features: Features, cue: Cue): void {
  features[INDEX[cue]] = Math.min(MOST_OF_A_CUE, of(features, cue) + 1);
}
