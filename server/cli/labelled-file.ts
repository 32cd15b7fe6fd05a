import { readFileSync } from 'node:fs';
import { parseLabelled, type LabelledText } from '../../pipelines/text/sentiment/training/labelled.ts';
import { fileTrouble, Trouble } from './replay/trouble.ts';

/** @throws Trouble that says what is wrong with the file. */
export function readLabelledFile(path: string): LabelledText[] {
  let table: string;
  try {
    table = readFileSync(path, 'utf8');
  } catch (error) {
    throw fileTrouble(path, error, 2);
  }
  try {
    return parseLabelled(table, path);
  } catch (error) {
    if (error instanceof RangeError) throw new Trouble(error.message, 2);
    throw error;
  }
}
