import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** What `npm run build` builds, each with what it is built from. */
const BUILDS = {
  page: { target: 'dist/web/index.html', from: ['web', 'schema/contracts'], args: [] },
  server: {
    target: 'dist/server/main.js',
    from: ['server', 'pipelines', 'schema'],
    args: ['--ssr', 'server/main.ts'],
  },
} as const;

/** Builds it unless it is as new as what it is built from: what is measured and tested is what is written. */
export function ensureBuilt(what: keyof typeof BUILDS, say: (line: string) => void = () => undefined): void {
  const { target, from, args } = BUILDS[what];
  if (
    !isStale(
      join(ROOT, target),
      ['vite.config.ts', ...from].map((path) => join(ROOT, path)),
    )
  )
    return;
  say(`Building the ${what}, because it changed.`);
  const vite = join(ROOT, 'node_modules/vite/bin/vite.js');
  execFileSync(process.execPath, [vite, 'build', ...args, '--logLevel', 'warn'], {
    cwd: ROOT,
    // Of a test runner it is "test", which would bundle Svelte's development build.
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

/** Whether `target` is missing or older than a file, or a file in a folder, that it is made of. */
function isStale(target: string, sources: readonly string[]): boolean {
  if (!existsSync(target)) return true;
  const builtAt = statSync(target).mtimeMs;
  return sources.some((source) =>
    (statSync(source).isDirectory()
      ? ['', ...readdirSync(source, { recursive: true, encoding: 'utf8' })]
      : ['']
    ).some((name) => statSync(join(source, name)).mtimeMs > builtAt),
  );
}
