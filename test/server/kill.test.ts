import { expect, it } from 'vitest';
import { runKills } from '../soak/kill-run.ts';

it('loses and doubles nothing when it is killed under load, again and again', async () => {
  const lines: string[] = [];
  const report = await runKills({
    kills: 5,
    seed: 20_260_801,
    verifyEvery: 5,
    log: (line) => lines.push(line),
  });
  expect(report.violations, lines.join('\n')).toEqual([]);
  expect(report).toMatchObject({ lost: 0, doubled: 0 });
  expect(report.acknowledged).toBeGreaterThan(500);
}, 120_000);
