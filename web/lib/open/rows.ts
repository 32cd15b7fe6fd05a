import { isBag, isCount, isText } from '../live/guards.ts';

/** What became of the rows of one stream since the server started. */
export interface StreamRows {
  readonly stream: string;
  readonly accepted: number;
  readonly duplicates: number;
  readonly rejected: number;
  readonly turnedAway: number;
}

/** The streams in an answer of `GET /api/streams`; null: it is no such answer. */
export function parseStreams(answer: unknown): readonly StreamRows[] | null {
  if (!isBag(answer) || !isBag(answer.streams)) return null;
  return Object.entries(answer.streams).flatMap(([stream, counts]): StreamRows[] => {
    if (!isBag(counts)) return [];
    const { accepted, duplicates, rejected, turnedAway } = counts;
    if (!isCount(accepted) || !isCount(duplicates) || !isCount(rejected) || !isCount(turnedAway)) return [];
    return [{ stream, accepted, duplicates, rejected, turnedAway }];
  });
}

/** A row that was rejected. Reason and row are hostile until tamed. */
export interface RejectedRow {
  readonly id: string;
  readonly stream: string;
  readonly at: number;
  readonly reason: string;
  readonly row: string;
}

export interface RejectedRows {
  /** Newest first. */
  readonly rows: readonly RejectedRow[];
  /** How many are kept, and how many were not because too many came at once. */
  readonly kept: number;
  readonly dropped: number;
}

const MOST = 100;
export const REJECTED_URL = `/api/dead-letters?limit=${MOST}`;

/** The rows in an answer of `GET /api/dead-letters`; null: it is no such answer. */
export function parseRejected(answer: unknown): RejectedRows | null {
  if (!isBag(answer) || !Array.isArray(answer.deadLetters)) return null;
  const { open, dropped } = answer;
  if (!isCount(open) || !isCount(dropped)) return null;
  const rows = answer.deadLetters.flatMap((letter: unknown): RejectedRow[] => {
    if (!isBag(letter)) return [];
    const { id, stream, reason, payload, rejectedAt } = letter;
    if (!isText(id) || !isText(stream) || !isText(reason) || !isText(payload) || !isText(rejectedAt))
      return [];
    const at = Date.parse(rejectedAt);
    return Number.isNaN(at) ? [] : [{ id, stream, at, reason, row: payload }];
  });
  return { rows, kept: open, dropped };
}
