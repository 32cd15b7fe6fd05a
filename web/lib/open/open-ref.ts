import type { IngestTotals, TickerMention } from '../../../schema/contracts/live.ts';
import { SPANS, type Span } from '../../../schema/contracts/scenes.ts';
import { OVERALL, type Overall } from '../overall/figures.ts';
import { ROW_COUNTS } from '../overall/row-counts.ts';

/** A number on a screen, so far as it can be named in an address: whose, of which metric, cut by what, of which window. */
export interface NumberRef {
  readonly brand: string;
  /** Without it: all figures of the brand. */
  readonly metric?: string;
  readonly channel?: string;
  readonly topic?: string;
  /** What the mentions behind it are narrowed by. */
  readonly sentiment?: string;
  readonly intent?: string;
  readonly q?: string;
  /** Half-open, epoch milliseconds. Without them: the last day. */
  readonly from?: number;
  readonly to?: number;
}

/** A figure over all brands. */
export interface OverallRef {
  readonly all: Overall;
  /** The brand whose part of it is listed first. */
  readonly of?: string;
}

/** A count of the rows that were taken in. */
export interface RowsRef {
  readonly rows: keyof IngestTotals;
}

/** A source of mentions. */
export interface SourceRef {
  readonly source: string;
}

/** A mention, as one brand hears it. */
export interface MentionRef {
  readonly brand: string;
  readonly source: string;
  /** Its id within the source. */
  readonly mention: string;
}

/** Every change of state of the last day. */
export interface ChangesRef {
  readonly changes: '1d';
}

/** A change of a brand's state. */
export interface ChangeRef {
  readonly brand: string;
  /** When, epoch milliseconds. */
  readonly change: number;
}

/** Somebody as one brand knows them. */
export interface PersonRef {
  readonly brand: string;
  /** A customer, or `channel:account`. */
  readonly person: string;
}

/** A post that is passed on, as one brand hears it. */
export interface StoryRef {
  readonly brand: string;
  /** `source/id` of the post. */
  readonly story: string;
  /** How far back it is looked at. */
  readonly span: Span;
}

/** What can be open, each by the word its address is told from the others by. */
export interface Refs {
  readonly all: OverallRef;
  readonly rows: RowsRef;
  readonly changes: ChangesRef;
  readonly mention: MentionRef;
  readonly change: ChangeRef;
  readonly person: PersonRef;
  readonly story: StoryRef;
  readonly source: SourceRef;
}
/** All but the numbers of a brand. */
export type SheetRef = Refs[keyof Refs];
export type OpenRef = SheetRef | NumberRef;

const HOUR_MS = 3_600_000;
/** Instants that the server takes: what lies beyond is nobody's. */
const END_OF_TIME = Date.UTC(2100, 0, 1);

type Asked = (key: string) => string | undefined;

/** In the order of who is asked first: the address of a mention names its source as well. */
const READERS: { readonly [Kind in keyof Refs]: (asked: Asked) => Refs[Kind] | undefined } = {
  all: (asked) => {
    const [ref, of] = [whole({ all: OVERALL.find((one) => one === asked('all')) }), asked('of')];
    return ref === undefined || of === undefined ? ref : { ...ref, of };
  },
  rows: (asked) => whole({ rows: ROW_COUNTS.find((one) => one === asked('rows')) }),
  changes: (asked) => (asked('changes') === '1d' ? { changes: '1d' } : undefined),
  mention: (asked) => whole({ brand: asked('brand'), source: asked('source'), mention: asked('mention') }),
  change: (asked) => {
    const change = instantIn(asked('change'));
    return change === undefined || change < HOUR_MS || change > END_OF_TIME
      ? undefined
      : whole({ brand: asked('brand'), change });
  },
  person: (asked) => whole({ brand: asked('brand'), person: asked('person') }),
  story: (asked) =>
    whole({
      brand: asked('brand'),
      story: asked('story'),
      span: SPANS.find((span) => span === asked('span')) ?? '1d',
    }),
  source: (asked) => (asked('brand') === undefined ? whole({ source: asked('source') }) : undefined),
};
const KINDS = Object.keys(READERS) as readonly (keyof Refs)[];

const WORDS = ['metric', 'channel', 'topic', 'sentiment', 'intent', 'q'] as const;
const INSTANTS = ['from', 'to'] as const;

/** What an address asks for, such as `#brand=acme&metric=volume` or `#all=unattended`; null when it asks for nothing. */
export function refInHash(hash: string): OpenRef | null {
  const query = new URLSearchParams(hash.replace(/^#/, ''));
  const asked: Asked = (key) => query.get(key) || undefined;
  for (const kind of KINDS) {
    const ref = READERS[kind](asked);
    if (ref !== undefined) return ref;
  }
  const words = WORDS.map((key) => [key, asked(key)]);
  const instants = INSTANTS.map((key) => [key, instantIn(asked(key))]);
  const known = [...words, ...instants].filter(([, value]) => value !== undefined);
  const brand = asked('brand');
  return brand === undefined ? null : { brand, ...(Object.fromEntries(known) as Omit<NumberRef, 'brand'>) };
}

export const kindOf = (ref: SheetRef): keyof Refs => KINDS.find((kind) => kind in ref) ?? 'all';
export const isNumberRef = (ref: OpenRef): ref is NumberRef => !KINDS.some((kind) => kind in ref);

const ORDER = [
  'all', 'of', 'rows', 'changes', 'brand', 'source', 'mention', 'change', 'person', 'story', 'span', ...WORDS, ...INSTANTS,
] as const; // prettier-ignore

/** Half a pair of surrogates, which an address cannot hold, is replaced. */
export function hashOfRef(ref: OpenRef): string {
  const values: Readonly<Record<string, string | number | undefined>> = { ...ref };
  const parts = ORDER.flatMap((key) => {
    const value = values[key];
    return value === undefined ? [] : [`${key}=${encodeURIComponent(String(value).toWellFormed())}`];
  });
  return `#${parts.join('&')}`;
}

/** The mention of a line of the ticker, as a brand hears it, or as the first of those that do. */
export function mentionRef(
  { key, brands: [first] }: Pick<TickerMention, 'key' | 'brands'>,
  brand = first,
): MentionRef | null {
  // No name of a source has a slash; an id may.
  const [, source, mention] = /^([^/]+)\/(.+)$/s.exec(key) ?? [];
  return whole({ brand, source, mention }) ?? null;
}

/** What marks the element that opens it; any number of a brand is opened from the brand. */
export const openerOf = (ref: OpenRef): string => (isNumberRef(ref) ? ref.brand : hashOfRef(ref).slice(1));

const instantIn = (text: string | undefined): number | undefined =>
  text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;

/** Undefined where a part is missing. */
function whole<Ref extends object>(parts: { readonly [Key in keyof Ref]: Ref[Key] | undefined }):
  Ref | undefined {
  return Object.values(parts).includes(undefined) ? undefined : (parts as Ref);
}
