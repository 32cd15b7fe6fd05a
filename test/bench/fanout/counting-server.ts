import { createClient } from '@clickhouse/client';
import { readConfig } from '../../../server/config.ts';
import { start } from '../../../server/start.ts';

/**
 * The whole server with every question and every write to its store counted where they leave for the engine, so that
 * nobody's cache and no path is left out. Says its address and, when asked, the counts so far.
 */
const counts = { reads: 0, writes: 0 };

function counted(prototype: object, methods: readonly string[], count: keyof typeof counts): void {
  for (const method of methods) {
    const original = Reflect.get(prototype, method) as (...args: unknown[]) => unknown;
    Reflect.set(prototype, method, function (this: unknown, ...args: unknown[]) {
      counts[count] += 1;
      return Reflect.apply(original, this, args);
    });
  }
}

// Never connected: only to get at what all clients have in common.
const client = createClient({ url: 'http://127.0.0.1:1' });
const prototype = Object.getPrototypeOf(client) as object;
counted(prototype, ['query'], 'reads');
counted(prototype, ['insert', 'command', 'exec'], 'writes');

const server = await start(readConfig([]), {
  log: (line) => {
    if (line.startsWith('Demo: customers')) process.send?.({ url: server.url });
  },
  warn: (message, error) => console.error(message, error),
  fatal: (error) => {
    console.error(error);
    process.exit(1);
  },
});
process.on('message', () => process.send?.({ counts }));
process.on('disconnect', () => process.exit());
