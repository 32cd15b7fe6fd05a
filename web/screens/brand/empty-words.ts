import type { Board, BoardPart } from '../../../schema/contracts/board.ts';

/** Why a part of a board shows nothing: too much was said for it to be read, or nothing is there. Null when it shows something. */
export function emptyWords(
  { missing, cut }: Pick<Board, 'missing' | 'cut'>,
  part: BoardPart,
  isEmpty: boolean,
  nothing: string,
): string | null {
  if (!isEmpty) return null;
  if (!missing.includes(part)) return nothing;
  if (part === 'risk') return 'Too much was said in the last three months to read who may leave.';
  return cut.range === null
    ? 'Too much was said in this span to read it: pick a shorter one, or a part of it.'
    : 'Too much was said then to read it: pick a shorter part.';
}
