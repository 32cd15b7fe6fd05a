import { execFile } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { TestProject } from 'vitest/node';
import { findChromium } from './chromium.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Path of the browser to test with; empty when there is none, and `chromiumMissing` says why. */
    chromiumPath: string;
    chromiumMissing: string;
  }
}

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Once before all tests: a browser is found, and the page that is tested is the page that is written. */
export default async function setup(project: TestProject): Promise<void> {
  const say = (line: string) => console.log(line);
  const { path, missing } = await findChromium(say).then(
    (found) => ({ path: found, missing: '' }),
    // Tests that need no browser still run; those that do fail with this sentence.
    (error: unknown) => ({ path: '', missing: error instanceof Error ? error.message : String(error) }),
  );
  project.provide('chromiumPath', path);
  project.provide('chromiumMissing', missing);
  if (path !== '') process.env.CHROMIUM_PATH = path;
  await buildPage(say);
}

async function buildPage(say: (line: string) => void): Promise<void> {
  if (!existsSync(join(ROOT, 'web/index.html')))
    return say('There is no web/index.html; the page is not built.');
  if (!isStale(join(ROOT, 'dist/web/index.html'), [join(ROOT, 'web'), join(ROOT, 'schema/contracts')]))
    return;
  say('Building the page, because it changed.');
  const vite = join(ROOT, 'node_modules/vite/bin/vite.js');
  // A process of its own: in this one NODE_ENV is "test", which would bundle Svelte's development build.
  await promisify(execFile)(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
    cwd: ROOT,
    env: { ...process.env, NODE_ENV: 'production' },
  });
}

/** Whether `target` is missing or older than a file in `folders`. */
export function isStale(target: string, folders: readonly string[]): boolean {
  if (!existsSync(target)) return true;
  const builtAt = statSync(target).mtimeMs;
  return folders.some((folder) =>
    ['', ...readdirSync(folder, { recursive: true, encoding: 'utf8' })].some(
      (name) => statSync(join(folder, name)).mtimeMs > builtAt,
    ),
  );
}
