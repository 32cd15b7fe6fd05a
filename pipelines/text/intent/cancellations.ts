import { awayFrom, endsAt, isOwnMove, move, type MoveReader } from './moves.ts';
import { objectAt, TIES } from './objects.ts';
import { speakerOf } from './speaker.ts';
import { wordSet } from './tokens.ts';

const PASSIVE = wordSet(
  'was were been being is are be get gets got getting has had autom automatically flight flights train trains order orders',
);
const WISH = wordSet('to i ill im id can cannot cant gonna wanna just will please you let me now');
/** Things that are cancelled one at a time, and leave the customer a customer. */
const ONE_TIME = wordSet(
  `order orders flight flights booking bookings reservation reservations trip ride rides appointment delivery ticket tickets
  train trains event show game hotel room purchase preorder payment transaction pickup driver uber transfer itinerary`,
);

/** "Cancel my contract", "how do I cancel?"; but "you cancelled my flight", "cancel my order", "was cancelled". */
export const readCancel: MoveReader = (setting, at) => {
  const { tokens, names } = setting;
  const verb = tokens[at]?.word ?? '';
  const before = tokens[at - 1]?.word ?? '';
  const object = objectAt(tokens, names, at + 1);
  if (PASSIVE.has(before) && verb.endsWith('ed') && before !== 'has' && before !== 'had') return null;
  const { isAuthor, isNegated } = speakerOf(tokens, names, at);
  // "How do you cancel" asks of anybody; "will not let me cancel" is denied by the brand, not by the author.
  const isAsked = !verb.endsWith('ed') && WISH.has(before) && before !== 'please';
  const isHindered = before === 'cant' || before === 'cannot' || before === 'me';
  if (
    !isAuthor &&
    !(isAsked && tokens.slice(Math.max(0, at - 4), at).some(({ word }) => word === 'how' || word === 'me'))
  )
    return null;
  if (isNegated && !isHindered) return null;
  if (object.kind === 'thing' || object.kind === 'company') return null;
  for (let next = object.to; next < object.to + 4 && tokens[next]?.kind === 'word'; next += 1)
    if (ONE_TIME.has(tokens[next]?.word ?? '')) return null;
  if (object.kind === 'account') return move(awayFrom('account', setting), at, object.to);
  if (object.kind === 'nothing' || object.kind === 'them') {
    if (verb.endsWith('ed') || verb === 'cancels' || !endsAt(tokens, at + 1)) return null;
    if (tokens.some(({ word }) => ONE_TIME.has(word))) return null;
    const isMeant = isAsked || verb.endsWith('ing');
    return isMeant ? move(awayFrom('company', setting), at, at + 1) : null;
  }
  return move(awayFrom(object.kind, setting), at, object.to);
};

/** "Closing my account", "delete my account", "unsubscribing from you". */
export const readClose: MoveReader = (setting, at) => {
  const { tokens, names } = setting;
  if (PASSIVE.has(tokens[at - 1]?.word ?? '')) return null;
  const object = objectAt(tokens, names, at + 1);
  const noun = tokens[object.to - 1]?.word ?? '';
  const isTie =
    object.kind === 'account' || tokens.slice(at + 1, object.to).some(({ word }) => TIES.has(word));
  if (!isTie || (object.kind === 'account' && !TIES.has(noun))) return null;
  const { isAuthor, isNegated } = speakerOf(tokens, names, at);
  const isHindered = /^(cant|cannot|me)$/.test(tokens[at - 1]?.word ?? '');
  if (!isAuthor || (isNegated && !isHindered)) return null;
  return move(awayFrom(object.kind, setting), at, object.to);
};

/** "Unsubscribe from Acme", "opting out" is no farewell. */
export const readUnsubscribe: MoveReader = (setting, at) => {
  if (!isOwnMove(setting, at)) return null;
  const object = objectAt(setting.tokens, setting.names, at + 1);
  const isBrand = object.kind === 'us' || object.kind === 'you' || object.kind === 'rival';
  return isBrand ? move(awayFrom(object.kind, setting), at, object.to) : null;
};
