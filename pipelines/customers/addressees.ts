import { threadsOf } from '../conversations/threads-of.ts';
import { personOf, type MentionFact } from '../evidence/evidence.ts';

/** Names a row of a feed. */
export const keyOf = (source: string, id: string): string => `${source}\u0000${id}`;

/**
 * To whom the brand spoke, by outbound mention: the author of the nearest inbound mention up its chain, else the only
 * person of the thread. A reply to an unknown post among several people, or to nobody, is not in the map. Unlike a
 * running clock it knows the whole thread, so a reply whose clock ran ahead of its post still finds its person.
 * `byKey` holds the same mentions by their `keyOf`.
 */
export function addresseesOf(
  mentions: readonly MentionFact[],
  byKey: ReadonlyMap<string, MentionFact>,
): ReadonlyMap<MentionFact, string> {
  const addressees = new Map<MentionFact, string>();
  const lost = new Set<MentionFact>();
  const upTheChain = chains(byKey);
  for (const mention of mentions) {
    if (mention.direction === 'inbound') continue;
    const person = upTheChain(mention);
    if (person === undefined) lost.add(mention);
    else if (person !== '') addressees.set(mention, person);
  }
  // Most chains lead somewhere, and putting threads together is the dear part.
  if (lost.size === 0) return addressees;
  for (const thread of threadsOf(mentions)) {
    const replies = thread.filter((mention) => lost.has(mention));
    if (replies.length === 0) continue;
    const people = new Set(thread.filter(({ opensClock }) => opensClock).map((mention) => personOf(mention)));
    const [only = ''] = people;
    if (people.size === 1 && only !== '') for (const mention of replies) addressees.set(mention, only);
  }
  return addressees;
}

/** The person at the top of a chain of replies. What was found is kept, so that a long chain is walked once. */
function chains(byKey: ReadonlyMap<string, MentionFact>): (reply: MentionFact) => string | undefined {
  const found = new Map<MentionFact, string | undefined>();
  return (reply) => {
    const passed = new Set<MentionFact>();
    let at: MentionFact | undefined = reply;
    while (at?.direction === 'outbound' && !found.has(at) && !passed.has(at)) {
      passed.add(at);
      at = byKey.get(keyOf(at.source, at.inReplyTo));
    }
    const person = at === undefined ? undefined : at.direction === 'inbound' ? personOf(at) : found.get(at);
    for (const mention of passed) found.set(mention, person);
    return person;
  };
}
