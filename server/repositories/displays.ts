import type { Store } from '../../schema/clickhouse/store.ts';
import { dateTime64 } from '../../schema/clickhouse/tables.ts';
import type { Playlist, PlaylistVersion, Scene } from '../../schema/contracts/displays.ts';
import { DISPLAY_LIMITS } from '../../schema/contracts/scenes.ts';
import type { DisplayWriter, StoredDisplay, StoredState, StoredTakeover } from '../displays/stored.ts';

interface DisplayRow {
  readonly id: string;
  readonly name: string;
  readonly playlist: string;
  readonly theme: StoredDisplay['theme'];
  readonly lobby_safe: boolean;
  readonly quiet_from: string;
  readonly quiet_to: string;
  readonly quiet_zone: string;
  readonly token_hash: string;
  readonly paired_ms: number | null;
}

interface PlaylistRow {
  readonly id: string;
  readonly name: string;
  readonly draft: string;
  readonly draft_ms: number;
}

interface VersionRow {
  readonly playlist: string;
  readonly version: number;
  readonly scenes: string;
  readonly published_ms: number;
  readonly published_by: string;
  readonly of: number;
}

interface TakeoverRow {
  readonly id: string;
  readonly message: string;
  readonly level: StoredTakeover['level'];
  readonly brand: string;
  readonly taken_by: string;
  readonly started_ms: number;
  readonly ends_ms: number | null;
  readonly even_in_quiet_hours: boolean;
  readonly ended_ms: number | null;
}

const ms = (column: string, name: string) => `toUnixTimestamp64Milli(${column}) AS ${name}`;

/** Everything about displays, as the store has it. @throws StoreError */
export async function readDisplays(store: Store): Promise<StoredState> {
  const displays = await store.query<DisplayRow>(
    `SELECT id, name, playlist, theme, lobby_safe, quiet_from, quiet_to, quiet_zone, token_hash, ${ms('paired_at', 'paired_ms')}
     FROM displays FINAL WHERE NOT gone ORDER BY name, id`,
  );
  const playlists = await store.query<PlaylistRow>(
    `SELECT id, name, draft, ${ms('draft_at', 'draft_ms')} FROM playlists FINAL WHERE NOT gone ORDER BY name, id`,
  );
  const versions = await store.query<VersionRow>(
    `SELECT playlist, version, scenes, ${ms('published_at', 'published_ms')}, published_by, of
     FROM playlist_versions FINAL WHERE playlist IN {playlists:Array(String)}
     ORDER BY playlist, version DESC LIMIT {kept:UInt32} BY playlist`,
    { playlists: playlists.map(({ id }) => id), kept: DISPLAY_LIMITS.versions },
  );
  const [takeover] = await store.query<TakeoverRow>(
    `SELECT id, message, level, brand, taken_by, ${ms('started_at', 'started_ms')}, ${ms('ends_at', 'ends_ms')},
       even_in_quiet_hours, ${ms('ended_at', 'ended_ms')}
     FROM takeovers FINAL ORDER BY revision DESC, ended_at IS NULL DESC LIMIT 1`,
  );
  const sightings = await store.query<{ id: string; seen_ms: number }>(
    `SELECT id, ${ms('max(seen_at)', 'seen_ms')} FROM display_sightings GROUP BY id`,
  );
  return {
    displays: displays.map(displayOf),
    playlists: playlists.map((row) =>
      playlistOf(
        row,
        versions.filter(({ playlist }) => playlist === row.id),
      ),
    ),
    takeover: takeover === undefined ? null : takeoverOf(takeover),
    sightings: new Map(sightings.map(({ id, seen_ms }) => [id, Number(seen_ms)])),
  };
}

