import { demoServer } from '../helpers/demo-server.ts';
import { optionsOf } from '../helpers/measuring-program.ts';
import { startClients } from './fanout/messages.ts';
import { record } from './fanout/recorded.ts';
import { measureSlowReaders } from './fanout/slow-readers.ts';
import { measureStorm } from './fanout/storm.ts';
import { measureThroughput } from './fanout/throughput.ts';
import { measureViewers } from './fanout/viewers.ts';
import { steadyLoad } from './page/steady-load.ts';
import { sleep } from './stats.ts';
import { printTargets, type Target } from './targets.ts';

const PARTS = ['throughput', 'slow', 'storm', 'viewers'];

const options = optionsOf({
  name: 'bench:fanout',
  measures:
    'Measures what viewers cost, over real sockets, with the viewers in a process of their own: frames a second, others beside readers that stopped, walls that come back at once, questions to the store.',
  options: {
    clients: { default: 500, least: 1, means: 'viewers in throughput and slow' },
    walls: { default: 1_000, least: 1, means: 'walls in storm, which lose their server at the same moment' },
    rounds: { default: 8, least: 1, means: 'turns in throughput, and half as many again in slow' },
    rate: { default: 1_000, means: 'mentions a second while the frames are recorded' },
    only: { default: PARTS.join(','), among: PARTS, value: 'PART,…', means: 'what is measured' },
    viewers: { default: 200, least: 1, means: 'viewers in viewers, by turns with a single one' },
    asks: {
      default: '',
      otherwise: 'none',
      value: 'PATH,…',
      means: 'what each of these asks for beside its socket, every ten seconds',
    },
  },
  prints:
    'It prints the frames it recorded and its rounds, then a table with the aims. Exit code 0, whether they are met or not.',
  lasts: 'about a quarter of an hour; a part alone less',
});
const RECORD_MS = 20_000;
const SETTLED_MS = 20_000;
const only = new Set(options.only.split(','));
const { clients: count, rounds } = options;

const clients = startClients();
let server = await demoServer();
const targets: Target[] = [];
try {
  if (only.has('storm')) {
    // What the demo has told is read once more: the storm is to be all there is.
    await sleep(SETTLED_MS);
    const storm = await measureStorm(server, clients, options.walls);
    targets.push(...storm.targets);
    ({ server } = storm);
  }
  const load = steadyLoad(server.url, options.rate);
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
        viewers: options.viewers,
        rounds: 2,
        asks: options.asks.split(',').filter((path) => path !== ''),
      })),
    );
} finally {
  clients.stop();
  await server.dispose();
}
printTargets(targets);
process.exit(0);
