import {
  LABEL_NAMES,
  type LabelName,
  type Labels,
  type RelabelReason,
} from '../../schema/contracts/labels.ts';
import type { Kind } from '../../schema/contracts/mention.ts';
import type { HistoricMention } from '../history/history.ts';

/** What a stored mention is said to be from now on. */
export interface Relabel {
  readonly source: string;
  readonly id: string;
  /** Its event time, epoch milliseconds: where it is looked for. At another instant there is no such mention. */
  readonly at: number;
  /** Labels that are left out stay. */
  readonly labels: Partial<Labels>;
  /** Who says so: a person, or the name of a model. */
  readonly by: string;
}

/** A stored mention with what it is said to be. */
export interface LabelledMention extends HistoricMention {
  readonly identity: bigint;
  readonly kind: Kind;
  readonly labels: Labels;
  /** Labels that a person has decided: no model changes them any more. */
  readonly corrected: readonly LabelName[];
}

/** One mention that is said to be something else, as it is logged. */
export interface Relabelling {
  readonly source: string;
  readonly id: string;
  readonly identity: bigint;
  /** Event time of the mention, epoch milliseconds: with its brands, the windows it touches. */
  readonly at: number;
  readonly brands: readonly string[];
  /** Shares its numbers with the batches of mentions. */
  readonly batch: number;
  readonly reason: RelabelReason;
  readonly by: string;
  /** Epoch milliseconds. */
  readonly relabelledAt: number;
  /** Labels that were given. */
  readonly named: readonly LabelName[];
  readonly before: Labels;
  readonly after: Labels;
}

/** The same, with the mention it is about as it was. */
export interface Relabelled extends Relabelling {
  readonly mention: LabelledMention;
}

/**
 * What a relabel makes of a mention, or null when it makes nothing of it. Whoever reads again has no say in what a person
 * has decided; a person's word is kept even where it confirms what is there.
 */
export function relabelling(
  mention: LabelledMention,
  { labels, by }: Pick<Relabel, 'labels' | 'by'>,
  seal: Pick<Relabelling, 'reason' | 'relabelledAt'>,
): Omit<Relabelled, 'batch'> | null {
  const { source, id, identity, at, brands, labels: before, corrected } = mention;
  const named = LABEL_NAMES.filter(
    (name) => labels[name] !== undefined && (seal.reason === 'correction' || !corrected.includes(name)),
  );
  const after = { ...before, ...Object.fromEntries(named.map((name) => [name, labels[name]])) };
  if (named.length === 0 || (seal.reason === 'reread' && changedLabels(before, after).length === 0))
    return null;
  return { source, id, identity, at, brands, ...seal, by, named, before, after, mention };
}

/** The labels in which these differ. Scores are compared as they are stored, which is in single precision. */
export function changedLabels(before: Labels, after: Labels): LabelName[] {
  return LABEL_NAMES.filter((name) => !isSame(before[name], after[name]));
}

function isSame(one: Labels[LabelName], other: Labels[LabelName]): boolean {
  if (typeof one === 'number' && typeof other === 'number') return Math.fround(one) === Math.fround(other);
  if (typeof one === 'object' && typeof other === 'object')
    return one.length === other.length && one.every((item, index) => item === other[index]);
  return one === other;
}
