import { readFileSync } from 'node:fs';
import type { ConfigFile } from '../../schema/contracts/config.ts';
import { parseConfigFile } from '../config-file.ts';
import { fileTrouble, Trouble } from './replay/trouble.ts';

/** A configuration that a command is told of. @throws Trouble that says what is wrong with it. */
export function readConfigFile(path: string): ConfigFile {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw fileTrouble(path, error, 2);
  }
  const { config, problem } = parseConfigFile(text);
  if (problem !== undefined) throw new Trouble(`${path}, ${problem}`, 2);
  return config;
}
