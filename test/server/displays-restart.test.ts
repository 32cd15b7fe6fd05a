import { join } from 'node:path';
import { rmSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import type { DisplayProgram, DisplaysAnswer } from '../../schema/contracts/displays.ts';
import { displaysOf, scene, takeover } from '../helpers/displays.ts';
import { movableClock, spawnServer, startServer, temporaryDir } from '../helpers/server.ts';

const dir = temporaryDir();
const dataDir = join(dir, 'data');
const yaml = 'brands: [{ id: acme, name: Acme }]';
afterAll(() => rmSync(dir, { recursive: true, force: true }));

describe('after a restart', () => {
  it('displays, playlists, versions, tokens and the takeover are what they were; codes are not', async () => {
    const clock = movableClock();
    const first = await startServer({ dataDir, yaml, clock });
    const api = displaysOf(first.url);
    const { id: playlist, name } = await api.playlist([
      scene('one', { kind: 'message', message: 'Hé "you"' }),
    ]);
    await api.publish(playlist);
    await api.must('PUT', `/api/playlists/${playlist}`, { name, scenes: [scene('two')] });
    await api.publish(playlist);
    await api.must('POST', `/api/playlists/${playlist}/rollback`, { version: 1, by: 'Lee' });
    await api.must('PUT', `/api/playlists/${playlist}`, { name, scenes: [scene('draft')] });
    const quietHours = { from: '22:00', to: '06:00', zone: 'Europe/Berlin' };
    const { id } = await api.display({ playlist, theme: 'light', lobbySafe: true, quietHours });
    const gone = await api.display({ playlist });
    const tokenOfGone = await api.pair(gone.id);
    await api.must('DELETE', `/api/displays/${gone.id}`);
    const revoked = await api.display({ playlist });
    const tokenOfRevoked = await api.pair(revoked.id);
    await api.must('POST', `/api/displays/${revoked.id}/revoke`);
    const spare = await api.playlist();
    await api.must('DELETE', `/api/playlists/${spare.id}`);
    const token = await api.pair(id);
    const screen = await api.screen(token);
    await screen.next('display');
    const waiting = await api.pairing();
    await api.must('POST', '/api/takeover', takeover({ level: 'watch' }));
    await api.must('POST', '/api/takeover', takeover({ minutes: 60, brand: 'acme', evenInQuietHours: true }));
    const before = await api.must<DisplaysAnswer>('GET', '/api/displays');
    const program = await api.ask<DisplayProgram>('GET', '/api/display', undefined, token);
    await first.stop();
    expect(first.warnings).toEqual([]);

    const second = await startServer({ dataDir, yaml, clock });
    const again = displaysOf(second.url);
    const after = await again.must<DisplaysAnswer>('GET', '/api/displays');
    const seenAt = after.displays.find((display) => display.id === id)?.lastSeenAt;
    expect(seenAt).toEqual(expect.any(Number));
    const away = before.displays.map((display) =>
      display.id === id ? { ...display, online: false, lastSeenAt: seenAt } : display,
    );
    expect(after).toEqual({ ...before, displays: away });
    expect(after.playlists[0]?.versions.map(({ version, of }) => [version, of])).toEqual([
      [3, 1], [2, undefined], [1, undefined],
    ]); // prettier-ignore
    expect((await again.ask('GET', '/api/display', undefined, token)).body).toEqual(program.body);
    for (const old of [tokenOfGone, tokenOfRevoked])
      expect((await again.ask('GET', '/api/display', undefined, old)).status).toBe(401);
    expect(await again.claimed(waiting.claim)).toEqual({ state: 'expired' });
    await (await again.screen(token)).next('display', ({ program: { version } }) => version === 3);

    // And what is changed now goes on from there.
    await again.publish(playlist);
    await again.must('DELETE', '/api/takeover');
    await second.stop();
    const third = await startServer({ dataDir, yaml, clock });
    const last = await displaysOf(third.url).must<DisplaysAnswer>('GET', '/api/displays');
    expect(last.takeover).toBeNull();
    expect(last.playlists[0]?.versions[0]).toMatchObject({ version: 4, scenes: [scene('draft')] });
    // Takeover of an hour that a restart finds over.
    await displaysOf(third.url).must('POST', '/api/takeover', takeover({ minutes: 1 }));
    await third.stop();
    clock.advance(61_000);
    const fourth = await startServer({ dataDir, yaml, clock });
    expect((await displaysOf(fourth.url).must<DisplaysAnswer>('GET', '/api/displays')).takeover).toBeNull();
    await fourth.stop();
    expect(fourth.warnings).toEqual([]);
  });

  it('and when the process was killed the moment it had answered', async () => {
    const env = { BRANDWALL_DATA: join(dir, 'killed') };
    const first = await spawnServer({ env });
    const api = displaysOf(first.url);
    const display = await api.display();
    await api.publish(display.playlist);
    const token = await api.pair(display.id);
    await api.must('POST', '/api/takeover', takeover());
    await first.kill('SIGKILL');
    const second = await spawnServer({ env });
    const { body } = await displaysOf(second.url).ask('GET', '/api/display', undefined, token);
    expect(body).toMatchObject({ display: { id: display.id }, version: 1, takeover: { by: 'Kim' } });
    await second.kill('SIGTERM');
  });
});
