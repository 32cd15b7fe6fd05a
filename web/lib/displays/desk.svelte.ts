import type {
  Display,
  DisplayInput,
  DisplaysAnswer,
  Playlist,
  PlaylistInput,
  Takeover,
  TakeoverRequest,
} from '../../../schema/contracts/displays.ts';
import { ask, type AskOptions } from '../api/ask.ts';
import { Polled } from '../api/polled.svelte.ts';
import { parseDesk, parseId } from './desk-parse.ts';
import { Draft } from './draft.svelte.ts';

const EVERY_MS = 5_000;

/**
 * Displays and playlists as the desk sees and changes them. Changes resolve once the page knows them too.
 * @throws AskError with a sentence, from every change.
 */
export class Desk {
  #answer: Polled<DisplaysAnswer>;
  // eslint-disable-next-line svelte/prefer-svelte-reactivity -- drafts are reactive, which there are is not
  #drafts = new Map<string, Draft>();

  /** To be made while a component is: it lives as long. */
  constructor() {
    this.#answer = new Polled({ url: () => '/api/displays', parse: parseDesk, everyMs: EVERY_MS });
  }

  /** Whether anything is known yet. */
  get isKnown(): boolean {
    return this.#answer.value !== null;
  }
  /** Why there is no newer word from the server, as a sentence. */
  get error(): string | null {
    return this.#answer.error;
  }
  get displays(): readonly Display[] {
    return this.#answer.value?.displays ?? [];
  }
  get playlists(): readonly Playlist[] {
    return this.#answer.value?.playlists ?? [];
  }
  get takeover(): Takeover | null {
    return this.#answer.value?.takeover ?? null;
  }

  playlist(id: string): Playlist | undefined {
    return this.playlists.find((one) => one.id === id);
  }

  /** Displays that show a playlist. */
  showing(playlist: string): readonly Display[] {
    return this.displays.filter((display) => display.playlist === playlist);
  }

  /** What is being changed about a playlist; kept while the page is open, whichever is looked at. */
  draftOf(id: string): Draft {
    let draft = this.#drafts.get(id);
    if (draft === undefined) {
      draft = new Draft({
        playlist: () => this.playlist(id),
        save: (input) => this.#change('PUT', playlistAt(id), input),
      });
      this.#drafts.set(id, draft);
    }
    return draft;
  }

  /** Whether something would be lost with this page. Sends off what can be saved. */
  leave(): boolean {
    const unsaved = [...this.#drafts].filter(([id, { isUnsaved }]) => isUnsaved && this.playlist(id));
    for (const [, draft] of unsaved) void draft.flush();
    return unsaved.length > 0;
  }

  addDisplay = (input: DisplayInput) => this.#change('POST', '/api/displays', input);
  editDisplay = (id: string, input: DisplayInput) => this.#change('PUT', displayAt(id), input);
  removeDisplay = (id: string) => this.#change('DELETE', displayAt(id));
  pair = (id: string, code: string) => this.#change('POST', `${displayAt(id)}/pair`, { code });
  revoke = (id: string) => this.#change('POST', `${displayAt(id)}/revoke`);

  /** Returns its id, or null when the server did not say. */
  addPlaylist = async (input: PlaylistInput): Promise<string | null> =>
    parseId(await this.#change('POST', '/api/playlists', input));
  removePlaylist = (id: string) => this.#change('DELETE', playlistAt(id));
  publish = (id: string, by: string) => this.#change('POST', `${playlistAt(id)}/publish`, { by });
  rollback = (id: string, version: number, by: string) =>
    this.#change('POST', `${playlistAt(id)}/rollback`, { version, by });

  takeOver = (request: TakeoverRequest) => this.#change('POST', '/api/takeover', request);
  endTakeover = () => this.#change('DELETE', '/api/takeover');

  async #change(method: NonNullable<AskOptions['method']>, url: string, body?: unknown): Promise<unknown> {
    const answer = await ask(url, body === undefined ? { method } : { method, body });
    await this.#answer.refresh();
    return answer;
  }
}

const displayAt = (id: string): string => `/api/displays/${encodeURIComponent(id)}`;
const playlistAt = (id: string): string => `/api/playlists/${encodeURIComponent(id)}`;
