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
  await clients.ask<null>({ do: 'walls', url: server.url.replace('http', 'ws') + '/live', count });

  const droppedAt = preciseNow();
  await clients.ask<null>({ do: 'drop' });
  const dropped = await clients.ask<Comeback>({ do: 'current', since: droppedAt });

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
      row(`${count} walls cut off at once, the server still there: the last current`, {
        ...dropped,
        reachableAt: droppedAt,
      }),
      row(
        `${count} walls after ${(awayMs / 1_000).toFixed(1)} s without the server: the last current`,
        killed,
      ),
    ],
  };
}

function row(name: string, { reachableAt, currentAt }: Comeback): Target {
  const took = currentAt.map((at) => at - reachableAt);
  const [p50, p99, max] = [0.5, 0.99, 1].map((share) => percentile(took, share)) as [number, number, number];
  return {
    name,
    ours: `${ms(max)} (p50 ${ms(p50)}, p99 ${ms(p99)})`,
    target: `≤ ${ms(WITHIN_MS)}`,
    met: max <= WITHIN_MS,
  };
}
