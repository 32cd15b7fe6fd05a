import { parseArgs } from 'node:util';
import {
  evaluateTopics,
  type TopicEvaluation,
  type TopicScore,
} from '../../../pipelines/text/topics/evaluation.ts';
import { createTopicReader, type TopicHit } from '../../../pipelines/text/topics/topic-reader.ts';
import type { Taxonomy } from '../../../pipelines/text/topics/taxonomy.ts';
import { taxonomyOf } from '../../taxonomy.ts';
import { readConfigFile } from '../config-file.ts';
import { writeOutFile } from '../out-file.ts';
import { optionTrouble } from '../replay/trouble.ts';
import { readTopicFile, type TopicText } from '../topic-file.ts';
import type { Surroundings } from './surroundings.ts';
import { timed } from './timed.ts';

/** Measures how well a taxonomy finds what people labelled. @throws Trouble */
export async function evalTopicsFile(argv: readonly string[], { clock, say }: Surroundings): Promise<void> {
  const { file, out, config } = readOptions(argv);
  const rows = readTopicFile(file);
  const taxonomy = readTaxonomy(config);
  const read = createTopicReader(taxonomy);
  const texts = rows.map(({ text }) => text);
  const { answers, perSecond } = timed(texts, read, clock);
  const judged = rows.map(({ topics }, at) => ({
    gold: topics,
    said: (answers[at] ?? []).map(({ topic }) => topic),
  }));
  const evaluation = evaluateTopics(judged);
  if (out !== undefined) writePredictions(out, rows, answers);
  say(`${taxonomy.length} topics on ${rows.length} texts of ${file}`);
  const strangers = unknownTopics(rows, taxonomy);
  if (strangers !== '') say(`Labelled, but in no taxonomy, so that each is a miss: ${strangers}`);
  report(evaluation, taxonomy, say);
  const { precision, recall, f1 } = evaluation.micro;
  say(
    JSON.stringify({
      n: evaluation.n,
      precision: round(precision),
      recall: round(recall),
      f1: round(f1),
      macroF1: round(evaluation.macroF1),
      textsPerSecond: Math.round(perSecond),
    }),
  );
}

function readOptions(argv: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: { out: { type: 'string' }, config: { type: 'string' } },
    });
    const [file] = positionals;
    if (file === undefined || positionals.length > 1) throw new TypeError('Name one labelled file.');
    return { file, out: values.out, config: values.config };
  } catch (error) {
    throw optionTrouble(error, 'eval');
  }
}

function readTaxonomy(path: string | undefined): Taxonomy {
  if (path === undefined) return taxonomyOf({});
  return taxonomyOf(readConfigFile(path));
}

/** Topics of the file that the taxonomy has not, with how often each is labelled, the most frequent first. */
function unknownTopics(rows: readonly TopicText[], taxonomy: Taxonomy): string {
  const known = new Set(taxonomy.map(({ id }) => id));
  const counts = new Map<string, number>();
  for (const { topics } of rows)
    for (const topic of topics) if (!known.has(topic)) counts.set(topic, (counts.get(topic) ?? 0) + 1);
  return [...counts]
    .sort((a, b) => b[1] - a[1])
    .map(([topic, count]) => `${topic} (${count})`)
    .join(', ');
}

function report({ byTopic, micro }: TopicEvaluation, taxonomy: Taxonomy, say: (line: string) => void): void {
  say(lineOf('', ['labelled', 'found', 'precision', 'recall', 'F1']));
  const order = new Map(taxonomy.map(({ id }, at) => [id, at]));
  const topics = [...byTopic].sort(
    ([a], [b]) => (order.get(a) ?? Infinity) - (order.get(b) ?? Infinity) || (a < b ? -1 : 1),
  );
  for (const [topic, score] of topics) say(lineOf(topic, cellsOf(score)));
  say(lineOf('all together', cellsOf(micro)));
}

const cellsOf = ({ hits, extra, missed, precision, recall, f1 }: TopicScore): string[] => [
  String(hits + missed),
  String(hits + extra),
  ...[precision, recall, f1].map((figure) => (figure === null ? '–' : figure.toFixed(1))),
];

const lineOf = (name: string, cells: readonly string[]): string =>
  [name.padEnd(36), ...cells.map((cell) => cell.padStart(10))].join(' ');

/** `id, topics, words`: the words that said so, topic by topic. */
function writePredictions(
  path: string,
  rows: readonly TopicText[],
  answers: readonly (readonly TopicHit[])[],
): void {
  const lines = rows.map(({ id }, at) => {
    const hits = answers[at] ?? [];
    const words = hits.map(
      ({ topic, matches }) => `${topic}: ${matches.map(({ text }) => text).join(' | ')}`,
    );
    return [id, hits.map(({ topic }) => topic).join(','), words.join('; ')].join('\t');
  });
  writeOutFile(path, `id\ttopics\twords\n${lines.join('\n')}\n`);
}

const round = (figure: number | null): number | null => (figure === null ? null : Number(figure.toFixed(2)));
