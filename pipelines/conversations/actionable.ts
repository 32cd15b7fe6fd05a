import type { Direction, Kind } from '../../schema/contracts/mention.ts';

export interface Utterance {
  readonly direction: Direction;
  readonly kind: Kind;
  /** Reading it said that a person of the brand should answer. */
  readonly actionable: boolean;
}

/** What a mention means to the clocks of a conversation: nobody answers a repost, nor the brand itself. */
export function clockOf({ direction, kind, actionable }: Utterance): {
  opensClock: boolean;
  actionable: boolean;
} {
  const opensClock = direction === 'inbound' && kind !== 'repost';
  return { opensClock, actionable: opensClock && actionable };
}
