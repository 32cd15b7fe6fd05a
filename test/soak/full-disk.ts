import { parseArgs } from 'node:util';
import { SmallDisk } from './full-disk/small-disk.ts';
import { runFullDisk } from './full-disk/run.ts';

/**
 * `node --import tsx test/soak/full-disk.ts [--rounds 5] [--seed N]`: fills the disk under a server that takes
 * mentions, also while it starts and stops, and frees it again. Needs the right to mount; ends with 2 without it, and
 * with 1 when anything was lost or counted twice.
 */
const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '5' }, seed: { type: 'string' } },
});

function mounted(): SmallDisk {
  try {
    return new SmallDisk();
  } catch (error) {
    console.error(`A small disk cannot be mounted here, so a full one cannot be tried: ${String(error)}`);
    process.exit(2);
  }
}

const seed = Number(values.seed ?? Date.now() % 1_000_000);
console.log(`Seed ${seed}`);
const disk = mounted();
try {
  const { ledger, lost, doubled, endedWithSentence, refusals } = await runFullDisk({
    disk,
    rounds: Number(values.rounds),
    seed,
    log: console.log,
  });
  const { requests, answered, refused, unanswered, rows, acknowledged, violations } = ledger;
  console.log(
    `requests       ${requests}: ${answered} receipts, ${refused} told to come back, ${unanswered} not answered`,
  );
  console.log(
    `rows           ${rows.sent}: ${rows.accepted} accepted, ${rows.duplicates} duplicates, ${rows.rejected} rejected`,
  );
  console.log(`refusals       ${JSON.stringify(Object.fromEntries(refusals))} by status`);
  console.log(`ended          ${endedWithSentence} times by itself, with a sentence about the disk`);
  console.log(`acknowledged   ${acknowledged} mentions`);
  console.log(`lost           ${lost}`);
  console.log(`counted twice  ${doubled}`);
  for (const violation of violations) console.error(violation);
  console.log(violations.length === 0 ? 'Nothing to complain about.' : 'FAILED');
  process.exitCode = violations.length === 0 ? 0 : 1;
} finally {
  await disk.unmount();
}
process.exit();
