import type { DisplayProgram, Pairing, PairingAnswer } from '../../../schema/contracts/displays.ts';
import { isBag, isNumber, isText, isUnsetOr } from '../live/guards.ts';
import { parseProgram } from '../live/program.ts';

/** A code and its claim; null when the answer is none. */
export function parsePairing(value: unknown): Pairing | null {
  if (!isBag(value)) return null;
  const { code, claim, expiresAt } = value;
  if (!isText(code) || !/^\d{6}$/.test(code) || !isText(claim) || !isNumber(expiresAt)) return null;
  return { code, claim, expiresAt };
}

export function parsePairingAnswer(value: unknown): PairingAnswer | null {
  if (!isBag(value)) return null;
  const { state, token } = value;
  if (!isUnsetOr(token, isText)) return null;
  if (state === 'paired') return isText(token) ? { state, token } : null;
  return state === 'waiting' || state === 'expired' ? { state } : null;
}

/** The draft of a playlist as a program, out of the answer about all displays; null when there is none. */
export function parseDraft(value: unknown, id: string): DisplayProgram | null {
  if (!isBag(value) || !Array.isArray(value.playlists)) return null;
  const lists: readonly unknown[] = value.playlists;
  const list = lists.find((one) => isBag(one) && one.id === id);
  if (!isBag(list)) return null;
  return parseProgram({
    display: { id: 'preview', name: list.name, theme: 'dark', lobbySafe: false, quietHours: null },
    version: 0,
    scenes: list.draft,
    takeover: null,
  });
}
