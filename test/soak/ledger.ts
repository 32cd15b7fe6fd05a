import type { Receipt } from '../../schema/contracts/receipt.ts';
import type { Said, Sent } from './traffic.ts';

const MINUTE = 60_000;

/** What the driver knows by itself, and every disagreement it has found. */
export class Ledger {
  readonly #acknowledged = new Map<string, Said>();
  readonly violations: string[] = [];
  requests = 0;
  answered = 0;
  /** Rows of answered requests by what the receipts say of them. */
  readonly rows = { sent: 0, accepted: 0, duplicates: 0, rejected: 0 };
  unanswered = 0;
  refused = 0;

  get acknowledged(): number {
    return this.#acknowledged.size;
  }

  violation(sentence: string): void {
    if (this.violations.length < 50) this.violations.push(sentence);
  }

  receipt(sent: readonly Sent[], { accepted, duplicates, rejected }: Receipt): void {
    this.answered += 1;
    this.rows.sent += sent.length;
    this.rows.accepted += accepted;
    this.rows.duplicates += duplicates;
    this.rows.rejected += rejected.length;
    if (accepted + duplicates + rejected.length !== sent.length)
      this.violation(
        `${sent.length} rows were answered as ${accepted} + ${duplicates} + ${rejected.length}.`,
      );
    const broken = sent.filter(({ said }) => said === null).length;
    if (rejected.length !== broken)
      this.violation(`${broken} rows were bad, ${rejected.length} were rejected.`);
    for (const { said } of sent) if (said !== null) this.#acknowledged.set(said.key, said);
    if (this.rows.accepted > this.#acknowledged.size)
      this.violation(
        `${this.rows.accepted} rows were accepted of ${this.#acknowledged.size} that are different.`,
      );
  }

  /** Holds the raw rows against what was acknowledged. `stored`: how often each `source/id` is there. */
  checkStored(stored: ReadonlyMap<string, number>): { lost: number; doubled: number } {
    const lost = [...this.#acknowledged.keys()].filter((key) => !stored.has(key));
    const doubled = [...stored].filter(([, copies]) => copies > 1).map(([key]) => key);
    const strange = [...stored.keys()].filter((key) => !this.#acknowledged.has(key));
    if (lost.length > 0) this.violation(`Lost: ${lost.length} acknowledged mentions, such as ${lost[0]}.`);
    if (doubled.length > 0) this.violation(`Doubled: ${doubled.length} mentions, such as ${doubled[0]}.`);
    // Every sender goes on until it is answered, so nothing may be there that nobody was told of.
    if (strange.length > 0) this.violation(`${strange.length} mentions are stored that nobody was told of.`);
    return { lost: lost.length, doubled: doubled.length };
  }

  /** What every minute of every brand and channel must say, counted from what was acknowledged. */
  expected(): Map<string, Expected> {
    const panes = new Map<string, Expected>();
    const paneOf = (brand: string, channel: string, at: number): Expected => {
      const key = paneKey(brand, channel, Math.floor(at / MINUTE) * MINUTE);
      const found = panes.get(key) ?? { inbound: 0, outbound: 0, balance: 0, responses: [] };
      panes.set(key, found);
      return found;
    };
    const conversations = new Map<number, Said[]>();
    for (const mention of this.#acknowledged.values()) {
      const others = conversations.get(mention.conversation);
      if (others === undefined) conversations.set(mention.conversation, [mention]);
      else others.push(mention);
    }
    for (const { brands, channel, at, direction, label } of this.#acknowledged.values())
      for (const brand of brands) {
        const pane = paneOf(brand, channel, at);
        pane[direction] += 1;
        if (direction === 'inbound') pane.balance += label === 'positive' ? 1 : label === 'negative' ? -1 : 0;
      }
    for (const said of conversations.values()) {
      let since: number | null = null;
      for (const { at, direction, opensClock, automated, brands, channel } of said.sort(
        (a, b) => a.at - b.at,
      )) {
        if (opensClock) since ??= at;
        if (direction !== 'outbound' || automated || since === null) continue;
        for (const brand of brands) paneOf(brand, channel, at).responses.push(at - since);
        since = null;
      }
    }
    return panes;
  }
}

export interface Expected {
  inbound: number;
  outbound: number;
  /** Positive minus negative inbound mentions. */
  balance: number;
  responses: number[];
}

export const paneKey = (brand: string, channel: string, windowStart: number): string =>
  `${brand} ${channel} ${new Date(windowStart).toISOString()}`;

/** The values of every metric in every minute, as the API names them. */
export function valuesOf({ inbound, outbound, balance, responses }: Expected): Record<string, string> {
  const sorted = responses.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  const median = ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2;
  return {
    volume: said(inbound, inbound),
    outbound_volume: said(outbound, outbound),
    net_sentiment: said(inbound === 0 ? null : (100 * balance) / inbound, inbound),
    first_response_time: said(sorted.length === 0 ? null : median / 1_000, sorted.length),
  };
}

export const said = (value: number | null, n: number): string =>
  `${value === null ? 'nothing' : Number(value.toFixed(6))} of ${n}`;
