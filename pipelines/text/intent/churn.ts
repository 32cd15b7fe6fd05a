import { readCancel, readClose, readUnsubscribe } from './cancellations.ts';
import * as away from './departures.ts';
import * as farewell from './farewells.ts';
import type { Move, MoveReader, Setting } from './moves.ts';
import * as over from './switches.ts';
import { createWordFilter, mayHave } from './word-filter.ts';

/** Which reader knows a word. Most words of most texts are not here, which is what makes reading cheap. */
const READERS = new Map<string, MoveReader>(
  (
    [
      [
        'leave leaving left ditch ditching ditched dump dumping dumped drop dropping dropped quit quitting abandon abandoning abandoned boycott boycotting boycotted',
        away.readLeave,
      ],
      ['done finished through', away.readDone],
      ['rid away ways up', away.readParting],
      ['bye goodbye byebye farewell adios hello', farewell.readGreeting],
      ['here had out from', farewell.readIdiom],
      ['never', away.readNever],
      ['wont not dont', away.readNotAgain],
      ['stop stopped stopping longer refuse refusing last', away.readStop],
      ['lost losing lose cost', farewell.readLoss],
      ['elsewhere', farewell.readElsewhere],
      ['alternative alternatives', farewell.readAlternative],
      ['cancel cancelling canceling cancelled canceled', readCancel],
      [
        'close closing closed delete deleting deleted deactivate deactivating terminate terminating end ending',
        readClose,
      ],
      ['unsubscribe unsubscribing unsubscribed', readUnsubscribe],
      [
        'switch switching switched swap swapping swapped move moving moved change changing changed transfer transferring transferred defect defecting jump jumping jumped migrate migrating migrated convert converting converted',
        over.readSwitch,
      ],
      ['go going went come coming came gone', over.readGo],
      ['take taking took', over.readTake],
      ['join joining joined sign signing signed', over.readJoin],
      ['another different new other', over.readOtherProvider],
      ['port porting ported pac', over.readPort],
    ] as const
  ).flatMap(([words, reader]) => words.split(' ').map((word) => [word, reader] as const)),
);

const MAY_MOVE = createWordFilter(READERS.keys());

/**
 * The move between brands that a text makes, seen from the brand in question: the last one it states, since what is
 * told first is mostly history ("joined Acme in May, leaving them now"). Null where it makes none.
 */
export function readMove(setting: Setting): Move | null {
  let last: Move | null = null;
  const { tokens } = setting;
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (token === undefined || token.kind !== 'word' || !mayHave(MAY_MOVE, token.hash)) continue;
    const reader = READERS.get(token.word);
    if (reader === undefined) continue;
    const found = reader(setting, at);
    if (found === null || isRefused(setting, found)) continue;
    // "Left Acme for you, never going back": what names nobody does not overrule what names somebody.
    if (last === null || isNamed(setting, found) || !isNamed(setting, last)) last = found;
  }
  return last;
}

/** "Leaving Acme? Never." */
const isRefused = ({ tokens }: Setting, { to }: Move): boolean =>
  tokens[to]?.word === '?' && /^(never|no|nope|nah|not)$/.test(tokens[to + 1]?.word ?? '');

function isNamed({ tokens, names }: Setting, { from, to }: Move): boolean {
  for (let at = from; at < to; at += 1)
    if (names.at(at) !== undefined || /^(you|your|u|ur)$/.test(tokens[at]?.word ?? '')) return true;
  return false;
}
