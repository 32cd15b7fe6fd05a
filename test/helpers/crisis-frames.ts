import type { BoardStory } from '../../schema/contracts/board.ts';
import type {
  BrandLevel,
  BrandReadings,
  BrandTile,
  SnapshotFrame,
  SourceHealth,
  StateChange,
} from '../../schema/contracts/live.ts';
import { snapshot, tile } from './live-frames.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const STEP = 15 * MINUTE;

/** Words of somebody who means harm: markup, a direction override, a pile of marks, one endless word. */
export const HOSTILE = `<img src=x onerror=alert(1)>\u202e${'e\u0301\u0302\u0303\u0304\u0305'.repeat(30)}${'W'.repeat(120)}`;

export interface BrandFields {
  readonly name?: string;
  readonly level?: BrandLevel;
  readonly why?: string;
  readonly volume?: number;
  readonly usual?: number | null;
  readonly net?: number | null;
  readonly waiting?: number;
  readonly overdue?: number;
  readonly oldestMs?: number | null;
  readonly breachMs?: number | null;
}

export function crisisTile(brand: string, now: number, fields: BrandFields = {}): BrandTile {
  const { name = brand, level = 'calm', why = 'As usual.', volume = 60, usual = 58, net = 24 } = fields;
  const { waiting = 0, overdue = 0, oldestMs = null, breachMs = null } = fields;
  const day = Array.from({ length: 96 }, (_, index) => index);
  return {
    ...tile(brand),
    name,
    asOf: now,
    lastMentionAt: now - 2_000,
    state: { level, why },
    volume: { value: volume, usual },
    netSentiment: { value: net, usual: 21, positive: 30, neutral: 20, negative: 10 },
    firstResponse: {
      medianMs: 260_000,
      p90Ms: 900_000,
      n: 20,
      waiting,
      oldestWaitingAt: oldestMs === null ? null : now - oldestMs,
      overdue,
      nextBreachAt: breachMs === null ? null : now + breachMs,
    },
    chart: {
      startAt: now - DAY,
      stepMs: STEP,
      volume: day.map((at) => 10 + ((at * 7) % 13) + (level === 'alert' && at > 88 ? 40 : 0)),
      netSentiment: day.map((at) => (level === 'alert' && at > 86 ? -40 - (at % 9) : 20 + ((at * 5) % 11))),
    },
  };
}

export const story = (id: string, now: number, fields: Partial<BoardStory> = {}): BoardStory => ({
  source: 'twitter',
  id,
  author: 'flying_ada',
  at: new Date(now - 5 * HOUR).toISOString(),
  sentiment: 'negative',
  size: 2_318,
  r: 1_904,
  doublingMs: 42 * MINUTE,
  reach: 1_240_000,
  paid: true,
  paidByCustomer: true,
  text: 'Lost my bag, then lost my patience: four hours on hold and nobody knows where it is. Do not fly with them.',
  curve: Array.from({ length: 40 }, (_, index) => ({
    at: now - 5 * HOUR + index * 7.5 * MINUTE,
    size: Math.round(4 * 1.176 ** index),
  })),
  ...fields,
});

export function readingsOf(
  brand: string,
  now: number,
  { unattended = 0, negatives = 20, oldestS = null as number | null, risk = 0, stories = [] as BoardStory[] } = {},
): BrandReadings {
  return {
    brand,
    from: now - DAY,
    to: now,
    asOf: now,
    figures: {
      negative_attendance: {
        value: negatives === 0 ? null : (negatives - unattended) / negatives,
        n: negatives,
        numerator: negatives - unattended,
        denominator: negatives,
      },
      oldest_unattended: { value: oldestS, n: unattended },
      customers_at_risk: { value: risk, n: risk },
    },
    stories,
  };
} // prettier-ignore

export const source = (name: string, now: number, fields: Partial<SourceHealth> = {}): SourceHealth => ({
  source: name,
  status: 'live',
  lastEventAt: now - 3_000,
  lastStoredAt: now - 2_600,
  perMinute: 14.2,
  lagMs: 412,
  ...fields,
});

export const change = (
  brand: string,
  at: number,
  to: BrandLevel,
  from: BrandLevel = 'calm',
  why = '58 % negative, 3.0 × usual volume.',
): StateChange => ({ brand, at, from, to, why });

export type Scene = Pick<SnapshotFrame, 'tiles' | 'readings' | 'sources' | 'changes'>;
type SceneOf = (now: number) => Scene;

const SIX = ['Lumo Air', 'Nordlicht Bank', 'Fern & Field', 'Kestrel Mobile', 'Quill', 'Harbour Foods'];
const SOURCES = ['twitter', 'instagram', 'app_store', 'trustpilot', 'email', 'call_centre'];
const idOf = (name: string): string => name.toLowerCase().replace(/[^a-z]+/g, '-');

const calm: SceneOf = (now) => ({
  tiles: SIX.map((name) => crisisTile(idOf(name), now, { name, waiting: 2, oldestMs: 95_000, breachMs: 25 * MINUTE })),
  readings: SIX.map((name) => readingsOf(idOf(name), now)),
  sources: SOURCES.map((name) => source(name, now)),
  changes: [],
}); // prettier-ignore

