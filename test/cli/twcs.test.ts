import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { Compile } from 'typebox/compile';
import { MentionInputSchema, type MentionInput } from '../../schema/contracts/mention.ts';
import { decodeEntities, isoTime, TwcsIndex, type TwcsRow } from '../../server/cli/replay/twcs.ts';
import { twcsFile } from '../helpers/real-data.ts';
import { recount } from '../helpers/twcs-recount.ts';

const MINI = new URL('../fixtures/twcs-mini.csv', import.meta.url);
const valid = Compile(MentionInputSchema);

function mentionsOf(file: string | URL): MentionInput[] {
  const rows: TwcsRow[] = parse(readFileSync(file), { columns: true, relax_column_count: true, bom: true });
  const index = new TwcsIndex();
  for (const row of rows) index.add(row);
  return rows.map((row) => index.mention(row));
}

describe('twcs rows as mentions', () => {
  const all = mentionsOf(MINI);
  const get = (id: string) => all.find((mention) => mention.id === id)!;

  it('maps a customer and a brand', () => {
    expect(get('101')).toEqual({
      id: '101',
      source: 'twcs',
      channel: 'twitter',
      at: '2017-11-06T10:00:00Z',
      text: 'Hey @acmeair where is my bag & my "blue" coat?\nIt is cold <here>',
      brand: 'AcmeAir',
      venue: 'third_party',
      author: { id: '900001', handle: '900001' },
      kind: 'post',
      conversation: '101',
      direction: 'inbound',
      customer: '900001',
    });
    expect(get('102')).toMatchObject({
      brand: 'AcmeAir',
      venue: 'owned',
      direction: 'outbound',
      kind: 'reply',
      inReplyTo: '101',
      conversation: '101',
    });
    expect(get('102')).not.toHaveProperty('customer');
  });

  it('names the whole chain after its first tweet, or after the last one named', () => {
    expect(get('104').conversation).toBe('101');
    expect(get('109').conversation).toBe('99999');
  });

  it('takes every brand account named by its whole handle', () => {
    expect(get('105').brand).toEqual(['BoltBank', 'AcmeAir']);
  });

  it.each([
    ['above', '103', 'AcmeAir'],
    ['above, where only the question names it', '111', 'AcmeAir'],
    ['below', '107', 'BoltBank'],
    ['of the same conversation', '112', 'AcmeAir'],
  ])('gives a tweet that names nobody the brand %s', (_, id, brand) => {
    expect(get(id).brand).toBe(brand);
  });

  it('leaves the brand out where none can be told, and what a broken row does not say', () => {
    expect(get('110')).not.toHaveProperty('brand');
    expect(get('114')).toEqual({
      id: '114',
      source: 'twcs',
      channel: 'twitter',
      at: '',
      text: '',
      venue: 'third_party',
      kind: 'post',
      conversation: '114',
    });
  });

  it('sends a repeated row as well', () => {
    expect(all.filter(({ id }) => id === '101')).toHaveLength(2);
  });

  it('survives tweets that answer each other in a circle', () => {
    const index = new TwcsIndex();
    const rows = [
      {
        tweet_id: '1',
        author_id: '7',
        inbound: 'True',
        text: 'x',
        response_tweet_id: '2',
        in_response_to_tweet_id: '2',
      },
      {
        tweet_id: '2',
        author_id: '8',
        inbound: 'True',
        text: 'y',
        response_tweet_id: '1',
        in_response_to_tweet_id: '1',
      },
    ];
    for (const row of rows) index.add(row);
    expect(index.mention(rows[0]!)).toMatchObject({ id: '1', conversation: '2' });
  });

  it('agrees with the ingest contract', () => {
    expect(all.filter((mention) => !valid.Check(mention))).toEqual([]);
  });
});

const { path, name } = twcsFile();
describe(`twcs against an independent recount (${name})`, () => {
  it('finds the same brands', () => {
    const counted = recount(path);
    const seen = new Set<string>();
    const brands = new Map<string, { inbound: number; outbound: number }>();
    const unmatched: string[] = [];
    for (const { id, brand, direction } of mentionsOf(path)) {
      if (seen.has(id) || direction == null) continue;
      seen.add(id);
      if (brand == null) unmatched.push(id);
      for (const of of [brand ?? []].flat()) {
        const count = brands.get(of) ?? { inbound: 0, outbound: 0 };
        count[direction] += 1;
        brands.set(of, count);
      }
    }
    const expected = [...counted.brands].map(
      ([of, { inbound, outbound }]) => [of, { inbound, outbound }] as const,
    );
    expect(Object.fromEntries(brands)).toEqual(Object.fromEntries(expected));
    expect(unmatched).toEqual(counted.unmatched);
  });
});

describe('the recount', () => {
  it('gives the response times and the waiting one finds by hand in the mini fixture', () => {
    const { brands, tweets, unmatched } = recount(MINI.pathname);
    expect(tweets).toBe(15);
    expect(unmatched).toEqual(['110']);
    expect(Object.fromEntries(brands)).toEqual({
      // 101 → 102 five minutes, 103 → 104 twenty, 115 → 116 seven through a parent nobody has.
      // 105 wrote to both and only the other answered; nobody answered 111; 109 came before 112.
      AcmeAir: {
        inbound: 6,
        outbound: 4,
        firstResponsesMs: [300_000, 420_000, 1_200_000],
        waitingSince: [
          Date.UTC(2017, 10, 6, 10, 2),
          Date.UTC(2017, 10, 6, 10, 15),
          Date.UTC(2017, 10, 6, 12),
        ],
      },
      BoltBank: { inbound: 2, outbound: 3, firstResponsesMs: [600_000, 1_200_000], waitingSince: [] },
    });
  });
});

describe('small parts', () => {
  it.each([
    ['Tue Oct 31 22:12:09 +0000 2017', '2017-10-31T22:12:09Z'],
    ['Fri Feb 03 01:02:03 -0530 2012', '2012-02-03T01:02:03-05:30'],
    ['yesterday', 'yesterday'],
    ['Tue anO 31 22:12:09 +0000 2017', 'Tue anO 31 22:12:09 +0000 2017'],
  ])('reads the time %s', (createdAt, iso) => {
    expect(isoTime(createdAt)).toBe(iso);
  });

  it('decodes entities once and leaves others alone', () => {
    expect(decodeEntities('a &amp;&lt;b&gt; &quot;c&quot; &#39;d&#39; &amp;lt; &nbsp; &')).toBe(
      `a &<b> "c" 'd' &lt; &nbsp; &`,
    );
  });
});
