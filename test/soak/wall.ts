import { printTargets, type Target } from '../bench/targets.ts';
import { demoServer } from '../helpers/demo-server.ts';
import { optionsOf } from '../helpers/measuring-program.ts';
import { startBrowser } from '../helpers/start-browser.ts';
import { LONG_TASK_MS } from './wall/measured-page.ts';
import { soak } from './wall/run.ts';
import { judge } from './wall/verdict.ts';

const options = optionsOf({
  name: 'soak',
  measures:
    'Shows the built page in a real Chromium a day of frames in minutes: its heap, nodes and listeners meanwhile, and its long tasks at the pace of life afterwards.',
  options: {
    hours: { default: 24, means: 'hours of frames' },
    minutes: { default: 14.5, means: 'minutes these hours shall take, if the machine can' },
    path: { default: '/wall', value: 'PATH', means: 'the page that is shown' },
    drops: { default: 6, means: 'how often its connection is cut' },
    steady: { default: 60, means: 'seconds at the pace of life, at the end' },
    record: { default: 120, means: 'seconds of frames that are recorded first and told again' },
    'hasten-timers': { default: false, means: 'long timers of the page keep pace with the frames' },
    empty: { default: false, means: 'without the demo, for who has no time' },
  },
  prints:
    'It prints each sample, then a table with the bounds. Exit code 0 when they are kept, 1 when one is missed.',
  lasts: 'some twenty minutes',
});
const { hours } = options;
const BOUNDS = { warmUpHours: Math.min(2, hours / 4), heapMbPerHour: 1, growth: 0.02 };

if (!options.empty) console.log('The demo tells its past first; this takes a minute.');
const [browser, server] = await Promise.all([startBrowser(), demoServer({ isEmpty: options.empty })]);
try {
  const report = await soak(browser, server, {
    hours,
    minutes: options.minutes,
    path: options.path,
    recordSeconds: options.record,
    drops: options.drops,
    sampleEvery: Math.min(1, hours / 16),
    steadySeconds: options.steady,
    hastenTimers: options['hasten-timers'],
    log: console.log,
  });
  const { steady } = report;
  const { own, elapsed } = steady.longTasks;
  const said = (tasks: readonly number[]) => `${tasks.length}, worst ${(tasks[0] ?? 0).toFixed(0)} ms`;
  const targets: Target[] = [
    ...judge(report.samples, BOUNDS).map((finding) => ({ ...finding, ours: finding.said })),
    {
      name: `long tasks in ${options.steady} s at ${steady.framesPerSecond.toFixed(1)} frames/s`,
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
    `\n${options.path}: ${hours} h at ${report.pace.toFixed(0)} ×, ${report.frames} frames, ` +
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