const trouble: SceneOf = (now) => {
  const scene = calm(now);
  const lumo = crisisTile('lumo-air', now, {
    name: 'Lumo Air',
    level: 'alert',
    why: 'Net sentiment 53 under usual, 71 % negative, 4.3 × usual volume.',
    volume: 1_212,
    usual: 281,
    net: -58,
    waiting: 486,
    overdue: 431,
    oldestMs: 3 * HOUR + 12 * MINUTE + 7_000,
    breachMs: 41_000,
  });
  const bank = crisisTile('nordlicht-bank', now, {
    name: 'Nordlicht Bank',
    level: 'watch',
    why: 'Net sentiment 30 under usual.',
    net: -9,
    waiting: 9,
    overdue: 2,
    oldestMs: 50 * MINUTE,
    breachMs: 13 * HOUR + 12 * MINUTE,
  });
  const second = story('2', now, { text: 'Card declined at the till again.', r: 310, size: 412, paid: false, paidByCustomer: false });
  const third = story('3', now, { text: 'The new crew uniforms are lovely!', r: 120, size: 130, sentiment: 'positive', paid: false, paidByCustomer: false });
  return {
    tiles: [...scene.tiles.slice(2), bank, lumo],
    readings: [
      ...(scene.readings ?? []).slice(2),
      readingsOf('lumo-air', now, { unattended: 74, negatives: 300, oldestS: 12_400, risk: 17, stories: [story('1', now), third] }),
      readingsOf('nordlicht-bank', now, { unattended: 6, oldestS: 3_100, risk: 3, stories: [second] }),
    ],
    sources: SOURCES.map((name) =>
      name === 'call_centre'
        ? source(name, now, { status: 'silent', lastEventAt: now - 2 * HOUR, perMinute: 0, lagMs: null })
        : source(name, now, name === 'email' ? { status: 'quiet', perMinute: 0.3, lagMs: 64_000 } : {}),
    ),
    changes: [
      change('lumo-air', now - 12 * MINUTE, 'alert', 'watch'),
      change('nordlicht-bank', now - 47 * MINUTE, 'watch'),
      change('lumo-air', now - 55 * MINUTE, 'watch'),
      change('quill', now - 7 * HOUR, 'calm', 'watch', 'As usual again.'),
      change('quill', now - 9 * HOUR, 'watch'),
      change('fern-field', now - 20 * HOUR, 'calm', 'quiet', 'As usual.'),
      change('harbour-foods', now - 23 * HOUR, 'calm', 'watch', 'As usual again.'),
      change('harbour-foods', now - 23.5 * HOUR, 'watch'),
    ],
  };
}; // prettier-ignore

const LEVELS: readonly BrandLevel[] = ['calm', 'calm', 'quiet', 'watch', 'calm', 'calm', 'alert'];
const many = (count: number): SceneOf => (now) => {
  const scene = trouble(now);
  const more = Array.from({ length: count - scene.tiles.length }, (_, index) => {
    const level = LEVELS[index % LEVELS.length] ?? 'calm';
    return crisisTile(`brand-${index}`, now, { name: `Brand number ${index}`, level, volume: 10 + index, waiting: index % 4, overdue: index % 9 === 0 ? 1 : 0 });
  });
  return { ...scene, tiles: [...scene.tiles, ...more] };
}; // prettier-ignore

const hostile: SceneOf = (now) => ({
  tiles: ['evil', 'worse'].map((brand) =>
    crisisTile(brand, now, { name: HOSTILE, level: 'alert', why: HOSTILE, waiting: 123_456, overdue: 98_765, oldestMs: 29 * DAY, breachMs: 5 * DAY, volume: 9_999_999, usual: 0.2, net: -100 }),
  ),
  readings: [
    readingsOf('evil', now, { unattended: 123_456, negatives: 200_000, oldestS: 2_500_000, risk: 123_456, stories: [1, 2, 3].map((at) =>
      story(`${at}`, now, { text: HOSTILE, author: HOSTILE, source: HOSTILE, r: 1_234_567, size: 12_345_678, reach: 9_876_543_210, doublingMs: 99 * DAY }),
    ) }),
  ],
  sources: [1, 2, 3].map((at) => source(`${at}${HOSTILE}`, now, { status: 'silent', lastEventAt: 0, perMinute: 123_456, lagMs: 9e9 })),
  changes: [change('evil', now - MINUTE, 'alert', 'watch', HOSTILE), change('worse', now - 2 * HOUR, 'alert', 'quiet', HOSTILE)],
}); // prettier-ignore

export const SCENES = {
  calm,
  trouble,
  thirty: many(30),
  hundred: many(100),
  hostile,
} as const satisfies Readonly<Record<string, SceneOf>>;
export type SceneName = keyof typeof SCENES;

export const sceneSnapshot = (scene: SceneName, now: number): SnapshotFrame =>
  snapshot(1, { ...SCENES[scene](now), watermark: now - 500, sentAt: now, mentions: [] });
