import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bareOf } from '../../pipelines/text/bare-text.ts';
import { HANDLE, LINK, withoutEntities } from '../../pipelines/text/markup.ts';
import { anyText } from './hostile-texts.ts';

const piece = fc.constantFrom(
  'http://', 'HTTPS://', 'https://', 'www.', 'WWW.', 't.co/', 'bit.ly/x', '@', '@a', '@a@b.c', '@x.bsky.social', '/', '.',
  ' ', '\n', '\u00a0', 'a', 'é', '9', '_', '-', '😡', '\ud83d', '\udc00', '&amp;', '&lt;', '&', 'and/or', 'ſ',
); // prettier-ignore
const marked = fc.array(piece, { maxLength: 14 }).map((pieces) => pieces.join(''));

describe('a text without its markup', () => {
  it('lacks what the patterns find, and nothing else', () => {
    fc.assert(
      fc.property(fc.oneof(marked, anyText), (text) => {
        const read = withoutEntities(text);
        const links = text.includes('/') || read.includes('www.') ? (read.match(LINK) ?? []) : [];
        const unlinked = links.length > 0 ? read.replace(LINK, ' ') : read;
        expect(bareOf(text)).toMatchObject({
          read,
          links: links.length,
          unlinked,
          handles: unlinked.match(HANDLE)?.length ?? 0,
          bare: unlinked.replace(HANDLE, ' '),
        });
      }),
      { numRuns: 4_000 },
    );
  });
});
