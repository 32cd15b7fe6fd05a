import process from 'node:process';
import { Trouble } from './replay/trouble.ts';
import { calibrateToFiles } from './train/calibration.ts';
import { writeLanguageTable } from './train/language.ts';
import { trainSentimentFiles } from './train/sentiment.ts';

const HELP = `Trains a model from labelled files and writes its weights.

  npm run train -- sentiment FILE.tsv … [--out PATH] [--without SPLIT,…] [--name VERSION]
  npm run train -- calibration FILE.tsv … --out PATH [--weights PATH] [--config FILE.yaml]
  npm run train -- language [--out PATH]

  FILE.tsv   tables parted by tabs, with the columns split, id, label, text
  --out      where to write; the weights that ship with the program by default
  --without  splits to leave out, so that the model can be measured on them
  --name     what readings call the model; sentiment/3 by default
  --weights  the model whose lines are drawn anew; the one that ships with the program by default
  --config   whose brands are hidden from the model, as where mentions are read; split names the brand of each text

The same files give the same weights. "sentiment" takes some minutes and about 3 GB of memory, most of it for word
vectors. "calibration" takes seconds: it draws the lines between negative, neutral and positive where you draw them,
from 300 or more labelled texts of GET /api/labels/sample (lines without a label are left out), says how far counted
shares are off before and after, and ends with JSON: n, before and after (points by which the furthest share is off),
version. Name what it wrote as sentiment.weights in the configuration. "language" takes the data of the package eld and
puts it in the form the program reads.
Exit code 0: written. 1: a package with the data is not installed. 2: a file or an option is wrong.
`;

const [what, ...rest] = process.argv.slice(2);
try {
  if (what === undefined || what === '--help' || what === '-h') process.stdout.write(HELP);
  else if (what === 'sentiment') await trainSentimentFiles(rest, (line) => process.stdout.write(`${line}\n`));
  else if (what === 'calibration') calibrateToFiles(rest, (line) => process.stdout.write(`${line}\n`));
  else if (what === 'language') await writeLanguageTable(rest, (line) => process.stdout.write(`${line}\n`));
  else
    throw new Trouble(
      `There is no model called ${what} to train: say "sentiment", "calibration" or "language".`,
      2,
    );
} catch (error) {
  if (!(error instanceof Trouble)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = error.exitCode;
}
