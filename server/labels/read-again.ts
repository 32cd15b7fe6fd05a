import type { Labels } from '../../schema/contracts/labels.ts';
import type { Mention } from '../../schema/contracts/mention.ts';
import type { MentionReader } from '../../pipelines/text/mention-reader.ts';
import type { LabelsWith } from '../text/second-readings.ts';

/** What a stored mention reads as today. */
export type ReadAgain = (mention: Mention, stored: Labels) => Labels;

/**
 * Reads with the quick models, but keeps the tone of a heavier one that is configured: it read those that the quick one
 * was unsure of, and will not see them again.
 * @param heavier the model's name, as it is stored; null when none is configured
 */
export const readAgainWith =
  (read: MentionReader, labelsWith: LabelsWith, heavier: string | null): ReadAgain =>
  (mention, { sentiment: label, sentimentScore: score, sentimentModel: model }) =>
    model === heavier ? labelsWith(mention, { label, score, model }) : read(mention);
