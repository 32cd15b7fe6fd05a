import { slidingLoad } from '/work/main/test/bench/window-loads.ts';
import { sliding } from '/work/main/pipelines/operators/window-assigners.ts';
const K = Number(process.env.K ?? 20), P = Number(process.env.P ?? 4), size = Number(process.env.SIZE ?? 86_400_000);
const day = slidingLoad(sliding({ sizeMs: size, slideMs: 5_000 }), K, P);
for (let i = 0; i < 18_000; i++) day.step();
const t = process.cpuUsage();
for (let i = 0; i < 20_000; i++) day.step();
const u = process.cpuUsage(t);
console.log('cpu ns/event', (u.user + u.system) * 1000 / (20_000 * K * P), 'panes', day.panes(), 'heap', process.memoryUsage().heapUsed / 1e6);
