import type { Store } from '../../schema/clickhouse/store.ts';
import { labelsOf, type LabelRow } from '../../schema/clickhouse/tables.ts';
import type { LabelName, Labels, RelabelReason } from '../../schema/contracts/labels.ts';
import type { LabelledMention, Relabelling } from '../../pipelines/labels/relabel.ts';
import { MENTION, mentionOf, type MentionRecord } from './historic-mentions.ts';
import { greatest, least, parts } from './lists.ts';

/** The columns of a mention's labels; 64 bits travel as digits. */
export const LABELS = `sentiment, sentiment_score, sentiment_model, topics, intent, leaving, joining, actionable, suspicion,
  toString(fingerprint) AS fingerprint, language`;

type Side = 'before' | 'after';
type LoggedLabels = { readonly [K in keyof LabelRow as `${Side}_${K}`]: LabelRow[K] };

/** A change as it is read back, with the labels of both sides. */
export interface RelabelRecord extends LoggedLabels {
  readonly source: string;
  readonly id: string;
  readonly identity_digits: string;
  readonly batch: number;
  readonly brands: readonly string[];
  readonly at_ms: number;
  readonly relabelled_ms: number;
  readonly reason: RelabelReason;
  readonly relabelled_by: string;
  readonly named: readonly LabelName[];
}

const side = (name: Side): string =>
  `${name}_sentiment, ${name}_sentiment_score, ${name}_sentiment_model, ${name}_topics, ${name}_intent, ${name}_leaving,
   ${name}_joining, ${name}_actionable, ${name}_suspicion, toString(${name}_fingerprint) AS ${name}_fingerprint, ${name}_language`;

export const RELABEL = `source, id, toString(identity) AS identity_digits, batch, brands, toUnixTimestamp64Milli(at) AS at_ms,
  toUnixTimestamp64Milli(relabelled_at) AS relabelled_ms, reason, relabelled_by, named, ${side('before')}, ${side('after')}`;

function sideOf(record: RelabelRecord, name: Side): Labels {
  const row = Object.fromEntries(
    Object.entries(record).flatMap(([column, value]) =>
      column.startsWith(`${name}_`) ? [[column.slice(name.length + 1), value]] : [],
    ),
  );
  return labelsOf(row as unknown as LabelRow);
}

interface NamedMention {
  readonly source: string;
  readonly id: string;
  readonly at: number;
}

/** Those of these mentions that are stored. */
export async function readLabelled(store: Store, asked: readonly NamedMention[]): Promise<LabelledMention[]> {
  const found: LabelledMention[] = [];
  for (const part of parts(asked)) {
    const params = {
      names: part.map(({ source, id }) => `${source}/${id}`),
      from: least(part.map(({ at }) => at)),
      to: greatest(part.map(({ at }) => at)),
    };
    const rows = await store.query<MentionRecord & LabelRow & { identity_digits: string }>(
      `SELECT ${MENTION}, ${LABELS}, toString(identity) AS identity_digits FROM mentions
       WHERE at >= fromUnixTimestamp64Milli({from:Int64}) AND at <= fromUnixTimestamp64Milli({to:Int64})
         AND concat(source, '/', id) IN {names:Array(String)}`,
      params,
    );
    const corrected = await readCorrected(
      store,
      rows.map((row) => BigInt(row.identity_digits)),
    );
    const instants = new Map(part.map(({ source, id, at }) => [`${source}/${id}`, at]));
    for (const row of rows) {
      const name = `${row.source}/${row.id}`;
      if (instants.get(name) === row.at_ms)
        found.push({
          ...mentionOf(row),
          identity: BigInt(row.identity_digits),
          kind: row.kind,
          labels: labelsOf(row),
          corrected: corrected.get(name) ?? [],
        });
    }
  }
  return found;
}

/** Labels that people have decided, by `source/id`. */
export async function readCorrected(
  store: Store,
  identities: readonly bigint[],
): Promise<Map<string, LabelName[]>> {
  if (identities.length === 0) return new Map();
  const rows = await store.query<{ source: string; id: string; names: LabelName[] }>(
    `SELECT source, id, groupUniqArrayArray(named) AS names FROM relabels
     WHERE reason = 'correction' AND identity IN {identities:Array(UInt64)} GROUP BY source, id`,
    { identities },
  );
  return new Map(rows.map(({ source, id, names }) => [`${source}/${id}`, names]));
}

/** Changes logged after this batch, in their order. */
export async function readRelabelsSince(store: Store, batch: number): Promise<Relabelling[]> {
  const rows = await store.query<RelabelRecord>(
    `SELECT ${RELABEL} FROM relabels WHERE batch > {batch:UInt64} ORDER BY batch, identity`,
    { batch },
  );
  return rows.map(relabellingOf);
}

export function relabellingOf(row: RelabelRecord): Relabelling {
  return {
    source: row.source,
    id: row.id,
    identity: BigInt(row.identity_digits),
    at: row.at_ms,
    brands: row.brands,
    batch: row.batch,
    reason: row.reason,
    by: row.relabelled_by,
    relabelledAt: row.relabelled_ms,
    named: row.named,
    before: sideOf(row, 'before'),
    after: sideOf(row, 'after'),
  };
}
