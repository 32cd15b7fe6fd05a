import { expect, it } from 'vitest';
import { THOROUGH } from '../helpers/thorough.ts';
import { runKills } from '../soak/kill-run.ts';

const KILLS = THOROUGH ? 10 : 3;

it(
  'loses and doubles nothing when it is killed under load, again and again',
  async () => {
    const lines: string[] = [];
    const report = await runKills({
      kills: KILLS,
      seed: 20_260_801,
      verifyEvery: KILLS,
      log: (line) => lines.push(line),
    });
    expect(report.violations, lines.join('\n')).toEqual([]);
    expect(report).toMatchObject({ lost: 0, doubled: 0 });
    expect(report.acknowledged).toBeGreaterThan(100 * KILLS);
  },
  KILLS * 40_000,
);
