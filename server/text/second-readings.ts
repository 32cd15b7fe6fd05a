import type { Clock } from '../../pipelines/clock.ts';
import type { MentionReader } from '../../pipelines/text/mention-reader.ts';
import type { Sentiment, SentimentScorer } from '../../pipelines/text/sentiment-scorer.ts';
import type { Topology } from '../../pipelines/topology.ts';
import type { Labels } from '../../schema/contracts/labels.ts';
import type { Mention } from '../../schema/contracts/mention.ts';
import type { SecondReadingConfig } from '../config.ts';
import { openModelFolder } from './onnx/model-folder.ts';
import { openSecondReader, type SecondReader } from './onnx/second-reader.ts';
import { watchSecondReadings, type SecondReadings } from './watch-second-readings.ts';

type Warn = (message: string, error: unknown) => void;

/** Null when no heavier model is configured. @throws ConfigError when it cannot be used. */
export async function openConfiguredReader(
  config: SecondReadingConfig | null,
  deps: { readonly clock: Clock; readonly warn: Warn },
): Promise<SecondReader | null> {
  if (config === null) return null;
  const { threads, batch, queue } = config;
  const folder = await openModelFolder(config.folder, config.model);
  return openSecondReader({ folder, threads, batch, queue, ...deps });
}

/** Labels of a mention whose tone is known: intent and what is actionable follow from it. */
export type LabelsWith = (mention: Mention, sentiment: Sentiment) => Labels;

/** @param readerWith a reader of mentions that takes their tone from this scorer */
export function labelsWith(readerWith: (score: SentimentScorer) => MentionReader): LabelsWith {
  let tone: Sentiment = { label: 'neutral', score: 0, model: '' };
  const read = readerWith(() => tone);
  return (mention, sentiment) => {
    tone = sentiment;
    return read(mention);
  };
}

export interface SecondReadingsParts {
  readonly reader: SecondReader | null;
  readonly config: SecondReadingConfig | null;
  readonly topology: Pick<Topology, 'stored$' | 'relabel'>;
  readonly readerWith: (score: SentimentScorer) => MentionReader;
  readonly clock: Clock;
  readonly warn: Warn;
}

/** Second readings where a heavier model is configured; nothing else. */
export function startSecondReadings({
  reader,
  config,
  readerWith,
  ...deps
}: SecondReadingsParts): SecondReadings {
  if (reader === null || config === null) return NONE;
  return watchSecondReadings({ reader, rule: config, labelsWith: labelsWith(readerWith), ...deps });
}

const NONE: SecondReadings = {
  answer: () => ({ model: null, runtime: null, asked: 0, waiting: 0, read: 0, changed: 0, skipped: 0, failed: 0, restarts: 0 }),
  stop: () => Promise.resolve(),
}; // prettier-ignore
