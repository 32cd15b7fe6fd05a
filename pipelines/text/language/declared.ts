/** "Undetermined", as ISO 639-2 has it. */
export const UNDETERMINED = 'und';

/** The two-letter codes of ISO 639-1. */
const ISO_639_1 = new Set(
  `aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo es
  et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki
  kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no
  nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te
  tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu`.split(/\s+/),
);
/** Withdrawn in 1989, and still what some networks send. */
const RENAMED: Readonly<Record<string, string>> = {
  iw: 'he',
  in: 'id',
  ji: 'yi',
  jw: 'jv',
  mo: 'ro',
  sh: 'sr',
};
/** What networks and ISO say for "no language here", "several", "none known", and codes for private use. */
const NO_LANGUAGE = /^(?:und|zxx|mul|mis|art|q[a-t][a-z])$/;
const TWO_LETTERS = /^[a-z]{2}$/;

/**
 * The language a feed declares, or `null` when its tag names none. Pure.
 *
 * @param tag BCP 47 (`en`, `pt-BR`, `zh-Hant-TW`), an underscore for the hyphen, or ''
 * @returns ISO 639-1, or the three letters of a language that has no two
 */
export function primaryLanguage(tag: string): string | null {
  if (tag === '') return null;
  // What nearly every feed sends, without taking it apart.
  if (tag.length === 2 && ISO_639_1.has(tag) && !Object.hasOwn(RENAMED, tag)) return tag;
  const first = tag.split(/[-_]/, 1)[0]?.toLowerCase() ?? '';
  if (TWO_LETTERS.test(first)) {
    const current = Object.hasOwn(RENAMED, first) ? RENAMED[first] : first;
    return current !== undefined && ISO_639_1.has(current) ? current : null;
  }
  if (!/^[a-z]{3}$/.test(first) || NO_LANGUAGE.test(first)) return null;
  // Turns `eng` into `en`, and leaves `fil` as it is.
  return new Intl.Locale(first).language;
}
