/**
 * Marks: the beginnings of words without which a wording cannot be there. Most texts have none of them, so the patterns,
 * which cost more than all else that is read of a text, are not even tried.
 */
const PREFIX = 5;
const BITS = 6;
const MIXER = 0x9e3779b1;

/** A letter or a digit as 1 … 36; 0 for all else. A capital is its small letter. */
const CODES = Uint8Array.from({ length: 0x80 }, (_, unit) => {
  if (unit >= 0x30 && unit <= 0x39) return unit - 0x30 + 27;
  const small = unit | 0x20;
  return unit >= 0x41 && small >= 0x61 && small <= 0x7a ? small - 0x60 : 0;
});
const FIRST_DIGIT = 27;

/**
 * Finds which of several sets of marks a text has, in one pass.
 *
 * @param sets of words of small letters or digits; one of five letters stands for any word that begins so, a longer one
 *   for its first five. `%` is a mark as well, and `*stake` is found inside of words. Letters and digits that touch are
 *   two words.
 * @returns a function of a text: bit n is set where it has a mark of set n. Letters beyond ASCII are no letters to it.
 */
export function createMarks(sets: readonly (readonly string[])[]): (text: string) => number {
  const bits = new Map<string, number>();
  const insides: { readonly pattern: RegExp; readonly bit: number }[] = [];
  sets.forEach((marks, nth) => {
    for (const mark of marks) {
      if (mark.startsWith('*')) {
        insides.push({ pattern: new RegExp(mark.slice(1), 'i'), bit: 1 << nth });
        continue;
      }
      const short = mark.slice(0, PREFIX);
      bits.set(short, (bits.get(short) ?? 0) | (1 << nth));
    }
  });
  const percent = bits.get('%') ?? 0;
  bits.delete('%');
  const size = 2 ** Math.ceil(Math.log2(bits.size * 8));
  const keys = new Int32Array(size);
  const values = new Int32Array(size);
  for (const [mark, value] of bits) {
    let key = 0;
    for (let at = 0; at < mark.length; at++) key = (key << BITS) | (CODES[mark.charCodeAt(at)] ?? 0);
    let slot = slotOf(key, size);
    while (keys[slot] !== 0) slot = (slot + 1) & (size - 1);
    keys[slot] = key;
    values[slot] = value;
  }
  const valueOf = (key: number): number => {
    for (let slot = slotOf(key, size); ; slot = (slot + 1) & (size - 1)) {
      if (keys[slot] === key) return values[slot] ?? 0;
      if (keys[slot] === 0) return 0;
    }
  };
  return (text) => {
    let found = 0;
    for (const { pattern, bit } of insides) if (pattern.test(text)) found |= bit;
    let key = 0;
    let read = 0;
    let isDigits = false;
    for (let at = 0; at < text.length; at++) {
      const unit = text.charCodeAt(at);
      const code = CODES[unit] ?? 0;
      if (code === 0) {
        if (read > 0) found |= valueOf(key);
        key = read = 0;
        if (unit === 0x25) found |= percent;
        continue;
      }
      const isDigit = code >= FIRST_DIGIT;
      if (read > 0 && isDigit !== isDigits) {
        found |= valueOf(key);
        key = read = 0;
      }
      isDigits = isDigit;
      if (read < PREFIX) key = (key << BITS) | code;
      read++;
    }
    return read > 0 ? found | valueOf(key) : found;
  };
}

function slotOf(key: number, size: number): number {
  const mixed = Math.imul(key, MIXER);
  return (mixed ^ (mixed >>> 15)) & (size - 1);
}
