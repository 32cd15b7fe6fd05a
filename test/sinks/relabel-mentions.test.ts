import { rmSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { relabelling, type Relabelled } from '../../pipelines/labels/relabel.ts';
import { changeRows, relabelMentions } from '../../pipelines/sinks/relabel-mentions.ts';
import { openStore } from '../../schema/clickhouse/client.ts';
import { migrate } from '../../schema/clickhouse/migrate.ts';
import type { Store } from '../../schema/clickhouse/store.ts';
import { mentionRow } from '../../schema/clickhouse/tables.ts';
import { LABEL_NAMES, type Labels } from '../../schema/contracts/labels.ts';
import { createHistory } from '../../server/repositories/history.ts';
import { ManualClock } from '../helpers/manual-clock.ts';
import { MINUTE, NOON, stored } from '../helpers/mentions.ts';
import { anyLabels } from '../helpers/random-labels.ts';
import { temporaryDir } from '../helpers/server.ts';

const MENTIONS = Array.from({ length: 12 }, (_, nth) =>
  stored({ id: `m ${nth} 'ü/\\`, at: NOON + nth * MINUTE, fingerprint: BigInt(nth) }),
);

describe('rows of mentions', () => {
  const path = temporaryDir();
  let store: Store;
  beforeAll(async () => {
    store = await openStore({ kind: 'embedded', path });
    await migrate(store);
    await store.insert('mentions', MENTIONS.map(mentionRow), 'mentions');
  });
  afterAll(async () => {
    await store.close();
    rmSync(path, { recursive: true, force: true });
  });

  let batch = 1;
  const labelled = async () =>
    (await createHistory(store).labelled(MENTIONS)).toSorted((a, b) => a.at - b.at);
  const plan = async (changes: readonly Partial<Labels>[]): Promise<Relabelled[]> => {
    batch += 1;
    return (await labelled()).flatMap((mention, nth) => {
      const labels = changes[nth] ?? {};
      const planned = relabelling(mention, { labels, by: 'model' }, { reason: 'reread', relabelledAt: NOON });
      return planned === null ? [] : [{ ...planned, batch }];
    });
  };
  const write = (changes: readonly Relabelled[]) =>
    relabelMentions(
      {
        store,
        clock: new ManualClock(NOON),
        retry: { firstDelayMs: 1, maxDelayMs: 1, giveUpAfterMs: 0 },
        random: () => 1,
        instance: 'test',
      },
      changes,
    );
  /** As they are stored: the shortest digits of a Float32 are not those of the same number in double precision. */
  const rounded = (labels: Labels): Labels => ({
    ...labels,
    sentimentScore: Math.fround(labels.sentimentScore),
    suspicion: Math.fround(labels.suspicion),
  });

  it('say what they were last given, whatever it is, and the log says it too', async () => {
    const some = fc.subarray([...LABEL_NAMES]);
    const change = fc
      .tuple(anyLabels, some)
      .map(([labels, names]): Partial<Labels> =>
        Object.fromEntries(names.map((name) => [name, labels[name]])),
      );
    await fc.assert(
      fc.asyncProperty(fc.array(change, { maxLength: MENTIONS.length }), async (changes) => {
        const before = await labelled();
        const planned = await plan(changes);
        if (planned.length > 0) await write(planned);
        const after = await labelled();
        expect(after.map(({ labels }) => rounded(labels))).toEqual(
          before.map(({ labels }, nth) => rounded({ ...labels, ...changes[nth] })),
        );
        const logged = await createHistory(store).relabelsSince(batch - 1);
        const plain = (change: Relabelled) => ({
          ...Object.fromEntries(Object.entries(change).filter(([name]) => name !== 'mention')),
          id: change.id,
          before: rounded(change.before),
          after: rounded(change.after),
        });
        const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
        expect(
          logged
            .map((one) => ({ ...one, before: rounded(one.before), after: rounded(one.after) }))
            .sort(byId),
        ).toEqual(planned.map(plain).sort(byId));
        // Once more changes nothing.
        await changeRows(store, planned);
        expect(await labelled()).toEqual(after);
      }),
      { numRuns: 25 },
    );
  });

  it('that were originals of their own still are, and copies are copies of what they were', async () => {
    const prints = () =>
      store.query<{ original: string; fingerprint: string }>(
        'SELECT toString(original) AS original, toString(fingerprint) AS fingerprint FROM mentions ORDER BY at LIMIT 2',
      );
    await store.insert(
      'mentions',
      [
        mentionRow(stored({ id: 'own', at: NOON - 2, fingerprint: 77n, original: 77n })),
        mentionRow(stored({ id: 'copy', at: NOON - 1, fingerprint: 78n, original: 77n })),
      ],
      'copies',
    );
    const found = await createHistory(store).labelled([
      { source: 'feed', id: 'own', at: NOON - 2 },
      { source: 'feed', id: 'copy', at: NOON - 1 },
    ]);
    batch += 1;
    const changes = found.flatMap((mention) => {
      const labels = { fingerprint: mention.labels.fingerprint + 1_000n };
      const planned = relabelling(mention, { labels, by: 'v2' }, { reason: 'reread', relabelledAt: NOON });
      return planned === null ? [] : [{ ...planned, batch }];
    });
    await write(changes);
    expect(await prints()).toEqual([
      { original: '1077', fingerprint: '1077' },
      { original: '77', fingerprint: '1078' },
    ]);
  });

  it('are patched, not rewritten, and keep what they say when they are merged', async () => {
    const said = await labelled();
    await store.command('OPTIMIZE TABLE mentions FINAL');
    expect(await labelled()).toEqual(said);
    await write(await plan([{ language: 'fr' }]));
    const parts = await store.query<{ name: string; rows: number }>(
      `SELECT name, rows FROM system.parts WHERE database = currentDatabase() AND table = 'mentions' AND active`,
    );
    expect(parts.find(({ name, rows }) => name.startsWith('patch-') && Number(rows) === 1)).toBeDefined();
    expect((await labelled()).map(({ labels }) => labels.language)[0]).toBe('fr');
  });
});
