import { writeFileSync } from 'node:fs';
import { Trouble } from './replay/trouble.ts';

/** Writes what a command made. @throws Trouble that says why it cannot be written */
export function writeOutFile(path: string, content: string | Uint8Array): void {
  try {
    writeFileSync(path, content);
  } catch (error) {
    throw new Trouble(`Cannot write ${path}: ${(error as Error).message}.`, 2);
  }
}
