import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DeltaFrame, SnapshotFrame } from '../../../schema/contracts/live.ts';
import { eventually } from '../../helpers/api-client.ts';
import { listen } from '../../helpers/live-client.ts';
import { spawnServer, type ServerProcess } from '../../helpers/server-process.ts';
import { sleep } from '../stats.ts';

/** What a real server told a real client. */
export interface Recording {
  readonly snapshot: SnapshotFrame;
  readonly deltas: readonly DeltaFrame[];
}

export interface DemoServer extends ServerProcess {
  /** Ends it without a goodbye and starts another over the same data at the same address. */
  readonly killed: () => Promise<void>;
  readonly again: () => Promise<DemoServer>;
  readonly dispose: () => Promise<void>;
}

const FILLED_WITHIN_MS = 180_000;

/** The demo in a process of its own, once it has told its day and the weeks before: that is work of its own. */
export async function demoServer(): Promise<DemoServer> {
  const dir = mkdtempSync(join(tmpdir(), 'brandwall-fanout-'));
  const startAt = async (port: string): Promise<DemoServer> => {
    const server = await spawnServer({ env: { BRANDWALL_DATA: join(dir, 'data'), PORT: port }, args: [] });
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
  await eventually(() => (server.stdout().includes('Demo: customers') ? true : undefined), FILLED_WITHIN_MS);
  return server;
}

/** Listens for a while: frames as large, and as often large, as they are in life. */
export async function record(url: string, forMs: number): Promise<Recording> {
  const client = await listen(url);
  const snapshot = await client.next('snapshot');
  await sleep(forMs);
  const deltas = client.frames.filter((frame) => frame.type === 'delta');
  await client.close();
  if (deltas.length === 0) throw new Error(`The server said nothing for ${forMs} ms.`);
  return { snapshot, deltas };
}
