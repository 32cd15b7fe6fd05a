import {
  LOG_LEAD_MS,
  type Deletion,
  type HistoricMention,
  type History,
} from '../../pipelines/history/history.ts';
import { labelsOf, type LabelRow } from '../../schema/clickhouse/tables.ts';
import type { Relabelling } from '../../pipelines/labels/relabel.ts';
import { clockOf } from '../../pipelines/conversations/actionable.ts';
import type { ThreadEvent } from '../../pipelines/conversations/first-responses.ts';
import { PANE_MS, type Pane } from '../../pipelines/panes/pane.ts';
import type { PaneRow } from '../../schema/clickhouse/tables.ts';
import type { PaneStatus } from '../../schema/contracts/metrics.ts';
import {
  instantOf,
  type DeletionRow,
  type MemoryStore,
  type MentionRow,
  type RelabelRow,
  type RevisionRow,
} from './memory-store.ts';

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
      const found = [...disk.mentions, ...disk.deletions].filter(({ identity }) => asked.has(identity));
      return new Set(found.map(({ source, id }) => `${source}\u0000${id}`));
    },
    async *identities() {
      const all = [...disk.mentions, ...disk.deletions];
      for (let at = 0; at < all.length; at += 3) {
        await store.step();
        yield BigUint64Array.from(all.slice(at, at + 3), ({ identity }) => BigInt(identity));
      }
    },
    async lastBatch() {
      await store.step();
      const numbered = [...disk.mentions, ...disk.deletions, ...disk.relabels];
      return Math.max(0, ...numbered.map(({ batch }) => batch));
    },
    mention: async (source, id) =>
      (await mentions((mention) => mention.source === source && mention.id === id))[0],
    async deletionsSince(batch) {
      await store.step();
      return disk.deletions.filter((row) => row.batch > batch).map(deletionOf);
    },
    async labelled(asked) {
      await store.step();
      const isAsked = (row: MentionRow) =>
        asked.some(({ source, id, at }) => row.source === source && row.id === id && instantOf(row) === at);
      return disk.mentions.filter(isAsked).map((row) => ({
        ...mentionOf(row),
        identity: BigInt(row.identity),
        kind: row.kind,
        labels: labelsOf(row),
        corrected: disk.relabels
          .filter(({ reason, identity }) => reason === 'correction' && identity === row.identity)
          .flatMap(({ named }) => named),
      }));
    },
    async relabelsSince(batch) {
      await store.step();
      return disk.relabels.filter((row) => row.batch > batch).map(relabellingOf);
    },
    async windowsOf(brand, from, to) {
      const said = (await mentions(({ brands }) => brands.includes(brand))).map(({ at }) => minute(at));
      const counted = (await panes((pane) => pane.brand === brand)).map(({ windowStart }) => windowStart);
      const starts = [...new Set([...said, ...counted])].sort((a, b) => a - b);
      return starts.filter((start) => start >= from && start < to);
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
    async recentTexts(limit) {
      await store.step();
      const texts = disk.mentions.map((row) => ({ id: row.id, text: row.text, at: instantOf(row) }));
      return texts.sort((a, b) => a.at - b.at).slice(-limit);
    },
    threadsAround: async (seeds) => connectedWith(seeds, await mentions(() => true)),
    panesIn: (brands, windowStarts) =>
      panes(({ brand, windowStart }) => brands.includes(brand) && windowStarts.includes(windowStart)),
    panesBetween: (from, to) => panes(({ windowStart }) => windowStart >= from && windowStart < to),
    async panesLoggedAhead() {
      const stored = new Map((await panes(() => true)).map((pane) => [nameOf(pane), pane.revision]));
      const lastWriteAt = Math.max(0, ...disk.panes.map(({ version }) => version)) / 1_000;
      const ahead = new Map<string, Pane>();
      for (const row of disk.revisions) {
        const pane = loggedPaneOf(row);
        const name = nameOf(pane);
        if (Date.parse(`${row.revised_at.replace(' ', 'T')}Z`) <= lastWriteAt - LOG_LEAD_MS) continue;
        if (pane.revision > Math.max(stored.get(name) ?? 0, ahead.get(name)?.revision ?? 0))
          ahead.set(name, pane);
      }
      return [...ahead.values()];
    },
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

function mentionOf(row: MentionRow): HistoricMention {
  const { source, id, direction, sentiment, automated, conversation, channel, brands } = row;
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
    ...clockOf(row),
  };
}

function deletionOf({ source, id, batch, brands, window_starts }: DeletionRow): Deletion {
  const windows = brands.map((brand, index) => ({ brand, windowStart: window_starts[index]! * 1_000 }));
  return { source, id, batch, windows };
}

function relabellingOf(row: RelabelRow): Relabelling {
  const side = (name: 'before' | 'after') =>
    labelsOf(
      Object.fromEntries(
        Object.entries(row).map(([column, value]) => [column.replace(`${name}_`, ''), value]),
      ) as unknown as LabelRow,
    );
  const { source, id, batch, brands, reason, named } = row;
  return {
    source,
    id,
    identity: BigInt(row.identity),
    at: instantOf(row),
    brands,
    batch,
    reason,
    by: row.relabelled_by,
    relabelledAt: instantOf({ at: row.relabelled_at }),
    named,
    before: side('before'),
    after: side('after'),
  };
}

const nameOf = ({ brand, channel, windowStart }: Pane): string =>
  JSON.stringify([brand, channel, windowStart]);

function loggedPaneOf(row: RevisionRow): Pane {
  const windowStart = row.window_start * 1_000;
  return {
    brand: row.brand,
    channel: row.channel,
    windowStart,
    windowEnd: windowStart + PANE_MS,
    acc: {
      counts: {
        inbound: row.after_inbound,
        outbound: row.after_outbound,
        positive: row.after_positive,
        neutral: row.after_neutral,
        negative: row.after_negative,
      },
      responsesMs: [...row.after_responses_ms],
    },
    status: 'revised',
    revision: row.revision,
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
