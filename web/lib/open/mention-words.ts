import type { ListedMention } from '../../../schema/contracts/mention-list.ts';
import { figureText } from '../figures/by-unit.ts';
import { formatAge, formatClock, formatDay } from '../format.ts';
import { tameText } from '../text.ts';

const DATED_FROM_MS = 2 * 86_400_000;
/** From here on a text is said to look automated: as the server leaves it out. */
export const SUSPECTED = 0.6;
const HUMAN = 'human';

/** `5 min ago`, and the day of what is long past. `now`: the server's clock. */
export function saidWords(at: number, now: number): string {
  const ageMs = Math.max(0, now - at);
  if (!(ageMs < DATED_FROM_MS)) return `${formatDay(at, true)}, ${formatClock(at, false)}`;
  const age = formatAge(ageMs);
  return age === 'now' ? 'just now' : `${age} ago`;
}

/** What else is known of a mention, each in a word or two. */
export const markWords = (
  mention: Pick<
    ListedMention,
    'direction' | 'kind' | 'intent' | 'actionable' | 'copy' | 'automated' | 'suspicion' | 'promoted'
  >,
): readonly string[] =>
  [
    mention.direction === 'outbound' ? 'said by the brand' : '',
    mention.kind === 'post' ? '' : mention.kind,
    mention.intent === 'comment' ? '' : mention.intent,
    mention.actionable ? 'to be answered' : '',
    mention.copy ? 'copy' : '',
    mention.automated ? 'automated' : mention.suspicion >= SUSPECTED ? 'looks automated' : '',
    mention.promoted ? 'promoted' : '',
  ].filter((word) => word !== '');

/** Who says so: `decided by a person`, or `read by sentiment/2`. */
export function deciderWords({
  corrected,
  sentimentModel,
}: Pick<ListedMention, 'corrected' | 'sentimentModel'>): string {
  if (corrected.length > 0 || sentimentModel === HUMAN) return 'decided by a person';
  return sentimentModel === '' ? '' : `read by ${sentimentModel}`;
}

/** How it came: `stored 2.1 s after it was said`, from where, as what. */
export function deliveryWords({
  source,
  id,
  at,
  storedAt,
}: Pick<ListedMention, 'source' | 'id' | 'at' | 'storedAt'>): readonly string[] {
  const lagMs = Date.parse(storedAt) - Date.parse(at);
  const stored = Number.isNaN(lagMs)
    ? ''
    : lagMs < 0
      ? 'stored before it says it was said'
      : `stored ${figureText(lagMs / 1_000, 'seconds')} after it was said`;
  return [stored, `from ${tameText(source, 60)}`, `as ${tameText(id, 80)}`].filter((words) => words !== '');
}
