import type { Store } from '../../schema/clickhouse/store.ts';
import type { RelabelReason } from '../../schema/contracts/labels.ts';
import type { Clock } from '../clock.ts';
import type { History } from '../history/history.ts';
import { changeRows, forgetRelabels, relabelMentions } from '../sinks/relabel-mentions.ts';
import { isPassing, type RetryConfig } from '../sinks/retry-policy.ts';
import { changedLabels, relabelling, type Relabel, type Relabelled } from './relabel.ts';

export interface RelabellerDeps {
  readonly store: Store;
  readonly history: History;
  readonly clock: Clock;
  readonly retry: RetryConfig;
  readonly random: () => number;
  readonly instance: string;
  readonly warn: (message: string, error: unknown) => void;
  /** A number that no batch has. */
  readonly nextBatch: () => number;
  /** Told what was begun and failed. */
  readonly doubt: (changes: readonly Relabelled[]) => void;
}

/**
 * Changes labels of stored mentions, in turns with whatever else changes rows: whoever calls it waits for one call to
 * end before the next.
 *
 * Guarantees: the log is written first. What was begun and failed is repeated as it is, with its own number and token,
 * before anything else is begun; a process that ends before it is done leaves it to the next (`resume`).
 */
export class Relabeller {
  readonly #deps: RelabellerDeps;
  #unfinished: readonly Relabelled[] = [];

  constructor(deps: RelabellerDeps) {
    this.#deps = deps;
  }

  /** What the log holds that rows may not say, of batches after this one. @throws StoreError */
  async resume(checkpoint: number): Promise<void> {
    const changes = await this.#deps.history.relabelsSince(checkpoint);
    // In their order: a mention may have been changed again.
    for (const batch of new Set(changes.map((change) => change.batch)))
      await changeRows(
        this.#deps.store,
        changes.filter((change) => change.batch === batch),
      );
  }

  /** After `finish`. Resolves with what has changed. @throws StoreError */
  async relabel(asked: readonly Relabel[], reason: RelabelReason): Promise<readonly Relabelled[]> {
    const { history, clock, nextBatch } = this.#deps;
    const labels = merged(asked);
    const mentions = await history.labelled([...labels.values()]);
    const seal = { reason, relabelledAt: clock.now() };
    const planned = mentions
      .map((mention) => relabelling(mention, labels.get(nameOf(mention)) ?? NOTHING, seal))
      .filter((change) => change !== null);
    if (planned.length === 0) return [];
    const batch = nextBatch();
    const changes = planned.map((change) => ({ ...change, batch }));
    try {
      await relabelMentions(this.#deps, changes);
      return changes;
    } catch (error) {
      this.#unfinished = changes;
      this.#deps.doubt(changes);
      throw error;
    }
  }

  /**
   * Ends what was begun and failed, and resolves with what is done now that was not. What the store refuses for good is
   * given up, and is not in its log either; but an attempt whose answer was lost may have changed rows all the same, and
   * what they say stays logged.
   * @throws StoreError when the store is still away.
   */
  async finish(): Promise<readonly Relabelled[]> {
    const changes = this.#unfinished;
    if (changes.length === 0) return [];
    try {
      await relabelMentions(this.#deps, changes);
      this.#unfinished = [];
      return changes;
    } catch (error) {
      if (isPassing(error)) throw error;
      const landed = await this.#landed(changes);
      const undone = changes.filter((change) => !landed.includes(change));
      this.#deps.warn(`The store refuses to change the labels of ${undone.length} mentions.`, error);
      await forgetRelabels(this.#deps.store, undone);
      this.#unfinished = [];
      return landed;
    }
  }

  /** Those of these changes that rows say by now. */
  async #landed(changes: readonly Relabelled[]): Promise<readonly Relabelled[]> {
    const rows = new Map(
      (await this.#deps.history.labelled(changes)).map((row) => [nameOf(row), row.labels]),
    );
    return changes.filter((change) => {
      const labels = rows.get(nameOf(change));
      const given = changedLabels(change.before, change.after);
      if (labels === undefined || given.length === 0) return false;
      return !changedLabels(labels, change.after).some((name) => given.includes(name));
    });
  }
}

const NOTHING = { labels: {}, by: '' };

const nameOf = ({ source, id }: Pick<Relabel, 'source' | 'id'>): string => `${source}\u0000${id}`;

/** One change a mention: of several the later ones count. */
function merged(asked: readonly Relabel[]): Map<string, Relabel> {
  const byName = new Map<string, Relabel>();
  for (const change of asked) {
    const earlier = byName.get(nameOf(change));
    byName.set(nameOf(change), { ...change, labels: { ...earlier?.labels, ...change.labels } });
  }
  return byName;
}
