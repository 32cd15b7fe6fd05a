import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import type { BrandConfig } from '../../schema/contracts/config.ts';
import type { Mention } from '../../schema/contracts/mention.ts';
import { twcsFile } from '../helpers/real-data.ts';

/** Where recordings lie beside a checkout. */
const DATA = fileURLToPath(new URL('../../../shared/data', import.meta.url));

/** What the table says it was measured on, the brands whose care is in it, and each text once, as a mention. */
export interface RealTexts {
  readonly name: string;
  readonly brands: readonly BrandConfig[];
  readonly mentions: readonly Mention[];
}

interface Tweet {
  readonly text: string;
  readonly author: string;
  readonly brand: string | undefined;
  readonly isOutbound: boolean;
  readonly inReplyTo: string;
}

/**
 * Recorded tweets: of customer care, with who wrote them to whom, and of the public, which are dealt out to the same
 * brands. No text comes twice, so that nothing remembered from one can help with another.
 */
export function realTexts(folder: string = DATA): RealTexts {
  const recorded = join(folder, 'twcs-sample.csv');
  const spoken = join(folder, 'semeval-2013-2016.tsv');
  const file = existsSync(recorded) ? { path: recorded, name: 'twcs sample' } : twcsFile();
  const care = careTweets(file.path);
  const ids = [...new Set(care.flatMap(({ brand }) => brand ?? []))];
  const brands = ids.map((id): BrandConfig => ({ id, name: id.replaceAll('_', ' '), handles: [id] }));
  const met = new Set<string>();
  const isNew = ({ text }: Tweet) => met.size < met.add(text).size;
  const tweets = [...care, ...publicTweets(spoken)].filter(isNew);
  // In an order that mixes both kinds, the same each time: the step shares no factor with the number.
  const step = tweets.length % 7_919 === 0 ? 7_907 : 7_919;
  const mentions = tweets.map((_, n) => {
    const at = (n * step) % tweets.length;
    const brand = tweets[at]?.brand ?? ids[at % ids.length] ?? 'nobody';
    return asReceived(mentionOf(tweets[at] as Tweet, at, brand));
  });
  const kinds = existsSync(spoken) ? `${file.name} and SemEval 2013–2016` : file.name;
  return { name: `${mentions.length} distinct texts (${kinds})`, brands, mentions };
}

/** As a body brings it: a text that was cut out of a file stays a piece of that, and pieces are slower to read. */
const asReceived = (mention: Mention): Mention => JSON.parse(JSON.stringify(mention)) as Mention;

function careTweets(path: string): Tweet[] {
  const rows = parse<Record<string, string>>(readFileSync(path), { columns: true });
  const writer = new Map(rows.map((row) => [row['tweet_id'] ?? '', row['author_id'] ?? '']));
  const isBrand = (author: string) => author !== '' && !/^\d+$/.test(author);
  return rows.map((row) => {
    const { author_id: author = '', text = '', in_response_to_tweet_id: inReplyTo = '' } = row;
    const answers = (row['response_tweet_id'] ?? '').split(',');
    const near = [author, writer.get(inReplyTo) ?? '', ...answers.map((id) => writer.get(id) ?? '')];
    return { text, author, brand: near.find(isBrand), isOutbound: isBrand(author), inReplyTo };
  });
}

function publicTweets(path: string): Tweet[] {
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, 'utf8').split('\n').slice(1);
  return lines
    .filter((line) => line !== '')
    .map((line) => ({
      text: line.split('\t').slice(3).join('\t'),
      author: '',
      brand: undefined,
      isOutbound: false,
      inReplyTo: '',
    }));
}

function mentionOf({ text, author, isOutbound, inReplyTo }: Tweet, at: number, brand: string): Mention {
  return {
    source: 'bench',
    id: `${at}`,
    channel: 'twitter',
    venue: 'third_party',
    kind: inReplyTo === '' ? 'post' : 'reply',
    direction: isOutbound ? 'outbound' : 'inbound',
    at,
    author: {
      id: author,
      name: `Somebody ${at}`,
      handle: `somebody_${at % 997}`,
      followers: at % 5_000,
      verified: false,
    },
    text,
    lang: '',
    inReplyTo,
    conversation: '',
    url: `https://example.com/status/${at}`,
    metrics: { likes: 0, reposts: 0, replies: 0, views: 0 },
    automated: false,
    promoted: false,
    rating: null,
    customer: '',
    brands: [brand],
  };
}
