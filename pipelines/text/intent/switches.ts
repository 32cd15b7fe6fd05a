import { awayFrom, destination, endsAt, isOwnMove, move, origin, towards, type MoveReader } from './moves.ts';
import { objectAt } from './objects.ts';
import { wordSet } from './tokens.ts';

const TO = wordSet('to');
const WITH = wordSet('with for to');
const WITH_TO = wordSet('with to');
const KINDS_OF_BRAND = wordSet(
  'provider providers carrier carriers network networks bank banks airline airlines supplier suppliers isp company companies insurer operator operators brand brands',
);
const ANOTHER = wordSet('another different new other competitor competitors rival someone somebody');

/** "Switching to Bolt", "moved my account from Acme to Bolt", "switching providers". */
export const readSwitch: MoveReader = (setting, at) => {
  const { tokens } = setting;
  const isMind = tokens[at + 2]?.word === 'mind' || tokens[at + 1]?.word === 'mind';
  if (isMind || !isOwnMove(setting, at)) return null;
  const to = destination(setting, at + 1, 8, TO);
  const from = origin(setting, at + 1, 8);
  // Where both ends are known and agree, or only one is known, it says it all; the end we are at decides a conflict.
  if (from !== null && (to === null || from.to > to.to || from.toward === to.toward))
    return move(
      to === null || to.toward === from.toward ? from.toward : to.toward,
      at,
      Math.max(from.to, to?.to ?? 0),
    );
  if (to !== null) return move(to.toward, at, to.to);
  const next = tokens[at + 1]?.word ?? '';
  if (KINDS_OF_BRAND.has(next)) return move(awayFrom('company', setting), at, at + 2);
  return next === 'to' || next === 'my' ? readAnother(setting, at) : null;
};

/** "Switch to another provider", "take my business to a competitor". */
const readAnother: MoveReader = (setting, at) => {
  const { tokens } = setting;
  for (let noun = at + 1; noun <= at + 7 && tokens[noun]?.kind === 'word'; noun += 1) {
    const word = tokens[noun]?.word ?? '';
    if (!ANOTHER.has(word)) continue;
    const next = tokens[noun + 1]?.word ?? '';
    const isBrand =
      /^(competitors?|rival)$/.test(word) ||
      KINDS_OF_BRAND.has(next) ||
      (/^some/.test(word) && next === 'else');
    return isBrand ? move(awayFrom('company', setting), at, noun + 2) : null;
  }
  return null;
};

/** "Going back to Bolt", "going with Bolt instead"; but "going to Acme" is a visit. */
export const readGo: MoveReader = (setting, at) => {
  const { tokens, names, isAddressed } = setting;
  if (!isOwnMove(setting, at)) return null;
  const next = tokens[at + 1]?.word ?? '';
  if (next !== 'back' && next !== 'over' && next !== 'with' && next !== 'to') return null;
  const object = objectAt(tokens, names, at + (next === 'with' || next === 'to' ? 2 : 3));
  const isPondered = /^(of|about|considering|rather|consider)$/.test(tokens[at - 1]?.word ?? '');
  // To go to us is a visit; to go to another one, said to us, is not.
  const isInstead =
    next !== 'to' ||
    (object.kind === 'rival' && (isAddressed || isPondered)) ||
    tokens[object.to]?.word === 'instead';
  if (object.kind === 'nothing' && next === 'back' && endsAt(tokens, at + 2) && tokens[at]?.word === 'come')
    return /^(i|to)$/.test(tokens[at - 1]?.word ?? '') ? move('joining', at, at + 2) : null;
  return isInstead ? move(towards(object.kind), at, object.to) : null;
};

/** "Taking my business to Bolt", "take my money to another bank". */
export const readTake: MoveReader = (setting, at) => {
  const { tokens } = setting;
  const isCustom = tokens
    .slice(at + 1, at + 4)
    .some(({ word }) => /^(business|money|custom|patronage|loyalty)$/.test(word));
  if (!isCustom || !isOwnMove(setting, at)) return null;
  const to = destination(setting, at + 1, 6, TO);
  return to !== null ? move(to.toward, at, to.to) : readAnother(setting, at);
};

/** "Joined Acme", "signing up with Bolt"; `at` may be the "sign" of "sign up". */
export const readJoin: MoveReader = (setting, at) => {
  const { tokens, names } = setting;
  if (!isOwnMove(setting, at)) return null;
  if (tokens[at]?.word.startsWith('sign') === true) {
    if (tokens[at + 1]?.word !== 'up') return null;
    const to = destination(setting, at + 2, 2, WITH);
    return to === null ? null : move(to.toward, at, to.to);
  }
  const object = objectAt(tokens, names, at + 1);
  return move(object.kind === 'thing' ? null : towards(object.kind), at, object.to);
};

/** "Looking for a new bank", "find another provider", "go another brand"; but "rebooked on another airline". */
export const readOtherProvider: MoveReader = (setting, at) => {
  const { tokens } = setting;
  const next = tokens[at + 1]?.word ?? '';
  const isProduct = /^(phone|kind|one|card|car|console|laptop|computer|brand)$/.test(next);
  const isPondered = tokens
    .slice(Math.max(0, at - 4), at)
    .some(({ word }) => /^(considering|contemplating)$/.test(word));
  if (!KINDS_OF_BRAND.has(next) && !(isProduct && isPondered && setting.isAddressed)) return null;
  for (let verb = at - 1; verb >= 0 && verb >= at - 4 && tokens[verb]?.kind === 'word'; verb -= 1) {
    if (
      !/^(look|find|go|goes|going|get|getting|need|time|want|choose|try|trying|consider|considering|use|using|switch|chang)/.test(
        tokens[verb]?.word ?? '',
      )
    )
      continue;
    return isOwnMove(setting, verb) ? move(awayFrom('company', setting), verb, at + 2) : null;
  }
  return null;
};

/** "Port my number out", "porting to Bolt", "PAC code please"; "port my number to you" joins. */
export const readPort: MoveReader = (setting, at) => {
  const { tokens } = setting;
  const word = tokens[at]?.word ?? '';
  if (word === 'pac')
    return /^(code|please|pls|number)$/.test(tokens[at + 1]?.word ?? '') ? move('leaving', at, at + 2) : null;
  if (!isOwnMove(setting, at)) return null;
  const to = destination(setting, at + 1, 7, WITH_TO);
  if (to !== null) return move(to.toward, at, to.to);
  const from = origin(setting, at + 1, 7);
  if (from !== null) return move(from.toward, at, from.to);
  const rest = tokens.slice(at + 1, at + 5).map((token) => token.word);
  if (rest.includes('in') || rest.includes('over')) return null;
  const isNumber = rest.some((next) => /^(out|away|number|numbers|code)$/.test(next));
  return isNumber ? move(awayFrom('company', setting), at, at + 2) : null;
};
