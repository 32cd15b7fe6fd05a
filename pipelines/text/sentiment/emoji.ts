/** Valence of pictures by code point, −4 … 4. */
export type EmojiValences = ReadonlyMap<number, number>;
