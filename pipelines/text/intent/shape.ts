import { wordSet, type Token } from './tokens.ts';
import { createWordFilter, mayHave } from './word-filter.ts';

/** What the form of a text tells, whatever it is about. */
export interface Shape {
  readonly words: number;
  readonly isFirstPerson: boolean;
  /** Says "you" or "your". */
  readonly isSecondPerson: boolean;
  readonly hasFigures: boolean;
  readonly hasLink: boolean;
  /** Turns round in the middle: "nice, but". */
  readonly hasTurn: boolean;
  readonly hasQuestionMark: boolean;
  /** A sentence begins the way questions do. */
  readonly opensAsQuestion: boolean;
}

const [FIRST, SECOND, TURN, OPENER, WEAK_OPENER, FILLER] = [1, 2, 4, 8, 16, 32] as const;

/** A word may be several: "are" opens a question, "thanks" comes before one. */
const ROLES = new Map<string, number>();
for (const [role, words] of [
  [FIRST, 'i im ive id ill me my we our us were weve'],
  [SECOND, 'you u your ur yall youre youve guys'],
  [TURN, 'but yet however'],
  [
    OPENER,
    `what whats when where wheres who whos whom whose which how hows why is are am does can could would should any
    anyone anybody may shall`,
  ],
  // "Did not work", "will do": these need the question mark.
  [WEAK_OPENER, 'do did will has have had was were isnt arent cant couldnt wont doesnt dont didnt anything'],
  [
    FILLER,
    `hi hey hello hiya yo so and but ok okay oh also please pls just um well good morning afternoon evening guys team
    there dear thanks thank you sorry again then btw`,
  ],
] as const)
  for (const word of wordSet(words)) ROLES.set(word, (ROLES.get(word) ?? 0) | role);

const MAY_HAVE_ROLE = createWordFilter(ROLES.keys());

export function shapeOf(tokens: readonly Token[]): Shape {
  let words = 0;
  let roles = 0;
  let hasFigures = false;
  let hasLink = false;
  let hasQuestionMark = false;
  let opensAsQuestion = false;
  let isBeginning = true;
  let isWeaklyOpened = false;
  for (const { kind, word, hash } of tokens) {
    if (kind === 'stop') {
      if (word === '?') {
        hasQuestionMark = true;
        if (isWeaklyOpened) opensAsQuestion = true;
      }
      if (word !== ',') isWeaklyOpened = false;
      isBeginning = true;
    } else if (kind === 'word') {
      words += 1;
      const role = mayHave(MAY_HAVE_ROLE, hash) ? (ROLES.get(word) ?? 0) : 0;
      roles |= role;
      if (!isBeginning || (role & FILLER) !== 0) continue;
      if ((role & OPENER) !== 0) opensAsQuestion = true;
      if ((role & WEAK_OPENER) !== 0) isWeaklyOpened = true;
      isBeginning = false;
    } else if (kind === 'number') {
      words += 1;
      hasFigures = true;
    } else if (kind === 'link') hasLink = true;
  }
  return {
    words,
    isFirstPerson: (roles & FIRST) !== 0,
    isSecondPerson: (roles & SECOND) !== 0,
    hasFigures,
    hasLink,
    hasTurn: (roles & TURN) !== 0,
    hasQuestionMark,
    opensAsQuestion,
  };
}
