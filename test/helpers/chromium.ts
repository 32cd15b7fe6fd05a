import { execFile } from 'node:child_process';
import { accessSync, constants, readFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { createRequire } from 'node:module';
import { promisify } from 'node:util';

const run = promisify(execFile);
const DOWNLOAD_TIMEOUT_MS = 180_000;
const APT_TIMEOUT_MS = 300_000;
const COMMANDS = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
  'microsoft-edge',
];

/** One place a browser may come from; `undefined` when it is not there. May throw: that is one more "not there". */
export interface Source {
  readonly name: string;
  readonly find: () => Promise<string | undefined> | string | undefined;
}

/** The first of `sources` that has a browser, asked in turn. @throws Error with one sentence on what was tried. */
export async function firstBrowser(sources: readonly Source[]): Promise<string> {
  const tried: string[] = [];
  for (const { name, find } of sources) {
    try {
      const path = await find();
      if (path !== undefined) return path;
      tried.push(name);
    } catch (error) {
      tried.push(`${name} (${reason(error)})`);
    }
  }
  throw new Error(
    `No Chromium for the browser tests: tried ${tried.join(', ')}; ` +
      `install one, for example with "npx playwright-core install --with-deps chromium", or set CHROMIUM_PATH to its executable.`,
  );
}

function reason(error: unknown): string {
  const { stderr } = error as { stderr?: string };
  const text = stderr?.trim() || (error instanceof Error ? error.message : String(error));
  const lines = text.split('\n').map((line) => line.trim());
  return (lines.find((line) => /error|failed|refused/i.test(line)) ?? lines.at(-1) ?? '').slice(0, 160);
}

/** The path of a Chromium to test with. Downloads or installs one only when the machine has none. */
export function findChromium(say: (line: string) => void = () => {}): Promise<string> {
  return firstBrowser([
    { name: 'CHROMIUM_PATH', find: () => fromEnvironment(process.env.CHROMIUM_PATH) },
    { name: 'the system', find: () => COMMANDS.map(onPath).find((path) => path !== undefined) },
    { name: "Playwright's cache", find: fromPlaywright },
    {
      name: "Playwright's download",
      async find() {
        say('Downloading Chromium with Playwright; this takes a minute, once.');
        const manifest = createRequire(import.meta.url).resolve('playwright-core/package.json');
        const cli = join(dirname(manifest), 'cli.js');
        await run(process.execPath, [cli, 'install', 'chromium'], {
          timeout: DOWNLOAD_TIMEOUT_MS,
          killSignal: 'SIGKILL',
        });
        return fromPlaywright();
      },
    },
    {
      name: 'apt-get',
      async find() {
        if (process.getuid?.() !== 0) throw new Error('not root');
        if (!isDebian()) throw new Error('not Debian or Ubuntu');
        say('Installing Chromium with apt-get; this takes a minute, once.');
        const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
        const options = { timeout: APT_TIMEOUT_MS, env, maxBuffer: 64 * 1024 * 1024 };
        await run('apt-get', ['update'], options);
        await run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], options);
        return onPath('chromium');
      },
    },
  ]);
}

/** @throws when a path was given that is no executable, so that the final sentence can say so. */
export function fromEnvironment(path: string | undefined): string | undefined {
  if (path === undefined || path === '') return undefined;
  if (!isExecutable(path)) throw new Error(`${path} is not an executable`);
  return path;
}

async function fromPlaywright(): Promise<string | undefined> {
  const { chromium } = await import('playwright-core');
  const path = chromium.executablePath();
  return isExecutable(path) ? path : undefined;
}

function onPath(command: string): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.map((folder) => join(folder, command)).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function isDebian(): boolean {
  try {
    return /^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(readFileSync('/etc/os-release', 'utf8'));
  } catch {
    return false;
  }
}
