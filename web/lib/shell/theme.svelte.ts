export type ThemeName = 'dark' | 'light';

const KEY = 'brandwall.theme';
const isTheme = (value: unknown): value is ThemeName => value === 'dark' || value === 'light';

/** Storage may be forbidden in a kiosk; the wall then simply forgets. */
function remembered(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

/** Dark unless asked otherwise: by `?theme=`, else by what was chosen here before. */
export class Theme {
  #name = $state<ThemeName>('dark');

  constructor(search: string) {
    // eslint-disable-next-line svelte/prefer-svelte-reactivity -- read once, never changed
    const asked = new URLSearchParams(search).get('theme');
    const before = remembered();
    this.#name = isTheme(asked) ? asked : isTheme(before) ? before : 'dark';
    this.#show();
  }

  get name(): ThemeName {
    return this.#name;
  }

  toggle(): void {
    this.#name = this.#name === 'dark' ? 'light' : 'dark';
    this.#show();
    try {
      localStorage.setItem(KEY, this.#name);
    } catch {
      // The choice holds until the page is closed.
    }
  }

  /** Shows the one a display is told to, without remembering it as a choice of anybody's. */
  follow(name: ThemeName): void {
    if (name === this.#name) return;
    this.#name = name;
    this.#show();
  }

  #show(): void {
    document.documentElement.dataset.theme = this.#name;
  }
}
