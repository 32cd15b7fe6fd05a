import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { createLanguageDetector, type LanguageDetector } from '../../pipelines/text/language/detector.ts';
import { decodeNgrams } from '../../pipelines/text/language/ngrams.ts';
import { createLanguageReader, type LanguageReader } from '../../pipelines/text/language/read-language.ts';

/** The table that comes with the program; see README.md beside it. */
export const SHIPPED_NGRAMS = fileURLToPath(
  new URL('../../pipelines/text/language/weights/ngrams.bin.gz', import.meta.url),
);

/** Reads the detector's table from its file. @throws when it cannot be read, or a RangeError when it holds none */
export const loadLanguageDetector = (path: string = SHIPPED_NGRAMS): LanguageDetector =>
  createLanguageDetector(decodeNgrams(gunzipSync(readFileSync(path))));

let shipped: LanguageReader | undefined;

/** The reader of languages that comes with the program, made once. */
export const shippedLanguageReader = (): LanguageReader =>
  (shipped ??= createLanguageReader(loadLanguageDetector()));
