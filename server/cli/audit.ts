import process from 'node:process';
import { parseArgs } from 'node:util';
import type { AuditAnswer } from '../../schema/contracts/audit.ts';
import type { PaneFigures } from '../../schema/contracts/pane-figures.ts';

const HELP = `Recounts the panes of a running server from its raw rows and lists every difference.

  npm run audit -- [--url http://127.0.0.1:8080] [--from TIME] [--to TIME]

  --url    the server                                 http://127.0.0.1:8080
  --from   inclusive, ISO 8601 or epoch milliseconds  a day before --to
  --to     exclusive                                  the end of this minute

Exit code: 0 when everything agrees, 1 when something differs, 2 when it could not be told.
`;

async function main(argv: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      url: { type: 'string', default: 'http://127.0.0.1:8080' },
      from: { type: 'string' },
      to: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const query = new URLSearchParams();
  if (values.from !== undefined) query.set('from', values.from);
  if (values.to !== undefined) query.set('to', values.to);
  const response = await fetch(`${values.url.replace(/\/$/, '')}/api/audit?${query}`);
  if (!response.ok) throw new Error(`The server answered ${response.status}: ${await response.text()}`);
  return print((await response.json()) as AuditAnswer);
}

function print({ from, to, checked, pending, differences }: AuditAnswer): number {
  const range = `${checked} panes from ${from} to ${to}`;
  if (differences.length === 0 && pending === 0) {
    process.stdout.write(`${range}: no differences.\n`);
    return 0;
  }
  if (pending > 0)
    process.stdout.write(`${pending} late mentions and panes are still being recomputed; audit again.\n`);
  process.stdout.write(`${range}: ${differences.length} differ.\n`);
  for (const { brand, channel, windowStart, raw, pane } of differences)
    process.stdout.write(
      `${windowStart}  ${brand} / ${channel}\n  raw rows  ${show(raw)}\n  pane      ${show(pane)}\n`,
    );
  return differences.length > 0 ? 1 : 2;
}

const show = ({ inbound, outbound, positive, neutral, negative, responsesMs }: PaneFigures): string =>
  `in ${inbound}, out ${outbound}, + ${positive}, = ${neutral}, − ${negative}, responses [${responsesMs.join(', ')}] ms`;

main(process.argv.slice(2)).then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    const { message, cause } = error as Error & { cause?: { code?: string } };
    process.stderr.write(
      `${cause?.code === undefined ? message : `The server cannot be reached (${cause.code}); check --url.`}\n`,
    );
    process.exitCode = 2;
  },
);
