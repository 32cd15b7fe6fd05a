import type { QueryParams } from '../../schema/clickhouse/store.ts';
import type { ThreadEvent } from '../../pipelines/conversations/first-responses.ts';
import { parts } from './lists.ts';

/** A thread that goes on and on is followed this far; first responses are made early. */
const THREAD_ROUNDS = 50;
const THREAD_MENTIONS = 100_000;

/** Follows replies and conversations of one source from these mentions until nothing new turns up. */
export async function follow<Event extends ThreadEvent>(
  mentions: (where: string, params: QueryParams) => Promise<Event[]>,
  source: string,
  seeds: readonly ThreadEvent[],
): Promise<Event[]> {
  const found = new Map<string, Event>();
  const asked = { ids: new Set<string>(), conversations: new Set<string>() };
  let frontier: readonly ThreadEvent[] = seeds;
  for (
    let round = 0;
    round < THREAD_ROUNDS && frontier.length > 0 && found.size < THREAD_MENTIONS;
    round += 1
  ) {
    const ids = news(
      asked.ids,
      frontier.flatMap(({ id, inReplyTo }) => (inReplyTo === '' ? [id] : [id, inReplyTo])),
    );
    const conversations = news(
      asked.conversations,
      frontier.map(({ conversation }) => conversation).filter((name) => name !== ''),
    );
    const next: Event[] = [];
    for (const part of parts(ids))
      next.push(
        ...(await mentions(
          'source = {source:String} AND (id IN {refs:Array(String)} OR in_reply_to IN {refs:Array(String)})',
          { source, refs: part },
        )),
      );
    for (const part of parts(conversations))
      next.push(
        ...(await mentions('source = {source:String} AND conversation IN {refs:Array(String)}', {
          source,
          refs: part,
        })),
      );
    const fresh = next.filter(({ id }) => !found.has(id));
    for (const mention of fresh) found.set(mention.id, mention);
    frontier = fresh;
  }
  return [...found.values()];
}

/** Notes the names and returns those that were not noted before. */
function news(noted: Set<string>, names: readonly string[]): string[] {
  const fresh = [...new Set(names)].filter((name) => !noted.has(name));
  for (const name of fresh) noted.add(name);
  return fresh;
}
