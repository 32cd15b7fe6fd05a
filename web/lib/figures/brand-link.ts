const KEY = 'brand';

/** The brand that an address asks for, such as `#brand=acme`; null when it asks for none. */
export const brandInHash = (hash: string): string | null =>
  new URLSearchParams(hash.replace(/^#/, '')).get(KEY) || null;

/** Half a pair of surrogates, which an address cannot hold, is replaced. */
export const hashOfBrand = (brand: string): string => `#${KEY}=${encodeURIComponent(brand.toWellFormed())}`;
