import type { Mention } from '../../../schema/contracts/mention.ts';
import type { BareText } from '../bare-text.ts';
import { authorSigns } from './author-signs.ts';
import type { AutomationReason, Sign } from './reasons.ts';
import { textSigns } from './text-signs.ts';

/** From here on a mention counts as suspected automation: one sure sign, or two to three hints that agree. */
export const AUTOMATION_THRESHOLD = 0.6;

export type AutomationInput = Pick<Mention, 'text' | 'author' | 'kind' | 'promoted' | 'automated' | 'url'>;

export interface Automation {
  /** 0 … 1. Suspected from `AUTOMATION_THRESHOLD` on. An index of suspicion, not a probability. */
  readonly score: number;
  /** The signs seen, the strongest first. */
  readonly reasons: readonly AutomationReason[];
}

const UNSUSPECTED: Automation = { score: 0, reasons: [] };
/** A name that was checked by the network is less likely to be one of thousands. */
const VERIFIED_DOUBT = 0.6;

/**
 * Says how much a mention looks written by a machine, or to sell and not to tell.
 *
 * Signs are joined as independent doubts, `1 − Π(1 − weight)`. The answer is a pure function of the mention: it is stored
 * with a row and can be computed again from it, which is why what else the author has posted is not asked.
 * The wordings are English; names, links and hashtags speak for every language.
 *
 * Pure; bounded by the first 5,000 characters of the text.
 *
 * @param bare the text without its markup, where the caller has it
 */
export function readAutomation(mention: AutomationInput, bare?: BareText): Automation {
  if (mention.automated) return { score: 1, reasons: ['declared'] };
  const trust = mention.author.verified ? VERIFIED_DOUBT : 1;
  const own: Sign[] = [...textSigns(mention, bare), ...authorSigns(mention.author)];
  // Paid reach is said by the feed, and is a reason for wording like an advertisement's.
  if (mention.promoted) own.push({ reason: 'promoted', weight: 0.35 });
  if (own.length === 0) return UNSUSPECTED;
  const signs = own.map(({ reason, weight }): Sign => ({ reason, weight: weight * trust }));
  const doubt = signs.reduce((left, { weight }) => left * (1 - weight), 1);
  const reasons = signs.sort((a, b) => b.weight - a.weight).map(({ reason }) => reason);
  // Rounded, so that a stored 32-bit float and the figure computed again compare equal.
  return { score: Math.round((1 - doubt) * 1_000) / 1_000, reasons };
}
