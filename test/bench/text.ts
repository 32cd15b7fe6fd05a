import { createRequire } from 'node:module';
import { readAutomation } from '../../pipelines/text/automation/read-automation.ts';
import { readIntent } from '../../pipelines/text/intent/read-intent.ts';
import { shippedLanguageReader } from '../../server/text/shipped-language.ts';
import { textFingerprint } from '../../pipelines/text/near-duplicates/fingerprint.ts';
import { sentimentScorer } from '../../pipelines/text/sentiment/scorer.ts';
import { DEFAULT_TAXONOMY } from '../../pipelines/text/topics/default/default-taxonomy.ts';
import { createTopicReader } from '../../pipelines/text/topics/topic-reader.ts';
import { batchReaderOf } from '../../server/mention-reader.ts';
import { loadSentimentModel } from '../../server/text/shipped-sentiment.ts';
import type { Mention } from '../../schema/contracts/mention.ts';
import { optionsOf } from '../helpers/measuring-program.ts';
import { realTexts } from './real-texts.ts';
import { printTargets } from './targets.ts';

const options = optionsOf({
  name: 'bench:text',
  measures:
    'Measures reading mentions on one core, part by part and as a whole, beside vader-sentiment and the least one can do with a text.',
  options: {
    slices: { default: 8, least: 1, means: 'turns the second half of the texts is read in' },
    only: {
      default: '',
      otherwise: 'all',
      means: 'only readers whose name begins so, such as whole or topics',
    },
    data: {
      default: '',
      otherwise: 'shared/data beside the checkout',
      value: 'DIR',
      means: 'where twcs-sample.csv and semeval-2013-2016.tsv lie',
    },
  },
  prints:
    'It prints a line for each reader, then, unless --only picks some, a table with the aims. Exit code 0, whether they are met or not.',
  lasts: 'less than a minute',
});
const SLICES = options.slices;

interface Vader {
  readonly SentimentIntensityAnalyzer: { polarity_scores(text: string): { readonly compound: number } };
}
const { SentimentIntensityAnalyzer } = createRequire(import.meta.url)('vader-sentiment') as Vader;
const { name, brands, mentions } = realTexts(options.data === '' ? undefined : options.data);
const score = sentimentScorer(loadSentimentModel());
const names = brands.map(({ id }) => [id.toLowerCase()]);
const rivals = names.flat();
const neutral = { sentiment: 'neutral', sentimentScore: 0, rivals } as const;

const readLanguage = shippedLanguageReader();

type Subject = (mentions: readonly Mention[]) => readonly unknown[];
const each =
  (read: (mention: Mention) => unknown): Subject =>
  (mentions) =>
    mentions.map(read);

/** Each gives back something of its answers, so that no part of the work can be left out. */
const SUBJECTS: Readonly<Record<string, Subject>> = {
  // In batches, as the stream brings them.
  whole: batchReaderOf({ brands }, score),
  sentiment: each(({ text }) => score(text)),
  topics: each(readTopicsOf()),
  intent: each(({ text, kind, direction, at }) =>
    readIntent(text, { ...neutral, kind, direction, names: names[at % names.length] ?? [] }),
  ),
  automation: each((mention) => readAutomation(mention)),
  language: each(({ text, lang }) => readLanguage(text, lang)),
  fingerprint: each(({ text }) => textFingerprint(text)),
  'vader-sentiment': each(({ text }) => SentimentIntensityAnalyzer.polarity_scores(text).compound),
  'floor: lower case, cut at spaces': each(({ text }) => text.toLowerCase().split(' ')),
};

function readTopicsOf() {
  const topics = createTopicReader(DEFAULT_TAXONOMY);
  return ({ text }: Mention) => topics(text);
}

/** Microseconds of the processor a mention. */
function timed(read: Subject, slice: readonly Mention[]): number {
  const before = process.cpuUsage();
  const answers = read(slice);
  const { user, system } = process.cpuUsage(before);
  if (answers.length !== slice.length || answers.includes(undefined))
    throw new Error('A reader gave no answer; it cannot be measured.');
  return (user + system) / slice.length;
}

// The texts are cut into slices, and everything reads one slice after the other: neighbours in time share their luck.
// What is measured is time of the processor, the garbage collector's included. Each reads each text once. The first
// half is read before anything is measured: what reads for months has been compiled long ago, and a compiler at work
// in the first seconds takes as much as the reading. What that half took is printed too.
const half = Math.floor(mentions.length / 2);
const length = Math.ceil((mentions.length - half) / SLICES);
const slices = Array.from({ length: SLICES }, (_, nth) =>
  mentions.slice(half + nth * length, half + (nth + 1) * length),
);
const subjects = Object.entries(SUBJECTS).filter(([subject]) => subject.startsWith(options.only));
if (subjects.length === 0) {
  process.stderr.write(
    `No reader's name begins with "${options.only}"; there are ${Object.keys(SUBJECTS).join(', ')}.\n`,
  );
  process.exit(2);
}
const times = new Map(subjects.map(([subject]) => [subject, [] as number[]]));
const begun = new Map(subjects.map(([subject, read]) => [subject, timed(read, mentions.slice(0, half))]));
for (const slice of slices)
  for (const [subject, read] of subjects) times.get(subject)?.push(timed(read, slice));

const medianOf = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
const timesOf = (subject: string): readonly number[] => times.get(subject) ?? [];
const pace = (us: number): string => `${Math.round(1e6 / us).toLocaleString('en')}/s`;
/** How many times as fast as the peer, slice by slice. */
const ratioTo = (subject: string, peer: string): number =>
  medianOf(timesOf(subject).map((us, nth) => (timesOf(peer)[nth] ?? Number.NaN) / us));

console.log(`${name}; one core, ${SLICES} slices: median, the best, and the half before them\n`);
for (const [subject, each] of times)
  console.log(
    `${subject.padEnd(34)} ${medianOf(each).toFixed(1).padStart(6)} µs  ${pace(medianOf(each)).padStart(11)}  ${pace(Math.min(...each)).padStart(11)}  ${pace(begun.get(subject) ?? Number.NaN).padStart(11)}`,
  );
const VADER = 'vader-sentiment';
if (options.only === '') {
  const whole = medianOf(timesOf('whole'));
  console.log();
  printTargets([
    { name: 'whole enrichment', ours: pace(whole), target: '≥ 20,000/s', met: whole <= 50 },
    {
      name: `whole enrichment, against ${VADER} alone`,
      ours: pace(whole),
      peer: pace(medianOf(timesOf(VADER))),
      ratio: ratioTo('whole', VADER),
      target: '≥ 1',
      met: ratioTo('whole', VADER) >= 1,
    },
    {
      name: `sentiment, against ${VADER}`,
      ours: pace(medianOf(timesOf('sentiment'))),
      peer: pace(medianOf(timesOf(VADER))),
      ratio: ratioTo('sentiment', VADER),
      target: '≥ 10',
      met: ratioTo('sentiment', VADER) >= 10,
    },
  ]);
}
