/** One row of the table of targets, measured. */
export interface Target {
  readonly name: string;
  readonly ours: string;
  readonly peer?: string;
  readonly ratio?: number;
  readonly target: string;
  readonly met: boolean;
}

export function printTargets(targets: readonly Target[]): void {
  const header = ['name', 'ours', 'peer', 'ratio', 'target', 'met'];
  const lines = [header, ...targets.map(cellsOf)];
  const widths = header.map((_, column) => Math.max(...lines.map((cells) => (cells[column] ?? '').length)));
  for (const cells of lines)
    console.log(
      cells
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    );
}

const cellsOf = ({ name, ours, peer = '–', ratio, target, met }: Target): string[] => [
  name,
  ours,
  peer,
  ratio === undefined ? '–' : ratio.toFixed(2),
  target,
  met ? 'met' : 'NOT MET',
];
