/** One thing that is tried at a time: whether it is under way, and the sentence why it failed. */
export class Attempt {
  #isBusy = $state(false);
  #error = $state<string | null>(null);

  get isBusy(): boolean {
    return this.#isBusy;
  }
  get error(): string | null {
    return this.#error;
  }

  /** Does nothing while another is under way: a button that is pressed twice means one thing. Whether it was done. */
  async run(action: () => Promise<unknown>): Promise<boolean> {
    if (this.#isBusy) return false;
    this.#isBusy = true;
    this.#error = null;
    try {
      await action();
      return true;
    } catch (error) {
      this.#error = error instanceof Error ? error.message : String(error);
      return false;
    } finally {
      this.#isBusy = false;
    }
  }

  /** Says this instead of trying. */
  refuse(sentence: string): void {
    this.#error = sentence;
  }

  forget(): void {
    this.#error = null;
  }
}
