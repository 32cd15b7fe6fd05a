import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { DisplayFrame } from '../../schema/contracts/live.ts';
import { eventually, mention } from '../helpers/api-client.ts';
import { displaysOf, scene, takeover } from '../helpers/displays.ts';
import { listen, type LiveClient } from '../helpers/live-client.ts';
import { movableClock, startServer, type TestApp } from '../helpers/server.ts';

const YAML = 'brands: [{ id: acme, name: Acme }]';

const clock = movableClock();
let server: TestApp;
let api: ReturnType<typeof displaysOf>;
const open: LiveClient[] = [];
const kept = async (client: Promise<LiveClient>) => {
  open.push(await client);
  return client;
};
const screenOf = async (id: string) => kept(api.screen(await api.pair(id)));
beforeAll(async () => {
  server = await startServer({ yaml: YAML, clock });
  api = displaysOf(server.url);
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((client) => client.close()));
});
afterAll(async () => {
  await server.stop();
  expect(server.warnings).toEqual([]);
});

const programs = ({ frames }: LiveClient) =>
  frames.flatMap((frame) => (frame.type === 'display' ? [frame.program] : []));
const shows = (client: LiveClient, passes: (program: DisplayFrame['program']) => boolean) =>
  client.next('display', ({ program }) => passes(program));

describe('an open screen', () => {
  it('hears what is published and what is taken back, and no more of it than its own', async () => {
    const { id: playlist, name } = await api.playlist([scene('first')]);
    const [own, other] = [await api.display({ playlist }), await api.display()];
    const [screen, stranger] = [await screenOf(own.id), await screenOf(other.id)];
    await api.publish(playlist);
    await shows(screen, ({ version }) => version === 1);
    await api.must('PUT', `/api/playlists/${playlist}`, { name, scenes: [scene('second')] });
    await api.publish(playlist);
    await shows(screen, ({ version }) => version === 2);
    await api.must('POST', `/api/playlists/${playlist}/rollback`, { version: 1, by: 'Kim' });
    await shows(screen, ({ version }) => version === 3);
    // A draft is nobody's to see, and the same is not said twice.
    expect(programs(screen).map(({ version, scenes }) => [version, scenes[0]?.id])).toEqual([
      [0, undefined],
      [1, 'first'],
      [2, 'second'],
      [3, 'first'],
    ]);
    expect(programs(stranger)).toHaveLength(1);
  });

  it('hears that its display is another now', async () => {
    const first = await api.display();
    const { id: playlist } = await api.playlist([scene('elsewhere')]);
    await api.publish(playlist);
    const screen = await screenOf(first.id);
    const quietHours = { from: '22:00', to: '06:00', zone: 'UTC' };
    const input = { name: 'Elsewhere', playlist, theme: 'light', lobbySafe: false, quietHours };
    await api.must('PUT', `/api/displays/${first.id}`, input);
    const { program } = await shows(screen, ({ display: { name } }) => name === 'Elsewhere');
    expect(program).toMatchObject({ display: { theme: 'light', quietHours }, scenes: [{ id: 'elsewhere' }] });
  });

  it('is taken over, and comes back when somebody ends it', async () => {
    const screen = await screenOf((await api.display()).id);
    await api.must('POST', '/api/takeover', takeover());
    const { program } = await shows(screen, ({ takeover: held }) => held !== null);
    expect(program.takeover).toMatchObject({
      message: 'The shop is down. Ask Kim.',
      level: 'alert',
      by: 'Kim',
    });
    // Who comes meanwhile is told at once.
    const late = await screenOf((await api.display()).id);
    expect((await late.next('display')).program.takeover).not.toBeNull();
    await api.must('DELETE', '/api/takeover');
    await eventually(() => (programs(screen).at(-1)?.takeover === null ? true : undefined));
    expect(programs(screen)).toHaveLength(3);
  });

  it('comes back by itself when the time of a takeover is over', async () => {
    const screen = await screenOf((await api.display()).id);
    await api.must('POST', '/api/takeover', takeover({ minutes: 10 }));
    await shows(screen, ({ takeover: held }) => held !== null);
    clock.advance(9 * 60_000);
    await screen.next('heartbeat', ({ sentAt }) => sentAt >= clock.now() - 500);
    expect(programs(screen).at(-1)?.takeover).not.toBeNull();
    clock.advance(60_000);
    await eventually(() => (programs(screen).at(-1)?.takeover === null ? true : undefined));
    expect(programs(screen)).toHaveLength(3);
  });
});

describe('a lobby-safe screen', () => {
  const AUTHOR = { id: '4711', name: 'Rosalind Example', handle: 'rosalind_ex' };
  const TEXT =
    'What the fuck @rosalind_ex, write to rosalind@example.com or +49 170 1234567, see https://ex.am/ple';
  const saying = () => mention({ author: AUTHOR, text: TEXT });
  const LEAKS = /rosalind|fuck|1234567|ex\.am/i;

  it('is never told who said it, in no frame, while a desk is', async () => {
    const screen = await screenOf((await api.display({ lobbySafe: true })).id);
    const desk = await kept(listen(server.url));
    await Promise.all([screen.next('snapshot'), desk.next('snapshot')]);
    const said = saying();
    await server.post([said]);
    const heard = await screen.next('delta', ({ mentions }) => mentions.length > 0);
    expect(heard.mentions[0]).toMatchObject({
      author: 'R•••',
      text: 'What the **** @•••, write to [address] or [number], see [link]',
      sentiment: expect.any(String) as string,
    });
    const plain = await desk.next('delta', ({ mentions }) => mentions.some(({ key }) => key === `test/${said.id}`));
    expect(plain.mentions[0]).toMatchObject({ author: AUTHOR.name, text: TEXT });
    screen.socket.send('{"type":"resync"}');
    await eventually(() => (screen.frames.filter(({ type }) => type === 'snapshot').length === 2 ? true : undefined));
    expect(JSON.stringify(screen.frames)).not.toMatch(LEAKS);
    // A mention that is taken out is taken out here too, by the name it has here.
    const key = heard.mentions[0]?.key;
    await api.must('DELETE', `/api/mentions/test/${said.id}`);
    await screen.next('delta', ({ removed = [] }) => key !== undefined && removed.includes(key));
  }); // prettier-ignore

  it('that becomes one while it is open starts over, masked', async () => {
    const { id, name, playlist } = await api.display();
    const screen = await screenOf(id);
    await screen.next('snapshot');
    await server.post([saying()]);
    await screen.next('delta', ({ mentions }) => mentions.some(({ author }) => author === AUTHOR.name));
    const before = screen.frames.length;
    const input = { name, playlist, theme: 'dark', lobbySafe: true, quietHours: null };
    await api.must('PUT', `/api/displays/${id}`, input);
    await eventually(() =>
      screen.frames.slice(before).some(({ type }) => type === 'snapshot') ? true : undefined,
    );
    const from = screen.frames.findLastIndex(({ type }) => type === 'display');
    expect(screen.frames[from + 1]?.type).toBe('snapshot');
    expect(JSON.stringify(screen.frames.slice(from))).not.toMatch(LEAKS);
  });
});
