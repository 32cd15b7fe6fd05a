import { parseArgs } from 'node:util';
import { evaluate, type Evaluation, type Judged } from '../../../pipelines/text/sentiment/evaluation.ts';
import { createSentimentModel } from '../../../pipelines/text/sentiment/model.ts';
import type { LabelledText } from '../../../pipelines/text/sentiment/training/labelled.ts';
import { LABELS } from '../../../pipelines/text/sentiment/training/problem.ts';
import { SHIPPED_SENTIMENT } from '../../text/shipped-sentiment.ts';
import { readLabelledFile } from '../labelled-file.ts';
import { writeOutFile } from '../out-file.ts';
import { readWeightsFile } from '../weights-file.ts';
import { optionTrouble, Trouble } from '../replay/trouble.ts';
import { loadPeers } from './peers.ts';
import { inMixLines, shareLines } from './shares.ts';
import type { Surroundings } from './surroundings.ts';
import { timed } from './timed.ts';

export async function evalSentimentFile(
  argv: readonly string[],
  { clock, say }: Surroundings,
): Promise<void> {
  const { file, out, withPeers, splits, weights } = readOptions(argv);
  const rows = readLabelledFile(file).filter(({ split }) => splits.length === 0 || splits.includes(split));
  if (rows.length === 0) throw new Trouble(`${file} has no text of ${splits.join(', ')}.`, 2);
  const model = createSentimentModel(readWeightsFile(weights));
  const texts = rows.map(({ text }) => text);
  const { answers, perSecond } = timed(texts, (text) => model.read(text), clock);
  const judged = answers.map(({ label, counted, p }, at): Judged => ({
    gold: goldOf(rows, at),
    label,
    counted,
    p,
  }));
  const own = evaluate(judged);
  if (out !== undefined) writePredictions(out, rows, judged);
  say(`${model.version} on ${rows.length} texts of ${file}`);
  const counted = judged.filter(({ counted: stored, gold }) => stored === gold).length;
  say(`labels that are stored and counted: ${((100 * counted) / judged.length).toFixed(1)} % right; what follows in JSON is of the balanced ones`); // prettier-ignore
  for (const line of [...shareLines(judged, own, model.prior), ...inMixLines(judged, model.prior)]) say(line);
  if (withPeers) {
    say(peerLine('', 'macro recall', 'neg', 'neu', 'pos', 'accuracy', 'F1 pn', 'texts/s', 'speed'));
    const peers = [];
    for (const peer of await loadPeers()) {
      const { answers: labels, perSecond: pace } = timed(texts, peer.label, clock);
      const certain = { negative: 0, neutral: 0, positive: 0 };
      peers.push({ name: peer.name, pace, evaluation: evaluate(labels.map((label, at) => ({ gold: goldOf(rows, at), label, p: { ...certain, [label]: 1 } }))) }); // prettier-ignore
    }
    for (const { name, pace, evaluation } of [
      { name: model.version, pace: perSecond, evaluation: own },
      ...peers,
    ])
      say(peerLine(name, ...figuresOf(evaluation), pace.toFixed(0), `${(perSecond / pace).toFixed(1)}×`));
  }
  const { n, macroRecall, accuracy, f1pn, ece } = own;
  const rounded = { macroRecall: round(macroRecall, 2), accuracy: round(accuracy, 2), f1pn: round(f1pn, 2) };
  say(JSON.stringify({ n, ...rounded, ece: round(ece, 4), textsPerSecond: Math.round(perSecond) }));
}

function readOptions(argv: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        out: { type: 'string' },
        peers: { type: 'boolean', default: false },
        split: { type: 'string', default: '' },
        weights: { type: 'string', default: SHIPPED_SENTIMENT },
      },
    });
    const [file] = positionals;
    if (file === undefined || positionals.length > 1) throw new TypeError('Name one labelled file.');
    const splits = values.split.split(',').filter((split) => split !== '');
    return { file, out: values.out, withPeers: values.peers, splits, weights: values.weights };
  } catch (error) {
    throw optionTrouble(error, 'eval');
  }
}

function writePredictions(path: string, rows: readonly LabelledText[], judged: readonly Judged[]): void {
  const lines = judged.map(({ label, p }, at) => {
    const shares = LABELS.map((of) => p[of].toFixed(6));
    return [rows[at]?.id, label, ...shares].join('\t');
  });
  const header = ['id', 'label', ...LABELS.map((of) => `p_${of}`)].join('\t');
  writeOutFile(path, `${header}\n${lines.join('\n')}\n`);
}

const goldOf = (rows: readonly LabelledText[], at: number) => (rows[at] as LabelledText).label;

const round = (value: number, digits: number): number => Number(value.toFixed(digits));

function figuresOf({ macroRecall, recall, accuracy, f1pn }: Evaluation): string[] {
  const figures = [macroRecall, recall.negative, recall.neutral, recall.positive, accuracy, f1pn];
  return figures.map((figure) => figure.toFixed(1));
}

const peerLine = (name: string, ...cells: string[]): string =>
  [name.padEnd(18), ...cells.map((cell) => cell.padStart(12))].join(' ');
