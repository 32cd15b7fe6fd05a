import { readFileSync } from 'node:fs';
import { parseLabelled, type LabelledText } from '../../pipelines/text/sentiment/training/labelled.ts';
import { fileTrouble, Trouble } from './replay/trouble.ts';

/** @param options as of `parseLabelled`. @throws Trouble that says what is wrong with the file. */
export function readLabelledFile(
  path: string,
  options?: Parameters<typeof parseLabelled>[2],
): LabelledText[] {
  let table: string;
  try {
    table = readFileSync(path, 'utf8');
  } catch (error) {
    throw fileTrouble(path, error, 2);
  }
  try {
    return parseLabelled(table, path, options);
  } catch (error) {
    if (error instanceof RangeError) throw new Trouble(error.message, 2);
    throw error;
  }
}
