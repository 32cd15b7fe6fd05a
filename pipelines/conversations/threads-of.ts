import type { ThreadEvent } from './first-responses.ts';

export const mentionRef = (source: string, id: string): string => `${source}\u0000m${id}`;
export const conversationRef = (source: string, name: string): string => `${source}\u0000c${name}`;

/** Its own name, then what it is linked to. Ids and conversations are kept apart: a network may number both from 1. */
export function refsOf({ source, id, inReplyTo, conversation }: ThreadEvent): [string, ...string[]] {
  const refs: [string, ...string[]] = [mentionRef(source, id)];
  if (inReplyTo !== '' && inReplyTo !== id) refs.push(mentionRef(source, inReplyTo));
  if (conversation !== '') refs.push(conversationRef(source, conversation));
  return refs;
}

/** Groups events into threads by the same rule, for a batch read back from the store. */
export function threadsOf<Event extends ThreadEvent>(events: readonly Event[]): Event[][] {
  const parent = new Map<string, string>();
  const find = (ref: string): string => {
    let root = ref;
    for (let up = parent.get(root); up !== undefined && up !== root; up = parent.get(root)) root = up;
    for (let at = ref; at !== root;) {
      const next = parent.get(at) ?? root;
      parent.set(at, root);
      at = next;
    }
    return root;
  };
  for (const event of events) {
    const [own, ...links] = refsOf(event);
    if (!parent.has(own)) parent.set(own, own);
    for (const link of links) {
      if (!parent.has(link)) parent.set(link, link);
      parent.set(find(link), find(own));
    }
  }
  const threads = new Map<string, Event[]>();
  for (const event of events) {
    const root = find(refsOf(event)[0]);
    const thread = threads.get(root);
    if (thread === undefined) threads.set(root, [event]);
    else thread.push(event);
  }
  return [...threads.values()];
}
