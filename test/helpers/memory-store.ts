import type { HistoricMention, History } from '../../pipelines/history/history.ts';
import { clockOf } from '../../pipelines/conversations/actionable.ts';
import type { ThreadEvent } from '../../pipelines/conversations/first-responses.ts';
import { PANE_MS, type Pane } from '../../pipelines/panes/pane.ts';
import type { Store } from '../../schema/clickhouse/store.ts';
import type { PaneRow } from '../../schema/clickhouse/tables.ts';
import type { Direction, Kind, SentimentLabel } from '../../schema/contracts/mention.ts';
import type { PaneStatus } from '../../schema/contracts/metrics.ts';

/** A row of `mentions`, as far as anything reads it back. */
export interface MentionRow {
  readonly source: string;
  readonly id: string;
  readonly identity: string;
  readonly batch: number;
  readonly at: string;
  readonly brands: readonly string[];
  readonly channel: string;
  readonly kind: Kind;
  readonly direction: Direction;
  readonly author_id: string;
  readonly author_handle: string;
  readonly text: string;
  readonly in_reply_to: string;
  readonly conversation: string;
  readonly automated: boolean;
  readonly sentiment: SentimentLabel;
}

/** What outlives a process: rows, in the order they were written. */
export class Disk {
  readonly mentions: MentionRow[] = [];
  readonly panes: PaneRow[] = [];
  readonly checkpoints: { readonly name: string; readonly batch: number }[] = [];
  readonly revisions: object[] = [];
  readonly tokens = new Set<string>();

  /** The row with the highest version is the pane. */
  latestPanes(): PaneRow[] {
    const latest = new Map<string, PaneRow>();
    for (const row of this.panes) {
      const key = JSON.stringify([row.brand, row.channel, row.window_start]);
      if ((latest.get(key)?.version ?? 0) < row.version) latest.set(key, row);
    }
    return [...latest.values()];
  }
}

/** How the next insert into a table goes wrong. */
export interface Fault {
  readonly table: string;
  readonly error: Error;
  /** Whether its rows are on disk all the same. */
  readonly landed: boolean;
}

/** The store of one process over a disk. After `kill` nothing it was asked is ever answered or done. */
export class MemoryStore implements Store {
  readonly engine = 'memory';
  readonly disk: Disk;
  readonly faults: Fault[] = [];
  /** Token of every insert that was tried. */
  readonly tried: string[] = [];
  #alive = true;

  constructor(disk: Disk = new Disk()) {
    this.disk = disk;
  }

  kill(): void {
    this.#alive = false;
  }

  /** One step of a remote call: a process may die at any of them. */
  async step(): Promise<void> {
    await Promise.resolve();
    if (!this.#alive) await new Promise<never>(() => undefined);
  }

  async insert(table: string, rows: readonly object[], token: string): Promise<void> {
    this.tried.push(token);
    await this.step();
    const at = this.faults.findIndex((fault) => fault.table === table);
    const [fault] = at === -1 ? [] : this.faults.splice(at, 1);
    if (fault === undefined || fault.landed) this.#append(table, rows, token);
    await this.step();
    if (fault !== undefined) throw fault.error;
  }

  #append(table: string, rows: readonly object[], token: string): void {
    if (this.disk.tokens.has(token)) return;
    this.disk.tokens.add(token);
    const copies = JSON.parse(JSON.stringify(rows)) as never[];
    if (table === 'mentions') this.disk.mentions.push(...copies);
    else if (table === 'panes') this.disk.panes.push(...copies);
    else if (table === 'checkpoints') this.disk.checkpoints.push(...copies);
    else if (table === 'revisions') this.disk.revisions.push(...copies);
    else throw new Error(`There is no table ${table}.`);
  }

  async query<Row extends object>(): Promise<Row[]> {
    throw new Error('The memory store is read through its history.');
  }
  async command(): Promise<void> {}
  async close(): Promise<void> {}
}

