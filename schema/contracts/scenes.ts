/** Plain words of displays, apart from their schemas: a page that needs these does not need a validator. */

/** What a screen shows. `wall`: every brand; `brand`: one; `crisis`: the desk's view; `message`: words of your own. */
export const SCENE_KINDS = ['wall', 'brand', 'crisis', 'message'] as const;
export type SceneKind = (typeof SCENE_KINDS)[number];

/** How far back a scene looks. */
export const SPANS = ['1d', '7d', '30d'] as const;
export type Span = (typeof SPANS)[number];

/**
 * When a scene is shown; when none of a playlist is, the first is. `trouble`: a brand is on watch or alert (its own brand
 * for a brand's scene); `alert`: on alert; `calm`: none is on watch or alert; `heard`: something was said in the last hour.
 */
export const SCENE_CONDITIONS = ['always', 'trouble', 'alert', 'calm', 'heard'] as const;
export type SceneCondition = (typeof SCENE_CONDITIONS)[number];

export const DISPLAY_LIMITS = { displays: 500, playlists: 200, scenes: 50, versions: 50 } as const;

export const DISPLAY_THEMES = ['dark', 'light'] as const;

/** `new WebSocket(url, [DISPLAY_PROTOCOL, token])`: browsers cannot send headers with a socket. */
export const DISPLAY_PROTOCOL = 'brandwall.display';
/** Close code of a socket whose token is not, or no longer, good: the screen forgets it and asks for a code. */
export const REVOKED = 4401;
