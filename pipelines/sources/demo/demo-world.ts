import type { MentionInput } from '../../../schema/contracts/mention.ts';
import { castOf, type Cast } from './cast.ts';
import { contactAfter } from './contacts.ts';
import { deskMinute } from './desk.ts';
import type { Draft, Opening } from './drafts.ts';
import { inOrder, type DemoEvent, type DemoStream } from './events.ts';
import { incidentAround, type Incident } from './incidents.ts';
import { person } from './people.ts';
import { PROFILES } from './profiles.ts';
import { Pulse } from './pulse.ts';
import { hashText, Random } from './random.ts';
import { reactions } from './reactions.ts';
import { HORIZON_MS, thread } from './threads.ts';
import { afterwards, turnOf } from './turns.ts';
import { write } from './write.ts';

const MINUTE_MS = 60_000;
const HORIZON_MINUTES = HORIZON_MS / MINUTE_MS + 1;
/** Minutes behind the newest one that can be read again without starting over. */
const KEPT_MINUTES = 5;
const DAY_MINUTES = 1_440;

/**
 * A made-up world of six brands that is the same for everyone who knows its seed: what happens in a minute depends on
 * the seed and the minute alone, so any cut of the time line into pieces yields the same events.
 *
 * Reading forward is cheap (a second costs well under a millisecond); a jump back or far ahead looks back over
 * `HORIZON_MS` of openings once, for what falls due. Memory is bounded by that horizon.
 */
export class DemoWorld {
  readonly #seed: number;
  readonly #pulse: Pulse;
  readonly #cast: Cast;
  /** Followers by account, worked out when first asked for: at most the population. */
  readonly #followers = new Map<number, number>();
  /** What falls due, by minute. */
  readonly #due = new Map<number, DemoEvent[]>();
  readonly #sorted = new Set<number>();
  /** Openings of minutes in [first, next) have been laid out. */
  #first = 0;
  #next = 0;
  /** No minute before this one is held. */
  #oldest = 0;

  constructor(seed: number | string) {
    this.#seed = typeof seed === 'number' ? seed : hashText(seed);
    this.#pulse = new Pulse(this.#seed);
    this.#cast = castOf(this.#seed);
  }

  /**
   * What happens in `from ≤ at < to`, epoch milliseconds, in order of time, of the streams that are wanted or of all.
   * Identities are not among it: they belong to no moment, see `identities`. Fields are those of the ingest contracts;
   * ids repeat when the same moment is generated again.
   */
  *events<S extends DemoStream = DemoStream>(
    from: number,
    to: number,
    wanted?: readonly S[],
  ): Generator<DemoEvent<S>> {
    const names: readonly DemoStream[] | undefined = wanted;
    for (let minute = Math.floor(from / MINUTE_MS); minute * MINUTE_MS < to; minute++) {
      for (const event of this.#minute(minute)) {
        if (event.at >= to) return;
        if (event.at >= from && (names === undefined || names.includes(event.stream)))
          yield event as DemoEvent<S>;
      }
    }
  }

  /** How many events it holds: those of the last minutes and of the hours to come. */
  get held(): number {
    let count = 0;
    for (const events of this.#due.values()) count += events.length;
    return count;
  }

  /** The mentions alone. */
  *mentions(from: number, to: number): Generator<MentionInput> {
    for (const { row } of this.events(from, to, ['mentions'])) yield row();
  }

  #minute(minute: number): readonly DemoEvent[] {
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
    const events = this.#due.get(minute) ?? [];
    if (!this.#sorted.has(minute)) {
      events.sort(inOrder);
      this.#sorted.add(minute);
    }
    return events;
  }

