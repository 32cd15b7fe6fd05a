import { randomUUID } from 'node:crypto';
import type { DisplayInput } from '../../schema/contracts/displays.ts';
import { DISPLAY_LIMITS } from '../../schema/contracts/scenes.ts';
import { HttpProblem } from '../plugins/problems.ts';
import { checkDisplay, checkFree } from './checks.ts';
import type { BookDeps, Shared } from './display-book.ts';
import type { StoredDisplay } from './stored.ts';
import { hashOf } from './tokens.ts';

/** Changes resolve once they are on disk. @throws HttpProblem, StoreError */
export interface Screens {
  list(): StoredDisplay[];
  /** @throws HttpProblem 404 */
  known(id: string): StoredDisplay;
  /** Whose hash this is; null: nobody's, or nobody's any more. */
  holderOf(tokenHash: string): StoredDisplay | null;
  create(input: DisplayInput): Promise<StoredDisplay>;
  edit(id: string, input: DisplayInput): Promise<StoredDisplay>;
  remove(id: string): Promise<void>;
  /** Gives it to the screen with this token; the one that had it before has it no more. */
  pair(id: string, token: string): Promise<StoredDisplay>;
  revoke(id: string): Promise<StoredDisplay>;
}

export interface ScreenDeps extends BookDeps, Shared {
  readonly stored: readonly StoredDisplay[];
  readonly isPlaylist: (id: string) => boolean;
}

export function createScreens(deps: ScreenDeps): Screens {
  const { clock, writer, line, changed, isPlaylist } = deps;
  const displays = new Map(deps.stored.map((display) => [display.id, display]));
  const holders = new Map<string, string>();
  const hold = (display: StoredDisplay, was?: StoredDisplay): void => {
    if (was?.tokenHash != null) holders.delete(was.tokenHash);
    if (display.tokenHash !== null) holders.set(display.tokenHash, display.id);
  };
  for (const display of displays.values()) hold(display);

  const known = (id: string): StoredDisplay => {
    const display = displays.get(id);
    if (display !== undefined) return display;
    throw new HttpProblem(404, 'no_such_display', `There is no display "${id}", or it is deleted.`);
  };
  const save = async (display: StoredDisplay): Promise<StoredDisplay> => {
    await writer.display(display);
    hold(display, displays.get(display.id));
    displays.set(display.id, display);
    changed();
    return display;
  };
  const check = (input: DisplayInput, own: string | null): void => {
    checkDisplay(input);
    checkFree(input.name, displays.values(), own);
    if (!isPlaylist(input.playlist))
      throw new HttpProblem(
        404,
        'no_such_playlist',
        `There is no playlist "${input.playlist}", or it is deleted.`,
      );
  };

  return {
    list: () => [...displays.values()].sort((a, b) => a.name.localeCompare(b.name)),
    known,
    holderOf: (tokenHash) => displays.get(holders.get(tokenHash) ?? '') ?? null,
    create: (input) =>
      line.run(async () => {
        check(input, null);
        if (displays.size >= DISPLAY_LIMITS.displays)
          throw new HttpProblem(
            409,
            'too_many_displays',
            `There are ${DISPLAY_LIMITS.displays} displays, and no more can be kept; delete one first.`,
          );
        return save({
          ...input,
          id: randomUUID(),
          name: input.name.trim(),
          tokenHash: null,
          pairedAt: null,
        });
      }),
    edit: (id, input) =>
      line.run(async () => {
        const display = known(id);
        check(input, id);
        return save({ ...display, ...input, name: input.name.trim() });
      }),
    remove: (id) =>
      line.run(async () => {
        const display = known(id);
        await writer.display({ ...display, tokenHash: null }, 'gone');
        hold({ ...display, tokenHash: null }, display);
        displays.delete(id);
        changed();
      }),
    pair: (id, token) =>
      line.run(async () => save({ ...known(id), tokenHash: hashOf(token), pairedAt: clock.now() })),
    revoke: (id) => line.run(async () => save({ ...known(id), tokenHash: null, pairedAt: null })),
  };
}
