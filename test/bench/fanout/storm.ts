import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { listen } from '../../helpers/live-client.ts';
import type { DemoServer } from '../../helpers/demo-server.ts';
import { ms, percentile, preciseNow } from '../stats.ts';
import type { Target } from '../targets.ts';
import type { ClientProcess, Comeback } from './messages.ts';

const WITHIN_MS = 2_000;

/** A thousand walls that lose their server at the same moment: how long each takes to be current once it can be reached. */
export async function measureStorm(
  server: DemoServer,
  clients: ClientProcess,
  count: number,
): Promise<{ targets: Target[]; server: DemoServer }> {
  const floor = await bareServer(JSON.stringify(await snapshotOf(server)));
  await clients.ask<null>({ do: 'walls', url: floor.url, count });
  const bare = await cutOff(clients);
  await clients.ask<null>({ do: 'leave' });
  floor.stop();

  await clients.ask<null>({ do: 'walls', url: server.url.replace('http', 'ws') + '/live', count });
  const dropped = await cutOff(clients);

  await server.killed();
  const killedAt = preciseNow();
  const [killed, next] = await Promise.all([
    clients.ask<Comeback>({ do: 'current', since: killedAt }),
    server.again(),
  ]);
  const awayMs = killed.reachableAt - killedAt;
  return {
    server: next,
    targets: [
      row(`${count} walls cut off at once, the server still there: the last current`, dropped, bare),
      row(
        `${count} walls after ${(awayMs / 1_000).toFixed(1)} s without the server: the last current`,
        killed,
      ),
    ],
  };
}

/** All at once, from a server that goes on. */
async function cutOff(clients: ClientProcess): Promise<Comeback> {
  const reachableAt = preciseNow();
  await clients.ask<null>({ do: 'drop' });
  return { ...(await clients.ask<Comeback>({ do: 'current', since: reachableAt })), reachableAt };
}

async function snapshotOf({ url }: DemoServer): Promise<unknown> {
  const client = await listen(url);
  const snapshot = await client.next('snapshot');
  await client.close();
  return snapshot;
}

/** In a process of its own, as ours is. */
async function bareServer(snapshot: string): Promise<{ readonly url: string; stop(): void }> {
  const program = fileURLToPath(new URL('bare-server.ts', import.meta.url));
  const child = fork(program, { execArgv: ['--import', 'tsx'] });
  child.send(snapshot);
  const [url] = (await once(child, 'message')) as [string];
  return { url, stop: () => void child.kill() };
}

const tookOf = ({ reachableAt, currentAt }: Comeback): number[] => currentAt.map((at) => at - reachableAt);

/** @param floor what the walls and a bare server that sends each the same bytes take on this machine */
function row(name: string, comeback: Comeback, floor?: Comeback): Target {
  const took = tookOf(comeback);
  const least = floor && Math.max(...tookOf(floor));
  const [p50, p99, max] = [0.5, 0.99, 1].map((share) => percentile(took, share)) as [number, number, number];
  return {
    name,
    ours: `${ms(max)} (p50 ${ms(p50)}, p99 ${ms(p99)})`,
    ...(least === undefined ? {} : { peer: ms(least), ratio: max / least }),
    target: `≤ ${ms(WITHIN_MS)}`,
    met: max <= WITHIN_MS,
  };
}
