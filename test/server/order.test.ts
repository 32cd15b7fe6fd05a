import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { THOROUGH } from '../helpers/thorough.ts';
import { METRICS } from '../../pipelines/metrics/registry.ts';
import { eventually, mention, pointsOf, type Row } from '../helpers/api-client.ts';
import { movableClock, startServer, type TestApp } from '../helpers/server.ts';

const SECOND = 1_000;
const MINUTE = 60_000;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const clock = movableClock();
const JUDGED_AT = clock.now();
let server: TestApp;
beforeAll(async () => {
  server = await startServer({ clock, readsForTheWall: false, yaml: 'brands: [{ id: acme, name: Acme }]' });
});
afterAll(async () => {
  await server.stop();
  expect(server.warnings).toEqual([]);
});

/** Of when a mention was stored, not of what was said: each order is stored at another time. */
const OF_ARRIVAL = ['lag_p50', 'lag_p95', 'late_share'];
/** What the panes hold, and some of what is read from the raw rows; a share of all brands is another for each. */
const COMPARED = METRICS.filter(
  ({ id, panes, needs }, index) =>
    panes !== undefined ||
    (index % (THOROUGH ? 2 : 8) === 0 && !needs.includes('market') && !OF_ARRIVAL.includes(id)),
);
const range = (from: number, to: number) => `from=${from}&to=${to}`;
/** Every metric of a brand by minute, hour and day, with nothing in it that says which brand it is. */
async function everything(brand: string, from: number, to: number) {
  const answers = [];
  for (const { id, panes } of COMPARED) {
    if (panes === undefined) {
      // As of an instant that stands still: some go on changing with time alone.
      const asOf = Math.min(to, JUDGED_AT);
      const { series } = await server.metrics(`metric=${id}&brand=${brand}&${range(from, to)}&asOf=${asOf}`);
      const [{ value, n } = { value: null, n: 0 }] = series[0]?.points ?? [];
      answers.push({ id, value, n });
      continue;
    }
    for (const step of ['1m', '1h', '1d']) {
      const { series, pending } = await server.metrics(
        `metric=${id}&step=${step}&brand=${brand}&channel=*&${range(from, to)}`,
      );
      expect(pending).toBe(0);
      for (const { channel, points } of series)
        answers.push({
          id,
          step,
          channel,
          points: points.map(({ windowStart, value, n }) => ({ windowStart, value, n })),
        });
    }
  }
  return answers;
}

interface Said extends Partial<Row> {
  readonly after: number;
}
const ask = (id: string, after: number, fields: Partial<Row> = {}): Said => ({
  id, after, text: 'Where is my order?', author: { id: 'ann' }, ...fields,
}); // prettier-ignore
const reply = (id: string, after: number, to: string, fields: Partial<Row> = {}): Said => ({
  id, after, text: 'We are on it.', direction: 'outbound', author: { id: 'team' }, inReplyTo: to, ...fields,
}); // prettier-ignore
const rowsOf = (brand: string, startAt: number, said: readonly Said[]): Row[] =>
  said.map(({ after, ...fields }) => mention({ ...fields, source: brand, brand, at: startAt + after }));

describe('first response time, by hand', () => {
  const START = Date.parse('2026-01-05T10:00:00Z');
  const cases: { name: string; said: Said[]; median: number | null; n: number; p90?: number }[] = [
    { name: 'runs from the question to the reply', said: [ask('q', 0), reply('r', 90 * SECOND, 'q')], median: 90, n: 1 },
    { name: 'runs from the first of two questions', said: [ask('q1', 0), ask('q2', 2 * MINUTE, { inReplyTo: 'q1' }), reply('r', 5 * MINUTE, 'q2')], median: 300, n: 1 },
    { name: 'is not stopped by a machine', said: [ask('q', 0), reply('auto', 5 * SECOND, 'q', { automated: true }), reply('r', 4 * MINUTE, 'q')], median: 240, n: 1 },
    { name: 'starts again with the next question', said: [ask('q1', 0), reply('r1', MINUTE, 'q1'), ask('q2', 10 * MINUTE, { inReplyTo: 'r1' }), reply('r2', 12 * MINUTE, 'q2')], median: 90, n: 2, p90: 114 },
    { name: 'counts only the first of several replies', said: [ask('q', 0), reply('r1', 30 * SECOND, 'q'), reply('r2', HOUR, 'q'), reply('r3', 2 * HOUR, 'r2')], median: 30, n: 1 },
    { name: 'stops the clock of the customer who is answered', said: [ask('q', 0, { conversation: 'c' }), ask('other', MINUTE, { conversation: 'c', author: { id: 'bob' } }), reply('r', 3 * MINUTE, 'other', { conversation: 'c' })], median: 120, n: 1 },
    { name: 'follows a chain of replies up to the customer', said: [ask('q', 0), reply('auto', SECOND, 'q', { automated: true }), reply('r', 45 * SECOND, 'auto')], median: 45, n: 1 },
    { name: 'is nought at the same instant', said: [ask('q', 0), reply('r', 0, 'q')], median: 0, n: 1 },
    { name: 'is nothing without a question', said: [reply('r', 0, 'gone')], median: null, n: 0 },
    { name: 'is not opened by a repost', said: [ask('q', 0, { kind: 'repost' }), reply('r', MINUTE, 'q')], median: null, n: 0 },
    { name: 'is found by the conversation when the reply names no parent', said: [ask('q', 0, { conversation: 'c' }), { ...reply('r', 20 * SECOND, 'q', { conversation: 'c' }), inReplyTo: null }], median: 20, n: 1 },
    { name: 'spans days', said: [ask('q', 0), reply('r', 3 * DAY + SECOND, 'q')], median: 259_201, n: 1 },
  ]; // prettier-ignore

  it.each(cases.map((one, index) => ({ ...one, index })))('$name, in order or not', async ({ said, median, n, p90, index }) => {
    for (const order of ['forward', 'backward', 'one by one', 'one by one backward']) {
      const brand = `case-${index}-${order.replaceAll(' ', '-')}`;
      const rows = rowsOf(brand, START, said);
      if (order.includes('backward')) rows.reverse();
      if (order.includes('one by one')) for (const row of rows) await server.post([row]);
      else await server.post(rows);
      const read = async (metric: string) =>
        pointsOf(await server.metrics(`metric=${metric}&brand=${brand}&${range(START, START + 4 * DAY)}`))[0];
      expect(await read('first_response_time'), order).toMatchObject({ value: median, n });
      if (p90 !== undefined) expect(await read('first_response_time_p90'), order).toMatchObject({ value: p90, n });
    }
  }); // prettier-ignore
});

