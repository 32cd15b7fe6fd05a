import { accessSync, constants, existsSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { Trouble } from './replay/trouble.ts';

/** Says before long work that its result could not be written. @throws Trouble */
export function checkOutFile(path: string): void {
  try {
    accessSync(existsSync(path) ? path : dirname(path), constants.W_OK);
  } catch (error) {
    throw notWritten(path, error);
  }
}

/** Writes what a command made. @throws Trouble that says why it cannot be written */
export function writeOutFile(path: string, content: string | Uint8Array): void {
  try {
    writeFileSync(path, content);
  } catch (error) {
    throw notWritten(path, error);
  }
}

const notWritten = (path: string, error: unknown): Trouble =>
  new Trouble(`Cannot write ${path}: ${(error as Error).message}.`, 2);
