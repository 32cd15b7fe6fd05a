import { createBrandBook } from '../../pipelines/brands/brand-book.ts';
import { parseMention, type ParseContext, type Parsed } from '../../pipelines/parse/parse-mention.ts';
import type { Mention } from '../../schema/contracts/mention.ts';
import { MINUTE, NOON } from '../helpers/mentions.ts';

export const ROW = {
  id: 'm1',
  source: 'feed',
  channel: 'twitter',
  at: '2026-03-04T11:59:00Z',
  text: 'Hello.',
  brand: 'acme',
};

/** Two configured brands and room for one more; it is noon. */
export const context = (maxDiscovered = 1): ParseContext => ({
  channels: new Set(['twitter', 'email']),
  brands: createBrandBook(
    [
      { id: 'acme', name: 'Acme', handles: ['acme', 'AcmeHelp'], keywords: ['acme'] },
      { id: 'zoom', name: 'Zoom', handles: ['zoom'], hashtags: ['zoomed'] },
    ],
    { maxDiscovered },
  ),
  time: { now: NOON, maxFutureSkewMs: MINUTE },
});

/** What comes of the row with these changes; a field that is undefined is left out, as JSON does. */
export function parse(changes: object = {}, within = context()): Parsed {
  const fields = Object.entries({ ...ROW, ...changes }).filter(([, value]) => value !== undefined);
  return parseMention(Object.fromEntries(fields), within);
}

/** The mention; fails with the reason when there is none. */
export function accepted(changes: object = {}, within = context()): Mention {
  const parsed = parse(changes, within);
  if (!parsed.ok) throw new Error(`${parsed.code}: ${parsed.reason}`);
  return parsed.mention;
}

/** The code of the rejection, or `taken`. */
export function fate(changes: object, within = context()): string {
  const parsed = parse(changes, within);
  return parsed.ok ? 'taken' : parsed.code;
}
