import { ManualClock } from '../../helpers/manual-clock.ts';
import { median, sleep } from '../stats.ts';
import type { Target } from '../targets.ts';
import type { ClientProcess, Report } from './messages.ts';
import type { Recording } from './recorded.ts';
import { bareWay, hubWay, serve, stringifyWay, type Way } from './ways.ts';

export interface ThroughputOptions {
  readonly clients: number;
  readonly rounds: number;
  readonly framesPerTurn: number;
}

/** Far enough apart that even the slowest way is done before the next: waiting costs no processor time. */
const BETWEEN_FRAMES_MS = 60;
const SETTLE_MS = 400;
const NAMES = ['hub', 'bare', 'stringify'] as const;
type Name = (typeof NAMES)[number];

/**
 * Frames × clients a second of this process's time: the processor's, the kernel's and the garbage collector's. The hub's
 * heartbeats stand still, its peers have none.
 */
export async function measureThroughput(
  recording: Recording,
  clients: ClientProcess,
  { clients: count, rounds, framesPerTurn }: ThroughputOptions,
): Promise<Target[]> {
  const ways: Record<Name, Way> = {
    hub: hubWay(recording, new ManualClock(Date.now()), count),
    bare: bareWay(recording),
    stringify: stringifyWay(recording),
  };
  const { url, server } = await serve(ways);
  for (const name of NAMES)
    await clients.ask<null>({ do: 'open', group: name, url: `${url}/${name}`, count });

  const turn = async (name: Name): Promise<number> => {
    await sleep(SETTLE_MS);
    await clients.ask<null>({ do: 'reset' });
    const before = process.cpuUsage();
    for (let sent = 0; sent < framesPerTurn; sent += 1) {
      ways[name].send();
      await sleep(BETWEEN_FRAMES_MS);
    }
    await sleep(SETTLE_MS);
    const { user, system } = process.cpuUsage(before);
    const { frames } = await clients.ask<Report>({ do: 'report', group: name });
    if (frames !== framesPerTurn * count)
      throw new Error(`${name}: ${frames} of ${framesPerTurn * count} frames have arrived.`);
    return frames / ((user + system) / 1e6);
  };

  for (const name of NAMES) await turn(name);
  const rates: Record<Name, number>[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const order = round % 2 === 0 ? NAMES : NAMES.toReversed();
    const rate = { hub: 0, bare: 0, stringify: 0 };
    for (const name of order) rate[name] = await turn(name);
    rates.push(rate);
    console.error(`round ${round + 1}: ${NAMES.map((name) => `${name} ${said(rate[name])}`).join(', ')}`);
  }
  for (const name of NAMES) await clients.ask<null>({ do: 'close', group: name });
  server.closeAllConnections();
  server.close();

  const row = (peer: 'bare' | 'stringify', name: string, atLeast: number): Target => {
    const ratio = median(rates.map((rate) => rate.hub / rate[peer]));
    return {
      name,
      ours: said(median(rates.map(({ hub }) => hub))),
      peer: said(median(rates.map((rate) => rate[peer]))),
      ratio,
      target: `≥ ${atLeast}`,
      met: ratio >= atLeast,
    };
  };
  return [
    row('bare', `fan-out to ${count}, against a bare loop with one pre-built frame`, 0.9),
    row('stringify', `fan-out to ${count}, against JSON.stringify for each client`, 3),
  ];
}

const said = (rate: number): string => `${(rate / 1_000).toFixed(0)} k/s`;
