import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Display, DisplayProgram, DisplaysAnswer } from '../../schema/contracts/displays.ts';
import { DISPLAY_PROTOCOL, REVOKED } from '../../schema/contracts/scenes.ts';
import { eventually, mention } from '../helpers/api-client.ts';
import { displaysOf, scene, takeover } from '../helpers/displays.ts';
import { listen } from '../helpers/live-client.ts';
import { movableClock, startServer, type TestApp } from '../helpers/server.ts';

const YAML = 'brands: [{ id: acme, name: Acme }]';
const MINUTE_MS = 60_000;

const clock = movableClock();
let server: TestApp;
let api: ReturnType<typeof displaysOf>;
beforeAll(async () => {
  server = await startServer({ yaml: YAML, clock });
  api = displaysOf(server.url);
});
afterAll(async () => {
  await server.stop();
  expect(server.warnings).toEqual([]);
});

const displayOf = async (id: string) =>
  (await api.must<DisplaysAnswer>('GET', '/api/displays')).displays.find((display) => display.id === id);
const online = (id: string, is: boolean) =>
  eventually(async () => ((await displayOf(id))?.online === is ? true : undefined));

describe('pairing', () => {
  it('gives a token to the screen whose code was typed, once', async () => {
    const { id } = await api.display();
    const { code, claim, expiresAt } = await api.pairing();
    expect(code).toMatch(/^\d{6}$/);
    expect(expiresAt - clock.now()).toBeGreaterThan(9 * MINUTE_MS);
    expect(await api.claimed(claim)).toEqual({ state: 'waiting' });
    const paired = await api.ask<Display>('POST', `/api/displays/${id}/pair`, { code });
    expect(paired.status).toBe(200);
    expect(paired.body).toMatchObject({ id, pairedAt: expect.any(Number) as number, online: false });
    expect(paired.text).not.toMatch(/hash|token/i);
    // Whoever only looks whether it is there must not take it.
    expect((await api.ask('HEAD', `/api/pairings/${claim}`)).status).toBe(404);
    const { status, headers, body } = await api.ask<{ token: string }>('GET', `/api/pairings/${claim}`);
    expect([status, headers.get('cache-control')]).toEqual([200, 'no-store']);
    expect(body).toEqual({ state: 'paired', token: expect.stringMatching(/^[\w-]{43}$/) as string });
    expect(await api.claimed(claim)).toEqual({ state: 'expired' });
    expect(await api.claimed('a-claim-nobody-has')).toEqual({ state: 'expired' });
  });

  it('takes a code once, and not after ten minutes', async () => {
    const { id } = await api.display();
    const [used, late] = [await api.pairing(), await api.pairing()];
    await api.must('POST', `/api/displays/${id}/pair`, { code: used.code });
    const again = await api.ask('POST', `/api/displays/${id}/pair`, { code: used.code });
    expect([again.status, again.body.code]).toEqual([400, 'wrong_code']);
    clock.advance(10 * MINUTE_MS);
    expect(await api.claimed(late.claim)).toEqual({ state: 'expired' });
    const tooLate = await api.ask('POST', `/api/displays/${id}/pair`, { code: late.code });
    expect([tooLate.status, tooLate.body.code]).toEqual([400, 'wrong_code']);
    // Also for a token nobody came for.
    expect(await api.claimed(used.claim)).toEqual({ state: 'expired' });
  });

  it('does not use a code up when the display is not there, and refuses what is no code', async () => {
    const { id } = await api.display();
    const { code } = await api.pairing();
    expect((await api.ask('POST', '/api/displays/none/pair', { code })).status).toBe(404);
    for (const bad of ['12345', '1234567', 'abcdef', 123456, null])
      expect((await api.ask('POST', `/api/displays/${id}/pair`, { code: bad })).status).toBe(400);
    expect((await api.ask('POST', `/api/displays/${id}/pair`, { code })).status).toBe(200);
  });

  it('lets nobody guess: after ten wrong codes in a minute the right one waits too', async () => {
    clock.advance(2 * MINUTE_MS);
    const { id } = await api.display();
    const { code } = await api.pairing();
    const wrong = code === '000000' ? '000001' : '000000';
    for (let count = 0; count < 10; count += 1)
      expect((await api.ask('POST', `/api/displays/${id}/pair`, { code: wrong })).body.code).toBe(
        'wrong_code',
      );
    for (const typed of [wrong, code]) {
      const { status, headers, body } = await api.ask('POST', `/api/displays/${id}/pair`, { code: typed });
      expect([status, body.code]).toEqual([429, 'too_many_wrong_codes']);
      expect(Number(headers.get('retry-after'))).toBeGreaterThan(50);
    }
    clock.advance(MINUTE_MS);
    expect((await api.ask('POST', `/api/displays/${id}/pair`, { code })).status).toBe(200);
  });

  it('opens sixty a minute and no more', async () => {
    clock.advance(20 * MINUTE_MS);
    for (let count = 0; count < 60; count += 1) await api.pairing();
    const { status, headers, body } = await api.ask('POST', '/api/pairings');
    expect([status, body.code]).toEqual([429, 'too_many_pairings']);
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(50);
    clock.advance(MINUTE_MS);
    await api.pairing();
  });
});