describe('the order of arrival', () => {
  const TEXTS = ['I love this', 'Terrible, I hate it', 'It is a box.', 'Where is it?'];
  /** Thirty conversations in two hours: questions, sometimes two, machines and people who answer. */
  const story = (): Said[] =>
    Array.from({ length: 30 }, (_, k) => {
      const at = k * 4 * MINUTE;
      const fields = {
        channel: k % 3 === 0 ? 'email' : 'twitter',
        text: TEXTS[k % 4] ?? '',
        author: { id: `customer-${k % 7}` },
      };
      const said = [ask(`q${k}`, at, fields)];
      if (k % 4 === 0) said.push(ask(`again${k}`, at + 50 * SECOND, { ...fields, inReplyTo: `q${k}` }));
      if (k % 2 === 0)
        said.push(reply(`auto${k}`, at + 5 * SECOND, `q${k}`, { automated: true, channel: fields.channel }));
      if (k % 5 !== 0)
        said.push(reply(`r${k}`, at + (k + 1) * 37 * SECOND, `q${k}`, { channel: fields.channel }));
      return said;
    })
      .flat()
      .sort((a, b) => a.after - b.after);
  /** The same shuffle every time. */
  const shuffled = <T>(list: readonly T[]): T[] =>
    list
      .map((value, index) => ({ value, key: Math.imul(index + 1, 0x9e3779b1) >>> 0 }))
      .sort((a, b) => a.key - b.key)
      .map(({ value }) => value);

  const AGES = [
    ['minutes ago', 2.2 * HOUR],
    ['days ago', 6 * DAY],
    ['hours ago', 9 * HOUR],
  ] as const;
  it.each(THOROUGH ? AGES : AGES.slice(0, 2))(
    'makes no difference for what was said %s',
    async (when, ago) => {
      const startAt = Math.floor((clock.now() - ago) / MINUTE) * MINUTE;
      const said = story();
      const orders: Record<string, (rows: Row[]) => Row[][]> = {
        ordered: (rows) => [rows],
        reversed: (rows) => [rows.toReversed()],
        shuffled: (rows) =>
          Array.from({ length: 12 }, (_, part) =>
            shuffled(rows).filter((_row, index) => index % 12 === part),
          ),
        repeated: (rows) => [shuffled(rows).slice(0, 40), rows, rows],
      };
      const answers = new Map<string, unknown>();
      for (const [order, batchesOf] of Object.entries(orders)) {
        const brand = `${order}-${when.replace(' ', '-')}`;
        for (const batch of batchesOf(rowsOf(brand, startAt, said))) await server.post(batch);
        answers.set(order, await everything(brand, startAt, startAt + 4 * HOUR));
      }
      expect(answers.get('ordered')).not.toEqual([]);
      for (const order of ['reversed', 'shuffled', 'repeated'])
        expect(answers.get(order), order).toEqual(answers.get('ordered'));
    },
  );
});

describe('the state of a window', () => {
  it('is provisional, then final, then revised once for each late change', async () => {
    const at = clock.now();
    const say = (after: number) =>
      server.post([mention({ brand: 'acme', source: 'states', at: at + after })]);
    const minute = Math.floor(at / MINUTE) * MINUTE;
    const read = async () =>
      pointsOf(await server.metrics(`metric=volume&step=1m&brand=acme&${range(minute, minute + MINUTE)}`))[0];
    const becomes = (status: string) =>
      eventually(async () => {
        const point = await read();
        return point?.status === status ? point : undefined;
      });
    await say(0);
    expect(await read()).toMatchObject({ value: 1, revision: 0, status: 'provisional' });
    await say(0);
    expect(await read()).toMatchObject({ value: 2, revision: 0, status: 'provisional' });

    // Nothing more is said: the source is idle and the watermark follows the clock.
    clock.advance(3 * MINUTE);
    expect(await becomes('final')).toMatchObject({ value: 2, revision: 0 });

    await say(0);
    expect(await read()).toMatchObject({ value: 3, revision: 1, status: 'revised' });
    clock.advance(2 * HOUR);
    await say(0);
    expect(await read()).toMatchObject({ value: 4, revision: 2, status: 'revised' });
    clock.advance(5 * DAY);
    await say(0);
    expect(await read()).toMatchObject({ value: 5, revision: 3, status: 'revised' });
    await say(10 * DAY);
    expect(await read()).toMatchObject({ value: 5, revision: 3, status: 'revised' });
  });
});
