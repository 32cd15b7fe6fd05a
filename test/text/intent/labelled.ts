import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import type { Intent, IntentContext } from '../../../pipelines/text/intent/read-intent.ts';
import { shippedLanguageReader } from '../../../server/text/shipped-language.ts';
import { shippedScorer } from '../../helpers/shipped-scorer.ts';

/** A recorded customer's tweet, and what a reader of it and of the tweet before it decided. */
export interface Labelled {
  readonly id: string;
  readonly text: string;
  readonly context: IntentContext;
  readonly actionable: boolean;
  readonly intent: Intent;
}
export type Half = 'tune' | 'held-out';

interface Label {
  readonly id: string;
  readonly actionable: boolean;
  readonly intent: Intent;
}

/** Brands by the names people use where they use no handle. */
const PLAIN_NAMES = [
  'amazon, apple, uber, chipotle, spotify, delta, american airlines, british airways, southwest, t-mobile, tmobile',
  "verizon, comcast, xfinity, tesco, argos, sprint, hulu, walmart, wells fargo, papa john's, xbox, playstation, ebay",
].flatMap((names) => names.split(', '));

const digestOf = (id: string): string => createHash('sha256').update(id).digest('hex');

/** Chosen by the SHA-256 of the id: its last digit. */
export const halfOf = (id: string): Half =>
  Number.parseInt(digestOf(id).slice(-1), 16) % 2 === 0 ? 'tune' : 'held-out';

/**
 * Labelled by reading, before they were tuned on: the 330 inbound tweets of the sample whose ids have the smallest
 * SHA-256, and the 120 that come next in that order in the tune half.
 */
export function readLabels(): Label[] {
  const lines = readFileSync(new URL('labels.tsv', import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .slice(1);
  return lines.map((line) => {
    const [id = '', actionable = '', intent = ''] = line.split('\t');
    return { id, actionable: actionable === 'yes', intent: intent as Intent };
  });
}

/** @throws when a labelled tweet is not in the file. */
export function readLabelled(file: string, half: Half): Labelled[] {
  const rows = parse<Record<string, string>>(readFileSync(file), { columns: true });
  const byId = new Map(rows.map((row) => [row['tweet_id'] ?? '', row]));
  const language = shippedLanguageReader();
  const isInbound = (row: Record<string, string>) => row['inbound'] === 'True';
  const customers = new Set(rows.filter(isInbound).map((row) => row['author_id'] ?? ''));
  return readLabels()
    .filter(({ id }) => halfOf(id) === half)
    .map((label) => {
      const row = byId.get(label.id);
      if (row === undefined) throw new Error(`The labelled tweet ${label.id} is not in ${file}.`);
      const text = row['text'] ?? '';
      const { label: sentiment, score: sentimentScore } = shippedScorer(text);
      // Handles of brands and customers are both numbers where the data set hides them: who never writes is a brand.
      const handles = [...text.matchAll(/@(\w+)/g)].map(([, handle = '']) => handle);
      const names = handles.filter((handle) => !customers.has(handle)).map((handle) => handle.toLowerCase());
      const kind = row['in_response_to_tweet_id'] === '' ? 'post' : 'reply';
      return {
        ...label,
        text,
        context: {
          sentiment,
          sentimentScore,
          kind,
          direction: 'inbound',
          names: [...names, ...PLAIN_NAMES],
          rivals: [],
          language: language(text, '').lang,
        },
      };
    });
}
