import process from 'node:process';
import { systemClock } from '../../pipelines/clock.ts';
import { HELP, readOptions } from './replay/options.ts';
import { replay } from './replay/run.ts';
import { Trouble } from './replay/trouble.ts';

const stop = new AbortController();
process.once('SIGINT', () => stop.abort());

try {
  const options = readOptions(process.argv.slice(2));
  if (options === null) process.stdout.write(HELP);
  else {
    await replay(options, {
      clock: systemClock,
      out: process.stdout,
      err: process.stderr,
      signal: stop.signal,
    });
    if (stop.signal.aborted) process.exitCode = 130;
  }
} catch (error) {
  if (!(error instanceof Trouble)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = error.exitCode;
}
