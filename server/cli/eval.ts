import process from 'node:process';
import { systemClock } from '../../pipelines/clock.ts';
import { evalSentimentFile } from './eval/sentiment.ts';
import { Trouble } from './replay/trouble.ts';

const HELP = `Measures a model on a labelled file.

  npm run eval -- sentiment FILE.tsv [--out PRED.tsv] [--peers] [--split SPLIT,…] [--weights PATH]

  FILE.tsv   a table parted by tabs, with the columns split, id, label, text
  --out      writes id, label, p_negative, p_neutral, p_positive of every text
  --peers    scores vader-sentiment, sentiment and wink-sentiment side by side
  --split    reads these splits only
  --weights  other weights than the ones that ship with the program

The last line is JSON: n, macroRecall, accuracy, f1pn (0 … 100), ece (0 … 1), textsPerSecond.
Exit code 0: measured. 2: a file or an option is wrong.
`;

const [what, ...rest] = process.argv.slice(2);
try {
  if (what === undefined || what === '--help' || what === '-h') process.stdout.write(HELP);
  else if (what === 'sentiment')
    await evalSentimentFile(rest, { clock: systemClock, say: (line) => process.stdout.write(`${line}\n`) });
  else throw new Trouble(`There is nothing called ${what} to measure: say "sentiment".`, 2);
} catch (error) {
  if (!(error instanceof Trouble)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = error.exitCode;
}
