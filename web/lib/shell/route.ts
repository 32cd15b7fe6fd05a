export type Screen =
  | { readonly name: 'wall' }
  | { readonly name: 'brand'; readonly brand: string }
  | { readonly name: 'crisis' }
  | { readonly name: 'displays' }
  | { readonly name: 'display' };

/** The screen at a path. What is no screen shows the wall: a mistyped address must not leave a monitor blank. */
export function screenAt(path: string): Screen {
  const [, first = '', second = ''] = path.split('/');
  if (first === 'crisis' || first === 'displays' || first === 'display') return { name: first };
  const brand = first === 'brand' ? decoded(second) : '';
  return brand === '' ? { name: 'wall' } : { name: 'brand', brand };
}

export const pathOf = (screen: Screen): string =>
  screen.name === 'brand' ? `/brand/${encodeURIComponent(screen.brand.toWellFormed())}` : `/${screen.name}`;

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
