import { randomUUID } from 'node:crypto';
import type { Playlist, PlaylistInput, PlaylistVersion } from '../../schema/contracts/displays.ts';
import { DISPLAY_LIMITS } from '../../schema/contracts/scenes.ts';
import { HttpProblem } from '../plugins/problems.ts';
import { checkFree, checkPlaylist, checkWords } from './checks.ts';
import type { BookDeps, Shared } from './display-book.ts';

/** Resolves once it is on disk. @throws HttpProblem, StoreError */
export interface Playlists {
  list(): Playlist[];
  get(id: string): Playlist | undefined;
  create(input: PlaylistInput): Promise<Playlist>;
  /** Its name and draft; what screens show stays. */
  edit(id: string, input: PlaylistInput): Promise<Playlist>;
  remove(id: string): Promise<void>;
  publish(id: string, by: string): Promise<Playlist>;
  /** Publishes the scenes of an earlier version again; the draft stays. */
  rollback(id: string, version: number, by: string): Promise<Playlist>;
}

export interface PlaylistDeps extends BookDeps, Shared {
  readonly stored: readonly Playlist[];
  /** Names of displays that show it. */
  readonly shownBy: (id: string) => readonly string[];
}

export function createPlaylists(deps: PlaylistDeps): Playlists {
  const { clock, writer, line, changed, isBrand, shownBy } = deps;
  const playlists = new Map(deps.stored.map((playlist) => [playlist.id, playlist]));

  const known = (id: string): Playlist => {
    const playlist = playlists.get(id);
    if (playlist !== undefined) return playlist;
    throw new HttpProblem(404, 'no_such_playlist', `There is no playlist "${id}", or it is deleted.`);
  };
  const save = async (playlist: Playlist): Promise<Playlist> => {
    await writer.playlist(playlist);
    playlists.set(playlist.id, playlist);
    return playlist;
  };
  const release = async (
    { id, versions }: Playlist,
    { scenes, by, of }: { scenes: PlaylistVersion['scenes']; by: string; of?: number },
  ): Promise<Playlist> => {
    const version: PlaylistVersion = {
      version: (versions[0]?.version ?? 0) + 1,
      scenes,
      publishedAt: clock.now(),
      publishedBy: by.trim(),
      ...(of === undefined ? {} : { of }),
    };
    await writer.version(id, version);
    const playlist = { ...known(id), versions: [version, ...versions].slice(0, DISPLAY_LIMITS.versions) };
    playlists.set(id, playlist);
    changed();
    return playlist;
  };

  return {
    list: () => [...playlists.values()].sort((a, b) => a.name.localeCompare(b.name)),
    get: (id) => playlists.get(id),
    create: (input) =>
      line.run(async () => {
        checkPlaylist(input, isBrand);
        checkFree(input.name, playlists.values(), null);
        if (playlists.size >= DISPLAY_LIMITS.playlists)
          throw new HttpProblem(
            409,
            'too_many_playlists',
            `There are ${DISPLAY_LIMITS.playlists} playlists, and no more can be kept; delete one first.`,
          );
        const { name, scenes: draft } = input;
        return save({ id: randomUUID(), name: name.trim(), draft, draftAt: clock.now(), versions: [] });
      }),
    edit: (id, input) =>
      line.run(async () => {
        const playlist = known(id);
        checkPlaylist(input, isBrand);
        checkFree(input.name, playlists.values(), id);
        const { name, scenes: draft } = input;
        return save({ ...playlist, name: name.trim(), draft, draftAt: clock.now() });
      }),
    remove: (id) =>
      line.run(async () => {
        const playlist = known(id);
        const [first, ...others] = shownBy(id);
        if (first !== undefined)
          throw new HttpProblem(
            409,
            'playlist_in_use',
            `"${playlist.name}" is what "${first}"${others.length === 0 ? '' : ` and ${others.length} more`} shows; give the display another playlist first.`,
          );
        await writer.playlist(playlist, 'gone');
        playlists.delete(id);
      }),
    publish: (id, by) =>
      line.run(async () => {
        const playlist = known(id);
        checkWords('by', by);
        if (playlist.draft.length === 0)
          throw new HttpProblem(
            409,
            'empty_draft',
            `The draft of "${playlist.name}" has no scenes; a screen would have nothing to show.`,
          );
        return release(playlist, { scenes: playlist.draft, by });
      }),
    rollback: (id, of, by) =>
      line.run(async () => {
        const playlist = known(id);
        checkWords('by', by);
        const { versions } = playlist;
        const old = versions.find(({ version }) => version === of);
        if (old === undefined)
          throw new HttpProblem(
            404,
            'no_such_version',
            `"${playlist.name}" has no version ${of}; the newest ${DISPLAY_LIMITS.versions} are kept.`,
          );
        if (old === versions[0])
          throw new HttpProblem(409, 'already_shown', `Version ${of} is what screens show already.`);
        return release(playlist, { scenes: old.scenes, by, of });
      }),
  };
}
