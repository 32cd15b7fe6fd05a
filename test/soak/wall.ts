import { parseArgs } from 'node:util';
import { printTargets, type Target } from '../bench/targets.ts';
import { demoServer } from '../helpers/demo-server.ts';
import { startBrowser } from '../helpers/start-browser.ts';
import { LONG_TASK_MS } from './wall/measured-page.ts';
import { soak } from './wall/run.ts';
import { judge } from './wall/verdict.ts';

/**
 * `node --import tsx test/soak/wall.ts [--hours 24] [--minutes 14.5] [--path /wall] [--drops 6] [--steady 60]
 * [--record 120] [--hasten-timers] [--empty]`: a day of frames in minutes, in the built page in a real browser. Ends with 1 when a bound is missed.
 */
const { values } = parseArgs({
  options: {
    hours: { type: 'string', default: '24' },
    minutes: { type: 'string', default: '14.5' },
    path: { type: 'string', default: '/wall' },
    drops: { type: 'string', default: '6' },
    steady: { type: 'string', default: '60' },
    empty: { type: 'boolean', default: false },
    record: { type: 'string', default: '120' },
    'hasten-timers': { type: 'boolean', default: false },
  },
});
const hours = Number(values.hours);
const BOUNDS = { warmUpHours: Math.min(2, hours / 4), heapMbPerHour: 1, growth: 0.02 };

if (!values.empty) console.log('The demo tells its past first; this takes a minute.');
const [browser, server] = await Promise.all([startBrowser(), demoServer({ isEmpty: values.empty })]);
try {
  const report = await soak(browser, server, {
    hours,
    minutes: Number(values.minutes),
    path: values.path,
    recordSeconds: Number(values.record),
    drops: Number(values.drops),
    sampleEvery: Math.min(1, hours / 16),
    steadySeconds: Number(values.steady),
    hastenTimers: values['hasten-timers'],
    log: console.log,
  });
  const { steady } = report;
  const { own, elapsed } = steady.longTasks;
  const said = (tasks: readonly number[]) => `${tasks.length}, worst ${(tasks[0] ?? 0).toFixed(0)} ms`;
  const targets: Target[] = [
    ...judge(report.samples, BOUNDS).map((finding) => ({ ...finding, ours: finding.said })),
    {
      name: `long tasks in ${values.steady} s at ${steady.framesPerSecond.toFixed(1)} frames/s`,
      ours: `${said(own)} (with waiting for the processor ${said(elapsed)})`,
      target: `none over ${LONG_TASK_MS} ms`,
      met: own.length === 0,
    },
    {
      name: 'errors on the page',
      ours: String(report.complaints.length),
      target: '0',
      met: report.complaints.length === 0,
    },
  ];
  console.log(
    `\n${values.path}: ${hours} h at ${report.pace.toFixed(0)} ×, ${report.frames} frames, ` +
      `${(report.bytes / 1_048_576).toFixed(0)} MB, cut off ${report.drops} times`,
  );
  printTargets(targets);
  for (const complaint of report.complaints) console.error(complaint);
  process.exitCode = targets.every(({ met }) => met) ? 0 : 1;
} finally {
  await browser.close();
  await server.dispose();
}
process.exit();
