import type { Scene } from '../../../schema/contracts/displays.ts';
import { keep, pick, play, skip, type Heard, type Playing } from './playing.ts';

/** A remote control is sat upon; a screen that hangs for nobody must not stand still for ever. */
const LONGEST_PAUSE_MS = 15 * 60_000;

/** Which scene a display shows. To be told the time again and again: it has no clock of its own. */
export class Player {
  #playing = $state.raw<Playing | null>(null);
  #pausedAt = $state<number | null>(null);

  get playing(): Playing | null {
    return this.#playing;
  }
  get isPaused(): boolean {
    return this.#pausedAt !== null;
  }

  step(scenes: readonly Scene[], heard: Heard, now: number): void {
    if (this.#pausedAt !== null) {
      const kept = this.#playing === null ? null : keep(scenes, this.#playing);
      if (kept !== null && now - this.#pausedAt < LONGEST_PAUSE_MS) {
        this.#playing = kept;
        return;
      }
      this.#resume(now, this.#pausedAt);
    }
    this.#playing = play(scenes, heard, now, this.#playing);
  }

  skip(scenes: readonly Scene[], now: number, step: number): void {
    if (this.#pausedAt !== null) this.#pausedAt = now;
    this.#playing = skip(scenes, now, this.#playing, step);
  }

  /** Goes to a scene; does nothing when it is there already, or nowhere. */
  show(scenes: readonly Scene[], now: number, id: string): void {
    if (this.#playing?.scene.id === id) return;
    this.#playing = pick(scenes, now, id) ?? this.#playing;
  }

  togglePause(now: number): void {
    if (this.#pausedAt === null) this.#pausedAt = now;
    else this.#resume(now, this.#pausedAt);
  }

  resume(now: number): void {
    if (this.#pausedAt !== null) this.#resume(now, this.#pausedAt);
  }

  /** The time that stood still does not count. */
  #resume(now: number, pausedAt: number): void {
    this.#pausedAt = null;
    const current = this.#playing;
    if (current === null) return;
    const pausedMs = now - pausedAt;
    this.#playing = { ...current, since: current.since + pausedMs, until: current.until + pausedMs };
  }
}
