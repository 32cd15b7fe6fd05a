import type { Playlist, PlaylistInput, Scene } from '../../../schema/contracts/displays.ts';
import { AskError } from '../api/ask.ts';
import { draftFault } from './scenes.ts';

const SAVE_AFTER_MS = 500;
const RETRY_MS = 5_000;

export interface DraftDeps {
  /** As the server knows it; undefined when it does not. */
  readonly playlist: () => Playlist | undefined;
  /** Resolves when `playlist` knows what was saved. */
  readonly save: (input: PlaylistInput) => Promise<unknown>;
}

/**
 * What somebody changes about a playlist. Saved by itself once they rest; what the server knows is followed as long as
 * nothing was changed here, and again once that is saved.
 */
export class Draft {
  #local = $state.raw<PlaylistInput | null>(null);
  #isSaving = $state(false);
  #error = $state<string | null>(null);
  #saving: Promise<boolean> | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #deps: DraftDeps;

  constructor(deps: DraftDeps) {
    this.#deps = deps;
  }

  get name(): string {
    return this.#local?.name ?? this.#deps.playlist()?.name ?? '';
  }
  get scenes(): readonly Scene[] {
    return this.#local?.scenes ?? this.#deps.playlist()?.draft ?? [];
  }
  get isSaving(): boolean {
    return this.#isSaving;
  }
  /** Whether there is something that only this page knows. */
  get isUnsaved(): boolean {
    return this.#local !== null;
  }
  /** Why it could not be saved, as a sentence. */
  get error(): string | null {
    return this.#error;
  }
  /** What is to be completed before it can be saved. */
  get fault(): string | null {
    return this.#local === null ? null : draftFault(this.#local);
  }

  rename(name: string): void {
    this.#change({ name: name.trim(), scenes: [...this.scenes] });
  }

  rescene(scenes: readonly Scene[]): void {
    if (scenes !== this.scenes) this.#change({ name: this.name, scenes: [...scenes] });
  }

  /** Saves what is not saved yet. Whether there is nothing left that only this page knows. */
  async flush(): Promise<boolean> {
    clearTimeout(this.#timer);
    while (this.#local !== null) {
      if (draftFault(this.#local) !== null) return false;
      this.#saving ??= this.#save(this.#local);
      if (!(await this.#saving)) return false;
    }
    return true;
  }

  #change(input: PlaylistInput): void {
    this.#local = input;
    this.#error = null;
    this.#saveAfter(SAVE_AFTER_MS);
  }

  #saveAfter(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), ms);
  }

  async #save(input: PlaylistInput): Promise<boolean> {
    this.#isSaving = true;
    try {
      await this.#deps.save(input);
      this.#error = null;
      // What was changed meanwhile stays, and is saved in turn.
      if (this.#local === input) this.#local = null;
      return true;
    } catch (error) {
      this.#error = error instanceof Error ? error.message : String(error);
      // A server that is away comes back; one that says no means it.
      const isAway = error instanceof AskError && (error.status === 0 || error.status >= 500);
      if (isAway) this.#saveAfter(RETRY_MS);
      return false;
    } finally {
      this.#isSaving = false;
      this.#saving = null;
    }
  }
}
