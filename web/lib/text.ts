/** Longest text a ticker line is given: more than two lines at any size, short enough to shape in no time. */
const MOST_UNITS = 320;
/** Letters of real languages carry up to three or four marks; "zalgo" carries thousands and stalls text shaping. */
const MOST_MARKS = 4;

/** Joiners and other characters without a width, one of which does not end a pile of marks. */
const INVISIBLE = '[\\u180e\\u200b-\\u200d\\u2060-\\u2064\\ufeff]';
const INVISIBLE_RUN = new RegExp(`(${INVISIBLE})${INVISIBLE}+`, 'gu');
const MARK_RUN = new RegExp(`((?:\\p{M}${INVISIBLE}?){${MOST_MARKS}})(?:\\p{M}${INVISIBLE}?)+`, 'gu');
const SPACE_RUN = /[\s\p{Cc}]+/gu;
/** Overrides and isolates left open by their author would turn the rest of the line around. */
const BIDI_CONTROLS = /[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/g;

/**
 * Text of strangers, made safe to lay out. Markup needs no treatment here, as text is only ever set as text; what is
 * tamed is what breaks a layout: direction overrides, piles of combining marks, line breaks, endless length.
 */
export function tameText(text: string, most = MOST_UNITS): string {
  // Marks are cut first within a generous window, so that a pile of them cannot eat the budget of what follows.
  const window = text.slice(0, most * 32);
  const tame = window
    .replace(BIDI_CONTROLS, '')
    .replace(INVISIBLE_RUN, '$1')
    .replace(MARK_RUN, '$1')
    .replace(SPACE_RUN, ' ')
    .trim();
  if (tame.length <= most) return tame.toWellFormed();
  return `${tame.slice(0, most - 1).replace(/[\ud800-\udbff]$/, '')}…`.toWellFormed();
}
