import type { Phrasebook } from './phrases/phrasebook.ts';
import { airline } from './phrases/airline.ts';
import { bank } from './phrases/bank.ts';
import { coffee } from './phrases/coffee.ts';
import { shop } from './phrases/shop.ts';
import { streaming } from './phrases/streaming.ts';
import { telecom } from './phrases/telecom.ts';
import type { DayShape } from './rhythm.ts';

export type Mood = 'positive' | 'remark' | 'question' | 'negative';

/** How one demo brand is talked about and how its team works. Same order as `DEMO_BRANDS`. */
export interface Profile {
  readonly id: string;
  readonly phrases: Phrasebook;
  /** New conversations on an average day without incidents. */
  readonly perDay: number;
  readonly day: DayShape;
  /** Sunday first. */
  readonly weekday: readonly number[];
  readonly channels: Readonly<Record<string, number>>;
  readonly moods: Readonly<Record<Mood, number>>;
  readonly team: {
    /** Local hours in which people answer; from ≤ hour < to. */
    readonly from: number;
    readonly to: number;
    readonly medianDelayMin: number;
    /** How often each mood gets an answer at all. */
    readonly answers: Readonly<Record<Mood, number>>;
    /** How often a machine answers first. */
    readonly auto: number;
  };
}

const LIVELY = [1.1, 0.95, 0.94, 0.97, 1.0, 1.06, 1.12];
const OFFICE = [0.6, 1.18, 1.12, 1.08, 1.08, 1.1, 0.72];

export const PROFILES: readonly Profile[] = [
  {
    id: 'lumo-air',
    phrases: airline,
    perDay: 2_250,
    day: 'daytime',
    weekday: [1.12, 1.08, 0.9, 0.9, 0.98, 1.15, 0.94],
    channels: {
      twitter: 46,
      instagram: 10,
      facebook: 12,
      tripadvisor: 8,
      reddit: 6,
      trustpilot: 5,
      chat: 7,
      news: 1,
      bluesky: 5,
    },
    moods: { positive: 30, remark: 15, question: 22, negative: 33 },
    team: {
      from: 6,
      to: 22,
      medianDelayMin: 9,
      answers: { positive: 0.2, remark: 0.02, question: 0.97, negative: 0.95 },
      auto: 0.04,
    },
  },
  {
    id: 'cartly',
    phrases: shop,
    perDay: 2_550,
    day: 'evening',
    weekday: LIVELY,
    channels: {
      twitter: 30,
      instagram: 18,
      facebook: 16,
      tiktok: 8,
      trustpilot: 9,
      app_store: 3,
      google_play: 4,
      chat: 9,
      email: 3,
    },
    moods: { positive: 36, remark: 18, question: 20, negative: 26 },
    team: {
      from: 7,
      to: 23,
      medianDelayMin: 5,
      answers: { positive: 0.25, remark: 0.02, question: 0.98, negative: 0.96 },
      auto: 0.1,
    },
  },
  {
    id: 'brewhaus',
    phrases: coffee,
    perDay: 2_100,
    day: 'morning',
    weekday: [0.9, 1.06, 1.0, 1.0, 1.02, 1.08, 0.94],
    channels: {
      twitter: 24,
      instagram: 34,
      tiktok: 10,
      facebook: 9,
      google_reviews: 14,
      threads: 6,
      reddit: 3,
    },
    moods: { positive: 48, remark: 22, question: 13, negative: 17 },
    team: {
      from: 6,
      to: 20,
      medianDelayMin: 14,
      answers: { positive: 0.3, remark: 0.05, question: 0.95, negative: 0.93 },
      auto: 0,
    },
  },
  {
    id: 'nimbus',
    phrases: telecom,
    perDay: 2_400,
    day: 'daytime',
    weekday: [0.85, 1.1, 1.04, 1.02, 1.02, 1.04, 0.93],
    channels: {
      twitter: 40,
      facebook: 16,
      forum: 13,
      trustpilot: 7,
      reddit: 6,
      chat: 11,
      app_store: 2,
      google_play: 3,
      mastodon: 2,
    },
    moods: { positive: 22, remark: 16, question: 24, negative: 38 },
    team: {
      from: 7,
      to: 22,
      medianDelayMin: 22,
      answers: { positive: 0.1, remark: 0.02, question: 0.95, negative: 0.92 },
      auto: 0.22,
    },
  },
  {
    id: 'fintra',
    phrases: bank,
    perDay: 1_650,
    day: 'office',
    weekday: OFFICE,
    channels: {
      twitter: 34,
      facebook: 12,
      instagram: 9,
      reddit: 9,
      trustpilot: 9,
      app_store: 7,
      google_play: 8,
      chat: 9,
      news: 2,
    },
    moods: { positive: 32, remark: 16, question: 24, negative: 28 },
    team: {
      from: 8,
      to: 20,
      medianDelayMin: 4,
      answers: { positive: 0.15, remark: 0.01, question: 0.98, negative: 0.97 },
      auto: 0.14,
    },
  },
  {
    id: 'orbit-tv',
    phrases: streaming,
    perDay: 2_250,
    day: 'evening',
    weekday: [1.25, 0.9, 0.88, 0.9, 0.95, 1.06, 1.2],
    channels: {
      twitter: 38,
      instagram: 16,
      youtube: 12,
      tiktok: 8,
      reddit: 8,
      facebook: 8,
      app_store: 4,
      google_play: 6,
    },
    moods: { positive: 40, remark: 22, question: 15, negative: 23 },
    team: {
      from: 9,
      to: 24,
      medianDelayMin: 11,
      answers: { positive: 0.12, remark: 0.02, question: 0.94, negative: 0.91 },
      auto: 0.06,
    },
  },
];
