import type { Case, MentionFact } from '../evidence/evidence.ts';
import { byTime, emptyThread, readNext, runningClock, type Waiting } from './first-responses.ts';
import { threadsOf } from './threads-of.ts';

/**
 * Every clock of one brand in these mentions, answered and waiting, by the time it was started. The mentions must hold
 * whole threads. Clocks are those of `readNext`: a later mention of an answered customer opens a case again.
 * `highPriority` judges the mention that opened the case.
 */
export function casesOf(
  mentions: readonly MentionFact[],
  brand: string,
  highPriority: (opening: MentionFact) => boolean,
): Case[] {
  return threadsOf(mentions)
    .flatMap((thread) => casesOfThread(thread, brand, highPriority))
    .sort((a, b) => a.openedAt - b.openedAt || compare(a.source, b.source) || compare(a.mention, b.mention));
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function casesOfThread(
  thread: readonly MentionFact[],
  brand: string,
  highPriority: (opening: MentionFact) => boolean,
): Case[] {
  const state = emptyThread();
  /** What was said on each clock of this brand, oldest first. */
  const said = new Map<Waiting, MentionFact[]>();
  const answered = new Set<string>();
  const cases: Case[] = [];
  const close = (clock: Waiting, answeredAt: number | null, replyChannel: string) => {
    const mentions = said.get(clock) ?? [];
    const [opening] = mentions;
    if (opening === undefined) return;
    cases.push({
      channel: opening.channel,
      venue: opening.venue,
      source: opening.source,
      mention: opening.id,
      author: opening.author,
      customer: opening.customer,
      topics: opening.topics,
      openedAt: clock.since,
      answeredAt,
      replyChannel,
      said: mentions.map(({ id }) => id),
      askedAt: mentions.find(({ intent }) => intent === 'query')?.at ?? null,
      actionable: clock.actionable,
      negative: opening.sentiment === 'negative',
      highPriority: highPriority(opening),
      reopened: answered.has(clock.author),
      suspected: opening.suspected,
    });
    if (answeredAt !== null) answered.add(clock.author);
  };
  for (const event of thread.toSorted(byTime)) {
    for (const { clock, at, channel } of readNext(state, event)) close(clock, at, channel);
    const clock = event.opensClock ? runningClock(state, brand, event.author) : undefined;
    if (clock === undefined || !event.brands.includes(brand)) continue;
    const mentions = said.get(clock);
    if (mentions === undefined) said.set(clock, [event]);
    else mentions.push(event);
  }
  for (const clock of state.waiting.values()) close(clock, null, '');
  return cases;
}
