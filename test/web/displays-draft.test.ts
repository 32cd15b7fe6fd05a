import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Playlist, PlaylistInput, Scene } from '../../schema/contracts/displays.ts';
import { AskError } from '../../web/lib/api/ask.ts';
import { Draft } from '../../web/lib/displays/draft.svelte.ts';

const scene = (id: string, fields: Partial<Scene> = {}): Scene => ({
  id,
  kind: 'wall',
  span: '1d',
  dwellSeconds: 10,
  condition: 'always',
  ...fields,
});

/** A server that keeps what it is sent, or refuses it. */
function server() {
  let playlist: Playlist = { id: 'p', name: 'P', draft: [scene('a')], draftAt: 0, versions: [] };
  const saved: PlaylistInput[] = [];
  const told: { refusal: Error | null; gate: Promise<void> | null } = { refusal: null, gate: null };
  const draft = new Draft({
    playlist: () => playlist,
    async save(input) {
      saved.push(input);
      const { refusal } = told;
      await told.gate;
      if (refusal !== null) throw refusal;
      playlist = { ...playlist, name: input.name, draft: input.scenes };
    },
  });
  const others = (name: string): void => void (playlist = { ...playlist, name });
  return { draft, saved, told, others };
}

describe('a draft', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('follows the server until something is changed here, and again once that is saved', async () => {
    const { draft, saved, others } = server();
    others('Q');
    expect(draft.name).toBe('Q');
    draft.rename('R ');
    others('S');
    expect([draft.name, draft.isUnsaved]).toEqual(['R', true]);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(saved.map(({ name }) => name)).toEqual(['R']);
    expect(draft.isUnsaved).toBe(false);
    others('T');
    expect(draft.name).toBe('T');
  });

  it('is saved once for many keystrokes', async () => {
    const { draft, saved } = server();
    for (const word of ['H', 'He', 'Hey']) {
      draft.rescene([scene('m', { kind: 'message', message: word })]);
      await vi.advanceTimersByTimeAsync(100);
    }
    await vi.advanceTimersByTimeAsync(1_000);
    expect(saved.map(({ scenes }) => scenes[0]?.message)).toEqual(['Hey']);
  });

  it('is not sent while it is incomplete, and says what is missing', async () => {
    const { draft, saved } = server();
    draft.rescene([scene('m', { kind: 'message' })]);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(saved).toEqual([]);
    expect(draft.fault).toMatch(/Scene 1/);
    expect(await draft.flush()).toBe(false);
  });

  it('loses nothing that is changed while it is being saved', async () => {
    const { draft, saved, told } = server();
    let open = (): void => undefined;
    told.gate = new Promise((resolve) => (open = resolve));
    draft.rename('first');
    const flushed = draft.flush();
    expect(draft.isSaving).toBe(true);
    draft.rename('second');
    open();
    expect(await flushed).toBe(true);
    expect(saved.map(({ name }) => name)).toEqual(['first', 'second']);
    expect([draft.name, draft.isUnsaved]).toEqual(['second', false]);
  });

  it('keeps what the server refuses, with its sentence, and does not ask again by itself', async () => {
    const { draft, saved, told } = server();
    told.refusal = new AskError('There is a "R" already; choose another name.', 409, 'name_taken');
    draft.rename('R');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(saved).toHaveLength(1);
    expect([draft.name, draft.error]).toEqual(['R', 'There is a "R" already; choose another name.']);
    told.refusal = null;
    draft.rename('U');
    expect(draft.error).toBeNull();
    expect(await draft.flush()).toBe(true);
  });

  it('is sent again until a server that is away is back', async () => {
    const { draft, told } = server();
    told.refusal = new AskError('The server could not be reached.', 0, 'unreachable');
    draft.rename('R');
    await vi.advanceTimersByTimeAsync(3_000);
    expect(draft.isUnsaved).toBe(true);
    told.refusal = null;
    await vi.advanceTimersByTimeAsync(6_000);
    expect([draft.isUnsaved, draft.error]).toEqual([false, null]);
  });
});
