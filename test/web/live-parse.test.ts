import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { REVISION_REASONS } from '../../schema/contracts/revisions.ts';
import type { BrandReadings, TileRevision } from '../../schema/contracts/live.ts';
import { board } from '../helpers/board.ts';
import { parseFrame } from '../../web/lib/live/parse.ts';
import { figureOf } from '../../web/lib/live/readings.ts';
import { EMPTY_STREAM, receive } from '../../web/lib/live/stream.ts';
import {
  change,
  delta,
  heartbeat,
  hello,
  line,
  NOON,
  program,
  snapshot,
  source,
  story,
  tile,
  TOTALS,
} from '../helpers/live-frames.ts';

const parse = (frame: unknown) => parseFrame(JSON.stringify(frame));
const REVISION: TileRevision = {
  windowStart: NOON - 360_000,
  revisedAt: NOON - 20_000,
  reason: 'late',
  before: { volume: 17, netSentiment: null },
  after: { volume: 18, netSentiment: -12.5 },
};
const READINGS: BrandReadings = {
  brand: 'acme',
  from: NOON - 86_400_000,
  to: NOON,
  asOf: NOON - 8_000,
  figures: {
    volume: { value: 17, n: 17 },
    sla_attainment: { value: 0.5, n: 4, low: 0.15, high: null, open: true },
    roi_of_care: { value: null, n: 0, missing: ['costs of the brand (care.costs)'] },
  },
  stories: board().stories,
};
const RESPONSE = tile('a').firstResponse;
const FRAMES = [
  hello(),
  snapshot(3, {
    tiles: [tile('acme', { openMinutes: 2, revision: REVISION })],
    mentions: [line('a')],
    readings: [READINGS],
    sources: [source('twitter')],
    changes: [change('acme')],
  }),
  delta(4, {
    tiles: [tile('acme')],
    mentions: [line('b')],
    readings: [READINGS, { ...READINGS, figures: {} }],
  }),
  delta(5, { tiles: [tile('acme')], relabelled: [{ key: 'b', sentiment: 'negative' }] }),
  delta(9, { since: 5, sources: [source('twitter', { lagMs: null })], changes: [change('acme')] }),
  heartbeat(4, { watermark: null }),
  { type: 'display', program: program() },
] as const;

/** Every path to a value inside, such as `tiles.0.state.level`. */
function pathsOf(value: unknown, before: readonly string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const path = [...before, key];
    return [path, ...pathsOf(inner, path)];
  });
}

function withValueAt(frame: object, path: readonly string[], value: unknown): unknown {
  const copy = structuredClone(frame) as Record<string, unknown>;
  let parent = copy;
  for (const key of path.slice(0, -1)) parent = parent[key] as Record<string, unknown>;
  parent[path.at(-1) ?? ''] = value;
  return copy;
}

