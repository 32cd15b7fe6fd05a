import { MAX_CHARACTERS } from './tokens.ts';

/** A text as code units with HTML entities decoded, and where each stood in the text as it came. */
export interface SourceText {
  length: number;
  readonly codes: Uint16Array;
  /** One more than `codes`: the last one read ends there. */
  readonly origin: Uint16Array;
}

export function createSourceText(): SourceText {
  return {
    length: 0,
    codes: new Uint16Array(MAX_CHARACTERS + 1),
    origin: new Uint16Array(MAX_CHARACTERS + 2),
  };
}

const AMPERSAND = 0x26;
const ENTITIES: readonly (readonly [name: string, code: number])[] = [
  ['&amp;', AMPERSAND],
  ['&lt;', 0x3c],
  ['&gt;', 0x3e],
  ['&quot;', 0x22],
  ['&#39;', 0x27],
  ['&nbsp;', 0x20],
];

/** Takes at most `MAX_CHARACTERS` of the text; what follows is not read. */
export function readInto(source: SourceText, text: string): void {
  const { codes, origin } = source;
  const end = Math.min(text.length, MAX_CHARACTERS);
  let length = 0;
  let at = 0;
  while (at < end) {
    const code = text.charCodeAt(at);
    origin[length] = at;
    const entity = code === AMPERSAND ? ENTITIES.find(([name]) => text.startsWith(name, at)) : undefined;
    codes[length++] = entity?.[1] ?? code;
    at += entity?.[0].length ?? 1;
  }
  codes[length] = 0;
  origin[length] = Math.min(at, end);
  source.length = length;
}
