import {
  awayFrom,
  destination,
  endsAt,
  isOwnMove,
  move,
  PATRON,
  PATRON_ING,
  type Move,
  type MoveReader,
  type Setting,
} from './moves.ts';
import { objectAt } from './objects.ts';
import { speakerOf } from './speaker.ts';
import { wordAt, wordSet, type Token } from './tokens.ts';

const CONSIDERS = wordSet(
  'of about consider considering considered contemplating tempted ready want wanna wanting intend planning plan like decided time reason reasons gonna going threatening have thinking urge need',
);
const FOR_ONLY = wordSet('for');
const PAST_CUES = wordSet('years year months month ago because cuz cause over due since after last');
const DRIFTS = wordSet('with early late at in on tomorrow tonight');

/** "Leaving Acme", "ditch them for Bolt", "thinking of leaving"; but "left a message", "leaving the office". */
export const readLeave: MoveReader = (setting, at) => {
  const { tokens, names } = setting;
  if (!isOwnMove(setting, at)) return null;
  const verb = wordAt(tokens, at);
  const object = objectAt(tokens, names, at + 1);
  const next = wordAt(tokens, object.to);
  const exchange = destination(setting, object.to, 5, FOR_ONLY);
  if (exchange !== null && object.kind !== 'thing')
    return { toward: exchange.toward, from: at, to: exchange.to };
  if (object.kind === 'nothing') {
    const isConsidered = CONSIDERS.has(wordAt(tokens, at - 1)) || CONSIDERS.has(wordAt(tokens, at - 2));
    const isLeaving = verb.startsWith('leav') || verb.startsWith('quit');
    const isMeant = isLeaving && isConsidered && endsAt(tokens, at + 1) && !names.hasRival;
    const isSaid = isLeaving && !names.hasRival && isAnnounced(setting, at);
    return isMeant || isSaid ? { toward: 'leaving', from: at - 1, to: at + 1 } : null;
  }
  if (
    verb === 'left' &&
    !isLookingBack(tokens, at) &&
    !tokens.slice(object.to, object.to + 5).some(({ word }) => PAST_CUES.has(word))
  )
    return null;
  if (verb.startsWith('leav') && (DRIFTS.has(next) || wordAt(tokens, at - 1) === 'just')) return null;
  // "Leaving you a message", "dropped you an e-mail": what follows the one left is handed over.
  const isHanded = /^(a|an|some|another|feedback|alone|negative|bad|my)$/.test(next);
  if (isHanded && /^(leav|left|drop)/.test(verb)) return null;
  const isTie = object.kind === 'account' && /^(leav|left)/.test(verb);
  if (object.kind === 'thing' || isTie) return null;
  if (object.kind === 'them' && /^(dump|drop)/.test(verb)) return null;
  return move(awayFrom(object.kind, setting), at, object.to);
};

/** "I'm leaving", "if I leave", said to a brand or about one; "leaving now" is about a trip. */
function isAnnounced({ tokens, isAddressed }: Setting, at: number): boolean {
  if (!/^(im|i|me|am|be|ill|id)$/.test(wordAt(tokens, at - 1))) return false;
  const next = tokens[at + 1];
  if (next !== undefined && next.kind !== 'stop' && !/^(if|because|when|unless|cuz|as)$/.test(next.word))
    return false;
  return isAddressed || tokens.some(({ base }) => BRAND_TALK.has(base));
}
const BRAND_TALK = wordSet(
  'company contract service network provider carrier account bank airline customer number plan',
);

const isLookingBack = (tokens: readonly Token[], at: number): boolean =>
  tokens
    .slice(Math.max(0, at - 4), at)
    .some(({ word }) => /^(glad|happy|regret|since|when|finally|why|wish)$/.test(word));

/** "Done with Acme", "so through with you guys"; but "when I am done with my order". */
export const readDone: MoveReader = (setting, at) => {
  const { tokens, names } = setting;
  if (wordAt(tokens, at + 1) !== 'with' || !isOwnMove(setting, at)) return null;
  const object = objectAt(tokens, names, at + 2);
  if (object.kind === 'account') return null;
  return move(awayFrom(object.kind, setting), at, object.to);
};

/** "Get rid of Acme", "walk away from you", "part ways with them", "break up with Acme". */
export const readParting: MoveReader = (setting, at) => {
  const { tokens, names } = setting;
  const link = wordAt(tokens, at + 1);
  const isParting = link === 'of' || link === 'from' || link === 'with';
  const verb = wordAt(tokens, at - 1);
  if (
    !isParting ||
    !/^(get|got|getting|walk|walking|walked|stay|staying|mov|switch|part|break|broke)/.test(verb)
  )
    return null;
  if (!isOwnMove(setting, at - 1)) return null;
  const object = objectAt(tokens, names, at + 2);
  return move(awayFrom(object.kind, setting), at - 1, object.to);
};

