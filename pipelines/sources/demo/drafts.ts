import type { IncidentTheme } from './phrases/phrasebook.ts';
import type { Mood, Profile } from './profiles.ts';

/** Someone says that they leave the brand, or that they have come to it. */
export type Turn = 'leaving' | 'joining';

/** What starts a conversation. Its text is written only when somebody reads it. */
export interface Opening {
  readonly id: string;
  readonly at: number;
  /** Index of the brand. */
  readonly brand: number;
  readonly profile: Profile;
  readonly channel: string;
  readonly mood: Mood;
  readonly turn: Turn | null;
  readonly theme: IncidentTheme | null;
  /** Number of the account that wrote it. */
  readonly by: number;
}

export type DraftKind =
  | 'opening'
  | 'human-reply'
  | 'second-reply'
  | 'auto-reply'
  | 'thanks'
  | 'detail'
  | 'protest'
  | 'nag'
  | 'stay'
  | 'repost'
  | 'campaign'
  | 'statement'
  | 'resolved';

/** One mention to come: when, by whom, in answer to what. */
export interface Draft {
  readonly id: string;
  readonly at: number;
  readonly kind: DraftKind;
  readonly opening: Opening;
  /** Id of the mention it answers or passes on, '' for none. */
  readonly parent: string;
  /** Number of the account that wrote it; the brand's own words ignore it. */
  readonly by: number;
}
