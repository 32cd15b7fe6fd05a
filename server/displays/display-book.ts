import { Subject, type Observable } from 'rxjs';
import type { DisplayProgram } from '../../schema/contracts/displays.ts';
import type { Clock } from '../../pipelines/clock.ts';
import type { KnownBrand } from './checks.ts';
import { Line } from './line.ts';
import { createPlaylists, type Playlists } from './playlists.ts';
import { createScreens, type Screens } from './screens.ts';
import type { DisplayWriter, StoredDisplay, StoredState } from './stored.ts';
import { createTakeovers, type Takeovers } from './takeovers.ts';

export interface BookDeps {
  readonly writer: DisplayWriter;
  readonly clock: Clock;
  readonly isBrand: KnownBrand;
}

/** What the parts of a book share. */
export interface Shared {
  readonly line: Line;
  /** Something that screens show may be another now. */
  readonly changed: () => void;
}

export interface DisplayBook {
  readonly screens: Screens;
  readonly playlists: Playlists;
  readonly takeovers: Takeovers;
  /** Something that screens show may be another now. Hot. */
  readonly changes$: Observable<void>;
  programOf(display: StoredDisplay): DisplayProgram;
  stop(): void;
}

/**
 * Displays, what they show, and who has taken them over: the truth is in memory, so that screens cost no queries, and a
 * change is in it once it is on disk. Changes are made one after another; of two people who edit the same thing the last
 * one wins.
 */
export function createDisplayBook(deps: BookDeps, stored: StoredState): DisplayBook {
  const changes = new Subject<void>();
  const shared = { ...deps, line: new Line(), changed: () => changes.next() };
  const playlists: Playlists = createPlaylists({
    ...shared,
    stored: stored.playlists,
    shownBy: (id) => screens.list().flatMap(({ playlist, name }) => (playlist === id ? [name] : [])),
  });
  const screens = createScreens({
    ...shared,
    stored: stored.displays,
    isPlaylist: (id) => playlists.get(id) !== undefined,
  });
  const takeovers = createTakeovers({ ...shared, stored: stored.takeover });
  return {
    screens,
    playlists,
    takeovers,
    changes$: changes.asObservable(),
    programOf({ id, name, theme, lobbySafe, quietHours, playlist }) {
      const [shown] = playlists.get(playlist)?.versions ?? [];
      return {
        display: { id, name, theme, lobbySafe, quietHours },
        version: shown?.version ?? 0,
        scenes: shown?.scenes ?? [],
        takeover: takeovers.current(),
      };
    },
    stop() {
      takeovers.stop();
      changes.complete();
    },
  };
}
