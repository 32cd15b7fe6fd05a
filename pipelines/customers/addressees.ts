import { threadsOf } from '../conversations/threads-of.ts';
import { personOf, type MentionFact } from '../evidence/evidence.ts';

/**
 * To whom the brand spoke, by outbound mention: the author of the nearest inbound mention up its chain, else the only
 * person of the thread. A reply to an unknown post among several people, or to nobody, is not in the map. Unlike a
 * running clock it knows the whole thread, so a reply whose clock ran ahead of its post still finds its person.
 */
export function addresseesOf(mentions: readonly MentionFact[]): ReadonlyMap<MentionFact, string> {
  const addressees = new Map<MentionFact, string>();
  for (const thread of threadsOf(mentions)) {
    if (!thread.some(({ direction }) => direction === 'outbound')) continue;
    const byId = new Map(thread.map((mention) => [mention.id, mention]));
    const people = new Set(thread.filter(({ opensClock }) => opensClock).map((mention) => personOf(mention)));
    const [only = ''] = people;
    const upTheChain = chains(byId);
    for (const mention of thread) {
      if (mention.direction === 'inbound') continue;
      const person = upTheChain(mention) ?? (people.size === 1 ? only : '');
      if (person !== '') addressees.set(mention, person);
    }
  }
  return addressees;
}

/** The person at the top of a chain of replies. What was found is kept, so that a long chain is walked once. */
function chains(byId: ReadonlyMap<string, MentionFact>): (reply: MentionFact) => string | undefined {
  const found = new Map<string, string | undefined>();
  return (reply) => {
    const passed = new Set<string>();
    let at: MentionFact | undefined = reply;
    while (at?.direction === 'outbound' && !found.has(at.id) && !passed.has(at.id)) {
      passed.add(at.id);
      at = byId.get(at.inReplyTo);
    }
    const person =
      at === undefined ? undefined : at.direction === 'inbound' ? personOf(at) : found.get(at.id);
    for (const id of passed) found.set(id, person);
    return person;
  };
}
