/** What the package `eld` holds and does not name among what it offers: see `language.ts`. */
declare module '*/eld/src/ngrams/small.js' {
  export const ngramsData: {
    /** By number, ISO 639-1. */
    readonly languages: Readonly<Record<string, string>>;
    /** How much a run of bytes speaks for each language, by its number. */
    readonly ngrams: Readonly<Record<string, Readonly<Record<string, number>>>>;
  };
}
declare module '*/eld/src/dictionary.js' {
  /** The character the package writes each byte as. */
  export const dictionary: readonly string[];
}
