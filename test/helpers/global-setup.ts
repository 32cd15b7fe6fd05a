import type { TestProject } from 'vitest/node';
import { ensureBuilt } from './built.ts';
import { findChromium } from './chromium.ts';
import { makeEmptyStore } from './empty-store.ts';
import { useMemoryDisk } from './memory-disk.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Path of the browser to test with; empty when there is none, and `chromiumMissing` says why. */
    chromiumPath: string;
    chromiumMissing: string;
  }
}

/** Once before all tests: a browser is found, page and server are built, temporary files get their place, and a store is made to copy. */
export default async function setup(project: TestProject): Promise<() => void> {
  const say = (line: string) => console.log(line);
  const { path, missing } = await findChromium(say).then(
    (found) => ({ path: found, missing: '' }),
    // Tests that need no browser still run; those that do fail with this sentence.
    (error: unknown) => ({ path: '', missing: error instanceof Error ? error.message : String(error) }),
  );
  project.provide('chromiumPath', path);
  project.provide('chromiumMissing', missing);
  if (path !== '') process.env.CHROMIUM_PATH = path;
  ensureBuilt('page', say);
  ensureBuilt('server', say);
  const forgetDisk = useMemoryDisk();
  const forgetStore = await makeEmptyStore();
  return () => {
    forgetStore();
    forgetDisk();
  };
}
