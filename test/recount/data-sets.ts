import { twcsRows } from '../../server/cli/replay/rows.ts';
import type { MentionReader } from '../../pipelines/text/mention-reader.ts';
import type { Care } from '../../schema/contracts/care.ts';
import { BRAND, DAY, HOUR } from '../helpers/evidence.ts';
import { labelledReader } from '../helpers/labelled-reader.ts';
import { randomInputs } from '../helpers/random-inputs.ts';
import { twcsFile } from '../helpers/real-data.ts';
import { spreadStream } from './spread-stream.ts';
import type { Asked } from './recount.ts';

export interface DataSet {
  readonly name: string;
  /** Where its time stands still. */
  readonly now: number;
  /** Brands with a desk; others are heard of. */
  readonly brands: readonly string[];
  /** Enough to say something of every metric; `cuts`: also asked by topic, venue and the like. */
  readonly asked: readonly (Asked & { readonly cuts: boolean })[];
  /** What is asked too when there is time. */
  readonly more: DataSet['asked'];
  /** False: it was recorded, and some of its rows nobody can read. */
  readonly isClean: boolean;
  /** Reads mentions instead of the built-in models. */
  readonly reader?: MentionReader;
  /** What is sent, by the door it goes to. */
  load(): Promise<Readonly<Record<string, readonly object[]>>>;
}

export const ZONE = 'Europe/Paris';
/** Of every brand with a desk. */
export const CARE: Care = {
  hours: { mon: ['09:00-12:30', '13:30-18:00'], tue: ['09:00-18:00'], wed: ['09:00-18:00'], thu: ['09:00-18:00'] },
  holidays: ['2025-11-11', '2017-11-01'],
  targets: { default: 1_800, channels: { email: 7_200 }, highPriority: 600 },
  deflectionHours: 24,
  costs: { perContact: 5, marginPerCustomer: 40, program: 500, retention: { low: 0.2, base: 0.4, high: 0.6 } },
}; // prettier-ignore

const SEED = 21;
/** A Wednesday. */
const NOW = Date.UTC(2025, 10, 19, 15, 30);

const RIVAL = 'globex';
const random = randomInputs(SEED, NOW, 60, NOW);
const spread = spreadStream(SEED, NOW, RIVAL, BRAND);
const randomStream: DataSet = {
  name: `random stream, seed ${SEED}`,
  now: NOW,
  isClean: true,
  brands: [BRAND, RIVAL],
  reader: labelledReader({ ...random.labels, ...spread.labels }),
  asked: [
    // Up to now, long enough ago that all is settled, and judged in its middle.
    { brand: BRAND, from: NOW - 25 * DAY, to: NOW, asOf: NOW, cuts: true },
    {
      brand: BRAND,
      from: NOW - 50 * DAY,
      to: NOW - 20 * DAY,
      asOf: NOW - 10 * DAY,
      cuts: true,
    },
    { brand: RIVAL, from: NOW - 8 * DAY, to: NOW, asOf: NOW, cuts: false },
  ],
  more: [
    {
      brand: BRAND,
      from: NOW - 16 * DAY,
      to: NOW - 4 * DAY,
      asOf: NOW - 8 * DAY - 5 * HOUR,
      cuts: false,
    },
  ],
  load: async () => ({
    ...random.rows,
    mentions: [...random.rows.mentions, ...spread.rows.mentions],
    engagements: [...random.rows.engagements, ...spread.rows.engagements],
    identities: [...random.rows.identities, ...spread.rows.identities],
    'self-help': [...random.rows['self-help'], ...spread.rows['self-help']],
  }),
};

const file = twcsFile();
const isReal = file.name === 'twcs sample';
const recorded: DataSet = {
  name: file.name,
  now: Date.UTC(2018, 0, 1),
  isClean: false,
  brands: isReal ? ['AmazonHelp', 'AppleSupport', 'ChipotleTweets'] : ['AcmeAir', 'BoltBank'],
  asked: [
    { brand: isReal ? 'AmazonHelp' : 'AcmeAir', from: Date.UTC(2017, 9, 1), to: Date.UTC(2017, 11, 20), asOf: Date.UTC(2018, 0, 1), cuts: true },
  ],
  more: [
    { brand: isReal ? 'AppleSupport' : 'BoltBank', from: Date.UTC(2017, 9, 25), to: Date.UTC(2017, 10, 20), asOf: Date.UTC(2017, 10, 20), cuts: false },
    { brand: isReal ? 'ChipotleTweets' : 'AcmeAir', from: Date.UTC(2017, 10, 1), to: Date.UTC(2017, 11, 3), asOf: Date.UTC(2017, 10, 22, 13), cuts: false },
  ],
  async load() {
    const mentions: object[] = [];
    for await (const { body } of twcsRows(file.path, '', () => undefined))
      mentions.push(JSON.parse(body.toString()) as object);
    return { mentions };
  },
}; // prettier-ignore

export const DATA_SETS: readonly DataSet[] = [randomStream, recorded];
