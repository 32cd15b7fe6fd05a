import type { ListedMention } from '../../../schema/contracts/mention-list.ts';
import { formatDuration, formatLeft } from '../format.ts';
import { isBag, isCount, isText } from '../live/guards.ts';
import { isListed } from './mention-page.ts';

/** A conversation that waits. Instants: epoch milliseconds. */
export interface WaitingLine {
  readonly brand: string;
  readonly since: number;
  /** Null: it is never due. */
  readonly dueAt: number | null;
  readonly mention: ListedMention;
}

export interface WaitingLines {
  /** On all pages. */
  readonly total: number;
  readonly lines: readonly WaitingLine[];
}

export interface WaitingQuery {
  readonly order: 'due' | 'oldest';
  /** Only those past their target, or only the others; null: all. */
  readonly overdue: boolean | null;
  /** '': of every brand. */
  readonly brand: string;
  readonly limit: number;
}

export function waitingUrl({ order, overdue, brand, limit }: WaitingQuery): string {
  const query = new URLSearchParams({ order, limit: String(limit) });
  if (overdue !== null) query.set('overdue', String(overdue));
  if (brand !== '') query.set('brand', brand);
  return `/api/waiting?${query}`;
}

/** The list in an answer; a line that is none is left out alone. Null: it is no list. */
export function parseWaiting(answer: unknown): WaitingLines | null {
  if (!isBag(answer) || !Array.isArray(answer.conversations) || !isCount(answer.total)) return null;
  return { total: answer.total, lines: answer.conversations.flatMap(lineIn) };
}

function lineIn(value: unknown): WaitingLine[] {
  if (!isBag(value) || !isText(value.brand) || !isText(value.since) || !isListed(value.mention)) return [];
  const since = Date.parse(value.since);
  const dueAt = isText(value.dueAt) ? Date.parse(value.dueAt) : null;
  if (Number.isNaN(since) || Number.isNaN(dueAt ?? 0)) return [];
  return [{ brand: value.brand, since, dueAt, mention: value.mention }];
}

/** `due in 4 min 10 s`, `overdue by 2 h`; `now`: the clock of the mentions. */
export function dueInWords({ dueAt }: Pick<WaitingLine, 'dueAt'>, now: number): string {
  if (dueAt === null) return 'never due';
  return dueAt > now ? `due in ${formatLeft(dueAt, now)}` : `overdue by ${formatDuration(now - dueAt)}`;
}
