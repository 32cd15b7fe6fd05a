import { awayFrom, endsAt, isOwnMove, move, towards, type MoveReader } from './moves.ts';
import { objectAt } from './objects.ts';
import { wordAt, wordSet, type Token } from './tokens.ts';

/** "Goodbye Acme", "bye bye Bolt"; "hello Bolt" from one who speaks of us. */
export const readGreeting: MoveReader = (setting, at) => {
  const { tokens, names } = setting;
  const named = names.at(at + 1);
  if (named === undefined) return null;
  if (wordAt(tokens, at) !== 'hello') return move(awayFrom(named.party, setting), at, named.to);
  const isPlain = tokens[at + 1]?.kind === 'word' && at > 0;
  return named.party === 'rival' && names.hasUs && isPlain ? move('leaving', at, named.to) : null;
};

/** "Acme, here I come", "had it with Acme", "get out of my contract", "Bolt from now on". */
export const readIdiom: MoveReader = (setting, at) => {
  const { tokens, names } = setting;
  const [next, further] = [wordAt(tokens, at + 1), wordAt(tokens, at + 2)];
  const word = wordAt(tokens, at);
  if (word === 'here' && next === 'i' && further === 'come') {
    const named = names.all.find(({ to }) => to === at || (to === at - 1 && tokens[at - 1]?.kind === 'stop'));
    return named === undefined ? null : move(towards(named.party), named.from, at + 3);
  }
  if (word === 'from' && next === 'now' && further === 'on') {
    const named = names.all.find((name) => name.to === at || (name.from >= at + 3 && name.from <= at + 6));
    return named === undefined ? null : move(towards(named.party), named.from, Math.max(at + 3, named.to));
  }
  if (word === 'had' && next === 'it' && further === 'with') {
    const object = objectAt(tokens, names, at + 3);
    return isOwnMove(setting, at) ? move(awayFrom(object.kind, setting), at, object.to) : null;
  }
  if (word !== 'out' || next !== 'of' || !isOwnMove(setting, at)) return null;
  const object = objectAt(tokens, names, at + 2);
  const isTie =
    object.kind === 'account' ||
    tokens.slice(at + 2, object.to).some((token) => token.word.startsWith('contract'));
  return isTie ? move(awayFrom(object.kind, setting), at, object.to) : null;
};

/** "You just lost a loyal customer", "cost you my business", "you have lost me". */
export const readLoss: MoveReader = (setting, at) => {
  const { tokens } = setting;
  if (wordAt(tokens, at + 1) === 'me' && (endsAt(tokens, at + 2) || wordAt(tokens, at + 2) === 'as'))
    return speaksOf(tokens, at) ? { toward: 'leaving', from: at, to: at + 2 } : null;
  for (
    let noun = at + 1;
    noun <= at + 6 && tokens[noun] !== undefined && tokens[noun]?.kind !== 'stop';
    noun += 1
  ) {
    const word = wordAt(tokens, noun);
    const isCount = word === 'customers' && /^(\d|two|three|both)/.test(wordAt(tokens, noun - 1));
    const isCustom = isCount || CUSTOM.has(word);
    if (!isCustom || noun < at + 2) continue;
    return speaksOf(tokens, at) || endsAt(tokens, noun + 1)
      ? { toward: 'leaving', from: at, to: noun + 1 }
      : null;
  }
  return null;
};

const CUSTOM = wordSet('customer business custom thousand thousands subscriber');

/** It is the brand that loses: "I lost a customer" is a shopkeeper's word. */
const speaksOf = (tokens: readonly Token[], at: number): boolean =>
  !/^(i|ive|we|weve|my)$/.test(wordAt(tokens, at - 1)) && !/^(i|ive|we|weve)$/.test(wordAt(tokens, at - 2));

/** "Taking my business elsewhere", "going elsewhere"; but "delivered elsewhere". */
export const readElsewhere: MoveReader = (setting, at) => {
  const { tokens } = setting;
  for (let verb = at - 1; verb >= 0 && verb >= at - 6 && tokens[verb]?.kind !== 'stop'; verb -= 1) {
    if (!/^(tak|took|go|went|look|shop|buy|switch|mov|spend|bank$|banking|fly)/.test(wordAt(tokens, verb)))
      continue;
    return isOwnMove(setting, verb) ? move(awayFrom('company', setting), verb, at + 1) : null;
  }
  return null;
};

/** "Any alternative to Acme?" */
export const readAlternative: MoveReader = (setting, at) => {
  const { tokens, names } = setting;
  if (wordAt(tokens, at + 1) !== 'to') return null;
  const object = objectAt(tokens, names, at + 2);
  return object.kind === 'thing' ? null : move(awayFrom(object.kind, setting), at, object.to);
};