describe('parseFrame', () => {
  it.each(FRAMES.map((frame) => [frame.type, frame] as const))(
    'reads a %s frame as it was written',
    (_, frame) => {
      expect(parse(frame)).toEqual(frame);
    },
  );

  it.each([
    ['nothing', undefined],
    ['bytes', new Uint8Array([123, 125])],
    ['an object that was not serialised', hello()],
    ['no JSON', '{"type":"hello"'],
    ['an empty string', ''],
    ['ten thousand brackets', '['.repeat(10_000)],
    ['a list', '[]'],
    ['null', 'null'],
  ])('takes %s for no frame', (_, data) => expect(parseFrame(data)).toBeNull());

  it.each([
    ['an unknown type', { ...heartbeat(1), type: 'resync' }],
    ['no type', { ...heartbeat(1), type: undefined }],
    ['a sequence number in quotes', { ...heartbeat(1), seq: '1' }],
    ['no sending time', { ...heartbeat(1), sentAt: undefined }],
    ['a watermark that is a date', { ...heartbeat(1), watermark: '2026-03-04T12:00:00Z' }],
    ['no tiles', { ...snapshot(1), tiles: undefined }],
    ['tiles that are no list', { ...snapshot(1), tiles: {} }],
    ['totals without a rate', { ...delta(1), totals: { ...TOTALS, perSecond: undefined } }],
    [
      'totals that do not say how many were turned away',
      { ...delta(1), totals: { ...TOTALS, turnedAway: undefined } },
    ],
    ['a build that is a number', { ...hello(), build: 1 }],
    ['a heartbeat interval of null', { ...hello(), heartbeatMs: null }],
  ])('drops a frame with %s', (_, frame) => expect(parse(frame)).toBeNull());

  it('drops a bad tile or mention alone', () => {
    const frame = {
      ...snapshot(1),
      tiles: [tile('good'), { ...tile('bad'), state: { level: 'panic', why: '' } }, null, 7],
      mentions: [{ ...line('bad'), text: null }, line('good')],
    };
    expect(parse(frame)).toEqual(snapshot(1, { tiles: [tile('good')], mentions: [line('good')] }));
  });

  it.each([
    ['a count below zero', { volume: { value: -1, usual: null } }],
    [
      'a chart that would stall the canvas',
      { chart: { ...tile('a').chart, volume: new Array<number>(2_001).fill(1) } },
    ],
    ['null in a series of counts', { chart: { ...tile('a').chart, volume: [1, null] } }],
    ['no name', { name: undefined }],
    ['no word on how many minutes are open', { openMinutes: undefined }],
    ['fewer than no minutes open', { openMinutes: -1 }],
    ['half a minute open', { openMinutes: 0.5 }],
    ['minutes in quotes', { openMinutes: '2' }],
    ['no word on how many are overdue', { firstResponse: { ...RESPONSE, overdue: undefined } }],
    ['fewer than none overdue', { firstResponse: { ...RESPONSE, overdue: -1 } }],
    ['a next breach in quotes', { firstResponse: { ...RESPONSE, nextBreachAt: '12:00' } }],
    ['neither a next breach nor null', { firstResponse: { ...RESPONSE, nextBreachAt: undefined } }],
    ['neither a revision nor null', { revision: undefined }],
    ['a revision that is a list', { revision: [] }],
    ['a revision of no minute', { revision: { ...REVISION, windowStart: null } }],
    ['a revision of no time', { revision: { ...REVISION, revisedAt: '2026-03-04T12:00:00Z' } }],
    ['a revision for a reason nobody knows', { revision: { ...REVISION, reason: 'whim' } }],
    ['a reason that is the name of a method', { revision: { ...REVISION, reason: 'constructor' } }],
    ['a revision that does not say what was', { revision: { ...REVISION, before: null } }],
    [
      'a revision to less than nothing',
      { revision: { ...REVISION, after: { volume: -1, netSentiment: 0 } } },
    ],
    ['a revision without a net sentiment', { revision: { ...REVISION, after: { volume: 18 } } }],
  ])('drops a tile with %s', (_, fields) => {
    expect(parse({ ...snapshot(1), tiles: [{ ...tile('a'), ...fields }] })).toEqual(snapshot(1));
  });

  it.each(REVISION_REASONS)('keeps a revision for the reason "%s"', (reason) => {
    const frame = snapshot(1, { tiles: [tile('a', { revision: { ...REVISION, reason } })] });
    expect(parse(frame)).toEqual(frame);
  });

  it.each([
    ['nothing', null],
    ['a list', []],
    ['a brand that is a number', { ...READINGS, brand: 7 }],
    ['no beginning', { ...READINGS, from: undefined }],
    ['an end in quotes', { ...READINGS, to: '2026-03-04' }],
    ['no time of reading', { ...READINGS, asOf: null }],
    ['figures that are a list', { ...READINGS, figures: [] }],
  ])('drops readings with %s alone', (_, bad) => {
    expect(parse({ ...snapshot(1), readings: [bad, READINGS] })).toEqual(
      snapshot(1, { readings: [READINGS] }),
    );
  });

  it.each([
    ['no value', { n: 1 }],
    ['a value in quotes', { value: '1', n: 1 }],
    ['no n', { value: 1 }],
    ['less than no n', { value: 1, n: -1 }],
    ['a low end in quotes', { value: 1, n: 1, low: '0' }],
    ['a high end that is a list', { value: 1, n: 1, high: [2] }],
    ['half open', { value: 1, n: 1, open: 'half' }],
    ['a missing word that is none', { value: null, n: 0, missing: [null] }],
    ['missing words that are no list', { value: null, n: 0, missing: 'costs' }],
    ['nothing at all', null],
  ])('drops a figure with %s alone', (_, bad) => {
    const frame = snapshot(1, { readings: [READINGS] });
    expect(parse({ ...frame, readings: [{ ...READINGS, figures: { bad, ...READINGS.figures } }] })).toEqual(
      frame,
    );
  });

  it('reads readings, a snapshot and a delta that lack what came later as having none of it', () => {
    const [reading, whole] = [{ ...READINGS, stories: undefined }, snapshot(1)];
    const { sources, changes, ...former } = { ...whole, readings: [reading] };
    expect([sources, changes]).toEqual([[], []]);
    expect(parse(former)).toEqual({ ...whole, readings: [{ ...READINGS, stories: [] }] });
    expect(parse({ ...delta(2), since: '1', sources: 'all', changes: {} })).toEqual(delta(2));
  });

  it.each([[null], [{}], ['all'], [7]])(
    'reads a frame whose readings are %j as one without any',
    (readings) => {
      expect(parse({ ...delta(1), readings })).toEqual(delta(1));
    },
  );

  it('takes of a mention that is said to be something else its sentiment and nothing more', () => {
    const relabelled = [
      { key: 'a', sentiment: 'positive', text: '<b>' },
      { key: 'b', sentiment: 'angry' },
      { sentiment: 'neutral' },
      null,
    ];
    expect(parse({ ...delta(1), relabelled })).toEqual(
      delta(1, { relabelled: [{ key: 'a', sentiment: 'positive' }] }),
    );
    expect(parse({ ...delta(1), relabelled: 'all' })).toEqual(delta(1));
  });

  it('takes no figure for that of a prototype', () => {
    const [reading] = [
      parseFrame(
        JSON.stringify(snapshot(1, { readings: [READINGS] })).replace(
          '"figures":{',
          '"figures":{"__proto__":{"value":9,"n":9},',
        ),
      ),
    ].flatMap((frame) => (frame?.type === 'snapshot' ? (frame.readings ?? []) : []));
    expect(figureOf(reading, 'volume')).toEqual({ value: 17, n: 17 });
    expect(figureOf(reading, 'constructor')).toBeUndefined();
    expect(figureOf(reading, 'value')).toBeUndefined();
    expect(Object.getPrototypeOf(reading?.figures)).toBe(Object.prototype);
  });

  it('takes no key of a prototype for data', () => {
    const text = JSON.stringify(heartbeat(1)).replace('{', '{"__proto__":{"seq":9},');
    expect(parseFrame(text)).toEqual(heartbeat(1));
    expect(parseFrame('{"__proto__":{"type":"heartbeat","seq":1,"watermark":null,"sentAt":1}}')).toBeNull();
  });

  it('never throws, whatever text arrives', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.json(), fc.anything()), (data) => {
        const frame = parseFrame(data);
        if (frame !== null) receive(EMPTY_STREAM, frame, 0);
      }),
      { numRuns: 200 },
    );
  });

  it('never throws when any one value of a frame is replaced by anything, nor does the wall behind it', () => {
    const broken = fc
      .constantFrom(...FRAMES)
      .chain((frame) => fc.tuple(fc.constant(frame), fc.constantFrom(...pathsOf(frame)), fc.jsonValue()))
      .map(([frame, path, value]) => withValueAt(frame, path, value));
    const started = receive(
      receive(EMPTY_STREAM, hello(), 0).stream,
      snapshot(3, { tiles: [tile('acme')] }),
      0,
    ).stream;
    fc.assert(
      fc.property(broken, (data) => {
        const frame = parse(data);
        if (frame === null) return;
        const { stream } = receive(started, frame, 10);
        for (const { volume, chart, state } of stream.tiles) {
          expect(volume.value).toBeGreaterThanOrEqual(0);
          expect(chart.volume.length).toBeLessThanOrEqual(2_000);
          expect(['quiet', 'calm', 'watch', 'alert']).toContain(state.level);
        }
        expect(stream.mentions.every((mention) => typeof mention.text === 'string')).toBe(true);
        for (const { figures } of stream.readings.values())
          for (const { value, n } of Object.values(figures))
            expect([value === null || Number.isFinite(value), n >= 0]).toEqual([true, true]);
      }),
      { numRuns: 1_000 },
    );
  });

  it('keeps instants as they are, to the millisecond', () => {
    expect(parse(heartbeat(1, { sentAt: NOON + 0.25 }))).toMatchObject({ sentAt: NOON + 0.25 });
  });
});
