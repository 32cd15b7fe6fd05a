import type { Store } from '../../schema/clickhouse/store.ts';
import { parts } from './lists.ts';

/** Reads texts of mentions, by `source\0id`. */
export type TextSource = (
  mentions: readonly { readonly source: string; readonly id: string }[],
) => Promise<Map<string, string>>;

/** The texts of these mentions, by `source\0id`. Hostile until escaped. */
export async function readTexts(
  store: Store,
  mentions: readonly { readonly source: string; readonly id: string }[],
): Promise<Map<string, string>> {
  const texts = new Map<string, string>();
  for (const part of parts(mentions)) {
    const rows = await store.query<{ source: string; id: string; text: string }>(
      'SELECT source, id, text FROM mentions WHERE id IN {ids:Array(String)} AND source IN {sources:Array(String)}',
      { ids: part.map(({ id }) => id), sources: [...new Set(part.map(({ source }) => source))] },
    );
    for (const { source, id, text } of rows) texts.set(`${source}\u0000${id}`, text);
  }
  return texts;
}
