import type { QueryParams } from '../../schema/clickhouse/store.ts';
import type { ThreadEvent } from '../../pipelines/conversations/first-responses.ts';
import { parts } from './lists.ts';

/** A thread that goes on and on is followed this far; first responses are made early. */
const THREAD_ROUNDS = 50;
const THREAD_MENTIONS = 100_000;

/**
 * Follows replies and conversations of one source from these mentions until nothing new turns up.
 * @param known what need not be read again, such as the seeds themselves
 * @returns what is known, and everything that was read: also the seeds that are stored
 */
export async function follow<Event extends ThreadEvent>(
  mentions: (where: string, params: QueryParams) => Promise<Event[]>,
  source: string,
  seeds: readonly ThreadEvent[],
  known: readonly Event[] = [],
): Promise<Event[]> {
  const found = new Map(known.map((mention) => [mention.id, mention]));
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
    const fresh: Event[] = [];
    for (const params of neighbours(ids, conversations))
      for (const mention of await mentions(NEIGHBOURS, { source, ...params })) {
        if (found.has(mention.id)) continue;
        found.set(mention.id, mention);
        fresh.push(mention);
      }
    frontier = fresh;
  }
  return [...found.values()];
}

const NEIGHBOURS = `source = {source:String} AND (id IN {refs:Array(String)} OR in_reply_to IN {refs:Array(String)}
  OR conversation IN {conversations:Array(String)})`;

/** Both lists in parts, the parts side by side: a statement costs more than what it looks for. */
function neighbours(ids: readonly string[], conversations: readonly string[]): QueryParams[] {
  const [refs, names] = [[...parts(ids)], [...parts(conversations)]];
  return Array.from({ length: Math.max(refs.length, names.length) }, (_, place) => ({
    refs: refs[place] ?? [],
    conversations: names[place] ?? [],
  }));
}

/** Notes the names and returns those that were not noted before. */
function news(noted: Set<string>, names: readonly string[]): string[] {
  const fresh = [...new Set(names)].filter((name) => !noted.has(name));
  for (const name of fresh) noted.add(name);
  return fresh;
}