/** Every question of the History port, answered from the rows of a disk. */
export function memoryHistory(store: MemoryStore): History {
  const { disk } = store;
  const mentions = async (wanted: (mention: HistoricMention, row: MentionRow) => boolean) => {
    await store.step();
    return disk.mentions
      .map((row) => ({ row, mention: mentionOf(row) }))
      .filter(({ row, mention }) => wanted(mention, row))
      .map(({ mention }) => mention);
  };
  const panes = async (wanted: (pane: Pane) => boolean) => {
    await store.step();
    return disk.latestPanes().map(paneOf).filter(wanted);
  };
  const minute = (at: number) => at - (at % PANE_MS);

  return {
    async storedAmong(identities) {
      await store.step();
      const asked = new Set(identities.map(String));
      const found = disk.mentions.filter(({ identity }) => asked.has(identity));
      return new Set(found.map(({ source, id }) => `${source}\u0000${id}`));
    },
    async *identities() {
      for (let at = 0; at < disk.mentions.length; at += 3) {
        await store.step();
        yield disk.mentions.slice(at, at + 3).map(({ identity }) => BigInt(identity));
      }
    },
    async lastBatch() {
      await store.step();
      return Math.max(0, ...disk.mentions.map(({ batch }) => batch));
    },
    async mention(source, id) {
      const [found] = await mentions((mention) => mention.source === source && mention.id === id);
      return found;
    },
    deletionsSince: async () => [],
    async windowsOf(brand, from, to) {
      const said = await mentions(({ brands, at }) => brands.includes(brand) && at >= from && at < to);
      const shown = await panes(
        (pane) => pane.brand === brand && pane.windowStart >= from && pane.windowStart < to,
      );
      const starts = [...said.map(({ at }) => minute(at)), ...shown.map(({ windowStart }) => windowStart)];
      return [...new Set(starts)].sort((a, b) => a - b);
    },
    mentionsSince: (batch) => mentions((_, row) => row.batch > batch),
    mentionsIn: (asked, windowStarts) =>
      mentions(
        ({ brands, at }) =>
          brands.some((brand) => asked.includes(brand)) && windowStarts.includes(minute(at)),
      ),
    recentMentions: async (from, to, limit) => {
      const recent = await mentions(({ at }) => at >= from && at < to);
      return recent.sort((a, b) => a.at - b.at).slice(-limit);
    },
    threadsAround: async (seeds) => connectedWith(seeds, await mentions(() => true)),
    panesIn: (brands, windowStarts) =>
      panes(({ brand, windowStart }) => brands.includes(brand) && windowStarts.includes(windowStart)),
    panesBetween: (from, to) => panes(({ windowStart }) => windowStart >= from && windowStart < to),
    provisionalPanes: () => panes(({ status }) => status === 'provisional'),
    async brandsHeard() {
      const heard = new Map<string, number>();
      for (const { brands, at } of await mentions(() => true))
        for (const brand of brands) heard.set(brand, Math.max(heard.get(brand) ?? 0, at));
      return heard;
    },
    async lastVersion() {
      await store.step();
      return Math.max(0, ...disk.panes.map(({ version }) => version));
    },
    async checkpoint() {
      await store.step();
      return Math.max(
        0,
        ...disk.checkpoints.filter(({ name }) => name === 'panes').map(({ batch }) => batch),
      );
    },
  };
}

/** Spreads from the seeds over shared names until nothing new turns up. */
function connectedWith(seeds: readonly ThreadEvent[], all: readonly HistoricMention[]): HistoricMention[] {
  const names = new Set(seeds.flatMap(namesOf));
  const found = new Set<HistoricMention>();
  for (let before = -1; before !== found.size;) {
    before = found.size;
    for (const mention of all) {
      const own = namesOf(mention);
      if (found.has(mention) || !own.some((name) => names.has(name))) continue;
      found.add(mention);
      for (const name of own) names.add(name);
    }
  }
  return [...found];
}

export const namesOf = ({
  source,
  id,
  inReplyTo,
  conversation,
}: Pick<ThreadEvent, 'source' | 'id' | 'inReplyTo' | 'conversation'>): string[] => [
  `${source} mention ${id}`,
  ...(inReplyTo === '' ? [] : [`${source} mention ${inReplyTo}`]),
  ...(conversation === '' ? [] : [`${source} conversation ${conversation}`]),
];

export const instantOf = ({ at }: MentionRow): number => Date.parse(`${at.replace(' ', 'T')}Z`);

function mentionOf(row: MentionRow): HistoricMention {
  const { source, id, direction, kind, sentiment, automated, conversation, channel, brands } = row;
  return {
    source,
    id,
    at: instantOf(row),
    direction,
    automated,
    author: row.author_id === '' ? row.author_handle : row.author_id,
    inReplyTo: row.in_reply_to,
    conversation,
    channel,
    brands,
    sentiment,
    ...clockOf({ direction, kind, sentiment, hasQuestionMark: row.text.includes('?') }),
  };
}

function paneOf(row: PaneRow): Pane {
  const { inbound, outbound, positive, neutral, negative } = row;
  return {
    brand: row.brand,
    channel: row.channel,
    windowStart: row.window_start * 1_000,
    windowEnd: row.window_end * 1_000,
    acc: { counts: { inbound, outbound, positive, neutral, negative }, responsesMs: [...row.responses_ms] },
    status: row.status as PaneStatus,
    revision: row.revision,
  };
}
