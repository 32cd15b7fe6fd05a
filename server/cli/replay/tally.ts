import type { Answer } from './send.ts';

interface Refusals {
  count: number;
  readonly example: string;
}

/** Adds up what became of the rows. */
export class Tally {
  rows = 0;
  accepted = 0;
  duplicates = 0;
  retries = 0;
  readonly #rejected = new Map<string, Refusals>();

  get rejected(): number {
    return [...this.#rejected.values()].reduce((sum, { count }) => sum + count, 0);
  }

  add({ rows, receipt }: Answer): void {
    this.rows += rows.length;
    this.accepted += receipt.accepted;
    this.duplicates += receipt.duplicates;
    for (const { index, id, code, reason } of receipt.rejected) {
      const known = this.#rejected.get(code);
      if (known) known.count += 1;
      else {
        const where = rows[index] ? `line ${rows[index].line}` : `row ${index}`;
        this.#rejected.set(code, {
          count: 1,
          example: `${where}${id === undefined ? '' : `, id ${id}`}: ${reason}`,
        });
      }
    }
  }

  /** What to tell at the end, in lines. */
  summary(elapsedMs: number): string {
    const rate = elapsedMs > 0 ? Math.round((this.rows * 1_000) / elapsedMs) : this.rows;
    const lines = [
      `Sent ${count(this.rows)} rows in ${duration(elapsedMs)} (${count(rate)} rows/s): ` +
        `${count(this.accepted)} accepted, ${count(this.duplicates)} duplicates, ${count(this.rejected)} rejected.`,
    ];
    const codes = [...this.#rejected].sort(([, a], [, b]) => b.count - a.count);
    for (const [code, { count: times, example }] of codes)
      lines.push(`  ${count(times)} × ${code}, such as ${example}`);
    const settled = this.accepted + this.duplicates + this.rejected;
    if (settled !== this.rows)
      lines.push(`The server accounts for ${count(settled)} rows of these ${count(this.rows)}.`);
    if (this.retries > 0)
      lines.push(
        `${count(this.retries)} requests had to be repeated; rows that had arrived before count as duplicates.`,
      );
    else if (this.duplicates > 0 && this.accepted === 0)
      lines.push('Everything was known already. To show the same file again, give it a name: --run NAME.');
    return lines.join('\n');
  }
}

/** A count with thousands separated. */
export const count = (value: number): string => value.toLocaleString('en-US');

/** `850 ms`, `12.3 s`, `4 min 05 s`, `2 h 03 min`. */
export function duration(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1_000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1_000);
  const pad = (value: number): string => String(value).padStart(2, '0');
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min ${pad(seconds % 60)} s`;
  return `${Math.floor(seconds / 3_600)} h ${pad(Math.floor((seconds % 3_600) / 60))} min`;
}
