import { screenAt, type Screen } from './route.ts';

/** The address bar: which screen, and by what it is filtered. Links within the page change it without a reload. */
export class Route {
  #path = $state(location.pathname);
  #search = $state(location.search);
  #screen = $derived(screenAt(this.#path));

  get screen(): Screen {
    return this.#screen;
  }

  /** A parameter of the query, or null. */
  param(name: string): string | null {
    // eslint-disable-next-line svelte/prefer-svelte-reactivity -- made, read and thrown away
    return new URLSearchParams(this.#search).get(name);
  }

  /** Goes to a path of this page; the theme stays. */
  go(path: string): void {
    if (path === this.#path) return;
    const theme = this.param('theme');
    history.pushState(null, '', theme === null ? path : `${path}?theme=${encodeURIComponent(theme)}`);
    this.#read();
    window.scrollTo(0, 0);
  }

  /** Sets parameters of the query, or takes them out with null. "Back" undoes it. */
  set(params: Readonly<Record<string, string | null>>): void {
    // eslint-disable-next-line svelte/prefer-svelte-reactivity -- made, read and thrown away
    const query = new URLSearchParams(this.#search);
    for (const [name, value] of Object.entries(params))
      if (value === null) query.delete(name);
      else query.set(name, value);
    const search = query.toString();
    if (`?${search}` === this.#search || search === this.#search) return;
    history.pushState(history.state, '', `${this.#path}${search === '' ? '' : `?${search}`}${location.hash}`);
    this.#read();
  }

  /** Follows "back" and links. Returns what ends it. */
  start(): () => void {
    const follow = (): void => this.#read();
    const click = (event: MouseEvent): void => {
      if (event.defaultPrevented || event.button !== 0) return;
      if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
      const link = event.target instanceof Element ? event.target.closest('a[data-screen]') : null;
      const path = link?.getAttribute('href');
      if (typeof path !== 'string') return;
      event.preventDefault();
      this.go(path);
    };
    window.addEventListener('popstate', follow);
    document.addEventListener('click', click);
    return () => {
      window.removeEventListener('popstate', follow);
      document.removeEventListener('click', click);
    };
  }

  #read(): void {
    this.#path = location.pathname;
    this.#search = location.search;
  }
}
