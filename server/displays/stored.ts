import type { DisplayInput, Playlist, PlaylistVersion, Takeover } from '../../schema/contracts/displays.ts';

/** A display as it is kept; whether it is connected is nobody's to store. */
export interface StoredDisplay extends DisplayInput {
  readonly id: string;
  /** SHA-256 of its token as hex; null: no screen is paired with it. */
  readonly tokenHash: string | null;
  /** Epoch milliseconds. */
  readonly pairedAt: number | null;
}

export interface StoredTakeover extends Takeover {
  readonly id: string;
  /** When somebody ended it, epoch milliseconds. */
  readonly endedAt: number | null;
}

/** What a start finds. */
export interface StoredState {
  readonly displays: readonly StoredDisplay[];
  readonly playlists: readonly Playlist[];
  /** The newest one, over or not. */
  readonly takeover: StoredTakeover | null;
  /** When each display was last connected, epoch milliseconds. */
  readonly sightings: ReadonlyMap<string, number>;
}

/** Each resolves when it is on disk. @throws StoreError, and then it may be there or not. */
export interface DisplayWriter {
  display(display: StoredDisplay, gone?: 'gone'): Promise<void>;
  playlist(playlist: Playlist, gone?: 'gone'): Promise<void>;
  version(playlist: string, version: PlaylistVersion): Promise<void>;
  /** Together or not at all. */
  takeovers(takeovers: readonly StoredTakeover[]): Promise<void>;
  sightings(seenAt: ReadonlyMap<string, number>): Promise<void>;
}
