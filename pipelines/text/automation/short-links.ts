import { SHORTENERS } from '../markup.ts';

const HOSTS = SHORTENERS.split('|').map((host) => host.replaceAll('\\', ''));
const END = 4;

/** By their last four letters, packed: `t.ly`. */
const BY_END = new Map<number, string[]>();
for (const host of HOSTS) {
  const end = packedEnd(host, host.length);
  BY_END.set(end, [...(BY_END.get(end) ?? []), host]);
}

/** The four units before `at` as one number, capitals of ASCII as small letters. */
function packedEnd(text: string, at: number): number {
  let packed = 0;
  for (let nth = at - END; nth < at; nth++) packed = (packed << 7) | (small(text.charCodeAt(nth)) & 0x7f);
  return packed;
}

function small(unit: number): number {
  return unit >= 0x41 && unit <= 0x5a ? unit | 0x20 : unit;
}

/**
 * Whether a host that only forwards stands in a text before a slash, and at the beginning, after a space or after `//`.
 * Looks at slashes only: nearly no text has one of those hosts, and each text would be searched for all of them.
 */
export function hasShortLink(text: string): boolean {
  for (let slash = text.indexOf('/'); slash >= 0; slash = text.indexOf('/', slash + 1)) {
    if (slash < END) continue;
    const hosts = BY_END.get(packedEnd(text, slash));
    if (hosts?.some((host) => isHostAt(text, slash - host.length, host)) === true) return true;
  }
  return false;
}

function isHostAt(text: string, at: number, host: string): boolean {
  if (at < 0) return false;
  for (let nth = 0; nth < host.length; nth++)
    if (small(text.charCodeAt(at + nth)) !== host.charCodeAt(nth)) return false;
  return at === 0 || /\s/.test(text.charAt(at - 1)) || text.startsWith('//', at - 2);
}
