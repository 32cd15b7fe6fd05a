import { parseArgs } from 'node:util';
import { runKills } from './kill-run.ts';

/** `node --import tsx test/soak/kill.ts [--kills 50] [--seed N]`: ends with 1 when anything was lost or counted twice. */
const { values } = parseArgs({
  options: { kills: { type: 'string', default: '50' }, seed: { type: 'string' } },
});
const seed = Number(values.seed ?? Date.now() % 1_000_000);
console.log(`Seed ${seed}`);
const report = await runKills({ kills: Number(values.kills), seed, verifyEvery: 10, log: console.log });

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
