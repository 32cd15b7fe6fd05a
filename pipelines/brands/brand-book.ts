import type { BrandConfig } from '../../schema/contracts/config.ts';

/** Which brands a mention is about, and what they are called. Configured brands first, in their order. */
export interface BrandBook {
  /** Brands whose handles, hashtags or keywords the text names. */
  match(text: string): string[];
  /** The brand whose own account this handle is, if any. */
  ownerOf(handle: string): string | undefined;
  /** Makes sure the brands a mention names are known, all or none; the first one there is no room for, if any. */
  admit(brands: readonly string[]): string | undefined;
  nameOf(brand: string): string;
  list(): readonly { id: string; name: string }[];
}

interface Phrase {
  readonly brand: string;
  readonly words: readonly string[];
}

/** Words, numbers and handles as people type them; "#" and "@" stay with their word. */
const TOKEN = /[#@]?[\p{L}\p{M}\p{N}_]+(?:[.'’-][\p{L}\p{M}\p{N}_]+)*/gu;
const tokensOf = (text: string): string[] => text.normalize('NFC').toLowerCase().match(TOKEN) ?? [];
const handleKey = (handle: string): string => handle.normalize('NFC').replace(/^@/, '').toLowerCase();
/** "Acme's app" is about Acme, though "McDonald's" is a name as it stands: so both are looked up. */
const ownerIn = (token: string): string => token.replace(/['’]s$/u, '');

/**
 * Matches by whole words through one look-up a token, so that neither the number of brands nor a hostile text
 * makes it slow: time is linear in the text.
 */
export function createBrandBook(
  configured: readonly BrandConfig[],
  options: { maxDiscovered: number; discovered?: readonly string[] },
): BrandBook {
  const names = new Map(configured.map((brand) => [brand.id, brand.name]));
  const order = new Map(configured.map((brand, index) => [brand.id, index]));
  const owners = new Map<string, string>();
  const phrases = new Map<string, Phrase[]>();
  let discovered = 0;

  const addPhrase = (brand: string, words: readonly string[]) => {
    const [first] = words;
    if (first === undefined) return;
    phrases.set(first, [...(phrases.get(first) ?? []), { brand, words }]);
  };
  for (const brand of configured) {
    for (const handle of brand.handles ?? []) {
      owners.set(handleKey(handle), brand.id);
      addPhrase(brand.id, tokensOf(`@${handleKey(handle)}`));
    }
    for (const tag of brand.hashtags ?? []) addPhrase(brand.id, tokensOf(`#${tag.replace(/^#/, '')}`));
    for (const keyword of brand.keywords ?? []) addPhrase(brand.id, tokensOf(keyword));
  }

  const admit = (brands: readonly string[]): string | undefined => {
    const unknown = [...new Set(brands)].filter((brand) => !names.has(brand));
    const refused = unknown[Math.max(0, options.maxDiscovered - discovered)];
    if (refused !== undefined) return refused;
    discovered += unknown.length;
    for (const brand of unknown) names.set(brand, brand);
    return undefined;
  };
  // Brands found in the store at start are known whatever the limit says now.
  for (const brand of options.discovered ?? []) if (!names.has(brand)) names.set(brand, brand);

  return {
    match(text) {
      const tokens = tokensOf(text);
      const found = new Set<string>();
      const says = (token: string | undefined, word: string) =>
        token === word || (token !== undefined && ownerIn(token) === word);
      tokens.forEach((token, at) => {
        for (const first of new Set([token, ownerIn(token)]))
          for (const { brand, words } of phrases.get(first) ?? [])
            if (words.every((word, offset) => says(tokens[at + offset], word))) found.add(brand);
      });
      return [...found].sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0));
    },
    ownerOf: (handle) => (handle === '' ? undefined : owners.get(handleKey(handle))),
    admit,
    nameOf: (brand) => names.get(brand) ?? brand,
    list: () => [...names].map(([id, name]) => ({ id, name })),
  };
}
