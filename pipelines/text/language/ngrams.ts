/** How much runs of bytes speak for languages, as lists side by side. */
export interface NgramTable {
  /** ISO 639-1; postings name them by their place. */
  readonly languages: readonly string[];
  /** Of each run, how many bytes it has, 1 … 6; a space at either end is the edge of a word. */
  readonly lengths: Uint8Array;
  /** The bytes of all runs, one after the other. */
  readonly bytes: Uint8Array;
  /** Of each run, how many languages it speaks for. */
  readonly counts: Uint8Array;
  /** Of all runs, one after the other: a language, and how much it is spoken for. */
  readonly spokenFor: Uint8Array;
  readonly weights: Uint8Array;
}

const MAGIC = 'BWNGRAM1';
const COUNTS = 4;
const LISTS = ['lengths', 'counts', 'bytes', 'spokenFor', 'weights'] as const;

/** A head of JSON and the lists: the same table gives the same bytes. */
export function encodeNgrams(table: NgramTable): Uint8Array {
  const head = new TextEncoder().encode(
    JSON.stringify({ languages: table.languages, sizes: LISTS.map((name) => table[name].length) }),
  );
  const lists = LISTS.map((name) => table[name]);
  const size = new Uint8Array(COUNTS);
  new DataView(size.buffer).setUint32(0, head.length);
  return Buffer.concat([Buffer.from(MAGIC), size, head, ...lists]);
}

/** @throws RangeError when these are not the bytes of a table. */
export function decodeNgrams(file: Uint8Array): NgramTable {
  if (new TextDecoder().decode(file.subarray(0, MAGIC.length)) !== MAGIC)
    throw new RangeError('This is no table of runs of letters.');
  const headAt = MAGIC.length + COUNTS;
  const headLength = new DataView(file.buffer, file.byteOffset).getUint32(MAGIC.length);
  const { languages, sizes } = JSON.parse(
    new TextDecoder().decode(file.subarray(headAt, headAt + headLength)),
  ) as { readonly languages: readonly string[]; readonly sizes: readonly number[] };
  let at = headAt + headLength;
  const lists = Object.fromEntries(
    LISTS.map((name, nth) => [name, file.subarray(at, (at += sizes[nth] ?? 0))]),
  ) as Pick<NgramTable, (typeof LISTS)[number]>;
  if (at !== file.length) throw new RangeError('The table of runs of letters is cut off.');
  return { languages, ...lists };
}
