import { EarliestFirst, isEarlier, type Dated } from './earliest-first.ts';
import { fingerprintOf } from './fingerprint.ts';
import { normalised } from './normalised.ts';
import { sketchOf } from './simhash.ts';
import { SketchIndex } from './sketch-index.ts';

export interface DuplicateBookConfig {
  /** For how long a text is held, in event time behind the latest instant seen. */
  readonly horizonMs: number;
  /** Texts held at most; the earliest are forgotten first. About 400 bytes each, and their ids. */
  readonly maxTexts: number;
}

/** Where a text belongs. */
export interface ClusterAnswer {
  /** The id of the earliest held text this one is a near-duplicate of; its own id if there is none. */
  readonly cluster: string;
  readonly isOriginal: boolean;
  /** The fingerprint of the earliest held text: what copies and near copies share. */
  readonly fingerprint: bigint;
  /** Bits in which the two sketches differ: 0 … `NEAR_DISTANCE`. 0 for an original. */
  readonly distance: number;
}

export interface DuplicateBook {
  /**
   * Says where a text belongs and holds it. Give every id once.
   * @param at event time, epoch milliseconds
   */
  clusterOf: (id: string, text: string, at: number) => ClusterAnswer;
  /** How many texts are held. */
  readonly size: number;
}

/** Fewer words than this make too few features: such texts are copies only when equal once normalised. */
export const SKETCHED_FROM_WORDS = 5;
const NO_PLACE = -1;

/** The held copies of one normalised text. */
interface Wording {
  readonly fingerprint: bigint;
  /** In the index of sketches. */
  readonly place: number;
  readonly texts: EarliestFirst<HeldText>;
}
interface HeldText extends Dated {
  readonly wording: Wording;
}

/**
 * Finds near-duplicates in a stream, with bounded memory.
 *
 * The answer depends on the texts held and on nothing else: those whose event time is less than `horizonMs` behind the
 * latest one seen, at most `maxTexts`. A book filled again from the rows of the last horizon therefore answers like
 * the one that was lost. The order of arrival matters inside the horizon only: of two copies that arrive in the wrong
 * order, the later one was called an original before the earlier one was known, and then both are. A copy that
 * outlives its original by a horizon starts a cluster of its own.
 *
 * @throws RangeError when a bound is not positive.
 */
export function createDuplicateBook({ horizonMs, maxTexts }: DuplicateBookConfig): DuplicateBook {
  if (!(horizonMs > 0) || !Number.isSafeInteger(maxTexts) || maxTexts < 1) {
    throw new RangeError(
      `A book of duplicates needs a positive horizon and room for a text, not horizonMs ${horizonMs} and maxTexts ${maxTexts}.`,
    );
  }
  const wordings = new Map<bigint, Wording>();
  const held = new EarliestFirst<HeldText>();
  // One place more than texts: a text is held before the earliest one goes.
  const index = new SketchIndex(maxTexts + 1);
  const atPlace: (Wording | undefined)[] = [];
  const freePlaces: number[] = [];
  let latestAt = -Infinity;

  function forgetEarliest(): void {
    const gone = held.pop();
    if (gone === undefined) return;
    const { wording } = gone;
    // The earliest of all is the earliest of its wording.
    wording.texts.pop();
    if (wording.texts.size > 0) return;
    wordings.delete(wording.fingerprint);
    if (wording.place === NO_PLACE) return;
    index.remove(wording.place);
    atPlace[wording.place] = undefined;
    freePlaces.push(wording.place);
  }

  function forgetOld(): void {
    for (let first = held.peek(); first !== undefined; first = held.peek()) {
      if (first.at > latestAt - horizonMs && held.size <= maxTexts) return;
      forgetEarliest();
    }
  }

  return {
    clusterOf(id, text, at) {
      if (at > latestAt) {
        latestAt = at;
        forgetOld();
      }
      const words = normalised(text);
      const fingerprint = fingerprintOf(words);
      const sketch = sketchOf(words);
      const isSketched = sketch.words >= SKETCHED_FROM_WORDS;

      const same = wordings.get(fingerprint);
      let earliest: Dated = { id, at };
      let original = fingerprint;
      let distance = 0;
      const consider = (wording: Wording | undefined, away: number) => {
        const first = wording?.texts.peek();
        if (first === undefined || !isEarlier(first, earliest)) return;
        earliest = first;
        original = first.wording.fingerprint;
        distance = away;
      };
      consider(same, 0);
      if (isSketched) index.near(sketch, (place, away) => consider(atPlace[place], away));

      // A text from before the horizon is answered, not held.
      if (at > latestAt - horizonMs) {
        let wording = same;
        if (wording === undefined) {
          const place = isSketched ? (freePlaces.pop() ?? atPlace.length) : NO_PLACE;
          wording = { fingerprint, place, texts: new EarliestFirst() };
          wordings.set(fingerprint, wording);
          if (isSketched) {
            atPlace[place] = wording;
            index.add(place, sketch);
          }
        }
        const text = { id, at, wording };
        wording.texts.push(text);
        held.push(text);
        forgetOld();
      }
      return { cluster: earliest.id, isOriginal: earliest.id === id, fingerprint: original, distance };
    },
    get size() {
      return held.size;
    },
  };
}
