import { ROLE, type Lexicon } from './lexicon.ts';
import { FLAG, TOKEN, type Tokens } from './tokens.ts';

/** A negation reaches this many words, unless a mark or a "but" ends it before. */
const NEGATION_REACH = 5;

/** Flags the words in the scope of a negation, and those after the last "but". */
export function markScopes(tokens: Tokens, { role }: Lexicon): void {
  let left = 0;
  let contrastAt = -1;
  for (let at = 0; at < tokens.count; at++) {
    const row = tokens.row[at] as number;
    const is = row === -1 ? ROLE.none : role[row];
    if (((tokens.flags[at] as number) & FLAG.breaks) !== 0) left = 0;
    else if (is === ROLE.contrast) {
      left = 0;
      if (at > 0) contrastAt = at;
    } else if (is === ROLE.negator) left = NEGATION_REACH;
    else if (left > 0) {
      tokens.flags[at] = (tokens.flags[at] as number) | FLAG.negated;
      if (tokens.kind[at] === TOKEN.word) left--;
    }
  }
  if (contrastAt === -1) return;
  for (let at = contrastAt + 1; at < tokens.count; at++)
    tokens.flags[at] = (tokens.flags[at] as number) | FLAG.afterContrast;
}
