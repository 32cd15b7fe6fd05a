import type { Names } from './names.ts';
import { wordAt, wordSet, type Token } from './tokens.ts';

/**
 * What is left, joined or cancelled:
 * a brand by name; `you`, the one spoken to; `them` and `company`, the one spoken of; `account`, a tie to a brand;
 * `thing`, anything else that belongs to a brand (its parcel, its shop); `nothing` where no object follows.
 */
export type ObjectKind = 'us' | 'rival' | 'you' | 'them' | 'company' | 'account' | 'thing' | 'nothing';

export interface MoveObject {
  readonly kind: ObjectKind;
  /** The token after the object. */
  readonly to: number;
}

/** Skipped before an object: "cancel [my whole stupid] contract". */
const BEFORE = wordSet(
  `my our the this that both all of a an any these those damn damned fucking fuckin freaking bloody stupid crappy shitty awful
  terrible horrible ridiculous useless whole entire current old existing monthly yearly annual free mobile home business
  family with from using at on over it to phone cell internet broadband tv cable energy gym credit debit bank car
  two three 2 3 good old beloved joke lousy pathetic`,
);
const OWNERS = wordSet('my our the this that these those both all any another');
const YOU = wordSet('you u ya yall yous yas ye yaall youse thee');
const YOUR = wordSet('your ur yalls youre yours');
const THEM = wordSet('them em those they');
const COMPANY = wordSet(
  `company companies network provider carrier carriers bank airline airlines service services place brand supplier isp firm
  platform site website store shop chain dump circus shitshow lot bunch guys people app operator insurer retailer restaurant clowns crap bs nonsense`,
);
const ACCOUNT = wordSet(
  `account accounts acct contract contracts subscription subscriptions sub membership memberships plan plans policy policies
  prime premium services service lines line broadband internet phone card cards sim number numbers wifi dd tariff deal package
  bundle relationship relationships cable tv landline loan mortgage isa savings insurance profile login autopay renewal autorenewal trial`,
);
/** Found behind words we do not know: "my Gold Club membership". */
export const TIES = wordSet(
  'account accounts acct contract contracts subscription subscriptions membership memberships plan policy relationship service card',
);
const THINGS = wordSet(
  `order orders parcel parcels package packages box boxes item items delivery deliveries message messages voicemail review
  reviews feedback note notes comment comments tip flight flights booking bookings reservation reservations trip ride rides
  appointment appointments meal meals food burrito pizza store stores shop shops terminal gate lounge hq office building
  stadium arena centre center park field bag bags luggage ticket tickets refund return returns form survey game games update
  download call calls chat train trains bus car driver drivers card gift app page site website station plane seat queue
  line meeting shift job room hotel payment payments request transaction receipt voucher code stock shares catalogue`,
);

/**
 * The object that starts at token `from`.
 *
 * A name may stand before what it owns ("my Acme contract") or behind it ("my contract with Acme"): the brand counts,
 * unless what it owns is a mere thing ("an Acme parcel").
 */
export function objectAt(tokens: readonly Token[], names: Names, from: number): MoveObject {
  let isOwned = false;
  for (let at = from; at < tokens.length && at < from + 7; at += 1) {
    const token = tokens[at];
    if (token === undefined || token.kind === 'stop' || token.kind === 'link') break;
    const named = names.at(at);
    if (named !== undefined) return afterOwner(tokens, named.to, named.party);
    const { word } = token;
    if (YOU.has(word)) return { kind: 'you', to: at + (tokens[at + 1]?.word === 'guys' ? 2 : 1) };
    if (YOUR.has(word)) return afterOwner(tokens, at + 1, 'you');
    if (THEM.has(word) && !isOwned && !isNounAt(tokens, at + 1)) return { kind: 'them', to: at + 1 };
    if (isOwned || at === from) {
      const kind = nounKind(tokens, at, isOwned);
      if (kind === 'account') return accountWith(tokens, names, at + 1);
      if (kind !== null) return { kind, to: at + 1 };
    }
    if (OWNERS.has(word)) isOwned = true;
    else if (isOwned && TIES.has(wordAt(tokens, at + 1))) return accountWith(tokens, names, at + 2);
    else if (isOwned && TIES.has(wordAt(tokens, at + 2))) return accountWith(tokens, names, at + 3);
    else if (!BEFORE.has(word)) return { kind: isOwned || at > from ? 'thing' : 'nothing', to: at };
  }
  return { kind: 'nothing', to: from };
}

function isNounAt(tokens: readonly Token[], at: number): boolean {
  const word = tokens[at]?.word ?? '';
  return COMPANY.has(word) || ACCOUNT.has(word) || THINGS.has(word);
}

/** The last of a row of nouns says what it is: "phone contract" is a contract, "phone order" an order. */
function nounKind(
  tokens: readonly Token[],
  from: number,
  isOwned: boolean,
): 'account' | 'company' | 'thing' | null {
  let kind: 'account' | 'company' | 'thing' | null = null;
  let last = from;
  while (isNounAt(tokens, last) && last < from + 4) last += 1;
  const word = tokens[last - 1]?.word ?? '';
  if (last === from) return null;
  if (isOwned && COMPANY.has(word)) kind = 'company';
  if (ACCOUNT.has(word)) kind = 'account';
  if (kind === null && THINGS.has(word)) kind = 'thing';
  return kind;
}

function afterOwner(tokens: readonly Token[], to: number, owner: 'us' | 'rival' | 'you'): MoveObject {
  let last = to;
  while (last < to + 4 && (isNounAt(tokens, last) || (last === to && BEFORE.has(tokens[last]?.word ?? ''))))
    last += 1;
  const noun = tokens[last - 1]?.word ?? '';
  const isThing = last > to && THINGS.has(noun) && !ACCOUNT.has(noun) && !COMPANY.has(noun);
  return { kind: isThing ? 'thing' : owner, to: isNounAt(tokens, last - 1) && last > to ? last : to };
}

/** "my contract with Acme", "my account at Acme". */
function accountWith(tokens: readonly Token[], names: Names, from: number): MoveObject {
  for (let at = from; at <= from + 3; at += 1) {
    const word = tokens[at]?.word;
    if (word !== 'with' && word !== 'at' && word !== 'from' && word !== 'on') continue;
    const named = names.at(at + 1) ?? (tokens[at + 1]?.word === 'the' ? names.at(at + 2) : undefined);
    if (named !== undefined) return { kind: named.party, to: named.to };
    const next = tokens[at + 1]?.word ?? '';
    if (YOU.has(next)) return { kind: 'you', to: at + 2 };
  }
  return { kind: 'account', to: from };
}
