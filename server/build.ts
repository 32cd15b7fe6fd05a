import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const ROOT = new URL('../', import.meta.url);

/** What is deployed: the version, the built wall, and a mark that changes when the wall does. */
export function readBuild(): { build: string; version: string; webRoot: string } {
  const { version } = JSON.parse(readFileSync(new URL('package.json', ROOT), 'utf8')) as { version: string };
  const webRoot = fileURLToPath(new URL('dist/web', ROOT));
  let page: string;
  try {
    page = readFileSync(`${webRoot}/index.html`, 'utf8');
  } catch {
    // Without a built wall the API still serves.
    page = 'none';
  }
  // The page names its scripts by their content's hash, so its own hash changes with any of them.
  return { build: createHash('sha256').update(page).digest('hex').slice(0, 12), version, webRoot };
}
