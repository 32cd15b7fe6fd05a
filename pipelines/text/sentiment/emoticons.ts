/**
 * Faces made of punctuation, by eyes, nose and mouth. Reads a fixed number of characters, so a text of brackets costs
 * no more than any other. Each mood is one token, however the face was drawn.
 */
export const MOODS = [
  'happy', 'laughing', 'winking', 'teasing', 'kissing', 'heart', 'sad', 'crying', 'doubtful', 'shocked', 'angry',
  'blank', 'heartbroken', 'delighted', 'annoyed',
] as const; // prettier-ignore
export type Mood = (typeof MOODS)[number];

/** −4 … 4, on the scale of the word list; our own judgement. */
export const MOOD_VALENCE: Readonly<Record<Mood, number>> = {
  happy: 2, laughing: 2.4, winking: 1.2, teasing: 1.4, kissing: 2.2, heart: 2.6, sad: -2, crying: -2.2, doubtful: -1.4,
  shocked: -0.4, angry: -2.4, blank: -0.8, heartbroken: -2.4, delighted: 2, annoyed: -1.6,
}; // prettier-ignore

export interface Emoticon {
  readonly mood: Mood;
  /** In code units. */
  readonly length: number;
}

const MOUTHS: ReadonlyMap<string, Mood> = new Map([
  ...pairs(')]}>', 'happy'), ...pairs('D', 'laughing'), ...pairs('pPb', 'teasing'), ...pairs('*xX', 'kissing'),
  ...pairs('([{<c', 'sad'), ...pairs('/\\sS', 'doubtful'), ...pairs('oO0', 'shocked'), ...pairs('@', 'angry'),
  ...pairs('|', 'blank'), ...pairs('3', 'kissing'),
]); // prettier-ignore
const WHOLE: readonly (readonly [string, Mood])[] = [
  ['</3', 'heartbroken'], ['<3', 'heart'], ['^_^', 'delighted'], ['^.^', 'delighted'], ['^^', 'delighted'],
  ['-_-', 'annoyed'], ['-.-', 'annoyed'], ['>_<', 'annoyed'], ['>.<', 'annoyed'], ['>:(', 'angry'], ['>:[', 'angry'],
  ['(:', 'happy'], ['(-:', 'happy'], ['(;', 'winking'], ['):', 'sad'], [')-:', 'sad'],
]; // prettier-ignore
const NOSES = new Set("-o^'");
/** A byte a code unit of ASCII. */
const bytesOf = (characters: Iterable<string>): Uint8Array => {
  const bytes = new Uint8Array(0x80);
  for (const character of characters) bytes[character.charCodeAt(0)] = 1;
  return bytes;
};
const STARTERS = bytesOf([...WHOLE.map(([face]) => face.charAt(0)), ...':;=']);
const FOLLOWERS = bytesOf([...WHOLE.map(([face]) => face.charAt(1)), ...NOSES, ...MOUTHS.keys()]);
const LETTER_OR_DIGIT = /^[\p{L}\p{N}]$/u;

/** Whether a face can start with these two code units at all. */
export const mayStartEmoticon = (code: number, next: number): boolean =>
  STARTERS[code] === 1 && FOLLOWERS[next] === 1;

/** The face that starts at `at`, or null. `codes` are UTF-16 code units, `end` is exclusive. */
export function emoticonAt(codes: Uint16Array, at: number, end: number): Emoticon | null {
  const ahead = String.fromCharCode(...codes.subarray(at, Math.min(end, at + 4)));
  const before = at > 0 ? String.fromCharCode(codes[at - 1] as number) : ' ';
  for (const [face, mood] of WHOLE)
    if (ahead.startsWith(face) && !LETTER_OR_DIGIT.test(before)) return { mood, length: face.length };
  const eyes = ahead.charAt(0);
  if (eyes !== ':' && eyes !== ';' && eyes !== '=') return null;
  const tear = ahead.charAt(1) === "'";
  const withNose = NOSES.has(ahead.charAt(1)) && MOUTHS.has(ahead.charAt(2));
  const mouthAt = withNose ? 2 : 1;
  const mouth = ahead.charAt(mouthAt);
  const mood = MOUTHS.get(mouth);
  if (mood === undefined) return null;
  // "note:see", "=0", "at 5:30": a mouth that is also a letter or a digit needs room on both sides.
  const isText = LETTER_OR_DIGIT.test(mouth);
  if (isText && (LETTER_OR_DIGIT.test(before) || LETTER_OR_DIGIT.test(ahead.charAt(mouthAt + 1))))
    return null;
  return { mood: moodOf(mood, eyes, tear), length: mouthAt + 1 };
}

function moodOf(mood: Mood, eyes: string, tear: boolean): Mood {
  if (tear && mood === 'sad') return 'crying';
  if (eyes === ';' && mood === 'happy') return 'winking';
  return mood;
}

function pairs(characters: string, mood: Mood): [string, Mood][] {
  return [...characters].map((character) => [character, mood]);
}
