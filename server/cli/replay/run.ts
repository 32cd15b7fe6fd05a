import { stat } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../../../pipelines/clock.ts';
import { batches, sized } from './batches.ts';
import type { ReplayOptions } from './options.ts';
import { startProgress, type Progress } from './progress.ts';
import { movedTo, ndjsonRows, recordedAt, twcsRows, type Row } from './rows.ts';
import { send } from './send.ts';
import { count, duration, Tally } from './tally.ts';
import { inTimeOrder, planTimeline } from './timeline.ts';
import { fileTrouble, Trouble } from './trouble.ts';

export interface ReplayDeps {
  readonly clock: Clock;
  /** For results. */
  readonly out: NodeJS.WriteStream;
  /** For progress and warnings. */
  readonly err: NodeJS.WriteStream;
  /** Ends the replay between two requests; what was sent is still summed up. */
  readonly signal: AbortSignal;
}

/** Events due within this time go in one request. */
const GATHER_MS = 100;
/** Behind by more than this, the rest of the replay moves back: an event must not be late on arrival. */
const SLIP_MS = 1_000;

/** Replays a file as the options say and prints the summary. @throws Trouble */
export async function replay(options: ReplayOptions, deps: ReplayDeps): Promise<void> {
  const found = await stat(options.file).catch((error: unknown) => {
    throw fileTrouble(options.file, error);
  });
  if (found.isDirectory()) throw new Trouble(`Cannot read ${options.file}: it is a folder.`);
  const rows =
    options.preset === 'twcs'
      ? twcsRows(options.file, options.run, (sentence) => deps.err.write(`${sentence}\n`))
      : ndjsonRows(options.file, options.run);
  const tally = new Tally();
  const startedAt = deps.clock.now();
  try {
    await (options.asIs ? asIs(rows, found.size, tally, options, deps) : asNow(rows, tally, options, deps));
    if (tally.rows === 0 && !deps.signal.aborted) throw new Trouble(`${options.file} has no rows.`);
  } catch (error) {
    if (!deps.signal.aborted) {
      if (tally.rows > 0) deps.out.write(`${tally.summary(deps.clock.now() - startedAt)}\n`);
      throw error;
    }
  }
  deps.out.write(`${deps.signal.aborted ? 'Stopped. ' : ''}${tally.summary(deps.clock.now() - startedAt)}\n`);
}

/** Event times kept, file order, as fast as it goes: the next batch is read while one is under way. */
async function asIs(
  rows: AsyncIterable<Row>,
  size: number,
  tally: Tally,
  options: ReplayOptions,
  deps: ReplayDeps,
): Promise<void> {
  const progress = startProgress(size, deps.err, deps.clock);
  try {
    let underWay: Promise<void> = Promise.resolve();
    for await (const batch of batches(rows, options.batch)) {
      await underWay;
      if (deps.signal.aborted) return;
      underWay = deliver(batch, tally, progress, options, deps).then(() =>
        progress.update(batch.at(-1)!.bytes, tally.rows),
      );
      // Awaited at the next turn; until then a failure must not count as unhandled.
      underWay.catch(() => undefined);
    }
    await underWay;
  } finally {
    progress.stop();
  }
}

/** As if it happened now: recorded order, distances divided by the speed, long silences cut. */
async function asNow(
  source: AsyncIterable<Row>,
  tally: Tally,
  options: ReplayOptions,
  deps: ReplayDeps,
): Promise<void> {
  const { clock, signal } = deps;
  const read: Row[] = [];
  for await (const row of source)
    read.push(options.preset === 'ndjson' ? { ...row, at: recordedAt(row) } : row);
  const rows = inTimeOrder(read);
  const plan = planTimeline(
    rows.map(({ sortAt }) => sortAt),
    options,
  );
  if (rows.length === 0) return;
  deps.err.write(
    `${count(rows.length)} events in about ${duration(plan.totalMs)} at ${options.speed} times the speed they happened.\n` +
      `Response times shrink with the speed: what took an hour takes ${duration(3_600_000 / options.speed)}.\n`,
  );
  if (plan.cutGaps > 0)
    deps.err.write(
      `Silences cut to ${options.maxGapMs / 1_000} s each (--max-gap): ${count(plan.cutGaps)}; ` +
        `${duration(plan.cutFileMs)} of the file's time are left out.\n`,
    );
  const progress = startProgress(rows.length, deps.err, clock);
  try {
    let startAt = clock.now();
    for (let next = 0; next < rows.length && !signal.aborted;) {
      const now = clock.now();
      const dueAt = startAt + plan.offsetsMs[next]!;
      if (dueAt > now) {
        await sleep(Math.max(dueAt - now, GATHER_MS), undefined, { signal });
        continue;
      }
      if (now - dueAt > SLIP_MS) startAt += now - dueAt;
      const batch: Row[] = [];
      for (
        ;
        next < rows.length && batch.length < options.batch && startAt + plan.offsetsMs[next]! <= now;
        next++
      ) {
        const row = rows[next]!;
        const at = Math.round(startAt + plan.offsetsMs[next]!);
        batch.push(Number.isNaN(row.at) ? row : { ...row, body: movedTo(row, at) });
      }
      for (const part of sized(batch)) await deliver(part, tally, progress, options, deps);
      progress.update(next, tally.rows);
    }
  } finally {
    progress.stop();
  }
}

async function deliver(
  batch: readonly Row[],
  tally: Tally,
  progress: Progress,
  options: ReplayOptions,
  deps: ReplayDeps,
): Promise<void> {
  const answers = await send(batch, {
    endpoint: options.endpoint,
    clock: deps.clock,
    patienceMs: options.patienceMs,
    signal: deps.signal,
    onRetry(why, waitMs) {
      tally.retries += 1;
      progress.note(`Waiting ${duration(waitMs)}: ${why}`);
    },
  });
  for (const answer of answers) tally.add(answer);
}
