import type { Names } from './names.ts';
import { wordSet, type Token } from './tokens.ts';

/** "I was going to leave, but you fixed it": a plan of the past, given up. */
function isGivenUp(tokens: readonly Token[], at: number, verb: number): boolean {
  if (!/^(was|were)$/.test(tokens[at]?.word ?? '')) return false;
  if (!/^(going|gonna|about|planning|ready|thinking|considering|close)$/.test(tokens[at + 1]?.word ?? ''))
    return false;
  return tokens.slice(verb, verb + 12).some(({ word }) => word === 'but' || word === 'until');
}

const FIRST_PERSON = wordSet(
  `i im ive id ill me my myself we weve wed us our ourselves lets let ima imma imo tbh personally family mum mom dad wife husband
  partner parents household mother father sister brother daughter son friend`,
);
/** May stand between the one who acts and the verb. */
const BETWEEN = wordSet(
  `a about absolutely actually almost already also always am and another any anymore are as at back be because been being both
  but by came can cannot cant close come completely considered considering consider contemplating could couldnt couple decide
  decided deciding definitely did didnt do does doesnt done dont either else ended ending end enough even eventually ever every
  finally for forced forward from fully get getting give glad go goes going gonna good gotta had hadnt happily happy has have
  havent having hell hence hope hoping how if in instead intend intending intention interested is isnt it its just keep keen
  kinda know last later like likely literally ll look looking made makes make making may maybe mean might mind minute more
  must need needing neither never new no nor not now of off officially on once one only option or order over permanently plan
  planning plans possible possibly pretty probably quickly rather ready really reason reasons refuse regret right s seriously
  should shouldnt shall since so some somehow soon sorry start started starting still stop such switch sure tempted than thank
  that the then therefore think thinking this thought thoughts threatening time to today tomorrow tonight toying totally
  tried trying try two ultimately until up urge very via wait waiting wanna want wanted wanting wants was wasnt way were wasn
  what when where whether which while why will willing wish with within without wont would wouldnt yep yes yet youd
  say says said worth transfer porting pin code number numbers info worthwhile sensible easy easier best better cheaper keeps rather
  please thats whats hows heres theres hi hey hello ok okay oh well lol omg wow ugh guess officially`,
);
const NEGATORS = wordSet(
  'almost nearly against not never no wont dont didnt wouldnt isnt arent aint wasnt without nor neither doesnt shouldnt hasnt havent hardly nobody',
);
const OPINION = wordSet('think thinking believe suppose see imagine reckon expect guess want');
const MODAL = wordSet('will would am could did do should shall have');
/** "Why not switch", "cannot wait to leave", "if not ... then". */
const LOOK_BACK = 14;

export interface Speaker {
  /** True when it is the author who acts, or nobody else is named. */
  readonly isAuthor: boolean;
  readonly isNegated: boolean;
}

/**
 * Who does what the verb at `verb` says, and whether it is denied, from the words before it in its clause.
 * "You cancelled my flight" and "everyone is leaving Acme" are not the author's; "I would never leave" is denied.
 */
export function speakerOf(tokens: readonly Token[], names: Names, verb: number): Speaker {
  let isNegated = false;
  for (let at = verb - 1; at >= 0 && at >= verb - LOOK_BACK; at -= 1) {
    const token = tokens[at];
    if (token === undefined || token.kind === 'stop') break;
    const { word } = token;
    if (FIRST_PERSON.has(word)) return { isAuthor: true, isNegated: isNegated || isDenied(tokens, at) };
    if (word === 'you' && tokens[at - 1]?.word === 'thank') break;
    if (token.kind !== 'word') {
      // A handle, an emoji or a link before the verb addresses someone; a name inside the sentence acts.
      if (token.kind === 'number') continue;
      const isSubject =
        token.kind === 'mention' && tokens[at - 1]?.kind === 'word' && isThirdPerson(tokens[verb]);
      return { isAuthor: !isSubject, isNegated };
    }
    if (isGivenUp(tokens, at, verb) || (NEGATORS.has(word) && !isTurnedAround(tokens, at))) isNegated = true;
    else if (!BETWEEN.has(word)) {
      const isName = names.all.some(({ from, to }) => from <= at && at < to);
      // "@acme Verizon is calling, switching now": a bare name at the start of a text addresses as often as it acts.
      return { isAuthor: isName && at === 0 && !isThirdPerson(tokens[at + 1]), isNegated };
    }
  }
  return { isAuthor: true, isNegated };
}

const isThirdPerson = (token: Token | undefined): boolean =>
  token !== undefined &&
  /^(is|are|was|were|has|have|keeps?|just|left|cancell?ed|closed|dropped|moved|changed|\w+ies|\w+[^s]s)$/.test(
    token.word,
  );

/** "I do not think I will leave", "never will I leave". */
function isDenied(tokens: readonly Token[], subject: number): boolean {
  const before = tokens[subject - 1]?.word ?? '';
  const further = tokens[subject - 2]?.word ?? '';
  // "Changed my mind about leaving", "you could not pay me to leave", "no way I am switching".
  if (before.startsWith('chang') && tokens[subject + 1]?.word === 'mind') return true;
  if (/^(pay|paid|make|convince|get|force)$/.test(before))
    return NEGATORS.has(further) || /^(cant|couldnt|cannot)$/.test(further);
  if (before === 'way' || before === 'chance') return further === 'no';
  if (MODAL.has(before)) return further === 'never' || further === 'nor' || further === 'way';
  if (OPINION.has(before)) return NEGATORS.has(further);
  return false;
}

/** "Why not leave", "not only", "no longer", "never been so close to", "no choice but to": these deny nothing. */
function isTurnedAround(tokens: readonly Token[], negator: number): boolean {
  const before = tokens[negator - 1]?.word ?? '';
  const next = tokens[negator + 1]?.word ?? '';
  if (before === 'why' || before === 'if' || before === 'whether') return true;
  return /^(only|longer|choice|option|wait|been|other|mind|thought|know|knew|doubt|joke|wonder|why|sure|one|more)$/.test(
    next,
  );
}
