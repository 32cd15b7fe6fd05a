import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { listen } from '../../helpers/live-client.ts';
import type { DemoServer } from '../../helpers/demo-server.ts';
import { median, ms, percentile, preciseNow } from '../stats.ts';
import type { Target } from '../targets.ts';
import type { ClientProcess, Comeback } from './messages.ts';

const ROUNDS = 5;
const WITHIN_MS = 2_000;
/** A machine on which even a bare server takes longer than that says nothing about ours. */
const OF_THE_FLOOR = 1.25;

/** A thousand walls that lose their server at the same moment: how long each takes to be current once it can be reached. */
export async function measureStorm(
  server: DemoServer,
  clients: ClientProcess,
  count: number,
): Promise<{ targets: Target[]; server: DemoServer }> {
  const floor = await bareServer(JSON.stringify(await snapshotOf(server)));
  const live = server.url.replace('http', 'ws') + '/live';
  // Once beforehand: what comes first would pay for the compilers of both processes.
  for (const url of [floor.url, live]) await cutOff(clients, url, count);
  const bare: Comeback[] = [];
  const dropped: Comeback[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    bare.push(await cutOff(clients, floor.url, count));
    dropped.push(await cutOff(clients, live, count));
  }
  floor.stop();

  await clients.ask<null>({ do: 'walls', url: live, count });
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
        [killed],
        bare,
      ),
    ],
  };
}

/** All at once, from a server that goes on. */
async function cutOff(clients: ClientProcess, url: string, count: number): Promise<Comeback> {
  await clients.ask<null>({ do: 'walls', url, count });
  const reachableAt = preciseNow();
  await clients.ask<null>({ do: 'drop' });
  const comeback = await clients.ask<Comeback>({ do: 'current', since: reachableAt });
  await clients.ask<null>({ do: 'leave' });
  return { ...comeback, reachableAt };
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

/** The last wall of each round. @param floor rounds with a bare server that was not away and sends each wall the same bytes */
function row(name: string, rounds: readonly Comeback[], floor: readonly Comeback[]): Target {
  const lastOf = (comebacks: readonly Comeback[]) => median(comebacks.map((one) => Math.max(...tookOf(one))));
  const [last, least] = [lastOf(rounds), lastOf(floor)];
  const half = percentile(rounds.flatMap(tookOf), 0.5);
  return {
    name,
    ours: `${ms(last)} (p50 ${ms(half)})`,
    peer: ms(least),
    ratio: last / least,
    target: `≤ ${ms(WITHIN_MS)} or ${OF_THE_FLOOR} ×`,
    met: last <= Math.max(WITHIN_MS, OF_THE_FLOOR * least),
  };
}
