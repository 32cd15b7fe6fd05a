import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Display, DisplaysAnswer, Playlist, Scene, Takeover } from '../../schema/contracts/displays.ts';
import { DISPLAY_LIMITS } from '../../schema/contracts/scenes.ts';
import { displaysOf, scene, takeover } from '../helpers/displays.ts';
import { startServer, type TestApp } from '../helpers/server.ts';

const YAML = 'brands: [{ id: acme, name: Acme }]';

let server: TestApp;
let api: ReturnType<typeof displaysOf>;
beforeAll(async () => {
  server = await startServer({ yaml: YAML });
  api = displaysOf(server.url);
});
afterAll(async () => {
  await server.stop();
  expect(server.warnings).toEqual([]);
});

const all = () => api.must<DisplaysAnswer>('GET', '/api/displays');
const SENTENCE = expect.stringMatching(/^[A-Z"].*\.$/) as string;

describe('a server without displays', () => {
  it('answers with empty lists', async () => {
    expect(await all()).toEqual({ displays: [], playlists: [], takeover: null });
  });
});

describe('playlists', () => {
  it('begin as a draft, and a change of it is a draft too', async () => {
    const made = await api.ask<Playlist>('POST', '/api/playlists', {
      name: ' Lobby ',
      scenes: [scene('all')],
    });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({ name: 'Lobby', draft: [scene('all')], versions: [] });
    const scenes = [scene('all'), scene('one', { kind: 'brand', brand: 'acme' })];
    const changed = await api.ask<Playlist>('PUT', `/api/playlists/${made.body.id}`, {
      name: 'Hall',
      scenes,
    });
    expect(changed.status).toBe(200);
    expect(changed.body).toMatchObject({ id: made.body.id, name: 'Hall', draft: scenes, versions: [] });
    expect((await all()).playlists).toContainEqual(changed.body);
  });

  it('are published as versions, newest first, and what was published stays as it was', async () => {
    const { id, name } = await api.playlist([scene('first')]);
    await api.publish(id);
    await api.must('PUT', `/api/playlists/${id}`, { name, scenes: [scene('second')] });
    const { versions, draft } = await api.publish(id);
    expect(versions.map(({ version, scenes }) => [version, scenes[0]?.id])).toEqual([
      [2, 'second'],
      [1, 'first'],
    ]);
    expect(versions[0]).toMatchObject({ publishedBy: 'Kim', publishedAt: expect.any(Number) as number });
    expect(draft).toEqual([scene('second')]);
  });

  it('go back to an earlier version as a new one that says which, and leave the draft alone', async () => {
    const { id, name } = await api.playlist([scene('first')]);
    await api.publish(id);
    await api.must('PUT', `/api/playlists/${id}`, { name, scenes: [scene('second')] });
    await api.publish(id);
    const back = await api.must<Playlist>('POST', `/api/playlists/${id}/rollback`, { version: 1, by: 'Lee' });
    expect(back.versions.map(({ version, of }) => [version, of])).toEqual([
      [3, 1],
      [2, undefined],
      [1, undefined],
    ]);
    expect(back.versions[0]).toMatchObject({ scenes: [scene('first')], publishedBy: 'Lee' });
    expect(back.draft).toEqual([scene('second')]);
    const again = await api.ask('POST', `/api/playlists/${id}/rollback`, { version: 3, by: 'Lee' });
    expect([again.status, again.body.code]).toEqual([409, 'already_shown']);
  });

  it(`keep their newest ${DISPLAY_LIMITS.versions} versions`, async () => {
    const { id } = await api.playlist();
    for (let version = 0; version < DISPLAY_LIMITS.versions + 2; version += 1) await api.publish(id);
    const { versions } = await api.publish(id);
    expect(versions).toHaveLength(DISPLAY_LIMITS.versions);
    expect([versions[0]?.version, versions.at(-1)?.version]).toEqual([53, 4]);
    const lost = await api.ask('POST', `/api/playlists/${id}/rollback`, { version: 3, by: 'Lee' });
    expect([lost.status, lost.body]).toEqual([404, { code: 'no_such_version', message: SENTENCE }]);
  });

  it('cannot be deleted while a display shows them', async () => {
    const { id } = await api.playlist();
    const display = await api.display({ playlist: id, name: 'In the way' });
    const refused = await api.ask('DELETE', `/api/playlists/${id}`);
    expect([refused.status, refused.body.code]).toEqual([409, 'playlist_in_use']);
    expect(refused.body.message).toContain('"In the way"');
    await api.must('DELETE', `/api/displays/${display.id}`);
    expect((await api.ask('DELETE', `/api/playlists/${id}`)).status).toBe(204);
    expect((await api.ask('DELETE', `/api/playlists/${id}`)).status).toBe(404);
  });

  it.each<[string, Scene[], string]>([
    ['a brand without a brand', [scene('a', { kind: 'brand' })], 'scene_without_brand'],
    ['a brand nobody knows', [scene('a', { kind: 'brand', brand: 'nobody' })], 'unknown_brand'],
    ['a message without words', [scene('a', { kind: 'message' })], 'scene_without_message'],
    ['a blank message', [scene('a', { kind: 'message', message: '  ' })], 'scene_without_message'],
    ['half a letter', [scene('a', { kind: 'message', message: 'a\ud83d' })], 'broken_words'],
    ['one id twice', [scene('a'), scene('a')], 'duplicate_scene'],
    ['an id in capitals', [scene('A')], 'invalid_request'],
    ['a stay of a second', [scene('a', { dwellSeconds: 1 })], 'invalid_request'],
    ['a span of no kind', [{ ...scene('a'), span: '9d' as '1d' }], 'invalid_request'],
    ['two lines', [scene('a', { kind: 'message', message: 'one\ntwo' })], 'invalid_request'],
    [
      'more scenes than there may be',
      Array.from({ length: 51 }, (_, k) => scene(`s${k}`)),
      'invalid_request',
    ],
    ['a field nobody knows', [{ ...scene('a'), colour: 'red' } as Scene], 'invalid_request'],
  ])('refuse %s with a sentence', async (_what, scenes, code) => {
    for (const [method, path] of [
      ['POST', '/api/playlists'],
      ['PUT', `/api/playlists/${(await api.playlist()).id}`],
    ] as const) {
      // prettier-ignore
      const { status, body } = await api.ask(method, path, { name: `Bad ${code}`, scenes });
      expect([status, body]).toEqual([400, { code, message: SENTENCE }]);
    }
  });

  it('refuse a name that is taken, blank, or too long', async () => {
    const { name, id } = await api.playlist();
    const other = await api.playlist();
    const body = { name: ` ${name.toUpperCase()}`, scenes: [] };
    expect((await api.ask('POST', '/api/playlists', body)).body.code).toBe('name_taken');
    expect((await api.ask('PUT', `/api/playlists/${other.id}`, body)).status).toBe(409);
    expect((await api.ask('PUT', `/api/playlists/${id}`, body)).status).toBe(200);
    expect((await api.ask('POST', '/api/playlists', { name: '  ', scenes: [] })).body.code).toBe(
      'blank_words',
    );
    expect((await api.ask('POST', '/api/playlists', { name: 'x'.repeat(81), scenes: [] })).status).toBe(400);
  });

  it('publish nothing that is empty, and nothing without a name under it', async () => {
    const { id } = await api.playlist([]);
    const empty = await api.ask('POST', `/api/playlists/${id}/publish`, { by: 'Kim' });
    expect([empty.status, empty.body]).toEqual([409, { code: 'empty_draft', message: SENTENCE }]);
    expect((await api.ask('POST', `/api/playlists/${id}/publish`, {})).status).toBe(400);
    expect((await api.ask('POST', `/api/playlists/${id}/publish`, { by: ' ' })).body.code).toBe(
      'blank_words',
    );
    expect((await api.ask('POST', `/api/playlists/${id}/rollback`, { by: 'Kim' })).status).toBe(400);
  });
});

describe('displays', () => {
  it('are made, changed as a whole, and deleted', async () => {
    const { id: playlist } = await api.playlist();
    const quietHours = { from: '22:00', to: '06:30', zone: 'Europe/Berlin' };
    const input = { name: ' Gate ', playlist, theme: 'light', lobbySafe: true, quietHours };
    const made = await api.ask<Display>('POST', '/api/displays', input);
    expect(made.status).toBe(201);
    const { id } = made.body;
    expect(made.body).toEqual({
      ...input,
      name: 'Gate',
      id,
      pairedAt: null,
      online: false,
      lastSeenAt: null,
    });
    const changed = { ...input, name: 'Gate', theme: 'dark', quietHours: null };
    expect((await api.ask<Display>('PUT', `/api/displays/${id}`, changed)).body).toMatchObject(changed);
    expect((await all()).displays).toContainEqual(expect.objectContaining({ id, theme: 'dark' }));
    const gone = await api.ask('DELETE', `/api/displays/${id}`);
    expect([gone.status, gone.text]).toEqual([204, '']);
    expect((await all()).displays.some((display) => display.id === id)).toBe(false);
  });

  it.each([
    ['a zone nobody keeps', { quietHours: { from: '22:00', to: '06:00', zone: 'Mars/Base' } }, 400, 'unknown_zone'],
    ['no zone', { quietHours: { from: '22:00', to: '06:00', zone: '' } }, 400, 'unknown_zone'],
    ['a night of no length', { quietHours: { from: '22:00', to: '22:00', zone: 'UTC' } }, 400, 'empty_quiet_hours'],
    ['an hour that is none', { quietHours: { from: '25:00', to: '22:00', zone: 'UTC' } }, 400, 'invalid_request'],
    ['a playlist that is not there', { playlist: 'nowhere' }, 404, 'no_such_playlist'],
    ['a theme of no kind', { theme: 'pink' }, 400, 'invalid_request'],
    ['a blank name', { name: '   ' }, 400, 'blank_words'],
    ['half a letter for a name', { name: '\ud83d' }, 400, 'broken_words'],
    ['an id of its own', { id: 'mine' }, 400, 'invalid_request'],
  ])('refuse %s with a sentence', async (_what, fields, status, code) => {
    const { id, playlist } = await api.display();
    const body = { name: `Bad ${code}`, playlist, theme: 'dark', lobbySafe: false, quietHours: null, ...fields };
    for (const answer of [
      await api.ask('POST', '/api/displays', body),
      await api.ask('PUT', `/api/displays/${id}`, body),
    ])
      expect([answer.status, answer.body]).toEqual([status, { code, message: SENTENCE }]);
  }); // prettier-ignore

  it('refuse a name that is taken by another', async () => {
    const { name, playlist } = await api.display();
    const body = { name: name.toLowerCase(), playlist, theme: 'dark', lobbySafe: false, quietHours: null };
    const refused = await api.ask('POST', '/api/displays', body);
    expect([refused.status, refused.body.code]).toEqual([409, 'name_taken']);
  });

  it.each<['GET' | 'PUT' | 'POST' | 'DELETE', string, unknown, string]>([
    ['PUT', '/api/displays/none', { name: 'a', playlist: 'b', theme: 'dark', lobbySafe: false, quietHours: null }, 'no_such_display'],
    ['DELETE', '/api/displays/none', undefined, 'no_such_display'],
    ['POST', '/api/displays/none/pair', { code: '123456' }, 'no_such_display'],
    ['POST', '/api/displays/none/revoke', undefined, 'no_such_display'],
    ['PUT', '/api/playlists/none', { name: 'a', scenes: [] }, 'no_such_playlist'],
    ['DELETE', '/api/playlists/none', undefined, 'no_such_playlist'],
    ['POST', '/api/playlists/none/publish', { by: 'Kim' }, 'no_such_playlist'],
    ['POST', '/api/playlists/none/rollback', { version: 1, by: 'Kim' }, 'no_such_playlist'],
  ])('%s %s is not found', async (method, path, body, code) => {
    const answer = await api.ask(method, path, body);
    expect([answer.status, answer.body]).toEqual([404, { code, message: SENTENCE }]);
  }); // prettier-ignore

  it('lose nothing when many are changed at once', async () => {
    const { id: playlist } = await api.playlist();
    const made = await Promise.all(Array.from({ length: 20 }, () => api.display({ playlist })));
    const ids = new Set((await all()).displays.map(({ id }) => id));
    expect(made.every(({ id }) => ids.has(id))).toBe(true);
  });
});

describe('a takeover', () => {
  it('holds until somebody ends it, and is replaced by another', async () => {
    const begun = await api.ask<Takeover>('POST', '/api/takeover', takeover({ minutes: 5, brand: 'acme' }));
    expect(begun.status).toBe(200);
    const { startedAt } = begun.body;
    expect(begun.body).toEqual({
      message: 'The shop is down. Ask Kim.',
      level: 'alert',
      brand: 'acme',
      by: 'Kim',
      startedAt,
      endsAt: startedAt + 300_000,
      evenInQuietHours: false,
    });
    expect((await all()).takeover).toEqual(begun.body);
    await api.must('POST', '/api/takeover', takeover({ level: 'watch' }));
    expect((await all()).takeover).toMatchObject({ level: 'watch', brand: null, endsAt: null });
    expect((await api.ask('DELETE', '/api/takeover')).status).toBe(204);
    expect((await all()).takeover).toBeNull();
    expect((await api.ask('DELETE', '/api/takeover')).status).toBe(204);
  });

  it.each([
    ['no words', { message: ' ' }, 'blank_words'],
    ['nobody behind it', { by: '  ' }, 'blank_words'],
    ['a brand nobody knows', { brand: 'nobody' }, 'unknown_brand'],
    ['a calm level', { level: 'calm' }, 'invalid_request'],
    ['no time at all', { minutes: 0 }, 'invalid_request'],
    ['false for "it never ends"', { minutes: false }, 'invalid_request'],
    ['a word for a choice', { evenInQuietHours: 'false' }, 'invalid_request'],
    ['nobody named', { by: undefined }, 'invalid_request'],
    ['more than a week', { minutes: 10_081 }, 'invalid_request'],
    ['a speech', { message: 'x'.repeat(281) }, 'invalid_request'],
  ])('with %s is refused with a sentence', async (_what, fields, code) => {
    const { status, body } = await api.ask('POST', '/api/takeover', { ...takeover(), ...fields });
    expect([status, body]).toEqual([400, { code, message: SENTENCE }]);
    expect((await all()).takeover).toBeNull();
  });
});

describe('what is wrong with a body', () => {
  it.each([
    [{ ...takeover(), by: undefined }, 'The parameter "by" is missing.'],
    [{ ...takeover(), colour: 'red' }, '"colour" is not a parameter of this address.'],
    [{ ...takeover(), level: 'calm' }, 'The parameter "level" must be one of "watch", "alert".'],
    [{ ...takeover(), minutes: '5' }, 'The parameter "minutes" must be integer.'],
    [[takeover()], 'The body must be object.'],
  ])('is said in a sentence: %j', async (body, message) => {
    expect((await api.ask('POST', '/api/takeover', body)).body).toEqual({ code: 'invalid_request', message });
  });
});

describe('the pages', () => {
  it.each(['/wall', '/crisis', '/displays', '/display', '/brand/acme'])('%s is the page', async (path) => {
    const { status, headers } = await server.get(path);
    expect([status, headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  });
});
