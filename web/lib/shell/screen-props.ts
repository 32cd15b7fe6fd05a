import type { LiveClient } from '../live/live.svelte.ts';
import type { Openings } from '../open/openings.svelte.ts';
import type { ThemeName } from './theme.svelte.ts';

/** What every screen is given. Screens fill the room below the header, on a desk as on a display. */
export interface ScreenProps {
  readonly live: LiveClient;
  readonly theme: ThemeName;
  /** Opens numbers; on a display nobody can. */
  readonly openings: Openings;
}
