import { execFile, spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AuditAnswer } from '../../schema/contracts/audit.ts';
import type { MetricsAnswer } from '../../schema/contracts/metrics.ts';
import { twcsFile } from '../helpers/real-data.ts';
import { spawnServer, temporaryDir, type ServerProcess } from '../helpers/server.ts';
import { recount, type Recount } from '../helpers/twcs-recount.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const file = twcsFile();
const RANGE = 'from=2006-01-01T00:00:00Z&to=2030-01-01T00:00:00Z';
/** Of a few rows, so small that the tool can be met in the middle of them. */
const BATCH = recount(file.path).tweets < 100 ? '1' : '100';
const replayArgs = (url: string) => [
  '--import', 'tsx', 'server/cli/replay.ts', file.path, '--preset', 'twcs', '--as-is', '--batch', BATCH, '--url', url,
]; // prettier-ignore

/** Replays the file to its end and returns what the tool printed. */
async function replay(url: string): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, replayArgs(url), { cwd: ROOT });
  return stdout;
}

/** A number of the receipt that the tool prints. */
const counted = (printed: string, what: 'accepted' | 'duplicates'): number =>
  Number(new RegExp(`([\\d,]+) ${what}`).exec(printed)?.[1]?.replaceAll(',', ''));

async function read(url: string, metric: string): Promise<MetricsAnswer> {
  for (;;) {
    const answer = (await (
      await fetch(`${url}/api/metrics?metric=${metric}&${RANGE}`)
    ).json()) as MetricsAnswer;
    if (answer.pending === 0) return answer;
  }
}

/** Every figure the replay is judged by, for each brand. */
async function figures(url: string) {
  const ids = [
    'volume',
    'outbound_volume',
    'first_response_time',
    'first_response_time_p90',
    'net_sentiment',
  ];
  const found: Record<string, Record<string, { value: number | null; n: number }>> = {};
  for (const id of ids)
    for (const { brand, points } of (await read(url, id)).series) {
      const [point] = points;
      if (point !== undefined) (found[brand] ??= {})[id] = { value: point.value, n: point.n };
    }
  return found;
}

function expectSameAs({ brands }: Recount, found: Awaited<ReturnType<typeof figures>>): void {
  expect(Object.keys(found).sort()).toEqual([...brands.keys()].sort());
  for (const [brand, { inbound, outbound, firstResponsesMs }] of brands) {
    const figure = found[brand] ?? {};
    expect.soft(figure['volume']?.value, `${brand} inbound`).toBe(inbound);
    expect.soft(figure['outbound_volume']?.value, `${brand} outbound`).toBe(outbound);
    expect.soft(figure['first_response_time']?.n, `${brand} first responses`).toBe(firstResponsesMs.length);
    expect
      .soft(figure['first_response_time']?.value, `${brand} median`)
      .toBe(interpolated(firstResponsesMs, 50));
    expect
      .soft(figure['first_response_time_p90']?.value, `${brand} p90`)
      .toBeCloseTo(interpolated(firstResponsesMs, 90) ?? 0, 6);
  }
}

/** A percentile in seconds, between the neighbours in rank; null of nothing. */
function interpolated(ascendingMs: readonly number[], percent: number): number | null {
  if (ascendingMs.length === 0) return null;
  const rank = ((ascendingMs.length - 1) * percent) / 100;
  const [low, high] = [ascendingMs[Math.floor(rank)]!, ascendingMs[Math.ceil(rank)]!];
  return (low * (1 - (rank % 1)) + high * (rank % 1)) / 1_000;
}

describe(`replaying history (${file.name})`, () => {
  let dataDir: string;
  let server: ServerProcess;
  beforeEach(() => {
    dataDir = temporaryDir();
  });
  afterEach(async () => {
    await server.kill('SIGTERM');
    rmSync(dataDir, { recursive: true, force: true });
  });

  const differences = async () => (await server.get<AuditAnswer>(`/api/audit?${RANGE}`)).body.differences;

  it('gives every brand the counts and first response times of an independent recount, whatever dies in the middle and however often', async () => {
    server = await spawnServer({ args: ['--no-demo'], env: { BRANDWALL_DATA: dataDir } });
    const tool = spawn(process.execPath, replayArgs(server.url), { cwd: ROOT, stdio: 'ignore' });
    // Whatever is still pending: what matters is that the tool is in the middle.
    const stored = async () =>
      (await server.metrics(`metric=volume&${RANGE}`)).series.some(({ points }) => points.length > 0);
    while (!(await stored())) await sleep(5);
    expect(tool.exitCode).toBe(null);
    await server.kill('SIGKILL');
    tool.kill('SIGKILL');
    server = await spawnServer({ args: ['--no-demo'], env: { BRANDWALL_DATA: dataDir } });
    const expected = recount(file.path);
    const readable = expected.tweets - expected.unmatched.length;
    const after = await replay(server.url);
    expect(counted(after, 'accepted')).toBeGreaterThan(0);
    expect(counted(after, 'accepted') + counted(after, 'duplicates')).toBe(readable);
    const first = await figures(server.url);
    expectSameAs(expected, first);

    const again = await replay(server.url);
    expect(counted(again, 'accepted')).toBe(0);
    expect(counted(again, 'duplicates')).toBe(readable);
    expect(await figures(server.url)).toEqual(first);
    expect(await differences()).toEqual([]);
  });
});
