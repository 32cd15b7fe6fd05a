import { Random } from './random.ts';

const MINUTE_MS = 60_000;
/** One incident somewhere in every slot: a wall that is looked at shows trouble, recovery or both. */
const SLOT_MS = 135 * MINUTE_MS;

export interface Incident {
  readonly slot: number;
  /** Index of the brand it hits. */
  readonly brand: number;
  /** 0 … 1, to choose one of the brand's themes. */
  readonly theme: number;
  readonly startAt: number;
  readonly endAt: number;
  /** Volume at its height, as a multiple of the usual: 3 … 8. */
  readonly peak: number;
  readonly statementAt: number;
  readonly resolvedAt: number;
}

/** The incident of the slot a moment lies in. Each brand has one turn in `brands` slots, in a shuffled order. */
export function incidentAround(seed: number, at: number, brands: number): Incident {
  const slot = Math.floor(at / SLOT_MS);
  const round = Math.floor(slot / brands);
  const order = Array.from({ length: brands }, (_, index) => index);
  const shuffle = new Random(seed, 0x1c1, round);
  for (let i = brands - 1; i > 0; i--) {
    const j = shuffle.int(i + 1);
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  const random = new Random(seed, 0x1c2, slot);
  const lastsMs = Math.floor(random.between(20, 90) * MINUTE_MS);
  const startAt = slot * SLOT_MS + Math.floor(random.next() * (SLOT_MS - lastsMs));
  const endAt = startAt + lastsMs;
  return {
    slot,
    brand: order[slot - round * brands]!,
    theme: random.next(),
    startAt,
    endAt,
    peak: random.between(3, 8),
    statementAt: startAt + Math.floor(lastsMs * random.between(0.15, 0.4)),
    resolvedAt: startAt + Math.floor(lastsMs * random.between(0.75, 0.95)),
  };
}

/** 0 outside, 1 at the height: up fast, a plateau, then a long way down. */
export function surge(incident: Incident, at: number): number {
  const x = (at - incident.startAt) / (incident.endAt - incident.startAt);
  if (x < 0 || x >= 1) return 0;
  if (x < 0.15) return x / 0.15;
  return x < 0.5 ? 1 : 1 - (x - 0.5) / 0.55;
}
