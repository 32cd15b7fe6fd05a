import { parseArgs } from 'node:util';
import { demoServer } from '../helpers/demo-server.ts';
import { startClients } from './fanout/messages.ts';
import { record } from './fanout/recorded.ts';
import { measureSlowReaders } from './fanout/slow-readers.ts';
import { measureStorm } from './fanout/storm.ts';
import { measureThroughput } from './fanout/throughput.ts';
import { measureViewers } from './fanout/viewers.ts';
import { steadyLoad } from './page/steady-load.ts';
import { sleep } from './stats.ts';
import { printTargets, type Target } from './targets.ts';

/**
 * `node --import tsx test/bench/fanout.ts [--clients 500] [--walls 1000] [--rounds 8] [--rate 1000] [--only throughput,slow,storm,viewers]
 * [--viewers 200] [--asks /api/one,/api/two]`: what viewers cost, over real sockets, with the viewers in a process of their own.
 */
const { values } = parseArgs({
  options: {
    clients: { type: 'string', default: '500' },
    walls: { type: 'string', default: '1000' },
    rounds: { type: 'string', default: '8' },
    rate: { type: 'string', default: '1000' },
    only: { type: 'string', default: 'throughput,slow,storm,viewers' },
    viewers: { type: 'string', default: '200' },
    asks: { type: 'string', default: '' },
  },
});
const RECORD_MS = 20_000;
const SETTLED_MS = 20_000;
const only = new Set(values.only.split(','));
const count = Number(values.clients);
const rounds = Number(values.rounds);

const clients = startClients();
let server = await demoServer();
const targets: Target[] = [];
try {
  if (only.has('storm')) {
    // What the demo has told is read once more: the storm is to be all there is.
    await sleep(SETTLED_MS);
    const storm = await measureStorm(server, clients, Number(values.walls));
    targets.push(...storm.targets);
    ({ server } = storm);
  }
  const load = steadyLoad(server.url, Number(values.rate));
  const recording = await record(server.url, RECORD_MS);
  const rate = await load.stop();
  const sizes = recording.deltas.map((delta) => JSON.stringify(delta).length);
  console.error(
    `${sizes.length} deltas at ${Math.round(rate)} mentions/s, ${Math.round(sizes.reduce((a, b) => a + b) / sizes.length)} bytes on average`,
  );
  // What follows has the machine to itself.
  await server.dispose();
  if (only.has('throughput'))
    targets.push(
      ...(await measureThroughput(recording, clients, { clients: count, rounds, framesPerTurn: 40 })),
    );
  if (only.has('slow'))
    targets.push(
      ...(await measureSlowReaders(recording, clients, {
        clients: count,
        rounds: Math.ceil(rounds * 1.5),
        frames: 30,
      })),
    );
  if (only.has('viewers'))
    targets.push(
      ...(await measureViewers(clients, {
        viewers: Number(values.viewers),
        rounds: 2,
        asks: values.asks.split(',').filter((path) => path !== ''),
      })),
    );
} finally {
  clients.stop();
  await server.dispose();
}
printTargets(targets);
process.exit(0);
