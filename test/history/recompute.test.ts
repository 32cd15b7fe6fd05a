import { describe, expect, it } from 'vitest';
import { affectedWindows, recompute } from '../../pipelines/history/recompute.ts';
import { keyOf, type Pane } from '../../pipelines/panes/pane.ts';
import type { PaneRow } from '../../schema/clickhouse/tables.ts';
import type { RevisionReason } from '../../schema/contracts/revisions.ts';
import { DAY, MINUTE, NOON, SECOND, ask, stored } from '../helpers/mentions.ts';
import { pane, replied, written } from '../helpers/written.ts';

const windows = (brands: Record<string, number[]>, reason: RevisionReason = 'late') =>
  new Map(
    Object.entries(brands).map(([brand, starts]) => [brand, new Map(starts.map((start) => [start, reason]))]),
  );
const rowOf = ({ brand, channel, windowStart, windowEnd, acc, status, revision }: Pane): PaneRow => ({
  brand,
  channel,
  window_start: windowStart / SECOND,
  window_end: windowEnd / SECOND,
  ...acc.counts,
  responses_ms: acc.responsesMs,
  status,
  revision,
  version: 1,
});
const TWITTER = keyOf('acme', 'twitter');

describe('a recompute', () => {
  it('counts what no pane has yet', async () => {
    const { history } = await written(
      stored({ id: 'a', at: NOON + 1, sentiment: 'positive' }),
      stored({ id: 'b', at: NOON + MINUTE - 1, sentiment: 'negative' }),
      stored({ id: 'c', at: NOON + MINUTE }),
      stored({ id: 'd', at: NOON, channel: 'email' }),
    );
    expect(await recompute(history, windows({ acme: [NOON] }, 'requested'))).toEqual([
      {
        key: TWITTER,
        windowStart: NOON,
        acc: pane({ inbound: 2, positive: 1, negative: 1 }).acc,
        published: null,
        reason: 'requested',
      },
      {
        key: keyOf('acme', 'email'),
        windowStart: NOON,
        acc: pane({ inbound: 1, neutral: 1 }).acc,
        published: null,
        reason: 'requested',
      },
    ]);
  });

  it('says nothing of panes that are right', async () => {
    const { history, disk } = await written(
      stored({ id: 'a', at: NOON }),
      replied({ id: 'r', at: NOON + SECOND, inReplyTo: 'a' }),
      replied({ id: 'r2', at: NOON + 2 * SECOND, inReplyTo: 'a' }),
    );
    disk.panes.push(rowOf(pane({ inbound: 1, neutral: 1, outbound: 2 }, { responsesMs: [SECOND] })));
    expect(await recompute(history, windows({ acme: [NOON] }))).toEqual([]);
  });

  it('goes on from what is published', async () => {
    const { history, disk } = await written(stored({ id: 'a', at: NOON }));
    const wrong = pane({ inbound: 7 }, { status: 'revised', revision: 3 });
    disk.panes.push(rowOf(wrong));
    expect(await recompute(history, windows({ acme: [NOON] }))).toEqual([
      {
        key: TWITTER,
        windowStart: NOON,
        acc: pane({ inbound: 1, neutral: 1 }).acc,
        published: wrong,
        reason: 'late',
      },
    ]);
  });

  it('empties a pane that has no rows any more, once', async () => {
    const { history, disk } = await written();
    disk.panes.push(rowOf(pane({ inbound: 2, neutral: 2 })));
    const restated = await recompute(history, windows({ acme: [NOON] }, 'deletion'));
    expect(restated).toMatchObject([{ windowStart: NOON, acc: pane({}).acc, reason: 'deletion' }]);
    disk.panes.push({ ...rowOf(pane({}, { revision: 1, status: 'revised' })), version: 2 });
    expect(await recompute(history, windows({ acme: [NOON] }))).toEqual([]);
  });

  it('finds the question of an answer however long ago it was asked', async () => {
    const { history } = await written(
      stored({ id: 'q', at: NOON - 3 * DAY }),
      replied({ id: 'r', at: NOON, inReplyTo: 'q' }),
    );
    expect(await recompute(history, windows({ acme: [NOON] }))).toMatchObject([
      { acc: pane({ outbound: 1 }, { responsesMs: [3 * DAY] }).acc },
    ]);
  });

  it('leaves alone what it was not asked about: other brands, other minutes, their answers', async () => {
    const both = ['acme', 'zoom'];
    const { history } = await written(
      stored({ id: 'q', at: NOON, brands: both }),
      replied({ id: 'r', at: NOON + SECOND, inReplyTo: 'q', brands: both }),
      stored({ id: 'q2', at: NOON + MINUTE, brands: both, inReplyTo: 'r' }),
      replied({ id: 'r2', at: NOON + MINUTE + SECOND, inReplyTo: 'q2', brands: both }),
    );
    const asked = windows({ acme: [NOON], zoom: [NOON + MINUTE] });
    const acc = pane({ inbound: 1, neutral: 1, outbound: 1 }, { responsesMs: [SECOND] }).acc;
    expect(await recompute(history, asked)).toEqual([
      { key: TWITTER, windowStart: NOON, acc, published: null, reason: 'late' },
      { key: keyOf('zoom', 'twitter'), windowStart: NOON + MINUTE, acc, published: null, reason: 'late' },
    ]);
  });

  it('counts a response under the channel of the reply', async () => {
    const { history } = await written(
      stored({ id: 'q', at: NOON - MINUTE }),
      replied({ id: 'r', at: NOON, inReplyTo: 'q', channel: 'email' }),
    );
    expect(await recompute(history, windows({ acme: [NOON] }))).toMatchObject([
      { key: keyOf('acme', 'email'), acc: { responsesMs: [MINUTE] } },
    ]);
  });
});

describe('the windows a mention touches', () => {
  it('are its own minutes, of each of its brands', async () => {
    const { history } = await written();
    expect(
      await affectedWindows(history, [ask('a', NOON + 5, { brands: ['acme', 'zoom'] }), ask('b', NOON - 1)]),
    ).toEqual(
      new Map([
        ['acme', new Set([NOON, NOON - MINUTE])],
        ['zoom', new Set([NOON])],
      ]),
    );
  });

  it('are those of every human reply of its thread, also by way of others', async () => {
    const { history } = await written(
      stored({ id: 'a', at: NOON }),
      stored({ id: 'b', at: NOON + MINUTE, inReplyTo: 'a', conversation: 'c' }),
      replied({ id: 'r', at: NOON + 2 * MINUTE, inReplyTo: 'b' }),
      replied({ id: 'bot', at: NOON + 3 * MINUTE, inReplyTo: 'b', automated: true }),
      replied({ id: 'r2', at: NOON + 4 * MINUTE, conversation: 'c', brands: ['zoom'] }),
      replied({ id: 'else', at: NOON + 5 * MINUTE }),
    );
    expect(await affectedWindows(history, [ask('late', NOON - MINUTE, { inReplyTo: 'a' })])).toEqual(
      new Map([
        ['acme', new Set([NOON - MINUTE, NOON + 2 * MINUTE])],
        ['zoom', new Set([NOON + 4 * MINUTE])],
      ]),
    );
  });
});
