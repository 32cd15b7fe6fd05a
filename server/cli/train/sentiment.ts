import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { TRAINING_OPTIONS } from '../../../pipelines/text/sentiment/training/options.ts';
import { trainSentiment } from '../../../pipelines/text/sentiment/training/train.ts';
import { isModelName } from '../../../pipelines/text/sentiment/weights-header.ts';
import { encodeWeights } from '../../../pipelines/text/sentiment/weights.ts';
import { SHIPPED_SENTIMENT } from '../../text/shipped-sentiment.ts';
import { readLabelledFile } from '../labelled-file.ts';
import { checkOutFile, writeOutFile } from '../out-file.ts';
import { optionTrouble, Trouble } from '../replay/trouble.ts';
import { loadWordLists, loadWordVectors } from './resources.ts';

/** @param say is handed lines of progress. */
export async function trainSentimentFiles(
  argv: readonly string[],
  say: (line: string) => void,
): Promise<void> {
  const { files, out, without, name } = readOptions(argv);
  checkOutFile(out);
  const all = files.flatMap((file) => readLabelledFile(file));
  const rows = all.filter(({ split }) => !without.includes(split));
  const unknown = without.filter((split) => !all.some((row) => row.split === split));
  if (unknown.length > 0)
    throw new Trouble(`There is no split called ${unknown.join(', ')} to leave out.`, 2);
  if (rows.length === 0) throw new Trouble('Nothing is left to train from: leave out less.', 2);
  say(`${rows.length} labelled texts of ${files.length === 1 ? 'one file' : `${files.length} files`}`);
  const lists = await loadWordLists();
  say('reading word vectors …');
  const vectors = loadWordVectors();
  const weights = trainSentiment({ rows, lists, vectors, version: name }, TRAINING_OPTIONS, say);
  // The level is fixed and the header has no time in it: the same weights are the same file.
  const bytes = gzipSync(encodeWeights(weights), { level: 9 });
  writeOutFile(out, bytes);
  say(`wrote ${out}: ${name}, ${Math.round(bytes.length / 1024)} KB`);
}

function readOptions(argv: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        out: { type: 'string', default: SHIPPED_SENTIMENT },
        without: { type: 'string', default: '' },
        name: { type: 'string', default: 'sentiment/3' },
      },
    });
    if (positionals.length === 0) throw new TypeError('Name at least one labelled file.');
    if (!isModelName(values.name))
      throw new TypeError(`No model may be called ${values.name.slice(0, 80)}: a name is like house/1.`);
    const without = values.without.split(',').filter((split) => split !== '');
    return { files: positionals, out: values.out, without, name: values.name };
  } catch (error) {
    throw optionTrouble(error, 'train');
  }
}