describe('the token of a display', () => {
  it('reads what the display shows', async () => {
    const { id: playlist } = await api.playlist([scene('hall', { dwellSeconds: 30 })]);
    const display = await api.display({ playlist, lobbySafe: true });
    const token = await api.pair(display.id);
    const program = () => api.ask<DisplayProgram>('GET', '/api/display', undefined, token);
    const { id, name, theme, lobbySafe, quietHours } = display;
    const shown = { display: { id, name, theme, lobbySafe, quietHours }, takeover: null };
    expect((await program()).body).toEqual({ ...shown, version: 0, scenes: [] });
    await api.publish(playlist);
    const scenes = [scene('hall', { dwellSeconds: 30 })];
    expect((await program()).body).toEqual({ ...shown, version: 1, scenes });
    const missing = await api.ask('GET', '/api/display');
    expect([missing.status, missing.body.code]).toEqual([401, 'no_token']);
  });

  it.each<['GET' | 'HEAD', string]>([
    ['GET', '/api/metrics?metric=volume&brand=acme'],
    ['GET', '/api/metrics/definitions'],
    ['HEAD', '/api/metrics/definitions'],
    ['GET', '/api/stories?brand=acme'],
    ['GET', '/api/topics'],
  ])('may %s %s', async (method, path) => {
    const token = await api.pair((await api.display()).id);
    expect((await api.ask(method, path, undefined, token)).status).toBe(200);
  });

  it('may do nothing else, however it is spelt', async () => {
    const token = await api.pair((await api.display()).id);
    const { id } = await api.display();
    for (const [method, path, body] of [
      ['POST', '/api/mentions', [mention()]],
      ['POST', '/api/metrics', {}],
      ['OPTIONS', '/api/metrics', undefined],
      ['GET', '/api/displays', undefined],
      ['GET', '/api/display/', undefined],
      ['PUT', `/api/displays/${id}`, {}],
      ['DELETE', `/api/displays/${id}`, undefined],
      ['POST', `/api/displays/${id}/pair`, { code: '123456' }],
      ['POST', '/api/pairings', undefined],
      ['POST', '/api/takeover', takeover()],
      ['DELETE', '/api/takeover', undefined],
      ['GET', '/api/dead-letters', undefined],
      ['GET', '/api/%64isplays', undefined],
      ['GET', '/api/brands/../displays', undefined],
      ['GET', '/api/brands/%2e%2e/displays', undefined],
      ['GET', '/api/metrics/../displays', undefined],
      ['GET', '/api//displays', undefined],
      ['GET', '/docs/json', undefined],
      ['GET', '/live', undefined],
      ['GET', '/wall', undefined],
      ['GET', '/nowhere', undefined],
    ] as const) {
      const { status, body: answer } = await api.ask(method, path, body, token);
      expect([path, status, answer.code]).toEqual([path, 403, 'read_only']);
    }
    expect((await api.must<DisplaysAnswer>('GET', '/api/displays')).takeover).toBeNull();
    expect((await displayOf(id))?.pairedAt).toBeNull();
  });

  it('is asked for by name: what is no token is turned away, and what is no bearer is nobody', async () => {
    for (const token of ['nonsense', 'x'.repeat(43)]) {
      const { status, headers, body } = await api.ask('GET', '/api/topics', undefined, token);
      expect([status, body.code, headers.get('www-authenticate')]).toEqual([401, 'revoked', 'Bearer']);
    }
    // A proxy in front may have its own.
    expect((await server.get('/api/displays', { authorization: 'Basic a2ltOmtpbQ==' })).status).toBe(200);
  });

  it('may ask 240 times a minute', async () => {
    const token = await api.pair((await api.display()).id);
    const ask = () => api.ask('GET', '/api/display', undefined, token);
    for (let count = 0; count < 240; count += 1) expect((await ask()).status).toBe(200);
    const { status, headers, body } = await ask();
    expect([status, body.code]).toEqual([429, 'too_many_requests']);
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    // Others are not asked to pay for it.
    const other = await api.pair((await api.display()).id);
    expect((await api.ask('GET', '/api/display', undefined, other)).status).toBe(200);
    clock.advance(MINUTE_MS);
    expect((await ask()).status).toBe(200);
  });
});

