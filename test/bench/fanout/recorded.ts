import type { DeltaFrame, SnapshotFrame } from '../../../schema/contracts/live.ts';
import { listen } from '../../helpers/live-client.ts';
import { sleep } from '../stats.ts';

/** What a real server told a real client. */
export interface Recording {
  readonly snapshot: SnapshotFrame;
  readonly deltas: readonly DeltaFrame[];
}

/** Listens for a while: frames as large, and as often large, as they are in life. */
export async function record(url: string, forMs: number): Promise<Recording> {
  const client = await listen(url);
  const snapshot = await client.next('snapshot');
  await sleep(forMs);
  const deltas = client.frames.filter((frame) => frame.type === 'delta');
  await client.close();
  if (deltas.length === 0) throw new Error(`The server said nothing for ${forMs} ms.`);
  return { snapshot, deltas };
}
