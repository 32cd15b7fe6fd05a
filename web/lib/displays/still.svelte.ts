const AFTER_MS = 3_000;

/** Whether nobody moves the pointer: an arrow in the middle of a wall is dirt. To be made while a component is. */
export class Still {
  #isStill = $state(true);
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    $effect(() => () => clearTimeout(this.#timer));
  }

  get isStill(): boolean {
    return this.#isStill;
  }

  moved(): void {
    this.#isStill = false;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => (this.#isStill = true), AFTER_MS);
  }
}
