import { createRequire } from 'node:module';
import type { SentimentLabel } from '../../../schema/contracts/mention.ts';
import { Trouble } from '../replay/trouble.ts';

export interface Peer {
  readonly name: string;
  readonly label: (text: string) => SentimentLabel;
}

interface Vader {
  readonly SentimentIntensityAnalyzer: { polarity_scores(text: string): { readonly compound: number } };
}
type Wink = (text: string) => { readonly score: number };
type Afinn = new () => { analyze(text: string): { readonly comparative: number } };

const require = createRequire(import.meta.url);

/** What others use, each with the thresholds its own manual names; where it names none, 0 is neutral. */
export async function loadPeers(): Promise<Peer[]> {
  try {
    const { SentimentIntensityAnalyzer } = require('vader-sentiment') as Vader;
    const afinn = new (require('sentiment') as Afinn)();
    const wink = require('wink-sentiment') as Wink;
    return [
      { name: 'vader-sentiment', label: (text) => sideOf(SentimentIntensityAnalyzer.polarity_scores(text).compound, 0.05) },
      { name: 'sentiment', label: (text) => sideOf(afinn.analyze(text).comparative, 0) },
      { name: 'wink-sentiment', label: (text) => (text.trim() === '' ? 'neutral' : sideOf(wink(text).score, 0)) },
    ]; // prettier-ignore
  } catch (cause) {
    throw new Trouble(
      `The peers are not installed: run npm install without --omit=dev. (${String(cause)})`,
      2,
    );
  }
}

const sideOf = (score: number, margin: number): SentimentLabel =>
  score > margin ? 'positive' : score < -margin ? 'negative' : 'neutral';
