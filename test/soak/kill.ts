import { optionsOf } from '../helpers/measuring-program.ts';
import { runKills } from './kill-run.ts';

const { kills, seed } = optionsOf({
  name: 'soak:kill',
  measures:
    'Kills the real server with SIGKILL again and again under load, sometimes while it starts, and holds what is left against an independent count.',
  options: {
    kills: { default: 50, least: 1, means: 'how often' },
    seed: {
      default: Date.now() % 1_000_000,
      otherwise: 'another each time',
      means: 'what its dice begin with',
    },
  },
  prints:
    'It prints its seed, a line for every ten kills, and what was acknowledged, lost and counted twice. Exit code 0 when nothing was, 1 otherwise.',
  lasts: 'five to ten minutes',
});
console.log(`Seed ${seed}`);
const report = await runKills({ kills, seed, verifyEvery: 10, log: console.log });

const sorted = report.restartMs.toSorted((a, b) => a - b);
const seconds = (ms = 0) => `${(ms / 1_000).toFixed(2)} s`;
console.log(`kills          ${report.kills}, and ${report.killedAtStart} while it was starting`);
console.log(
  `requests       ${report.requests}: ${report.answered} receipts, ${report.refused} told to come back, ${report.unanswered} not answered`,
);
console.log(`acknowledged   ${report.acknowledged} mentions`);
console.log(`lost           ${report.lost}`);
console.log(`counted twice  ${report.doubled}`);
console.log(
  `restart        p50 ${seconds(sorted[Math.floor(sorted.length / 2)])}, max ${seconds(sorted.at(-1))}`,
);
for (const violation of report.violations) console.error(violation);
console.log(report.violations.length === 0 ? 'Nothing to complain about.' : 'FAILED');
process.exit(report.violations.length === 0 ? 0 : 1);
