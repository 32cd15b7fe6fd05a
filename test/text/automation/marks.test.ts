import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMarks } from '../../../pipelines/text/automation/marks.ts';
import { hasShortLink } from '../../../pipelines/text/automation/short-links.ts';
import { WORDINGS } from '../../../pipelines/text/automation/wordings.ts';
import { SHORTENERS } from '../../../pipelines/text/markup.ts';

const marksIn = createMarks(WORDINGS.map(({ marks }) => marks));
const phrases = WORDINGS.flatMap(({ reason, sources }, nth) =>
  sources.map((source) => [reason, source, nth] as const),
);

describe('marks', () => {
  it.each(phrases)('of %s are in every text with the phrase %s', (_, source, nth) => {
    const around = fc.constantFrom('', ' ', 'x ', '. ', '(');
    fc.assert(
      fc.property(fc.stringMatching(new RegExp(source)), around, (phrase, before) => {
        const text = before + phrase;
        if (!new RegExp(`\\b(?:${source})(?!\\w)`).test(text)) return;
        expect(marksIn(text) & (1 << nth)).not.toBe(0);
        expect(marksIn(text.toUpperCase()) & (1 << nth)).not.toBe(0);
      }),
      { numRuns: 60 },
    );
  });

  it('are not seen in words that only look like them', () => {
    const marks = createMarks([['win'], ['follow'], ['%'], ['*stake']]);
    expect(marks('winter windows')).toBe(0);
    expect(marks('WIN, following')).toBe(3);
    expect(marks('50% of mistakes')).toBe(12);
    expect(marks('')).toBe(0);
  });
});

describe('a short link', () => {
  const pattern = new RegExp(`(?:\\/\\/|^|\\s)(?:${SHORTENERS})\\/`, 'i');
  const hosts = SHORTENERS.split('|').map((host) => host.replaceAll('\\', ''));
  const piece = fc.constantFrom(...hosts, ...hosts.map((host) => host.toUpperCase()), '/', '//', ' ', 'x', '.', 't.co', 'https:', 'ſ', '\u00a0'); // prettier-ignore

  it('is what the pattern of all hosts finds', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const text = pieces.join('');
        expect(hasShortLink(text)).toBe(pattern.test(text));
      }),
      { numRuns: 3_000 },
    );
  });
});
