import type { MentionInput } from '../../../schema/contracts/mention.ts';
import { DEMO_BRANDS } from './brands.ts';
import type { Draft, Opening } from './drafts.ts';
import { incidentAround, surge, type Incident } from './incidents.ts';
import { somebody } from './people.ts';
import { PROFILES, type Mood } from './profiles.ts';
import { hashText, Random } from './random.ts';
import { busyness, LocalTime, localWeekday } from './rhythm.ts';
import { HORIZON_MS, thread } from './threads.ts';
import { write } from './write.ts';

const MINUTE_MS = 60_000;
const HORIZON_MINUTES = HORIZON_MS / MINUTE_MS + 1;
/** Minutes behind the newest one that can be read again without starting over. */
const KEPT_MINUTES = 5;
const DAY_MINUTES = 1_440;

const byTime = (a: Draft, b: Draft): number => a.at - b.at || (a.id < b.id ? -1 : 1);

/**
 * A made-up world of six brands that is the same for everyone who knows its seed: what happens in a minute depends on
 * the seed and the minute alone, so any cut of the time line into pieces yields the same mentions.
 *
 * Reading forward is cheap (a second costs well under a millisecond); a jump back or far ahead looks back over
 * `HORIZON_MS` of openings once, for answers that fall due. Memory is bounded by that horizon.
 */
export class DemoWorld {
  readonly #seed: number;
  readonly #locals = DEMO_BRANDS.map((brand) => new LocalTime(brand.zone ?? 'UTC'));
  /** Drafts by the minute they fall due. */
  readonly #due = new Map<number, Draft[]>();
  readonly #sorted = new Set<number>();
  /** Openings of minutes in [first, next) have been laid out. */
  #first = 0;
  #next = 0;
  /** No minute before this one is held. */
  #oldest = 0;

  constructor(seed: number | string) {
    this.#seed = typeof seed === 'number' ? seed : hashText(seed);
  }

  /**
   * The mentions with `from ≤ at < to`, epoch milliseconds, in order of time.
   * Fields are those of the ingest contract; ids repeat when the same moment is generated again.
   */
  *mentions(from: number, to: number): Generator<MentionInput> {
    for (let minute = Math.floor(from / MINUTE_MS); minute * MINUTE_MS < to; minute++) {
      for (const draft of this.#minute(minute)) {
        if (draft.at >= to) return;
        if (draft.at >= from) yield write(this.#seed, draft);
      }
    }
  }

  #minute(minute: number): readonly Draft[] {
    const earliest = minute - HORIZON_MINUTES;
    if (earliest < this.#first || earliest > this.#next) {
      this.#due.clear();
      this.#sorted.clear();
      this.#first = this.#next = this.#oldest = earliest;
    }
    while (this.#next <= minute) this.#layOut(this.#next++);
    // Everything before `kept` can no longer be answered from here: asking for it starts over.
    const kept = minute - KEPT_MINUTES;
    for (; this.#oldest < kept; this.#oldest++) {
      this.#due.delete(this.#oldest);
      this.#sorted.delete(this.#oldest);
    }
    this.#first = Math.max(this.#first, kept - HORIZON_MINUTES);
    const drafts = this.#due.get(minute) ?? [];
    if (!this.#sorted.has(minute)) {
      drafts.sort(byTime);
      this.#sorted.add(minute);
    }
    return drafts;
  }

  #layOut(minute: number): void {
    const incident = incidentAround(this.#seed, minute * MINUTE_MS, PROFILES.length);
    for (let brand = 0; brand < PROFILES.length; brand++) {
      const random = new Random(this.#seed, brand, minute);
      for (const opening of this.#openings(brand, minute, random, incident)) {
        this.#add({ id: opening.id, at: opening.at, kind: 'opening', opening, parent: '', by: opening.by });
        for (const draft of thread(opening, random, this.#locals[brand]!)) this.#add(draft);
      }
      this.#announce(brand, minute, random, incident);
    }
  }

  *#openings(brand: number, minute: number, random: Random, incident: Incident): Generator<Opening> {
    const profile = PROFILES[brand]!;
    const at = minute * MINUTE_MS;
    const usual = this.#usual(brand, minute);
    const height = incident.brand === brand ? surge(incident, at) : 0;
    // Trouble at night still wakes people: it is measured against at least half of an average minute.
    const extra = (incident.peak - 1) * height * Math.max(usual, (0.5 * profile.perDay) / DAY_MINUTES);
    const normal = random.negativeBinomial(usual, 3);
    const upset = random.negativeBinomial(extra, 6);
    const moods = this.#moods(brand, minute);
    const { incidents } = profile.phrases;
    const theme = incidents[Math.floor(incident.theme * incidents.length)]!;
    for (let index = 0; index < normal + upset; index++) {
      const troubled = index >= normal;
      const mood = troubled ? 'negative' : random.weighted(moods);
      yield {
        id: `${profile.id}-${minute.toString(36)}-${index.toString(36)}`,
        at: at + random.int(MINUTE_MS),
        brand,
        profile,
        channel: random.weighted(profile.channels),
        mood,
        theme: troubled ? theme : null,
        by: somebody(random, brand),
      };
    }
  }

  /** Expected openings in a minute without incidents: time of day, day of the week, and a slow wander of the hour. */
  #usual(brand: number, minute: number): number {
    const profile = PROFILES[brand]!;
    const local = this.#locals[brand]!.of(minute * MINUTE_MS);
    const wander = 0.8 + 0.4 * this.#drift(brand, minute, 40);
    return (
      (profile.perDay / DAY_MINUTES) *
      busyness(profile.day, local) *
      profile.weekday[localWeekday(local)]! *
      wander
    );
  }

  #moods(brand: number, minute: number): Readonly<Record<Mood, number>> {
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

  /** What the brand says without being asked: campaigns by day, a word when trouble starts and when it is over. */
  #announce(brand: number, minute: number, random: Random, incident: Incident): void {
    const profile = PROFILES[brand]!;
    const { incidents } = profile.phrases;
    const say = (kind: 'campaign' | 'statement' | 'resolved', at: number): void => {
      const theme = kind === 'campaign' ? null : incidents[Math.floor(incident.theme * incidents.length)]!;
      const id = `${profile.id}-${minute.toString(36)}-${kind}`;
      const opening: Opening = { id, at, brand, profile, channel: 'twitter', mood: 'remark', theme, by: 0 };
      this.#add({ id, at, kind, opening, parent: '', by: 0 });
    };
    const at = minute * MINUTE_MS;
    const hour = (this.#locals[brand]!.of(at) / 3_600_000) % 24;
    if (random.chance(4 / DAY_MINUTES) && hour >= 8 && hour < 21) say('campaign', at + random.int(MINUTE_MS));
    if (incident.brand !== brand) return;
    if (Math.floor(incident.statementAt / MINUTE_MS) === minute) say('statement', incident.statementAt);
    if (Math.floor(incident.resolvedAt / MINUTE_MS) === minute) say('resolved', incident.resolvedAt);
  }

  #add(draft: Draft): void {
    const minute = Math.floor(draft.at / MINUTE_MS);
    const drafts = this.#due.get(minute);
    if (drafts) drafts.push(draft);
    else this.#due.set(minute, [draft]);
  }
}

/** `DemoWorld.mentions` for one stretch of time. For many stretches in a row keep a `DemoWorld`: it remembers. */
export function* demoMentions(options: {
  seed: number | string;
  from: number;
  to: number;
}): Generator<MentionInput> {
  yield* new DemoWorld(options.seed).mentions(options.from, options.to);
}
