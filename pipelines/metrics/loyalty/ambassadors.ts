import { personOf, within, type Evidence, type MentionFact } from '../../evidence/evidence.ts';
import type { Window } from '../family.ts';
import { stanceOf, tones } from './loyalty.ts';

export interface Ambassador {
  /** Null: an account no customer is known of. */
  readonly customer: string | null;
  /** Where they were heard last. */
  readonly channel: string;
  readonly account: string;
  readonly positives: number;
  /** Audience of their largest account, paid promotion left out. */
  readonly reach: number;
  /** `positives · max(1, reach)`: what the list is sorted by. */
  readonly weight: number;
}

/** Advocates of a window by positive mentions times reach, at most `limit`; what looks automated is left out. */
export function ambassadorsOf(evidence: Evidence, { from, to }: Window, limit: number): Ambassador[] {
  const heard = within(evidence.mentions, from, Math.min(to, evidence.asOf)).filter(
    ({ direction, suspected }) => direction === 'inbound' && !suspected,
  );
  const people = heard.reduce(tones.add, tones.empty());
  const last = new Map<string, { readonly mention: MentionFact; readonly reach: number }>();
  for (const mention of heard) {
    const reach = last.get(personOf(mention))?.reach ?? 0;
    last.set(personOf(mention), {
      mention,
      reach: mention.promoted ? reach : Math.max(reach, mention.followers),
    });
  }
  return [...people]
    .flatMap(([person, tone]): Ambassador[] => {
      const found = last.get(person);
      if (found === undefined || stanceOf(tone) !== 'advocate') return [];
      const { mention, reach } = found;
      const { customer, channel, author: account } = mention;
      const weight = tone.positive * Math.max(1, reach);
      return [{ customer, channel, account, positives: tone.positive, reach, weight }];
    })
    .sort((a, b) => b.weight - a.weight || compare(a.channel, b.channel) || compare(a.account, b.account))
    .slice(0, Math.max(0, limit));
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
