import { optionsOf } from '../helpers/measuring-program.ts';
import { SmallDisk } from './full-disk/small-disk.ts';
import { runFullDisk } from './full-disk/run.ts';

const { rounds, seed } = optionsOf({
  name: 'soak:disk',
  measures:
    'Fills the disk under a server that takes mentions, also while it starts and stops, frees it again, and holds what is left against an independent count. Needs the right to mount.',
  options: {
    rounds: { default: 5, least: 1, means: 'how often, five being one of each kind' },
    seed: {
      default: Date.now() % 1_000_000,
      otherwise: 'another each time',
      means: 'what its dice begin with',
    },
  },
  prints:
    'It prints its seed, a line for each round, and what was refused, acknowledged, lost and counted twice. Exit code 0 when nothing was lost or counted twice, 1 otherwise, 2 when no disk can be mounted.',
  lasts: 'some five minutes',
});

function mounted(): SmallDisk {
  try {
    return new SmallDisk();
  } catch (error) {
    console.error(`A small disk cannot be mounted here, so a full one cannot be tried: ${String(error)}`);
    process.exit(2);
  }
}

console.log(`Seed ${seed}`);
const disk = mounted();
try {
  const { ledger, lost, doubled, endedWithSentence, refusals } = await runFullDisk({
    disk,
    rounds,
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
