/** Each screen of a desk is fetched when it is asked for; asked for again it is there. */
export const SCREENS = {
  wall: () => import('./wall/Wall.svelte'),
  brand: () => import('./brand/Brand.svelte'),
  crisis: () => import('./crisis/Crisis.svelte'),
  displays: () => import('./displays/Displays.svelte'),
};
