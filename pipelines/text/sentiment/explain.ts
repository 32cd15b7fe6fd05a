import type { DecidingToken } from './reading.ts';
import { createTokens, FLAG, TOKEN, type Tokens } from './tokens.ts';

/** Only so many tokens are tried: the cost grows with their square. */
const TRY_AT_MOST = 200;
const NAMES_AT_MOST = 12;
/** Less is noise. */
const LEAST_WEIGHT = 0.005;
const SCOPES = FLAG.negated | FLAG.afterContrast;

/** What a token's absence does, for the tokens that matter most. `scoreOf` may overwrite the flags of what it is given. */
export function decidingTokens(
  text: string,
  tokens: Tokens,
  scoreOf: (tokens: Tokens) => number,
): DecidingToken[] {
  const without = createTokens();
  without.letters.set(tokens.letters);
  const whole = scoreOf(tokens);
  const deciding: DecidingToken[] = [];
  for (let at = 0; at < Math.min(tokens.count, TRY_AT_MOST); at++) {
    if (tokens.kind[at] === TOKEN.name || tokens.kind[at] === TOKEN.handle) continue;
    copyWithout(without, tokens, at);
    const weight = whole - scoreOf(without);
    const start = tokens.start[at] as number;
    const end = tokens.end[at] as number;
    if (Math.abs(weight) >= LEAST_WEIGHT) deciding.push({ text: text.slice(start, end), start, end, weight });
  }
  return deciding.sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight)).slice(0, NAMES_AT_MOST);
}

function copyWithout(target: Tokens, source: Tokens, skip: number): void {
  const columns = ['kind', 'hash', 'row', 'valence', 'run', 'start', 'end', 'from', 'to'] as const;
  target.count = source.count - 1;
  for (const column of columns) {
    target[column].set(source[column].subarray(0, skip));
    target[column].set(source[column].subarray(skip + 1, source.count), skip);
  }
  for (let at = 0; at < target.count; at++)
    target.flags[at] = (source.flags[at < skip ? at : at + 1] as number) & ~SCOPES;
}
