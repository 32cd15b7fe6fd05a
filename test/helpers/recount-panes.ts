import { namesOf } from './memory-history.ts';
import { instantOf, type MentionRow } from './memory-store.ts';

/** What one minute of one brand on one channel must say. */
export interface Count {
  inbound: number;
  outbound: number;
  positive: number;
  neutral: number;
  negative: number;
  responses_ms: number[];
}

/**
 * Every pane, counted from the raw rows alone and sharing nothing with the code it is held against.
 *
 * First responses, per thread, brand and customer: of the customer's own words (no reposts) that named the brand since
 * the brand's last human reply to them, the first one starts the clock and the next such reply stops it. In time
 * order; at one instant what was asked comes first, then ids decide. A reply is to the author of the nearest inbound
 * mention up its chain of earlier mentions; where that chain breaks, to the only customer heard in the thread so far.
 */
export function recountPanes(rows: readonly MentionRow[]): Map<string, Count> {
  const panes = new Map<string, Count>();
  const paneOf = (brand: string, row: MentionRow): Count => {
    const key = paneKey(brand, row.channel, instantOf(row));
    if (!panes.has(key))
      panes.set(key, { inbound: 0, outbound: 0, positive: 0, neutral: 0, negative: 0, responses_ms: [] });
    return panes.get(key)!;
  };
  for (const row of rows)
    for (const brand of row.brands) {
      const pane = paneOf(brand, row);
      pane[row.direction] += 1;
      if (row.direction === 'inbound') pane[row.sentiment] += 1;
    }
  for (const thread of threads(rows))
    for (const { brand, reply, ms } of answers(thread)) paneOf(brand, reply).responses_ms.push(ms);
  for (const { responses_ms } of panes.values()) responses_ms.sort((a, b) => a - b);
  return panes;
}

export const paneKey = (brand: string, channel: string, at: number): string =>
  `${brand} ${channel} ${new Date(at).toISOString().slice(0, 16)}`;

function threads(rows: readonly MentionRow[]): MentionRow[][] {
  let groups: { names: Set<string>; rows: MentionRow[] }[] = [];
  for (const row of rows) {
    const names = namesOf({ ...row, inReplyTo: row.in_reply_to });
    const linked = groups.filter((group) => names.some((name) => group.names.has(name)));
    groups = groups.filter((group) => !linked.includes(group));
    groups.push({
      names: new Set([...names, ...linked.flatMap((group) => [...group.names])]),
      rows: [row, ...linked.flatMap((group) => group.rows)],
    });
  }
  return groups.map((group) => group.rows);
}

function answers(thread: readonly MentionRow[]): { brand: string; reply: MentionRow; ms: number }[] {
  const rank = (row: MentionRow): [number, number, string] => [
    instantOf(row),
    row.direction === 'inbound' ? 0 : 1,
    row.id,
  ];
  const line = [...thread].sort((a, b) => {
    const [left, right] = [rank(a), rank(b)];
    const differing = left.findIndex((part, index) => part !== right[index]);
    return differing === -1 ? 0 : left[differing]! < right[differing]! ? -1 : 1;
  });
  const speaks = (row: MentionRow) => row.direction === 'inbound' && row.kind !== 'repost';
  const isHumanReply = (row: MentionRow) => row.direction === 'outbound' && !row.automated;
  const customers = line.map((row, index) =>
    isHumanReply(row) ? addressee(line.slice(0, index + 1), speaks) : null,
  );

  return line.flatMap((reply, index) =>
    (isHumanReply(reply) ? reply.brands : []).flatMap((brand) => {
      const customer = customers[index];
      const answersThem = (row: MentionRow, at: number) =>
        isHumanReply(row) && row.brands.includes(brand) && customers[at] === customer;
      const last = line.findLastIndex((row, at) => at < index && answersThem(row, at));
      const asked = line
        .slice(last + 1, index)
        .find((row) => speaks(row) && row.brands.includes(brand) && who(row) === customer);
      return asked === undefined ? [] : [{ brand, reply, ms: instantOf(reply) - instantOf(asked) }];
    }),
  );
}

const who = (row: MentionRow): string => row.author_id || row.author_handle;

/** Whom the last of these mentions answers. */
function addressee(line: readonly MentionRow[], speaks: (row: MentionRow) => boolean): string | undefined {
  const byId = new Map(line.map((row) => [row.id, row]));
  let at = line.at(-1);
  for (let steps = 0; at !== undefined && steps <= line.length; steps += 1) {
    if (at.direction === 'inbound') return who(at);
    at = byId.get(at.in_reply_to);
  }
  const heard = new Set(line.filter(speaks).map(who));
  return heard.size === 1 ? [...heard][0] : undefined;
}
