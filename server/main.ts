import closeWithGrace from 'close-with-grace';
import { ConfigError, HELP, readConfig } from './config.ts';
import { StoreError } from '../schema/clickhouse/store.ts';

/** How long a stop may take before the process ends anyway. */
const DRAIN_MS = 20_000;

const log = (message: string) => console.log(message);
const warn = (message: string, error: unknown) => console.error(`${message} ${messageOf(error)}`);

/** One plain sentence for everything a person can repair; the whole error for everything else. */
function explain(error: unknown): string {
  if (error instanceof ConfigError || error instanceof StoreError) return error.message;
  const { code, port, address, hostname } = error as NodeJS.ErrnoException & {
    port?: number;
    address?: string;
    hostname?: string;
  };
  if (code === 'EADDRINUSE')
    return `Port ${port} on ${address} is in use. Stop what is using it, or choose another with PORT.`;
  if (code === 'EACCES' && port !== undefined)
    return `Port ${port} may not be used by this user. Choose one above 1023 with PORT.`;
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return `HOST ${address ?? hostname ?? ''} is not an address of this machine.`;
  if (code === 'EACCES' || code === 'EROFS' || code === 'ENOTDIR' || code === 'EEXIST')
    return `The data directory cannot be used: ${messageOf(error)}.`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

async function main(argv: readonly string[]): Promise<void> {
  if (argv.includes('--help') || argv.includes('-h')) return log(HELP);
  const fatal = (error: unknown) => {
    console.error(`The stream has stopped and cannot go on. ${explain(error)}`);
    process.exit(1);
  };
  const config = readConfig(argv);
  // Loading the rest takes longer than all else: a wrong option is told at once.
  const { start } = await import('./start.ts');
  const server = await start(config, { log, warn, fatal });
  closeWithGrace({ delay: DRAIN_MS, logger: false }, async ({ err, signal }) => {
    if (err !== undefined) console.error(explain(err));
    if (signal !== undefined) log(`${signal}: finishing what was accepted.`);
    await server.stop();
    log('Stopped; everything accepted is on disk.');
  });
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(explain(error));
  process.exit(1);
});
