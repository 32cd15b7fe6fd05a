const KEY = 'brandwall.who';

function remembered(): string {
  try {
    return localStorage.getItem(KEY) ?? '';
  } catch {
    return '';
  }
}

/** Who sits at this desk, by their own word: it is written beside what they publish, and is no login. */
export class Who {
  #name = $state(remembered());

  get name(): string {
    return this.#name;
  }

  set name(name: string) {
    this.#name = name;
    try {
      localStorage.setItem(KEY, name.trim());
    } catch {
      // Then it is asked for again when the page is next opened.
    }
  }
}

/** What is said to somebody who has not said who they are. */
export const WHO_FIRST = 'Write your name first: it is kept beside what you do here.';
