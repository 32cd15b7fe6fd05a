import type { ListedMention } from '../../../schema/contracts/mention-list.ts';
import { isBag, isNumber, isText, type Bag } from '../live/guards.ts';

/** As long as the server explains, in code points. */
const EXPLAINED = 2_000;

export const explainRequest = (
  { text, channel, language }: Pick<ListedMention, 'text' | 'channel' | 'language'>,
  brand: string,
): object => ({
  text: [...text].slice(0, EXPLAINED).join(''),
  brand,
  channel,
  ...(language === '' || language === 'und' ? {} : { lang: language }),
});

export interface ReasonLine {
  readonly name: string;
  readonly words: string;
}

const bags = (value: unknown): readonly Bag[] => (Array.isArray(value) ? value.filter(isBag) : []);
const quoted = (items: readonly Bag[]): string =>
  items.flatMap(({ text }) => (isText(text) ? [`“${text}”`] : [])).join(', ');

/** Words that moved the score by less than this share of what the strongest did are not why. */
const LEAST_SHARE = 0.1;

function decisive(tokens: readonly Bag[]): readonly Bag[] {
  const strengthOf = ({ weight }: Bag): number => (isNumber(weight) ? Math.abs(weight) : 0);
  const strongest = tokens.reduce((most, token) => Math.max(most, strengthOf(token)), 0);
  return tokens.filter((token) => strengthOf(token) >= strongest * LEAST_SHARE);
}

/** Why a text is read as it is, in lines. @throws Error when the answer is no explanation. */
export function reasonLines(answer: unknown): readonly ReasonLine[] {
  if (!isBag(answer) || !isBag(answer.labels))
    throw new Error('The server answered with something that is no explanation.');
  const { sentiment, labels } = answer;
  const tokens = decisive(isBag(sentiment) ? bags(sentiment.tokens) : []);
  const against = tokens.filter(({ weight }) => isNumber(weight) && weight < 0);
  const inFavour = tokens.filter(({ weight }) => isNumber(weight) && weight > 0);
  const topics = bags(answer.topics).map(
    ({ title, matches }) => `${isText(title) ? title : ''}: ${quoted(bags(matches))}`,
  );
  const automation = Array.isArray(answer.automation) ? answer.automation.filter(isText) : [];
  return [
    { name: 'Read by', words: isText(labels.sentimentModel) ? labels.sentimentModel : '' },
    { name: 'How sure', words: sureWords(sentiment) },
    { name: 'Towards positive', words: quoted(inFavour) },
    { name: 'Towards negative', words: quoted(against) },
    { name: 'Issues', words: topics.join('; ') },
    { name: 'Intent', words: isText(labels.intent) ? labels.intent : '' },
    { name: 'Rules', words: quoted(bags(answer.rules)) },
    { name: 'Automation', words: automation.join('; ') },
  ].filter(({ words }) => words !== '');
}

function sureWords(sentiment: unknown): string {
  if (!isBag(sentiment) || !isBag(sentiment.p))
    return 'the model was not asked: it does not know the language';
  const percent = (value: unknown): string => (isNumber(value) ? `${Math.round(value * 100)}\u202f%` : '–');
  const { positive, neutral, negative } = sentiment.p;
  return `${percent(positive)} positive, ${percent(neutral)} neutral, ${percent(negative)} negative`;
}