/** `instance`: of this start; with the revision it makes a token of every insert. @throws StoreError */
export async function createDisplayWriter(store: Store, instance: string): Promise<DisplayWriter> {
  const [last] = await store.query<{ newest: number }>(
    `SELECT max(revision) AS newest FROM (
       SELECT revision FROM displays UNION ALL SELECT revision FROM playlists
       UNION ALL SELECT revision FROM playlist_versions UNION ALL SELECT revision FROM takeovers)`,
  );
  let revision = Number(last?.newest ?? 0);
  const insert = (table: string, rows: readonly object[]) => {
    revision += 1;
    return store.insert(
      table,
      rows.map((row) => ({ ...row, revision })),
      `${table}-${instance}-${revision}`,
    );
  };
  let sighted = 0;
  return {
    display: (display, gone) => insert('displays', [{ ...displayRow(display), gone: gone !== undefined }]),
    playlist: (playlist, gone) =>
      insert('playlists', [
        {
          id: playlist.id,
          name: playlist.name,
          draft: JSON.stringify(playlist.draft),
          draft_at: dateTime64(playlist.draftAt),
          gone: gone !== undefined,
        },
      ]),
    version: (playlist, { version, scenes, publishedAt, publishedBy, of = 0 }) =>
      insert('playlist_versions', [
        {
          playlist,
          version,
          scenes: JSON.stringify(scenes),
          published_at: dateTime64(publishedAt),
          published_by: publishedBy,
          of,
        },
      ]),
    takeovers: (takeovers) => insert('takeovers', takeovers.map(takeoverRow)),
    sightings(seenAt) {
      sighted += 1;
      const rows = [...seenAt].map(([id, at]) => ({ id, seen_at: dateTime64(at) }));
      return store.insert('display_sightings', rows, `sightings-${instance}-${sighted}`);
    },
  };
}

const orNull = (at: number | null): number | null => (at === null ? null : Number(at));
const dateOrNull = (at: number | null): string | null => (at === null ? null : dateTime64(at));

const displayOf = (row: DisplayRow): StoredDisplay => ({
  id: row.id,
  name: row.name,
  playlist: row.playlist,
  theme: row.theme,
  lobbySafe: row.lobby_safe,
  quietHours: row.quiet_zone === '' ? null : { from: row.quiet_from, to: row.quiet_to, zone: row.quiet_zone },
  tokenHash: row.token_hash === '' ? null : row.token_hash,
  pairedAt: orNull(row.paired_ms),
});

const displayRow = (display: StoredDisplay) => ({
  id: display.id,
  name: display.name,
  playlist: display.playlist,
  theme: display.theme,
  lobby_safe: display.lobbySafe,
  quiet_from: display.quietHours?.from ?? '',
  quiet_to: display.quietHours?.to ?? '',
  quiet_zone: display.quietHours?.zone ?? '',
  token_hash: display.tokenHash ?? '',
  paired_at: dateOrNull(display.pairedAt),
});

const playlistOf = (row: PlaylistRow, versions: readonly VersionRow[]): Playlist => ({
  id: row.id,
  name: row.name,
  draft: JSON.parse(row.draft) as Scene[],
  draftAt: Number(row.draft_ms),
  versions: versions.map(versionOf),
});

const versionOf = (row: VersionRow): PlaylistVersion => ({
  version: row.version,
  scenes: JSON.parse(row.scenes) as Scene[],
  publishedAt: Number(row.published_ms),
  publishedBy: row.published_by,
  ...(row.of === 0 ? {} : { of: row.of }),
});

const takeoverOf = (row: TakeoverRow): StoredTakeover => ({
  id: row.id,
  message: row.message,
  level: row.level,
  brand: row.brand === '' ? null : row.brand,
  by: row.taken_by,
  startedAt: Number(row.started_ms),
  endsAt: orNull(row.ends_ms),
  evenInQuietHours: row.even_in_quiet_hours,
  endedAt: orNull(row.ended_ms),
});

const takeoverRow = (takeover: StoredTakeover) => ({
  id: takeover.id,
  message: takeover.message,
  level: takeover.level,
  brand: takeover.brand ?? '',
  taken_by: takeover.by,
  started_at: dateTime64(takeover.startedAt),
  ends_at: dateOrNull(takeover.endsAt),
  even_in_quiet_hours: takeover.evenInQuietHours,
  ended_at: dateOrNull(takeover.endedAt),
});