describe('the socket of a display', () => {
  it('is told what to show after hello, and counts as seen', async () => {
    const { id } = await api.display();
    expect(await displayOf(id)).toMatchObject({ online: false, lastSeenAt: null });
    const screen = await api.screen(await api.pair(id));
    expect(screen.socket.protocol).toBe(DISPLAY_PROTOCOL);
    await screen.next('snapshot');
    expect(screen.frames.slice(0, 3).map(({ type }) => type)).toEqual(['hello', 'display', 'snapshot']);
    await online(id, true);
    await screen.close();
    await online(id, false);
    expect((await displayOf(id))?.lastSeenAt).toEqual(expect.any(Number));
  });

  it('is told no program when it is a desk', async () => {
    const desk = await listen(server.url);
    await desk.next('heartbeat');
    expect(desk.frames.some(({ type }) => type === 'display')).toBe(false);
    await desk.close();
  });

  it.each([
    ['a token nobody has', [DISPLAY_PROTOCOL, 'nonsense']],
    ['no token', [DISPLAY_PROTOCOL]],
    ['a token in the first place', ['nonsense', DISPLAY_PROTOCOL]],
  ])('with %s closes with 4401 before it hears anything', async (_what, protocols) => {
    const stranger = await listen(server.url, {}, protocols);
    expect(await stranger.closed).toEqual({ code: REVOKED, reason: 'revoked' });
    expect(stranger.frames).toEqual([]);
    expect(stranger.socket.protocol).toBe(DISPLAY_PROTOCOL);
  });

  it.each<[string, (id: string) => Promise<unknown>]>([
    ['is revoked', (id) => api.must('POST', `/api/displays/${id}/revoke`)],
    ['is deleted', (id) => api.must('DELETE', `/api/displays/${id}`)],
    ['is paired with another screen', (id) => api.pair(id)],
  ])('closes when its display %s, and its token opens nothing any more', async (_what, act) => {
    const { id } = await api.display();
    const other = await api.screen(await api.pair((await api.display()).id));
    const token = await api.pair(id);
    const screen = await api.screen(token);
    await screen.next('snapshot');
    await act(id);
    expect(await screen.closed).toEqual({ code: REVOKED, reason: 'revoked' });
    expect((await api.ask('GET', '/api/display', undefined, token)).body.code).toBe('revoked');
    expect(await (await api.screen(token)).closed).toEqual({ code: REVOKED, reason: 'revoked' });
    expect(other.socket.readyState).toBe(other.socket.OPEN);
    await other.close();
  });

  it('stays when its display only changes', async () => {
    const { id, playlist } = await api.display();
    const screen = await api.screen(await api.pair(id));
    await screen.next('snapshot');
    const body = { name: 'Moved', playlist, theme: 'light', lobbySafe: false, quietHours: null };
    await api.must('PUT', `/api/displays/${id}`, body);
    await screen.next('display', ({ program }) => program.display.name === 'Moved');
    expect(screen.socket.readyState).toBe(screen.socket.OPEN);
    await screen.close();
  });
});
