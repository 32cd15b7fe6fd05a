import { DEMO_BRANDS } from './brands.ts';
import { surge, type Incident } from './incidents.ts';
import { PROFILES, type Mood } from './profiles.ts';
import { Random } from './random.ts';
import { busyness, LocalTime, localWeekday } from './rhythm.ts';

const MINUTE_MS = 60_000;
const DAY_MINUTES = 1_440;

/** How busy and in what mood each brand's world is, minute by minute. */
export class Pulse {
  readonly locals = DEMO_BRANDS.map((brand) => new LocalTime(brand.zone ?? 'UTC'));
  readonly #seed: number;

  constructor(seed: number) {
    this.#seed = seed;
  }

  /** Expected openings in a minute without incidents: time of day, day of the week, and a slow wander of the hour. */
  usual(brand: number, minute: number): number {
    const profile = PROFILES[brand]!;
    const local = this.locals[brand]!.of(minute * MINUTE_MS);
    const wander = 0.8 + 0.4 * this.#drift(brand, minute, 40);
    return (
      (profile.perDay / DAY_MINUTES) *
      busyness(profile.day, local) *
      profile.weekday[localWeekday(local)]! *
      wander
    );
  }

  /** Expected openings beside the usual ones. Trouble at night still wakes people: it counts at least half of an average minute. */
  extra(brand: number, minute: number, incident: Incident, usual: number): number {
    const height = incident.brand === brand ? surge(incident, minute * MINUTE_MS) : 0;
    return (incident.peak - 1) * height * Math.max(usual, (0.5 * PROFILES[brand]!.perDay) / DAY_MINUTES);
  }

  moods(brand: number, minute: number): Readonly<Record<Mood, number>> {
    const { moods } = PROFILES[brand]!;
    const sway = 0.75 + 0.5 * this.#drift(brand + 100, minute, 180);
    return { ...moods, positive: moods.positive * sway, negative: moods.negative * (2 - sway) };
  }

  /** 0 … 1, moving smoothly from one random value to the next every `step` minutes. */
  #drift(salt: number, minute: number, step: number): number {
    const block = Math.floor(minute / step);
    const left = new Random(this.#seed, 0xd1, salt, block).next();
    const right = new Random(this.#seed, 0xd1, salt, block + 1).next();
    const part = minute / step - block;
    return left + (right - left) * part * part * (3 - 2 * part);
  }
}
