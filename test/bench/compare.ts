/** One line of the table a bench ends with. */
export interface Row {
  readonly name: string;
  readonly ours: string;
  readonly floor: string;
  readonly ratio: number;
  readonly target: { readonly atLeast?: number; readonly atMost?: number };
}

/**
 * Runs both by turns and returns the median of each and of their ratios: on a machine that others use too, neighbours in
 * time share their luck, and a ratio is worth more than a number. What is measured is time of the processor, the garbage
 * collector's included, so that waiting for one that is busy does not count.
 *
 * @returns nanoseconds an event; `ratio` is floor ÷ ours, so that above 1 is faster than the floor.
 */
export async function compare(
  ours: () => unknown,
  floor: () => unknown,
  { events, rounds, warmups = 1 }: { events: number; rounds: number; warmups?: number },
): Promise<{ ours: number; floor: number; ratio: number }> {
  const times: { ours: number; floor: number; ratio: number }[] = [];
  for (let round = -warmups; round < rounds; round += 1) {
    const oursNs = await timed(ours);
    const floorNs = await timed(floor);
    if (round >= 0) times.push({ ours: oursNs / events, floor: floorNs / events, ratio: floorNs / oursNs });
  }
  const medianOf = (pick: (time: (typeof times)[number]) => number) => median(times.map(pick));
  return { ours: medianOf((t) => t.ours), floor: medianOf((t) => t.floor), ratio: medianOf((t) => t.ratio) };
}

async function timed(work: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) * 1_000;
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

export const perEvent = (ns: number): string => `${ns.toFixed(0)} ns`;

export function printTable(rows: readonly Row[]): void {
  const lines = [
    ['name', 'ours', 'floor', 'ratio', 'target', ''],
    ...rows.map(({ name, ours, floor, ratio, target: { atLeast, atMost } }) => [
      name,
      ours,
      floor,
      ratio.toFixed(2),
      atLeast === undefined ? `≤ ${atMost}` : `≥ ${atLeast}`,
      ratio >= (atLeast ?? 0) && ratio <= (atMost ?? Number.POSITIVE_INFINITY) ? 'met' : 'NOT MET',
    ]),
  ];
  const widths = (lines[0] ?? []).map((_, column) =>
    Math.max(...lines.map((line) => line[column]?.length ?? 0)),
  );
  const text = lines.map((line) =>
    line
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  console.log(`\n${text.join('\n')}\n`);
}
