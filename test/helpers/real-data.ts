import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const REAL = fileURLToPath(new URL('../../../shared/data/twcs-sample.csv', import.meta.url));
const MINI = fileURLToPath(new URL('../fixtures/twcs-mini.csv', import.meta.url));

/** Recorded customer care to test with. Put `name` in the test's title: it says which of the two was read. */
export function twcsFile(): { readonly path: string; readonly name: string } {
  return existsSync(REAL)
    ? { path: REAL, name: 'twcs sample' }
    : { path: MINI, name: 'invented mini fixture, the twcs sample is not here' };
}