  #layOut(minute: number): void {
    const seed = this.#seed;
    const incident = incidentAround(seed, minute * MINUTE_MS, PROFILES.length);
    for (let brand = 0; brand < PROFILES.length; brand++) {
      const random = new Random(seed, brand, minute);
      const local = this.#pulse.locals[brand]!;
      const usual = this.#pulse.usual(brand, minute);
      const extra = this.#pulse.extra(brand, minute, incident, usual);
      for (const opening of this.#openings(brand, minute, random, incident, usual, extra)) {
        const answers = [...thread(opening, random, local, this.#cast)];
        this.#say({ id: opening.id, at: opening.at, kind: 'opening', opening, parent: '', by: opening.by });
        for (const draft of answers) this.#say(draft);
        for (const draft of afterwards(seed, opening, answers)) this.#say(draft);
        for (const event of contactAfter(seed, opening, answers, local)) this.#add(event);
        for (const event of reactions(seed, opening, answers, this.#followersOf(opening.by), local))
          this.#add(event);
      }
      const expected = usual + extra;
      for (const event of deskMinute({ seed, brand, minute, expected, cast: this.#cast, local }))
        this.#add(event);
      this.#announce(brand, minute, random, incident);
    }
  }

  *#openings(
    brand: number,
    minute: number,
    random: Random,
    incident: Incident,
    usual: number,
    extra: number,
  ): Generator<Opening> {
    const profile = PROFILES[brand]!;
    const normal = random.negativeBinomial(usual, 3);
    const upset = random.negativeBinomial(extra, 6);
    const moods = this.#pulse.moods(brand, minute);
    const { incidents } = profile.phrases;
    const theme = incidents[Math.floor(incident.theme * incidents.length)]!;
    for (let index = 0; index < normal + upset; index++) {
      const troubled = index >= normal;
      const mood = troubled ? 'negative' : random.weighted(moods);
      const id = `${profile.id}-${minute.toString(36)}-${index.toString(36)}`;
      const turn = turnOf(this.#seed, id, mood, troubled);
      const at = minute * MINUTE_MS + random.int(MINUTE_MS);
      const channel = random.weighted(profile.channels);
      const part = turn === 'leaving' ? turn : mood;
      yield {
        id,
        at,
        brand,
        profile,
        channel,
        mood,
        turn,
        theme: troubled ? theme : null,
        by: this.#cast.author(brand, channel, part, random.next()),
      };
    }
  }

  /** What the brand says without being asked: campaigns by day, a word when trouble starts and when it is over. */
  #announce(brand: number, minute: number, random: Random, incident: Incident): void {
    const profile = PROFILES[brand]!;
    const { incidents } = profile.phrases;
    const say = (kind: 'campaign' | 'statement' | 'resolved', at: number): void => {
      const theme = kind === 'campaign' ? null : incidents[Math.floor(incident.theme * incidents.length)]!;
      const id = `${profile.id}-${minute.toString(36)}-${kind}`;
      const about = { id, at, brand, profile, channel: 'twitter', by: 0 } as const;
      const opening: Opening = { ...about, mood: 'remark', turn: null, theme };
      this.#say({ id, at, kind, opening, parent: '', by: 0 });
    };
    const at = minute * MINUTE_MS;
    const hour = (this.#pulse.locals[brand]!.of(at) / 3_600_000) % 24;
    if (random.chance(4 / DAY_MINUTES) && hour >= 8 && hour < 21) say('campaign', at + random.int(MINUTE_MS));
    if (incident.brand !== brand) return;
    if (Math.floor(incident.statementAt / MINUTE_MS) === minute) say('statement', incident.statementAt);
    if (Math.floor(incident.resolvedAt / MINUTE_MS) === minute) say('resolved', incident.resolvedAt);
  }

  #say(draft: Draft): void {
    this.#add({ stream: 'mentions', id: draft.id, at: draft.at, row: () => write(this.#seed, draft) });
  }

  #add(event: DemoEvent): void {
    const minute = Math.floor(event.at / MINUTE_MS);
    const events = this.#due.get(minute);
    if (events) events.push(event);
    else this.#due.set(minute, [event]);
  }

  #followersOf(account: number): number {
    const known = this.#followers.get(account);
    if (known !== undefined) return known;
    const { followers } = person(this.#seed, account);
    this.#followers.set(account, followers);
    return followers;
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
