import { rmSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openStore } from '../../schema/clickhouse/client.ts';
import { migrate } from '../../schema/clickhouse/migrate.ts';
import type { Store } from '../../schema/clickhouse/store.ts';
import { mentionRow, type StoredMention } from '../../schema/clickhouse/tables.ts';
import { DIRECTIONS, KINDS, VENUES } from '../../schema/contracts/mention.ts';
import { countMentions, readMentions, type PageEnd, type ReadMention } from '../../server/repositories/stored-mentions.ts'; // prettier-ignore
import { HOUR, NOON, stored } from '../helpers/mentions.ts';
import { anyLabels } from '../helpers/random-labels.ts';
import { temporaryDir } from '../helpers/server.ts';

const path = temporaryDir();
let store: Store;
beforeAll(async () => {
  store = await openStore({ kind: 'embedded', path });
  await migrate(store);
});
afterAll(async () => {
  await store.close();
  rmSync(path, { recursive: true, force: true });
});

const text = fc.string({ unit: 'grapheme', maxLength: 30 });
const total = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
const anyMention = fc.record({
  channel: text,
  venue: fc.constantFrom(...VENUES),
  kind: fc.constantFrom(...KINDS),
  direction: fc.constantFrom(...DIRECTIONS),
  // Few instants: pages end among mentions of one instant.
  at: fc.integer({ min: 0, max: 5 }).map((hours) => NOON + hours * HOUR),
  author: fc.record({ id: text, name: text, handle: text, followers: total, verified: fc.boolean() }),
  text: fc.string({ unit: 'binary' }).filter((value) => value.isWellFormed()),
  lang: text,
  inReplyTo: text,
  conversation: text,
  url: text,
  metrics: fc.record({ likes: total, reposts: total, replies: total, views: total }),
  automated: fc.boolean(),
  promoted: fc.boolean(),
  rating: fc.option(fc.integer({ min: 0, max: 10 }).map((half) => half / 2)),
  customer: text,
  brands: fc.uniqueArray(fc.constantFrom('acme', 'zoom', 'ü.b'), { minLength: 1 }),
});

let worlds = 0;

it('is read back as it was stored, page by page, whatever it says', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(anyMention, anyLabels), { maxLength: 20 }),
      fc.integer({ min: 1, max: 7 }),
      async (said, limit) => {
        worlds += 1;
        const laterMs = worlds * 24 * HOUR;
        const rows = said.map(([mention, labels], nth) =>
          stored({ ...mention, ...labels, at: mention.at + laterMs, id: `${worlds} ${nth}` }),
        );
        if (rows.length > 0) await store.insert('mentions', rows.map(mentionRow), `world-${worlds}`);
        const range = { from: NOON + laterMs, to: NOON + laterMs + 5 * HOUR, brand: 'acme' };
        const wanted = rows.filter(({ at, brands }) => at < range.to && brands.includes('acme'));
        expect(await countMentions(store, range)).toBe(wanted.length);
        const found: ReadMention[] = [];
        for (let after: PageEnd | null = null; ;) {
          const page: ReadMention[] = await readMentions(store, range, { after, limit });
          const last = page.at(-1);
          if (last === undefined) break;
          expect(page.length).toBeLessThanOrEqual(limit);
          found.push(...page);
          after = { at: last.mention.at, identity: last.identity };
        }
        expect(found.map(({ mention: { at } }) => at)).toEqual(wanted.map(({ at }) => at).sort());
        // Its row says it all: what is read back makes the same row.
        expect(found.map(rowOf).sort(byId)).toEqual(
          wanted.map((row) => mentionRow(inSingle(row))).sort(byId),
        );
      },
    ),
    { numRuns: 30 },
  );
});

/** Scores in the precision they are stored in. */
const inSingle = <T extends { readonly sentimentScore: number; readonly suspicion: number }>(row: T): T => ({
  ...row,
  sentimentScore: Math.fround(row.sentimentScore),
  suspicion: Math.fround(row.suspicion),
});

const byId = (a: object, b: object): number => ((a as StoredMention).id < (b as StoredMention).id ? -1 : 1);

const rowOf = ({ mention, labels }: ReadMention): object =>
  mentionRow(stored(inSingle({ ...mention, ...labels })));
