import xxhash from 'xxhash-wasm';

/** The identity of a mention as 64 bits: what ClickHouse's `xxHash64(concat(source, '\0', id))` computes. */
export type IdentityOf = (source: string, id: string) => bigint;

/** Compiles the hash, once for whoever needs it. */
export async function loadIdentity(): Promise<IdentityOf> {
  const { h64 } = await xxhash();
  return (source, id) => h64(`${source}\u0000${id}`);
}
