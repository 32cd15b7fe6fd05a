import cliProgress from 'cli-progress';
import type { Clock } from '../../../pipelines/clock.ts';
import { count } from './tally.ts';

export interface Progress {
  /** @param done of `total`, in whatever unit the total was given. */
  update(done: number, rows: number): void;
  note(sentence: string): void;
  stop(): void;
}

const LINE_EVERY_MS = 5_000;

/** A bar on a terminal, a line now and then anywhere else. Writes to `out`, which is not where results go. */
export function startProgress(total: number, out: NodeJS.WriteStream, clock: Clock): Progress {
  return out.isTTY ? bar(total, out) : lines(total, out, clock);
}

function bar(total: number, out: NodeJS.WriteStream): Progress {
  const single = new cliProgress.SingleBar(
    {
      format: '{bar} {percentage}% | {rows} rows | {note}',
      stream: out,
      hideCursor: true,
      clearOnComplete: true,
      etaBuffer: 50,
    },
    cliProgress.Presets.shades_classic,
  );
  single.start(total, 0, { rows: '0', note: '' });
  return {
    update: (done, rows) => single.update(Math.min(done, total), { rows: count(rows), note: '' }),
    note: (sentence) => single.update({ note: sentence }),
    stop: () => single.stop(),
  };
}

function lines(total: number, out: NodeJS.WriteStream, clock: Clock): Progress {
  let next = clock.now() + LINE_EVERY_MS;
  let noted = '';
  return {
    update(done, rows) {
      noted = '';
      if (clock.now() < next) return;
      next = clock.now() + LINE_EVERY_MS;
      out.write(`${count(rows)} rows, ${Math.floor((100 * Math.min(done, total)) / Math.max(1, total))} %\n`);
    },
    note(sentence) {
      // The same trouble again and again is one line.
      const kind = sentence.replace(/\d[\d.]*/g, '');
      if (kind !== noted) out.write(`${sentence}\n`);
      noted = kind;
    },
    stop: () => undefined,
  };
}
