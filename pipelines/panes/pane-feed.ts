import type { StoredMention } from '../../schema/clickhouse/tables.ts';
import type { Mention } from '../../schema/contracts/mention.ts';
import { clockOf } from '../conversations/actionable.ts';
import type { ThreadEvent } from '../conversations/first-responses.ts';
import { ThreadBook, type ThreadChange } from '../conversations/thread-book.ts';
import type { DirtyWindows } from '../history/dirty-windows.ts';
import type { HistoricMention } from '../history/history.ts';
import type { PaneAccumulator, PaneInput } from '../metrics/pane-accumulator.ts';
import type { WindowInput } from '../operators/window-aggregate.ts';
import { PANE_MS, keyOf, paneStart } from './pane.ts';

export type PaneWindowInput = WindowInput<PaneInput, PaneAccumulator>;

export interface PaneFeedConfig {
  readonly allowedLatenessMs: number;
  /** How long a silent conversation is kept in memory. */
  readonly threadHorizonMs: number;
}

/**
 * Turns what was stored into what the windows take: the mention itself and the first responses it makes. What came
 * too late for the windows is noted as dirty instead.
 */
export class PaneFeed {
  readonly threads = new ThreadBook();
  readonly #config: PaneFeedConfig;
  readonly #dirty: DirtyWindows;

  constructor(config: PaneFeedConfig, dirty: DirtyWindows) {
    this.#config = config;
    this.#dirty = dirty;
  }

  *inputs(mentions: readonly StoredMention[], watermark: number, now: number): Generator<PaneWindowInput> {
    for (const mention of mentions) {
      const event = historic(mention);
      const late = this.#isLate(mention.at, watermark);
      if (!late)
        for (const brand of mention.brands)
          yield {
            type: 'value',
            key: keyOf(brand, mention.channel),
            at: mention.at,
            value: { kind: 'mention', mention },
          };
      const { responses, disturbed, beyond } = this.follow(event, now);
      if (late || beyond) this.#dirty.addMentions([event], mention.batch);
      for (const { brands, at } of disturbed)
        for (const brand of brands) this.#dirty.addWindow(brand, paneStart(at), mention.batch);
      for (const { brand, channel, at, ms } of responses) {
        if (this.#isLate(at, watermark)) this.#dirty.addWindow(brand, paneStart(at), mention.batch);
        else yield { type: 'value', key: keyOf(brand, channel), at, value: { kind: 'response', ms } };
      }
    }
  }

  /** Adds an event to the conversations, unless it is old and of none that is held. */
  follow(event: ThreadEvent, now: number): ThreadChange {
    const old = event.at < now - this.#config.threadHorizonMs;
    if (!old) return this.threads.add(event);
    return this.threads.touches(event) ? { ...this.threads.add(event), beyond: true } : UNHELD;
  }

  /** The same rule as the windows': their state is gone once the lateness has passed. */
  #isLate(at: number, watermark: number): boolean {
    return paneStart(at) + PANE_MS + this.#config.allowedLatenessMs <= watermark;
  }
}

/** Of a conversation that is not held and need not be. */
const UNHELD: ThreadChange = { responses: [], disturbed: [], beyond: true };

/** A stored mention as a recompute would read it back. */
const historic = (mention: StoredMention): HistoricMention => ({
  ...threadEventOf(mention, mention.actionable),
  leaving: mention.leaving,
  sentiment: mention.sentiment,
});

export function threadEventOf(mention: Mention, actionable: boolean): ThreadEvent {
  const { source, id, at, direction, automated, author, inReplyTo, conversation, channel, brands, kind } =
    mention;
  const who = author.id === '' ? author.handle : author.id;
  const clock = clockOf({ direction, kind, actionable });
  return {
    source,
    id,
    at,
    direction,
    automated,
    author: who,
    inReplyTo,
    conversation,
    channel,
    brands,
    followers: author.followers,
    ...clock,
  };
}
