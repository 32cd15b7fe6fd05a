import type { BoardStory } from '../../../schema/contracts/board.ts';
import { isBag, isCount, isListOf, isMaybeNumber, isNumber, isText } from './guards.ts';

const isMaybeText = (value: unknown): boolean => value === null || isText(value);
const isCurvePoint = (value: unknown): boolean => isBag(value) && isNumber(value.at) && isCount(value.size);

export const isStory = (value: unknown): value is BoardStory =>
  isBag(value) &&
  isText(value.source) &&
  isText(value.id) &&
  isMaybeText(value.author) &&
  isMaybeText(value.at) &&
  isMaybeText(value.sentiment) &&
  isCount(value.size) &&
  isCount(value.r) &&
  isMaybeNumber(value.doublingMs) &&
  isCount(value.reach) &&
  typeof value.paid === 'boolean' &&
  typeof value.paidByCustomer === 'boolean' &&
  isMaybeText(value.text) &&
  isListOf(value.curve, isCurvePoint);
