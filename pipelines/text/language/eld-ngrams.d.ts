/** The detector's data, which its package holds but does not name among what it offers: see `detector.ts`. */
declare module '*/eld/src/ngrams/small.js' {
  export const ngramsData: {
    /** By number, ISO 639-1. */
    readonly languages: Readonly<Record<string, string>>;
    /** How much a run of letters speaks for each language, by its number. */
    readonly ngrams: Readonly<Record<string, Readonly<Record<string, number>>>>;
  };
}
