/** The screens a scene may show, fetched when they are needed. */
export const SCREENS = {
  wall: () => import('../wall/Wall.svelte'),
  crisis: () => import('../crisis/Crisis.svelte'),
  brand: () => import('../brand/Brand.svelte'),
} as const;

/** Fetches them all ahead: a server that is away when a scene's turn comes would leave it blank. */
export function fetchAhead(): void {
  void Promise.allSettled(Object.values(SCREENS).map((screen) => screen()));
}
