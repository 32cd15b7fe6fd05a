import { SPANS, type Span } from '../../../schema/contracts/scenes.ts';
import { OVERALL, type Overall } from '../overall/figures.ts';

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

/** What can be open. */
export type OpenRef = NumberRef | OverallRef | PersonRef | StoryRef;

const WORDS = ['metric', 'channel', 'topic', 'sentiment', 'intent', 'q'] as const;
const INSTANTS = ['from', 'to'] as const;

/** The number that an address asks for, such as `#brand=acme&metric=volume` or `#all=unattended`; null when it asks for none. */
export function refInHash(hash: string): OpenRef | null {
  const asked = new URLSearchParams(hash.replace(/^#/, ''));
  const all = OVERALL.find((one) => one === asked.get('all'));
  if (all !== undefined) return { all };
  const brand = asked.get('brand');
  if (!brand) return null;
  const person = asked.get('person');
  if (person) return { brand, person };
  const story = asked.get('story');
  if (story) return { brand, story, span: SPANS.find((span) => span === asked.get('span')) ?? '1d' };
  const words = WORDS.flatMap((key) => (asked.get(key) ? [[key, asked.get(key)]] : []));
  const instants = INSTANTS.flatMap((key) => {
    const text = asked.get(key) ?? '';
    return /^\d{1,15}$/.test(text) ? [[key, Number(text)]] : [];
  });
  return { brand, ...(Object.fromEntries([...words, ...instants]) as Omit<NumberRef, 'brand'>) };
}

/** Half a pair of surrogates, which an address cannot hold, is replaced. */
export function hashOfRef(ref: OpenRef): string {
  if ('all' in ref) return `#all=${ref.all}`;
  const said = (key: string, value: string | number): string =>
    `${key}=${encodeURIComponent(String(value).toWellFormed())}`;
  if ('person' in ref) return `#${said('brand', ref.brand)}&${said('person', ref.person)}`;
  if ('story' in ref)
    return `#${said('brand', ref.brand)}&${said('story', ref.story)}&${said('span', ref.span)}`;
  const parts = (['brand', ...WORDS, ...INSTANTS] as const).flatMap((key) => {
    const value = ref[key];
    return value === undefined ? [] : [said(key, value)];
  });
  return `#${parts.join('&')}`;
}
