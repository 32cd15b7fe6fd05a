import xxhash from 'xxhash-wasm';

const { h64 } = await xxhash();

/** The identity of a mention as 64 bits: what ClickHouse's `xxHash64(concat(source, '\0', id))` computes. */
export const identityOf = (source: string, id: string): bigint => h64(`${source}\u0000${id}`);
