import process from 'node:process';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { RereadProgress } from '../../schema/contracts/corrections.ts';
import { systemClock } from '../../pipelines/clock.ts';
import { startProgress } from './replay/progress.ts';
import { count } from './replay/tally.ts';
import { optionTrouble, systemCode, Trouble } from './replay/trouble.ts';

const HELP = `Has a running server read its stored mentions again, with the models of today.

  npm run reread -- --from TIME --to TIME [--brand acme] [--url http://127.0.0.1:8080]

  --url    the server                                     http://127.0.0.1:8080
  --brand  mentions of this brand only                    all brands
  --from   event time, ISO 8601 or epoch milliseconds, inclusive
  --to     exclusive

What people have corrected stays. It goes on in the server when this command is broken off.
Exit code: 0 when all were read, 1 when it broke off, 2 when it was asked for wrongly or one is running already.
`;

const ASK_EVERY_MS = 500;

async function main(argv: readonly string[]): Promise<void> {
  const { url, help, ...range } = optionsOf(argv);
  if (help) return void process.stdout.write(HELP);
  if (range.from === undefined || range.to === undefined)
    throw new Trouble('Say from when to when with --from and --to. See npm run reread -- --help.', 2);
  const address = `${url.replace(/\/$/, '')}/api/reread`;
  const startedAt = systemClock.now();
  let progress = await ask(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(range),
  });
  const shown = startProgress(1, process.stderr, systemClock);
  while (progress.state === 'running') {
    await setTimeout(ASK_EVERY_MS);
    progress = await ask(address);
    shown.update(progress.read / Math.max(1, progress.total), progress.read);
  }
  shown.stop();
  const seconds = (systemClock.now() - startedAt) / 1_000;
  process.stdout.write(
    `read ${count(progress.read)}, changed ${count(progress.changed)}, in ${seconds.toFixed(1)} s\n`,
  );
  if (progress.state === 'done') return;
  throw new Trouble(progress.message ?? 'The server was started anew meanwhile. Ask again for the rest.');
}

function optionsOf(argv: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: {
        url: { type: 'string', default: 'http://127.0.0.1:8080' },
        brand: { type: 'string' },
        from: { type: 'string' },
        to: { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    return values;
  } catch (error) {
    throw optionTrouble(error, 'reread');
  }
}

/** @throws Trouble with the server's own sentence. */
async function ask(address: string, init: RequestInit = {}): Promise<RereadProgress> {
  const response = await fetch(address, init).catch((error: unknown) => {
    throw new Trouble(`The server cannot be reached (${systemCode(error)}); check --url.`, 2);
  });
  const text = await response.text();
  if (response.ok) return JSON.parse(text) as RereadProgress;
  throw new Trouble(`The server answered ${response.status}: ${messageIn(text)}`, 2);
}

function messageIn(text: string): string {
  try {
    return (JSON.parse(text) as { message: string }).message;
  } catch {
    return text;
  }
}

main(process.argv.slice(2)).catch((error: unknown) => {
  if (!(error instanceof Trouble)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = error.exitCode;
});
