import process from 'node:process';
import { systemClock } from '../../pipelines/clock.ts';
import type { Surroundings } from './eval/surroundings.ts';
import { Trouble } from './replay/trouble.ts';

const HELP = `Measures a model or a taxonomy on a labelled file.

  npm run eval -- sentiment FILE.tsv [--out PRED.tsv] [--peers] [--split SPLIT,…] [--weights PATH]

  FILE.tsv   a table parted by tabs, with the columns split, id, label, text
  --out      writes id, label, p_negative, p_neutral, p_positive of every text
  --peers    scores vader-sentiment, sentiment and wink-sentiment side by side
  --split    reads these splits only
  --weights  other weights than the ones that ship with the program

The last line is JSON: n, macroRecall, accuracy, f1pn (0 … 100), ece (0 … 1), textsPerSecond. These, and label of --out,
are of the balanced label, for which rare classes are as easy to reach. What is stored and counted is another: counts of
it add up to the probabilities. "Weighted to the stated mix" is as if the classes came in the mix the probabilities are
for, "adjusted to the mix" what they say of the mix by themselves. The weights that ship have seen SemEval 2013–2016:
figures on those texts flatter. Train --without a split to measure on it.

  npm run eval -- topics FILE.tsv [--out PRED.tsv] [--config FILE.yaml]

  FILE.tsv   a table parted by tabs, with the columns id, topics (parted by commas, may be empty), text
  --out      writes id, topics, words: which words said so
  --config   the configuration whose taxonomy is measured; the built-in one without it

The last line is JSON: n, precision, recall, f1 (all topics together), macroF1 (0 … 100), textsPerSecond.
Exit code 0: measured. 2: a file or an option is wrong.
`;

const surroundings: Surroundings = {
  clock: systemClock,
  say: (line) => process.stdout.write(`${line}\n`),
};
const [what, ...rest] = process.argv.slice(2);
try {
  if (what === undefined || what === '--help' || what === '-h') process.stdout.write(HELP);
  // Each loads only what it needs: topics want the whole configuration.
  else if (what === 'sentiment') {
    const { evalSentimentFile } = await import('./eval/sentiment.ts');
    await evalSentimentFile(rest, surroundings);
  } else if (what === 'topics') {
    const { evalTopicsFile } = await import('./eval/topics.ts');
    await evalTopicsFile(rest, surroundings);
  } else throw new Trouble(`There is nothing called ${what} to measure: say "sentiment" or "topics".`, 2);
} catch (error) {
  if (!(error instanceof Trouble)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = error.exitCode;
}
