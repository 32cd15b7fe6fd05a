import { rowOf } from '../load.ts';
import { sleep } from '../stats.ts';

const BATCHES_A_SECOND = 10;

/** Posts mentions at an even rate until it is told to stop; resolves then with how many a second were taken. */
export function steadyLoad(url: string, perSecond: number): { stop: () => Promise<number> } {
  const startedAt = performance.now();
  let [made, accepted, stopped] = [0, 0, false];
  const post = async (): Promise<void> => {
    const rows = Array.from({ length: perSecond / BATCHES_A_SECOND }, () =>
      JSON.stringify(rowOf(made++, 'steady')),
    );
    const response = await fetch(`${url}/api/mentions`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-ndjson' },
      body: rows.join('\n'),
    });
    const receipt = (await response.json()) as { accepted?: number };
    accepted += receipt.accepted ?? 0;
  };
  const done = (async () => {
    const posts: Promise<void>[] = [];
    for (let turn = 1; !stopped; turn += 1) {
      posts.push(post());
      await sleep(Math.max(0, startedAt + (turn * 1_000) / BATCHES_A_SECOND - performance.now()));
    }
    const tookMs = performance.now() - startedAt;
    await Promise.all(posts);
    return (accepted / tookMs) * 1_000;
  })();
  return {
    stop: () => {
      stopped = true;
      return done;
    },
  };
}
