import { LINK, READ_AT_MOST, withoutEntities } from './markup.ts';

/** A text without its markup, taken apart once for all who read it. Each part of it replaces what it leaves out by a space. */
export interface BareText {
  /** No unit above 127 in what is read. */
  readonly isAscii: boolean;
  /** Without entities. */
  readonly read: string;
  readonly links: number;
  /** Those the links leave. */
  readonly handles: number;
  /** Without entities and links. */
  readonly unlinked: string;
  /** Without entities, links and handles. */
  readonly bare: string;
}

const BEYOND_ASCII = /[^\0-\x7f]/;

/** Takes the markup off the first 5,000 characters of a text. Pure; linear. */
export function bareOf(text: string): BareText {
  const read = text.length > READ_AT_MOST ? text.slice(0, READ_AT_MOST) : text;
  return bareOfRead(withoutEntities(read), !BEYOND_ASCII.test(read));
}

/** The same for a text whose entities have been dealt with. */
export function bareOfRead(read: string, isAscii: boolean): BareText {
  const links = linksIn(read);
  const unlinked = without(read, links);
  const handles = handlesIn(unlinked);
  const bare = without(unlinked, handles);
  return { isAscii, read, links: links.length / 2, handles: handles.length / 2, unlinked, bare };
}

/** From and to, from and to, …: what is left out. */
type Spans = readonly number[];
const NONE: Spans = [];

function without(text: string, spans: Spans): string {
  if (spans.length === 0) return text;
  let left = text.slice(0, spans[0]);
  for (let nth = 1; nth < spans.length; nth += 2) left += ` ${text.slice(spans[nth], spans[nth + 1])}`;
  return left;
}

const SLASH = '/';
const SMALL = 0x20;
const WORLD_WIDE = /www\./i;
const SPACE = /\s/;

const isSpace = (unit: number): boolean =>
  unit < 128 ? unit === 0x20 || (unit >= 9 && unit <= 13) : SPACE.test(String.fromCharCode(unit));

/**
 * What `LINK` finds. A link goes on up to a space, so only the pieces between spaces that have a slash in them are looked
 * at, and most of these begin with their scheme: the pattern, which tries twenty hosts at each letter, is hardly needed.
 */
function linksIn(text: string): Spans {
  let slash = text.indexOf(SLASH);
  if (slash < 0 && !text.includes('www.')) return NONE;
  const spans: number[] = [];
  if (WORLD_WIDE.test(text)) {
    for (const { 0: link, index } of text.matchAll(LINK)) spans.push(index, index + link.length);
    return spans;
  }
  while (slash >= 0) {
    let from = slash;
    while (from > 0 && !isSpace(text.charCodeAt(from - 1))) from--;
    let to = slash + 1;
    while (to < text.length && !isSpace(text.charCodeAt(to))) to++;
    const at = startOfLink(text, from, to);
    if (at >= 0) spans.push(at, to);
    slash = text.indexOf(SLASH, to);
  }
  return spans;
}

/** Where the link in a piece without spaces starts, or −1. */
function startOfLink(text: string, from: number, to: number): number {
  const length = isScheme(text, from, 'http://') ? 7 : isScheme(text, from, 'https://') ? 8 : 0;
  if (length > 0 && to - from > length) return from;
  const found = text.slice(from, to).search(LINK);
  return found < 0 ? -1 : from + found;
}

/** @param scheme in small letters. */
function isScheme(text: string, at: number, scheme: string): boolean {
  for (let nth = 0; nth < scheme.length; nth++) {
    const unit = text.charCodeAt(at + nth);
    const wanted = scheme.charCodeAt(nth);
    if (unit !== wanted && (wanted < 0x61 || unit !== wanted - SMALL)) return false;
  }
  return true;
}

const AT = '@';
const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;
/** What may follow a name: its server. */
const SERVER = /@[\w-]+(?:\.[\w-]+)+|(?:\.[\w-]+)?\.bsky\.social/uy;

const isWordUnit = (unit: number): boolean =>
  (unit >= 0x61 && unit <= 0x7a) ||
  (unit >= 0x41 && unit <= 0x5a) ||
  (unit >= 0x30 && unit <= 0x39) ||
  unit === 0x5f;

/** What `HANDLE` finds, without asking it at each character. */
function handlesIn(text: string): Spans {
  let at = text.indexOf(AT);
  if (at < 0) return NONE;
  const spans: number[] = [];
  while (at >= 0) {
    let to = at + 1;
    while (isWordUnit(text.charCodeAt(to))) to++;
    if (to > at + 1 && !isInsideWord(text, at)) {
      to = endOfServer(text, to);
      spans.push(at, to);
    }
    at = text.indexOf(AT, to);
  }
  return spans;
}

/** "me@example.com" is an address, not a handle. */
function isInsideWord(text: string, at: number): boolean {
  if (at === 0) return false;
  const unit = text.charCodeAt(at - 1);
  if (unit < 128) return isWordUnit(unit);
  const isPair = (unit & 0xfc00) === 0xdc00 && (text.charCodeAt(at - 2) & 0xfc00) === 0xd800;
  return LETTER_OR_DIGIT.test(text.slice(isPair ? at - 2 : at - 1, at));
}

function endOfServer(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  if (unit !== 0x40 && unit !== 0x2e) return at;
  SERVER.lastIndex = at;
  return SERVER.test(text) ? SERVER.lastIndex : at;
}

/** Handles in a text. */
export const countHandles = (text: string): number => handlesIn(text).length / 2;
