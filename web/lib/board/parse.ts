import type { Board } from '../../../schema/contracts/board.ts';
import type { AtRiskCustomer } from '../../../schema/contracts/customers.ts';
import { isBag, isCount, isListOf, isMaybeNumber, isNumber, isText } from '../live/guards.ts';
import { isStory } from '../live/stories.ts';

/** Buckets of the longest span, with room; more is a mistake and would stall the canvas. */
const MOST_BUCKETS = 2_000;

const isMaybeText = (value: unknown): boolean => value === null || isText(value);
const isSeriesOf =
  (length: number, guard: (item: unknown) => boolean) =>
  (value: unknown): boolean =>
    isListOf(value, guard) && (value as readonly unknown[]).length === length;

const isTopic = (value: unknown): boolean =>
  isBag(value) &&
  isText(value.id) &&
  isText(value.title) &&
  isCount(value.mentions) &&
  isCount(value.negative) &&
  isMaybeNumber(value.netSentiment);

const isChannel = (value: unknown): boolean =>
  isBag(value) &&
  isText(value.channel) &&
  isCount(value.mentions) &&
  isMaybeNumber(value.people) &&
  isMaybeNumber(value.netSentiment) &&
  isMaybeNumber(value.medianResponseMs) &&
  isMaybeNumber(value.reach);

const isVoice = (value: unknown): boolean =>
  isBag(value) &&
  isText(value.brand) &&
  isText(value.name) &&
  isCount(value.mentions) &&
  isCount(value.share) &&
  isMaybeNumber(value.netSentiment);

const isReason = (value: unknown): boolean =>
  isBag(value) && isText(value.id) && isText(value.text) && isNumber(value.weight);

export const isAtRisk = (value: unknown): value is AtRiskCustomer =>
  isBag(value) &&
  isMaybeText(value.customer) &&
  isListOf(value.accounts, (one) => isBag(one) && isText(one.channel) && isText(one.account)) &&
  isNumber(value.score) &&
  isText(value.level) &&
  isListOf(value.reasons, isReason) &&
  isMaybeText(value.lastSeenAt) &&
  isText(value.tier);

const isAdvocate = (value: unknown): boolean =>
  isBag(value) &&
  isMaybeText(value.customer) &&
  isText(value.channel) &&
  isText(value.account) &&
  isCount(value.positives) &&
  isCount(value.reach);

const isCut = (value: unknown): boolean =>
  isBag(value) &&
  isMaybeText(value.channel) &&
  isMaybeText(value.topic) &&
  (value.range === null || (isBag(value.range) && isNumber(value.range.from) && isNumber(value.range.to)));

function isRiver(value: unknown): value is Board['river'] {
  if (!isBag(value) || !isNumber(value.stepMs) || !isListOf(value.at, isNumber)) return false;
  const { length } = value.at as readonly unknown[];
  const isCounts = isSeriesOf(length, isCount);
  return (
    length <= MOST_BUCKETS && isCounts(value.positive) && isCounts(value.neutral) && isCounts(value.negative)
  );
}

function isUsual(value: unknown, length: number): boolean {
  const isBand = isSeriesOf(length, isMaybeNumber);
  return (
    isBag(value) &&
    isText(value.baseline) &&
    isNumber(value.weeks) &&
    isBand(value.expected) &&
    isBand(value.low) &&
    isBand(value.high)
  );
}

function isResponses(value: unknown): boolean {
  if (!isBag(value) || !isListOf(value.edgesMs, isCount)) return false;
  const isBars = isSeriesOf((value.edgesMs as readonly unknown[]).length + 1, isCount);
  return (
    isBars(value.always) &&
    (value.business === null || isBars(value.business)) &&
    isCount(value.targetMs) &&
    isCount(value.n) &&
    isMaybeNumber(value.medianMs) &&
    isMaybeNumber(value.p90Ms) &&
    isMaybeNumber(value.businessMedianMs) &&
    isMaybeNumber(value.waiting) &&
    isMaybeNumber(value.overdue)
  );
}

/** The board in an answer, or null when it is none: its charts stand or fall together. */
export function parseBoard(answer: unknown): Board | null {
  if (!isBag(answer)) return null;
  const { river, risk } = answer;
  const isSound =
    isText(answer.brand) &&
    isText(answer.name) &&
    isText(answer.zone) &&
    isText(answer.span) &&
    isNumber(answer.from) &&
    isNumber(answer.to) &&
    isNumber(answer.asOf) &&
    isCut(answer.cut) &&
    isListOf(answer.missing, isText) &&
    isRiver(river) &&
    isUsual(answer.usual, river.at.length) &&
    isResponses(answer.responses) &&
    isListOf(answer.topics, isTopic) &&
    isListOf(answer.channels, isChannel) &&
    isListOf(answer.voice, isVoice) &&
    isBag(risk) &&
    isNumber(risk.threshold) &&
    isCount(risk.total) &&
    isListOf(risk.customers, isAtRisk) &&
    isListOf(answer.advocates, isAdvocate) &&
    isListOf(answer.stories, isStory);
  return isSound ? (answer as unknown as Board) : null;
}
