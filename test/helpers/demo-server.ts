import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from './api-client.ts';
import { spawnServer, type ServerProcess } from './server-process.ts';

export interface DemoServer extends ServerProcess {
  /** Ends it without a goodbye. */
  killed(): Promise<void>;
  /** Another one over the same data at the same address. */
  again(): Promise<DemoServer>;
  /** Ends it and removes its data. */
  dispose(): Promise<void>;
}

/** Some fifty seconds, on a machine that has time. */
const TOLD_WITHIN_MS = 600_000;

/**
 * The demo in a process of its own, once it has told its day and the weeks before: that is work of its own. `isEmpty`:
 * nothing is told, for who has no time.
 */
export async function demoServer({ isEmpty = false } = {}): Promise<DemoServer> {
  const args = isEmpty ? ['--no-demo'] : [];
  const dir = mkdtempSync(join(tmpdir(), 'brandwall-demo-'));
  const startAt = async (port: string): Promise<DemoServer> => {
    const server = await spawnServer({ env: { BRANDWALL_DATA: join(dir, 'data'), PORT: port }, args });
    const killed = async () => void (await server.kill('SIGKILL'));
    return {
      ...server,
      killed,
      again: () => startAt(new URL(server.url).port),
      dispose: async () => {
        await killed();
        rmSync(dir, { recursive: true, force: true });
      },
    };
  };
  const server = await startAt('0');
  if (isEmpty) return server;
  await eventually(() => (server.stdout().includes('Demo: customers') ? true : undefined), TOLD_WITHIN_MS);
  return server;
}
