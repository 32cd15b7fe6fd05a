import { firstValueFrom } from 'rxjs';
import type { QueryParams, Store } from '../../schema/clickhouse/store.ts';
import { dateTime64, labelRow, type LabelRow } from '../../schema/clickhouse/tables.ts';
import type { LabelName, Labels } from '../../schema/contracts/labels.ts';
import { changedLabels, type Relabelling } from '../labels/relabel.ts';
import type { EraseDeps } from './erase-mention.ts';
import { withRetry } from './retry-policy.ts';

type Column = keyof LabelRow;
type Type = 'String' | 'Float32' | 'UInt8' | 'UInt64' | 'list';

const COLUMNS: Readonly<Record<LabelName, readonly [Column, Type]>> = {
  sentiment: ['sentiment', 'String'],
  sentimentScore: ['sentiment_score', 'Float32'],
  sentimentModel: ['sentiment_model', 'String'],
  topics: ['topics', 'list'],
  intent: ['intent', 'String'],
  leaving: ['leaving', 'list'],
  joining: ['joining', 'list'],
  actionable: ['actionable', 'UInt8'],
  suspicion: ['suspicion', 'Float32'],
  fingerprint: ['fingerprint', 'UInt64'],
  language: ['language', 'String'],
};

/**
 * Logs one batch of changes, then changes the rows of the mentions. Should the process end in between, the next one
 * finds the log and finishes.
 * @throws StoreError; asking again with the same batch is safe.
 */
export async function relabelMentions(deps: EraseDeps, changes: readonly Relabelling[]): Promise<void> {
  const { store, clock, retry, random, instance } = deps;
  const repeatable = async () => {
    await store.insert('relabels', changes.map(logRow), `relabels-${instance}-${changes[0]?.batch ?? 0}`);
    await changeRows(store, changes);
    return true;
  };
  await firstValueFrom(withRetry(repeatable, clock, retry, random));
}

/**
 * Gives mentions the labels that these say they have since; each mention at most once. A no-op when they have them
 * already, and for mentions that are gone.
 * @throws StoreError
 */
export async function changeRows(store: Store, changes: readonly Relabelling[]): Promise<void> {
  const columns = [...new Set(changes.flatMap(({ before, after }) => changedLabels(before, after)))];
  if (columns.length === 0) return;
  const instants = changes.map(({ at }) => at);
  await store.command(
    `UPDATE mentions SET ${columns.map(assignment).join(', ')}
     WHERE at >= fromUnixTimestamp64Milli({from:Int64}) AND at <= fromUnixTimestamp64Milli({to:Int64})
       AND identity IN {identities:Array(UInt64)} AND concat(source, '/', id) IN {names:Array(String)}`,
    {
      from: instants.reduce((least, at) => Math.min(least, at)),
      to: instants.reduce((greatest, at) => Math.max(greatest, at)),
      identities: changes.map(({ identity }) => identity),
      names: changes.map(({ source, id }) => `${source}/${id}`),
      ...Object.fromEntries(columns.map((name) => values(name, changes))),
    },
  );
}

/** What was logged is not true of mentions whose rows will never be changed. `changes` are of one batch. @throws StoreError */
export async function forgetRelabels(store: Store, changes: readonly Relabelling[]): Promise<void> {
  const [first] = changes;
  if (first === undefined) return;
  await store.command(
    'DELETE FROM relabels WHERE batch = {batch:UInt64} AND identity IN {identities:Array(UInt64)}',
    { batch: first.batch, identities: changes.map(({ identity }) => identity) },
  );
}

/** Lists have no `transform`: they travel joined by line breaks, which no topic and no brand holds. */
function assignment(name: LabelName): string {
  const [column, type] = COLUMNS[name];
  const value = (of: string, otherwise: string) =>
    `transform(identity, {identities:Array(UInt64)}, {${column}:Array(${of})}, ${otherwise})`;
  if (type === 'list') return `${column} = arrayFilter(item -> item != '', splitByChar('\\n', ${value('String', "''")}))`; // prettier-ignore
  if (type === 'UInt8') return `${column} = ${value(type, `toUInt8(${column})`)} = 1`;
  const assigned = `${column} = ${value(type, column)}`;
  // What was an original of its own still is one.
  if (name === 'fingerprint') return `${assigned}, original = if(original = fingerprint, ${value(type, column)}, original)`; // prettier-ignore
  return assigned;
}

function values(name: LabelName, changes: readonly Relabelling[]): [string, QueryParams[string]] {
  const [column] = COLUMNS[name];
  return [column, changes.map(({ after }) => valueOf(after[name]))];
}

function valueOf(label: Labels[LabelName]): string | number | bigint {
  if (typeof label === 'object') return label.join('\n');
  return typeof label === 'boolean' ? Number(label) : label;
}

function logRow(change: Relabelling): object {
  const { source, id, identity, at, brands, batch, reason, by, relabelledAt, named, before, after } = change;
  return {
    source,
    id,
    identity: identity.toString(),
    batch,
    at: dateTime64(at),
    brands,
    relabelled_at: dateTime64(relabelledAt),
    reason,
    relabelled_by: by,
    named,
    ...prefixed('before', before),
    ...prefixed('after', after),
  };
}

const prefixed = (side: string, labels: Labels): object =>
  Object.fromEntries(Object.entries(labelRow(labels)).map(([name, value]) => [`${side}_${name}`, value]));