const FOREVER = wordSet('again anymore ever');

/** "Never flying Acme again", "will never use you", "never again". */
export const readNever: MoveReader = (setting, at) => {
  const { tokens, names } = setting;
  if (/^(that|say|had|have|seen|saw)$/.test(wordAt(tokens, at + 1))) return null;
  if (!speakerOf(tokens, names, at).isAuthor) return null;
  if (wordAt(tokens, at + 1) === 'again') return move(awayFrom('company', setting), at, at + 2);
  for (let verb = at + 1; verb <= at + 4 && verb < tokens.length; verb += 1) {
    const word = wordAt(tokens, verb);
    const before = wordAt(tokens, verb - 1);
    const isGoing = PATRON_ING.has(word);
    const isWill =
      PATRON.has(word) && /^(ill|id|will|would|to|gonna|shall|wont)$/.test(wordAt(tokens, at - 1));
    const isPlan =
      PATRON.has(word) && (before === 'i' || before === 'to' || before === 'will' || before === 'ill');
    if (!isGoing && !PATRON.has(word)) continue;
    return readBreak(setting, at, verb, isGoing || isWill || isPlan);
  }
  return null;
};

/** What follows "never using": whom, and whether for good. */
function readBreak(setting: Setting, from: number, verb: number, isStrong: boolean): Move | null {
  const { tokens, names } = setting;
  let to = verb + 1;
  let isForever = false;
  for (; to < tokens.length && to < verb + 10 && tokens[to]?.kind !== 'stop'; to += 1)
    if (FOREVER.has(wordAt(tokens, to))) isForever = true;
  if (!isStrong && !isForever) return null;
  const object = objectAt(tokens, names, /^(back|to)$/.test(wordAt(tokens, verb + 1)) ? verb + 2 : verb + 1);
  const isNamed = object.kind === 'us' || object.kind === 'you' || object.kind === 'rival';
  if (isNamed) return move(awayFrom(object.kind, setting), from, Math.max(object.to, isForever ? to : 0));
  if (!isForever) return null;
  const named = names.all.find((name) => name.from > verb && name.to <= to);
  if (named !== undefined) return move(awayFrom(named.party, setting), from, to);
  if (names.hasRival && !names.hasUs) return null;
  return move(awayFrom('company', setting), from, to);
}

/** "Will not be using you again", "do not shop here anymore", "not renewing". */
export const readNotAgain: MoveReader = (setting, at) => {
  const { tokens, names } = setting;
  if (!speakerOf(tokens, names, at).isAuthor) return null;
  for (let verb = at + 1; verb <= at + 8 && verb < tokens.length; verb += 1) {
    const word = wordAt(tokens, verb);
    if (word === 'customer' && /^(anymore|any)$/.test(wordAt(tokens, verb + 1)))
      return move(awayFrom('company', setting), at, verb + 2);
    if (tokens[verb]?.kind === 'stop') return null;
    if (word.startsWith('renew')) return move(awayFrom('company', setting), at, verb + 1);
    if (verb <= at + 3 && (PATRON.has(word) || PATRON_ING.has(word))) {
      return readBreak(setting, at, verb, false);
    }
  }
  return null;
};

/** "Stopped using Acme", "no longer shop with you", "refuse to fly Acme", "last time I order from you". */
export const readStop: MoveReader = (setting, at) => {
  const { tokens, names } = setting;
  const { isAuthor, isNegated } = speakerOf(tokens, names, at);
  if (!isAuthor || isNegated || /^(cant|cannot|couldnt|please|to)$/.test(wordAt(tokens, at - 1))) return null;
  for (let verb = at + 1; verb <= at + 5 && verb < tokens.length; verb += 1) {
    const word = wordAt(tokens, verb);
    if (tokens[verb]?.kind === 'stop') return null;
    if (word === 'customer') return move(awayFrom('company', setting), at, verb + 1);
    if (!PATRON_ING.has(word) && !PATRON.has(word)) continue;
    const object = objectAt(
      tokens,
      names,
      /^(to|back)$/.test(wordAt(tokens, verb + 1)) ? verb + 2 : verb + 1,
    );
    return move(object.kind === 'account' ? null : awayFrom(object.kind, setting), at, object.to);
  }
  return null;
};
