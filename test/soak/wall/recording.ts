import { mention, sleep, type Api } from '../../helpers/api-client.ts';
import { listen } from '../../helpers/live-client.ts';
import type { Stamped } from './replay.ts';

const CHATTER_EVERY_MS = 200;
const BRANDS = ['lumo-air', 'cartly', 'brewhaus', 'nimbus', 'fintra', 'orbit-tv'];
const TEXTS = [
  'Love it, thank you!',
  'Terrible, it is broken again.',
  'Where is my order?',
  'It came today.',
];

/** Somebody speaks all the time, so that there are as many frames as there can be. */
export async function chatter(server: Api, seconds: number, name: string): Promise<void> {
  const until = Date.now() + seconds * 1_000;
  for (let said = 0; Date.now() < until; said += 1) {
    const brand = BRANDS[said % BRANDS.length] ?? '';
    const text = TEXTS[said % TEXTS.length] ?? '';
    await server.post([mention({ source: 'demo', id: `${name}-${said}`, brand, text })]);
    await sleep(CHATTER_EVERY_MS);
  }
}

/** What a real server says in a lively while. */
export async function recordFrames(
  server: Api & { readonly url: string },
  seconds: number,
): Promise<Stamped[]> {
  const client = await listen(server.url);
  await client.next('snapshot');
  const startAt = Date.now();
  await chatter(server, seconds, `recorded-${startAt}`);
  const said = client.frames.filter((frame) => frame.type === 'delta' || frame.type === 'heartbeat');
  await client.close();
  return said;
}
